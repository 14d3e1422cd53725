"""What the tests of keeping stand on: a programme that ended long ago, and a fund with a rule."""

import datetime as dt

from samverka.delivery.programmes.models import Fund, FundRule, ProgrammeFund
from samverka.delivery.retention import actions
from samverka.delivery.retention.models import Deletion, Hold, Records
from samverka.register.people.models import Person
from tests.people import TODAY, Cast

ENDED = dt.date(2019, 12, 31)


def ended(cast: Cast, on: dt.date = ENDED) -> None:
    """The programme was over years ago."""
    cast.programme.starts_on, cast.programme.ends_on = dt.date(2017, 1, 1), on
    cast.programme.save()


def fund_keeps(
    cast: Cast, years: int | None, counted_from: str = "year_end", code: str = "esf", **facts
) -> ProgrammeFund:
    """A fund that pays for the programme, with its rule on how long records are kept."""
    fund, _ = Fund.objects.get_or_create(code=code, defaults={"name": f"Fonden {code}"})
    FundRule.objects.create(
        fund=fund,
        subject=FundRule.Subject.RETENTION,
        value=facts.pop("value", f"{years} år"),
        kept_years=years,
        counted_from=counted_from if years else "",
        source=facts.pop("source", f"Handboken {code}"),
        valid_from=facts.pop("valid_from", dt.date(2014, 1, 1)),
        valid_to=facts.pop("valid_to", None),
    )
    link, _ = ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    return link


def full_retention(cast: Cast, somebody: Person, reason: str) -> None:
    """A hold on somebody that was released, and a deletion that they asked for."""
    hold = Hold.objects.create(
        person=somebody,
        reason=reason,
        organisation=cast.kungalv,
        placed_on=TODAY,
        placed_by=cast.karin.user,
    )
    actions.release_hold(hold=hold, on=TODAY, by=cast.karin)
    Deletion.objects.create(
        programme=cast.programme,
        records=Records.QUESTIONS,
        state=Deletion.State.STOPPED,
        asked_by=somebody.user,
        role="programme_leader",
        organisation=cast.gr,
        language="sv",
        seen=0,
        rule="Fem år",
        source="Handboken",
        kept_until=TODAY,
    )
