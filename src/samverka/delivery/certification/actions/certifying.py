"""The employer certifies a month, digitally or by a paper that was signed."""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverka.delivery.certification import chain, queries
from samverka.delivery.certification.models import Certificate, CertifiedLine, PersonCategory
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates.models import Category
from samverka.delivery.rates.queries import categories_of
from samverka.engine.hours import Rule
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from samverka.toolkit.periods import months_after
from samverka.toolkit.texts import listed, whole_day, whole_month

from .papers import Paper, keep


class MonthIsNotOver(Exception):
    """Hours may still come."""

    def __init__(self, month: dt.date):
        super().__init__(
            _("%(month)s is not over. It can be certified from %(day)s.")
            % {"month": whole_month(month), "day": whole_day(months_after(month, 1))}
        )


class NoRule(Exception):
    """Nobody has written down how the fund counts hours."""

    def __init__(self, fund: Fund):
        super().__init__(
            _(
                "It is not written down how %(fund)s counts hours. Ask whoever leads the "
                "programme to add the fund's rule, and certify then."
            )
            % {"fund": fund}
        )


class OwnHours(Exception):
    """Nobody certifies their own hours."""

    def __init__(self):
        super().__init__(
            _("Your own hours are among these. Ask a colleague who may certify to do it.")
        )


class SignedByOneself(OwnHours):
    """Whoever signed the paper stands in it."""

    def __init__(self):
        Exception.__init__(
            self,
            _(
                "Whoever signed the paper has own hours in it. Ask a colleague who may certify "
                "to sign it instead."
            ),
        )


class TakenInByOneself(OwnHours):
    """Whoever takes the paper in stands in it: they say what of it may be claimed."""

    def __init__(self):
        Exception.__init__(
            self,
            _("Your own hours are on the paper. Ask a colleague who may certify to take it in."),
        )


class SignedTooEarly(Exception):
    """Hours could still come when the paper was signed."""

    def __init__(self, month: dt.date):
        super().__init__(
            _(
                "The paper was signed before %(month)s was over, when hours could still come. "
                "Have it signed anew."
            )
            % {"month": whole_month(month)}
        )


class SignedLater(Exception):
    """A day to come."""

    def __init__(self):
        super().__init__(_("The day of the signature has not come yet. Write the day it says."))


class ChangedMeanwhile(Exception):
    """The marks are others than those that were looked at."""

    def __init__(self):
        super().__init__(
            _("The hours have changed since you opened the page. Look through them once more.")
        )


class NothingNew(Exception):
    """The certificate in force says what the marks and the employer say."""

    def __init__(self):
        super().__init__(_("The month is certified already, and nothing has changed since."))


class CategoryLacks(Exception):
    """The fund sorts people by category, and somebody has none."""

    def __init__(self, names: Sequence[str]):
        super().__init__(
            _("Choose a category for each: %(names)s.") % {"names": listed(sorted(names))}
        )


@dataclass(frozen=True)
class Word:
    """What the employer says of a person: the minutes seen, the category, paid for once."""

    minutes: int
    category: Category | None
    is_financed_once: bool


@transaction.atomic
def certify(
    *,
    programme: Programme,
    fund: Fund,
    organisation: Organisation,
    month: dt.date,
    words: Mapping[Person, Word],
    function: str,
    on: dt.date,
    by: Actor,
    paper: Paper | None = None,
) -> Certificate:
    """The employer certifies a month as it was shown; a later one is the next version.

    With `paper` it was signed by hand: the actor takes in what another has signed.

    :raises MonthIsNotOver: hours may still come
    :raises NoRule: it is not written down how the fund counts
    :raises OwnHours: the own hours of whoever certifies, signs or takes in are among them
    :raises SignedTooEarly: the paper was signed before the month was over
    :raises SignedLater: the paper is signed on a day to come
    :raises ChangedMeanwhile: the marks are others than those in `words`
    :raises NothingNew: the certificate in force says the same, by the same paper
    :raises CategoryLacks: the fund has categories, and somebody has none
    """
    # Two who certify at once: the second finds the first one's certificate.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    rule = _rule_of_what_is_over(fund, month, on)
    rows = queries.worked_in(programme, fund, organisation, month, rule)
    before = queries.certificate_in_force(programme, fund, organisation, month)
    _check_signer(rows, month, paper, on, by)
    _check(rows, words, before, fund, paper, by)
    certificate = Certificate(
        programme=programme,
        fund=fund,
        organisation=organisation,
        month=month,
        number=before.number + 1 if before else 1,
        rule=rule,
        function=function,
        certified_by=by.user,
        certified_at=now(),
        **_by_hand(paper),
    )
    lines = [_line(certificate, row, words[row.person]) for row in rows]
    _seal(certificate, lines)
    if paper:
        keep(certificate, paper)
    for row in rows:
        _remember_category(row, words[row.person].category, organisation, month)
    trail.note(by=by, verb="certification.certified", about=certificate)
    return certificate


