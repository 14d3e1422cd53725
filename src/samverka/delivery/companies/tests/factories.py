"""What the tests of companies stand on."""

import datetime as dt
from decimal import Decimal

from samverka.delivery.companies import actions
from samverka.delivery.companies.aid_rules import aid_rules
from samverka.delivery.companies.models import (
    Aid,
    AidRule,
    CompanyLink,
    CompanyResult,
    ProgrammeCompany,
)
from tests.people import LONG_AGO, TODAY, Cast


def company(cast: Cast, name: str = "Exempelbageriet", **facts) -> ProgrammeCompany:
    return actions.take_in_company(programme=cast.programme, name=name, **facts, by=cast.petra)


def result(
    cast: Cast, work: ProgrammeCompany, before: int, after: int | None, title: str = "Omsättning"
) -> CompanyResult:
    return actions.add_result(
        work=work,
        title=title,
        unit="kr",
        before=Decimal(before),
        before_on=LONG_AGO,
        after=None if after is None else Decimal(after),
        after_on=None if after is None else TODAY,
        by=cast.petra,
    )


def aid(
    cast: Cast,
    work: ProgrammeCompany,
    granted_on: dt.date,
    euro: int,
    *,
    is_from_programme: bool = True,
) -> Aid:
    return actions.add_aid(
        work=work,
        granted_on=granted_on,
        granted_by="Regionen",
        amount=euro * 1100,
        euro_cents=euro * 100,
        is_from_programme=is_from_programme,
        by=cast.petra,
    )


def the_rule() -> AidRule:
    """The one that comes with Samverka, also where a test before has emptied the tables."""
    facts = aid_rules()[0]
    return AidRule.objects.get_or_create(valid_from=facts.pop("valid_from"), defaults=facts)[0]


def link(cast: Cast, work: ProgrammeCompany, other: ProgrammeCompany) -> CompanyLink:
    return actions.add_link(
        work=work,
        other=other.company,
        name="",
        org_number="",
        kind=CompanyLink.Kind.VOTES,
        source="Bolagets intyg",
        valid_from=LONG_AGO,
        by=cast.petra,
    )
