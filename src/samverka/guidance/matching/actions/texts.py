"""The sentences that households read in other languages: written, approved, taken back."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching import sentences
from samverka.guidance.matching.models import HouseholdSentence
from samverka.guidance.matching.queries.texts import mark


class OtherPlaceholders(Exception):
    """What is filled in must be the same as in Swedish."""

    def __init__(self, swedish: set[str]) -> None:
        if swedish:
            text = _(
                "Write %(these)s with its brackets just as in the Swedish sentence, and nothing "
                "else in such brackets: the program fills it in."
            )
            these = ", ".join(f"{{{name}}}" for name in sorted(swedish))
            super().__init__(text % {"these": these})
        else:
            super().__init__(
                _("Nothing is filled in here. Write the sentence without { and } in it.")
            )


class ChangedMeanwhile(Exception):
    """Somebody approves what they have read, and nothing else."""

    def __init__(self) -> None:
        super().__init__(
            _("A sentence was changed since you opened the page. Read it anew, then approve.")
        )


class WroteItOneself(Exception):
    """Four eyes: what somebody wrote another one approves."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You wrote one of these sentences yourself. What a household decides by is read "
                "by one more who knows the language: ask somebody else to approve it."
            )
        )


class NothingBefore(Exception):
    """There is no earlier text to take back."""

    def __init__(self) -> None:
        super().__init__(_("No earlier text is kept of this sentence."))


def _locked(key: str, language: str) -> HouseholdSentence:
    """The row; what the file has as a draft becomes one when somebody changes or approves it."""
    draft = sentences.in_file(language).get(key, "")
    row, _new = HouseholdSentence.objects.select_for_update().get_or_create(
        key=key, language=language, defaults={"text": draft}
    )
    return row


@transaction.atomic
def write_sentence(*, key: str, language: str, text: str, by: Actor) -> HouseholdSentence:
    """Another text is read by nobody until it is approved.

    :raises OtherPlaceholders:
    """
    wanted = sentences.placeholders(sentences.in_file(sentences.FIRST)[key]) or set()
    if sentences.placeholders(text) != wanted:
        raise OtherPlaceholders(wanted)
    row = _locked(key, language)
    if row.text != text:
        row.before, row.text = row.text, text
        row.before_by, row.written_by = row.written_by, by.user
        row.approve_no_more()
        row.save()
        trail.note(by=by, verb="matching.sentence_written", about=row)
    return row


@transaction.atomic
def take_back_text(*, key: str, language: str, by: Actor) -> None:
    """The text before the last change, which somebody reads and approves anew.

    :raises NothingBefore:
    """
    row = _locked(key, language)
    if not row.before:
        raise NothingBefore
    row.before, row.text = row.text, row.before
    row.before_by, row.written_by = row.written_by, row.before_by
    row.approve_no_more()
    row.save()
    trail.note(by=by, verb="matching.sentence_written", about=row)


@transaction.atomic
def approve(*, language: str, read: Sequence[str], on: dt.date, by: Actor) -> list[str]:
    """Whoever knows the language has read these beside the Swedish; `read` are their marks.

    :raises ChangedMeanwhile: one of them says something else now
    :raises WroteItOneself: one of them is the approver's own
    """
    swedish = sentences.in_file(sentences.FIRST)
    keys = [one.partition(":")[0] for one in read]
    for key, said in zip(keys, read, strict=True):
        if key not in swedish:
            raise ChangedMeanwhile
        row = _locked(key, language)
        if not row.text or said != mark(key, swedish[key], row.text):
            raise ChangedMeanwhile
        if row.written_by_id == by.user_id:
            raise WroteItOneself
        row.approve(swedish[key], by.user_id, on)
        row.save()
        trail.note(by=by, verb="matching.sentence_approved", about=row)
    return keys


@transaction.atomic
def approve_no_more(*, language: str, keys: Sequence[str], by: Actor) -> int:
    """Somebody sees that they are not right after all; says of how many."""
    rows = HouseholdSentence.objects.select_for_update().filter(language=language, key__in=keys)
    found = list(rows.exclude(approved_on=None).order_by("key"))
    for row in found:
        row.approve_no_more()
        row.save()
        trail.note(by=by, verb="matching.sentence_approval_taken_back", about=row)
    return len(found)