def _rule_of_what_is_over(fund: Fund, month: dt.date, on: dt.date) -> Rule:
    """How the fund counts hours in a month of which no more can come."""
    if months_after(month, 1) > on:
        raise MonthIsNotOver(month)
    rule = queries.rule_of(fund, month)
    if rule is None:
        raise NoRule(fund)
    return rule


def _by_hand(paper: Paper | None) -> dict[str, Any]:
    """What a certificate keeps of the paper that was signed."""
    if paper is None:
        return {"paper_digest": "", "signed_on": None}
    return {"paper_digest": paper.digest, "signed_on": paper.signed_on}


def _check_signer(
    rows: Sequence[queries.Worked], month: dt.date, paper: Paper | None, on: dt.date, by: Actor
) -> None:
    """Nobody certifies their own hours. Who signed on paper is known by name only.

    A name that the actor may not know is not compared: the answer would tell whose it is.
    """
    if any(_is_oneself(row.person, by) for row in rows):
        raise TakenInByOneself if paper else OwnHours
    if paper is None:
        return
    names = queries.names_seen(by, [row.person for row in rows]).values()
    if _plain(paper.signed_by) in map(_plain, filter(None, names)):
        raise SignedByOneself
    if paper.signed_on < months_after(month, 1):
        raise SignedTooEarly(month)
    if paper.signed_on > on:
        raise SignedLater


def _is_oneself(person: Person, by: Actor) -> bool:
    """By the account, or by its address where nobody has joined the two."""
    if by.user is None:
        return False
    if person.user_id is not None:
        return person.user_id == by.user.pk
    return person.email != "" and person.email.casefold() == by.user.email.casefold()


def _plain(name: str) -> str:
    """However it is spaced and whatever letters are large."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _check(
    rows: Sequence[queries.Worked],
    words: Mapping[Person, Word],
    before: Certificate | None,
    fund: Fund,
    paper: Paper | None,
    by: Actor,
) -> None:
    if {row.person.pk: row.minutes for row in rows} != {
        person.pk: word.minutes for person, word in words.items()
    }:
        raise ChangedMeanwhile
    if before is None and not rows:
        raise NothingNew
    if before and not queries.changes_since(before) and _says_the_same(before, words, paper):
        raise NothingNew
    if categories_of(fund).exists():
        lacking = [row.person for row in rows if words[row.person].category is None]
        if lacking:
            seen = queries.names_seen(by, lacking)
            raise CategoryLacks([seen[each.pk] or _("protected identity") for each in lacking])


def _says_the_same(before: Certificate, words: Mapping[Person, Word], paper: Paper | None) -> bool:
    """A wrong category, a tick that was forgotten or a wrong scan is mended by a next version."""
    if paper and paper.digest != before.paper_digest:
        return False
    said = before.lines.values_list("person", "category", "is_financed_once")
    return set(said) == {
        (person.pk, word.category.pk if word.category else None, word.is_financed_once)
        for person, word in words.items()
    }


def _line(certificate: Certificate, row: queries.Worked, word: Word) -> CertifiedLine:
    """The name stands for those who read it later; a protected one is not written once more."""
    return CertifiedLine(
        certificate=certificate,
        person=row.person,
        person_key=row.person.public_key,
        name="" if row.person.is_protected else str(row.person),
        category=word.category,
        minutes=row.minutes,
        is_financed_once=word.is_financed_once,
        claimed=row.claimed if word.is_financed_once else 0,
    )


def _seal(certificate: Certificate, lines: Sequence[CertifiedLine]) -> None:
    last = (
        Certificate.objects.filter(
            programme=certificate.programme, organisation=certificate.organisation
        )
        .order_by("-pk")
        .first()
    )
    certificate.digest_before = last.digest if last else ""
    certificate.content = chain.content_of(certificate, lines)
    certificate.digest = chain.digest_of(certificate.content, certificate.digest_before)
    certificate.save()
    CertifiedLine.objects.bulk_create(lines)


def _remember_category(
    row: queries.Worked, category: Category | None, organisation: Organisation, month: dt.date
) -> None:
    """What was chosen holds from the month on, until another is chosen."""
    if category is None or category.pk == row.category_id:
        return
    held = PersonCategory.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=month),
        person=row.person,
        organisation=organisation,
        category__fund=category.fund_id,
    )
    held.filter(valid_from__gte=month).delete()
    held.update(valid_to=month)
    PersonCategory.objects.create(
        person=row.person, organisation=organisation, category=category, valid_from=month
    )
