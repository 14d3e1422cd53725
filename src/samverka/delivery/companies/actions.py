"""Writes of companies: taking one in, and noting what is needed, done, reached and granted."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import models, transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.periods import check_end, in_force

from .models import (
    Aid,
    Company,
    CompanyEffort,
    CompanyLink,
    CompanyNeed,
    CompanyResult,
    ProgrammeCompany,
    Recruitment,
    ResultMeasure,
)
from .queries import called_the_same, known_as, links_between


class IsInAlready(Exception):
    """A company stands once in a programme."""

    def __str__(self):
        return _("The programme works with this company already. Open it in the list.")


class MayBeTheSame(Exception):
    """Companies of the same name, of which one may be the one meant: somebody must say."""

    def __init__(self, companies: Sequence[Company]):
        self.companies = companies
        super().__init__(
            _("There is a company of this name already. Say below whether it is the same.")
        )


class IsLinkedAlready(Exception):
    """Two companies belong together on a day already."""

    def __str__(self):
        return _("They belong together on that day already. Take the old link away first.")


class NumberIsTaken(Exception):
    """Another company has the organisation number."""

    def __str__(self):
        return _("Another company has this organisation number. Look at the number.")


class IsMeasuredAlready(Exception):
    """A measure has one value before and one after for each company."""

    def __str__(self):
        return _("The company has this measure already. Take the old one away first.")


@transaction.atomic
def take_in_company(
    *,
    programme: Programme,
    name: str,
    org_number: str = "",
    municipality: Municipality | None = None,
    size: str = "",
    sector: str = "",
    contact_function: str = "",
    is_comparison: bool = False,
    same_as: Company | None = None,
    is_new: bool = False,
    by: Actor,
) -> ProgrammeCompany:
    """Begin to work with a company; one that is written down already is not written twice.

    A number tells companies apart. A name does not: `same_as` or `is_new` says which is meant.

    :raises IsInAlready: the programme works with it
    :raises MayBeTheSame: a company of the name is there, and nobody has said whether it is the one
    """
    company = known_as(org_number) or same_as
    if company is None:
        alike = called_the_same(name, org_number)
        if alike and not is_new:
            raise MayBeTheSame(alike)
        company = Company.objects.create(
            name=name, org_number=org_number, municipality=municipality, size=size, sector=sector
        )
    elif org_number and not company.org_number:
        company.org_number = org_number
        company.save(update_fields=["org_number"])
    if ProgrammeCompany.objects.filter(programme=programme, company=company).exists():
        raise IsInAlready
    work = ProgrammeCompany.objects.create(
        programme=programme,
        company=company,
        contact_function=contact_function,
        is_comparison=is_comparison,
    )
    trail.note(by=by, verb="companies.taken_in", about=work)
    return work


@transaction.atomic
def correct_company(
    *, work: ProgrammeCompany, contact_function: str, is_comparison: bool, by: Actor, **facts
) -> None:
    """The facts of the company, and of the work with it.

    :raises NumberIsTaken: another company has the organisation number
    """
    company = work.company
    number = facts["org_number"]
    others = Company.objects.filter(org_number=number).exclude(pk=company.pk)
    if number and others.exists():
        raise NumberIsTaken
    for name, value in facts.items():
        setattr(company, name, value)
    company.save(update_fields=list(facts))
    work.contact_function, work.is_comparison = contact_function, is_comparison
    work.save(update_fields=["contact_function", "is_comparison"])
    trail.note(by=by, verb="companies.corrected", about=work)


@transaction.atomic
def hand_over(*, works: Sequence[ProgrammeCompany], functions: Sequence[str], by: Actor) -> None:
    """The function that keeps the contact with each company; all or none."""
    for work, function in zip(works, functions, strict=True):
        work.contact_function = function
        work.save(update_fields=["contact_function"])
        trail.note(by=by, verb="companies.corrected", about=work, fields=["contact_function"])


@transaction.atomic
def compare(*, works: Sequence[ProgrammeCompany], flags: Sequence[bool], by: Actor) -> None:
    """Each is there for comparison only, or is worked with; all or none."""
    for work, is_comparison in zip(works, flags, strict=True):
        work.is_comparison = is_comparison
        work.save(update_fields=["is_comparison"])
        trail.note(by=by, verb="companies.corrected", about=work, fields=["is_comparison"])


@transaction.atomic
def add_need(
    *, work: ProgrammeCompany, kind: str, text: str, found_on: dt.date, by: Actor
) -> CompanyNeed:
    return _add(CompanyNeed(work=work, kind=kind, text=text, found_on=found_on), work, by)


@transaction.atomic
def add_effort(
    *,
    work: ProgrammeCompany,
    text: str,
    done_on: dt.date,
    need: CompanyNeed | None = None,
    by: Actor,
) -> CompanyEffort:
    return _add(CompanyEffort(work=work, text=text, done_on=done_on, need=need), work, by)


@transaction.atomic
def add_recruitment(
    *, work: ProgrammeCompany, occupation: str, number: int, employed_on: dt.date, by: Actor
) -> Recruitment:
    made = Recruitment(work=work, occupation=occupation, number=number, employed_on=employed_on)
    return _add(made, work, by)


@transaction.atomic
def add_result(
    *,
    work: ProgrammeCompany,
    title: str,
    unit: str,
    before: Decimal,
    before_on: dt.date,
    after: Decimal | None = None,
    after_on: dt.date | None = None,
    by: Actor,
) -> CompanyResult:
    """A measure that is new becomes one of the programme's.

    :raises IsMeasuredAlready: the company has values of this measure
    """
    measure, _is_new = ResultMeasure.objects.get_or_create(
        programme=work.programme, title=title, defaults={"unit": unit}
    )
    if work.results.filter(measure=measure).exists():
        raise IsMeasuredAlready
    made = CompanyResult(
        work=work,
        measure=measure,
        before=before,
        before_on=before_on,
        after=after,
        after_on=after_on,
    )
    return _add(made, work, by)


@transaction.atomic
def add_value_after(
    *, result: CompanyResult, after: Decimal, after_on: dt.date, by: Actor
) -> None:
    """How it was afterwards; written again it is corrected."""
    result.after, result.after_on = after, after_on
    result.save(update_fields=["after", "after_on"])
    trail.note(by=by, verb="companies.added_to", about=result.work)


@transaction.atomic
def add_aid(
    *,
    work: ProgrammeCompany,
    granted_on: dt.date,
    granted_by: str,
    amount: int,
    euro_cents: int,
    is_from_programme: bool,
    purpose: str = "",
    company: Company | None = None,
    by: Actor,
) -> Aid:
    """What the programme granted, or what the company says that others have.

    :param company: one that the company belongs together with, where the aid was given to that
    """
    aid = Aid(
        company=company or work.company,
        programme=work.programme if is_from_programme else None,
        granted_on=granted_on,
        granted_by=granted_by,
        amount=amount,
        euro_cents=euro_cents,
        purpose=purpose,
    )
    return _add(aid, work, by)


@transaction.atomic
def add_link(
    *,
    work: ProgrammeCompany,
    other: Company | None,
    name: str,
    org_number: str,
    kind: str,
    source: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    by: Actor,
) -> CompanyLink:
    """That a company is one undertaking with another, which is written down if it is not there.

    :raises IsLinkedAlready: the two are linked on the day
    """
    if other is None:
        other = known_as(org_number) or Company.objects.create(name=name, org_number=org_number)
    there = links_between(work.company, other)
    if there.filter(in_force(valid_from)).exists():
        raise IsLinkedAlready
    link = CompanyLink(
        one=work.company,
        other=other,
        kind=kind,
        source=source,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return _add(link, work, by)


@transaction.atomic
def end_link(*, link: CompanyLink, work: ProgrammeCompany, on: dt.date, by: Actor) -> None:
    """They belong together no longer from a day.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    check_end(link.valid_from, on)
    link.valid_to = on
    link.save(update_fields=["valid_to"])
    trail.note(by=by, verb="companies.added_to", about=work)


def _add(made, work: ProgrammeCompany, by: Actor):
    made.save()
    trail.note(by=by, verb="companies.added_to", about=work)
    return made


@transaction.atomic
def take_away(*, row: models.Model, work: ProgrammeCompany, by: Actor) -> None:
    """A need, an effort, a recruitment, a result or aid that was written by mistake."""
    trail.note(by=by, verb="companies.taken_from", about=work)
    row.delete()
