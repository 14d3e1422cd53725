"""Every write: services, versions, languages, reviews, questions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Round, Sphere
from samverka.toolkit.languages import LANGUAGES

from .models import (
    PARTS,
    ComprehensionRound,
    Explanation,
    ExplanationText,
    ExplanationVersion,
)
from .queries import SWEDISH

FACTS = ("title", *PARTS)


class Refused(Exception):
    """What cannot be done with an explanation; its text says why, and what one can do."""


@dataclass(frozen=True)
class Question:
    """What is asked: by language the question and its answers, and which of them is right."""

    labels: Mapping[str, str]
    choices: Mapping[str, Sequence[str]]
    right: int


@transaction.atomic
def write_explanation(*, programme: Programme, name: str, by: Actor) -> Explanation:
    """A service to explain, with its first version.

    :raises Refused: there is one of the name
    """
    there = Explanation.objects.filter(programme=programme, owner=by.organisation_id, name=name)
    if there.exists():
        raise Refused(_("Your organisation already explains a service of this name."))
    made = Explanation.objects.create(programme=programme, owner=by.organisation, name=name)
    ExplanationVersion.objects.create(explanation=made, number=1)
    trail.note(by=by, verb="explanations.written", about=made)
    return made


def _locked(version: ExplanationVersion) -> ExplanationVersion:
    there = ExplanationVersion.objects.select_for_update().get(pk=version.pk)
    if there.is_published:
        raise Refused(_("A published version does not change. Begin a new one."))
    return there


@transaction.atomic
def write_text(
    *, version: ExplanationVersion, language: str, facts: Mapping[str, str], by: Actor
) -> ExplanationText:
    """A version in a language. What changes is a draft until it is reviewed again.

    :raises Refused: the version is published
    """
    there = _locked(version)
    text = there.texts.filter(language=language).first()
    text = text or ExplanationText(version=there, language=language)
    if any(getattr(text, name) != facts[name] for name in FACTS):
        text.reviewed_as, text.reviewed_on = "", None
    for name in FACTS:
        setattr(text, name, facts[name])
    text.save()
    trail.note(by=by, verb="explanations.text_written", about=version.explanation)
    return text


@transaction.atomic
def review(*, text: ExplanationText, reviewed_as: str, on: dt.date, by: Actor) -> None:
    """Somebody who knows the language has read it: their function, no name."""
    text.reviewed_as, text.reviewed_on = reviewed_as, on
    text.save(update_fields=["reviewed_as", "reviewed_on"])
    trail.note(by=by, verb="explanations.reviewed", about=text.version.explanation)


@transaction.atomic
def begin_version(*, explanation: Explanation, note: str, by: Actor) -> ExplanationVersion:
    """A copy of the latest to go on with; what is not changed stays reviewed."""
    Explanation.objects.select_for_update().get(pk=explanation.pk)
    latest = explanation.versions.latest("number")
    made = ExplanationVersion.objects.create(
        explanation=explanation, number=latest.number + 1, note=note
    )
    for text in latest.texts.all():
        text.pk, text.version = None, made
        text._state.adding = True
        text.save()
    trail.note(by=by, verb="explanations.version_begun", about=explanation)
    return made


@transaction.atomic
def publish(*, version: ExplanationVersion, on: dt.date, by: Actor) -> None:
    """:raises Refused: it is published, or lacks Swedish"""
    there = _locked(version)
    if not there.texts.filter(language=SWEDISH).exists():
        raise Refused(_("Write it in Swedish first."))
    there.published_on = on
    there.save(update_fields=["published_on"])
    trail.note(by=by, verb="explanations.published", about=version.explanation)


@transaction.atomic
def withdraw(*, version: ExplanationVersion, by: Actor) -> None:
    """Nobody outside reads it any more; it can be changed again."""
    version.published_on = None
    version.save(update_fields=["published_on"])
    trail.note(by=by, verb="explanations.withdrawn", about=version.explanation)


@transaction.atomic
def write_questions(
    *, explanation: Explanation, questions: Sequence[Question], on: dt.date, by: Actor
) -> None:
    """The questions and which answers are right, as long as nobody is asked.

    :raises Refused: somebody is asked already, or the organisation has them by that name
    """
    there = Explanation.objects.select_for_update().get(pk=explanation.pk)
    if ComprehensionRound.objects.filter(version__explanation=there).exists():
        raise Refused(_("People are asked already, so the questions stay as they are."))
    form = _form(there, questions)
    if there.instrument is None:
        name = _("Understood: %(service)s") % {"service": there.name}
        try:
            there.instrument = instruments.create_instrument(
                name=name, sphere=Sphere.OPEN, form=form, by=by
            )
        except instruments.NameTaken as taken:
            raise Refused(str(taken)) from taken
        version = there.instrument.versions.get()
        instruments.publish_version(version=version, on=on, by=by)
    else:
        version = instruments.draft_version(instrument=there.instrument, by=by)
        instruments.change_definition(version=version, form=form, by=by)
        changed = _("The questions were written anew.")
        instruments.publish_version(version=version, what_changed=changed, on=on, by=by)
    there.right_answers = {
        f"q{number}": f"a{question.right}" for number, question in enumerate(questions, start=1)
    }
    there.save(update_fields=["instrument", "right_answers"])
    trail.note(by=by, verb="explanations.questions_written", about=there)


def _form(explanation: Explanation, questions: Sequence[Question]) -> Form:
    codes = [SWEDISH, *sorted({code for one in questions for code in one.labels} - {SWEDISH})]
    languages = tuple(
        Language(code, LANGUAGES[code].endonym, LANGUAGES[code].direction == "rtl")
        for code in codes
    )
    items = tuple(_item(number, one) for number, one in enumerate(questions, start=1))
    return Form(explanation.public_key, {SWEDISH: explanation.name}, languages, items)


def _item(number: int, question: Question) -> Item:
    choices = tuple(
        Choice(
            f"a{place + 1}",
            {code: texts[place] for code, texts in question.choices.items()},
        )
        for place in range(len(question.choices[SWEDISH]))
    )
    return Item(f"q{number}", Kind.SINGLE, question.labels, required=True, choices=choices)


@transaction.atomic
def ask(
    *, version: ExplanationVersion, closes_on: dt.date, on: dt.date, by: Actor
) -> ComprehensionRound:
    """A round by link for those who have read the version.

    :raises Refused: there are no questions, or this version is asked about already
    """
    explanation = Explanation.objects.select_for_update().get(pk=version.explanation_id)
    if explanation.instrument is None:
        raise Refused(_("Write the questions first."))
    if ComprehensionRound.objects.filter(version=version).exists():
        raise Refused(_("People are asked about this version already."))
    latest = explanation.instrument.versions.exclude(published_on=None).latest("number")
    name = _("%(service)s, version %(number)s") % {
        "service": explanation.name,
        "number": version.number,
    }
    try:
        opened = instruments.open_round(
            version=latest,
            name=name,
            opens_on=on,
            closes_on=closes_on,
            way=Round.Way.LINK,
            by=by,
        )
    except instruments.Refused as refused:
        raise Refused(str(refused)) from refused
    made = ComprehensionRound.objects.create(version=version, round=opened)
    trail.note(by=by, verb="explanations.asked", about=explanation)
    return made
