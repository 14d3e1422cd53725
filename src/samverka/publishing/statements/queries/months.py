"""The periods of a series: where each stands, what it holds, what lacks, when it is due."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from samverka.delivery.programmes.models import FundRule, Programme
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.facts import Facts
from samverka.publishing.statements.models import Layout, Series, Version
from samverka.publishing.statements.periods import Period

from .gaps import Gaps
from .lacking import Hinder, Lacking
from .standing import DONE, Stand, State, series_of, standing
from .tallies import tallies


@dataclass(frozen=True)
class Month:
    """A period of a series: `sent` is the version in force, `ready` the one made ready."""

    series: Series
    first_month: dt.date
    last_month: dt.date
    state: State
    sent: Version | None
    ready: Version | None
    due_on: dt.date | None
    is_late: bool
    # Sent, and the facts say something else now.
    differs: bool
    # Of the version, or of the facts where there is none.
    persons: int
    minutes: int
    # How many things lack before it can be made ready; 0 where it is ready or sent.
    hinders: int
    # What has been asked for it, so that its page asks none of it again.
    stands: Sequence[Stand]
    lacking: Lacking

    @property
    def key(self) -> str:
        """As in addresses: "2026-02"."""
        return f"{self.first_month:%Y-%m}"

    @property
    def version(self) -> Version | None:
        return self.ready or self.sent


def months_of(series: Series, *, on: dt.date, until: dt.date = dt.date.max) -> list[Month]:
    """Every period that has begun, the first one first; as many questions for any number.

    With `until`, those that begin with a later month are not built.
    """
    stands = standing(series, on=on)
    asked = [stand for stand in stands if stand.period.first_month <= until]
    return _months(series, asked, stands, on, _gaps(series.programme, asked, on))


def months_of_all(programme: Programme, *, on: dt.date) -> list[tuple[Series, list[Month]]]:
    """The same of everything the programme sends; what lacks is asked for once."""
    found = [(each, standing(each, on=on)) for each in series_of(programme)]
    gaps = _gaps(programme, [stand for _series, stands in found for stand in stands], on)
    return [(each, _months(each, stands, stands, on, gaps)) for each, stands in found]


def month_of(series: Series, first_month: dt.date, *, on: dt.date) -> Month | None:
    """The one of them that begins with a month; the others are not built for it."""
    stands = standing(series, on=on)
    asked = [stand for stand in stands if stand.period.first_month == first_month]
    gaps = _gaps(series.programme, asked, on)
    return _months(series, asked, stands, on, gaps)[0] if asked else None


def hinders(
    series: Series, first_month: dt.date, *, on: dt.date, content: Content | None = None
) -> list[Hinder]:
    """What lacks before the period can be made ready; nothing where it is ready or sent.

    `content` is the period as the facts say, where it is built already.
    """
    stands = standing(series, on=on)
    asked = [stand for stand in stands if stand.period.first_month == first_month]
    if not asked or not asked[0].can_be_made_ready:
        return []
    period = asked[0].period
    content = content or Facts(series, [period]).content(period, series.layout)
    return lacking_in(series, stands, period, on).of(period, content)


def hinders_of(month: Month, content: Content | None) -> list[Hinder]:
    """The same of a period at hand; what was asked for it is not asked again."""
    if not month.hinders:
        return []
    period = Period(month.first_month, month.last_month)
    content = content or Facts(month.series, [period]).content(period, month.series.layout)
    return month.lacking.of(period, content)


def lacking_in(series: Series, stands: list[Stand], period: Period, on: dt.date) -> Lacking:
    """What lacks in one period."""
    return Lacking(series, stands, on, Gaps(series.programme, [period], on))


def _gaps(programme: Programme, stands: list[Stand], on: dt.date) -> Gaps:
    """What lacks in those periods that can be made ready."""
    return Gaps(programme, [stand.period for stand in stands if stand.can_be_made_ready], on)


def _months(
    series: Series, asked: list[Stand], stands: list[Stand], on: dt.date, gaps: Gaps
) -> list[Month]:
    told = Told(series, asked, stands, on, gaps)
    rules = list(_rules(series))
    return [
        _month(series, stand, told, due_on(series, stand.period, rules), on) for stand in asked
    ]


class Told:
    """What periods of a series hold and lack; rows are made only where they are compared."""

    def __init__(
        self,
        series: Series,
        asked: list[Stand],
        stands: list[Stand],
        on: dt.date,
        gaps: Gaps,
    ):
        self._series, self._periods = series, [stand.period for stand in asked]
        waiting = [stand for stand in asked if stand.can_be_made_ready]
        self.stands, self.lacking = stands, Lacking(series, stands, on, gaps)
        self._tallies = tallies(series, [each.period for each in waiting if each.sent is None])

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self._series, self._periods)

    def content(self, period: Period, layout: Layout) -> Content:
        return self._facts.content(period, layout)

    def of_waiting(self, period: Period) -> tuple[int, int, int]:
        """Persons, minutes, and how many things lack."""
        tally = self._tallies.get(period)
        if tally is None:
            content = self.content(period, self._series.layout)
            lacks = self.lacking.of(period, content)
            return content.sums.persons, content.sums.minutes, len(lacks)
        lacks = self.lacking.of_counts(
            period, missing=int(tally.something), replacement=int(tally.replacement)
        )
        return tally.persons, tally.minutes, len(lacks)


def _month(series: Series, stand: Stand, told: Told, due: dt.date | None, on: dt.date) -> Month:
    period, said = stand.period, stand.ready or stand.sent
    persons, minutes, lacks = said.persons if said else 0, said.minutes if said else 0, 0
    differs = False
    if stand.can_be_made_ready:
        now_persons, now_minutes, lacks = told.of_waiting(period)
        if said is None:
            persons, minutes = now_persons, now_minutes
    if stand.sent and not stand.ready and not stand.sent.emptied_on:
        now = told.content(period, stand.sent.layout)
        differs = now.digest != stand.sent.content_digest
    return Month(
        series=series,
        first_month=period.first_month,
        last_month=period.last_month,
        state=stand.state,
        sent=stand.sent,
        ready=stand.ready,
        due_on=due,
        is_late=due is not None and due < on and stand.state not in DONE,
        differs=differs,
        persons=persons,
        minutes=minutes,
        hinders=lacks,
        stands=told.stands,
        lacking=told.lacking,
    )


def _rules(series: Series) -> QuerySet[FundRule]:
    return FundRule.objects.filter(
        fund=series.fund_id,
        subject=FundRule.Subject.REPORTING,
        period_months=series.layout.period_months,
        due_days__isnull=False,
    ).order_by("valid_from")


def due_on(series: Series, period: Period, rules: list[FundRule]) -> dt.date | None:
    """By the fund's rule on reports of as many months, in force on the period's last day."""
    last = period.last_day
    held = [
        rule.due_days
        for rule in rules
        if rule.valid_from <= last and (rule.valid_to is None or rule.valid_to > last)
    ]
    return last + dt.timedelta(days=held[-1] or 0) if held else None
