"""Where every programme's months stand, for whoever tells of them and whoever certifies."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, OuterRef

from samverka.delivery.certification.models import CERTIFIES, CountedAs
from samverka.delivery.programmes.models import FundRule, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.publishing.statements.models import TELLS, Series, Version
from samverka.publishing.statements.queries import (
    Period,
    Stand,
    due_on,
    periods_until,
    stands_by,
)
from samverka.toolkit.together import Ask, Part, part_of, together

from .changes import changes_of, has_changed
from .money import Key, Time, sum_of, times


@dataclass(frozen=True)
class Square:
    """A period of a series, and what one would ask of it at a glance."""

    series: Series
    stand: Stand
    time: Time
    due_on: dt.date | None
    on: dt.date
    # A certificate or a participant was changed after it was sent.
    has_changed: bool

    @property
    def period(self) -> Period:
        return self.stand.period

    @property
    def is_over(self) -> bool:
        return self.period.after <= self.on

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < self.on and not self.stand.is_done

    @property
    def days_late(self) -> int:
        return (self.on - self.due_on).days if self.is_late and self.due_on else 0

    @property
    def waits(self) -> bool:
        """Whether somebody has something to do with it."""
        return self.has_changed or (self.is_over and not self.stand.is_done)


@dataclass(frozen=True)
class Row:
    """A series with its periods, the first one first."""

    series: Series
    squares: Sequence[Square]


@dataclass(frozen=True)
class OwnMonth:
    """One's own employer's month in somebody else's programme."""

    programme: Programme
    month: dt.date
    time: Time


ProgrammeMonths = tuple[Programme, Sequence[OwnMonth]]


@dataclass(frozen=True)
class Picture:
    """Every series of the programmes one leads, and the time of every month."""

    rows: Sequence[Row]
    times: Mapping[Key, Time]

    @property
    def waiting(self) -> list[Square]:
        """What is to be done, what is late before the rest, the oldest first."""
        found = [square for row in self.rows for square in row.squares if square.waits]
        return sorted(found, key=lambda each: (not each.is_late, each.period.first_month))

    @property
    def late(self) -> list[Square]:
        return [square for square in self.waiting if square.is_late]

    @property
    def not_sent(self) -> Time:
        """All that is certified and not told to its fund; each month once."""
        seen: dict[tuple[int, int, dt.date], Time] = {}
        for square in self.waiting:
            if square.stand.sent is None:
                series = square.series
                at = (series.programme_id, series.fund_id, square.period.first_month)
                seen.setdefault(at, square.time)
        return sum_of(seen.values())

    @property
    def changed(self) -> Counter[int]:
        """How many certified months say something else now, by programme."""
        return Counter(key.programme for key, time in self.times.items() if time.is_changed)


def series_told_by(actor: Actor) -> list[Series]:
    """What the programmes that the actor leads tell their funds."""
    (found,) = together(Ask(list, part_for(_series, actor)))
    return sorted(
        found, key=lambda one: (one.programme.name, one.fund.name, one.layout.name, one.pk)
    )


def _series(actor: Actor) -> Part:
    told = Series.objects.visible_to(actor)
    return part_of(told.select_related("programme", "fund", "layout"))


def picture(actor: Actor, *, on: dt.date) -> Picture:
    return picture_of(series_told_by(actor), actor, on=on)


def picture_of(series: Sequence[Series], actor: Actor, *, on: dt.date) -> Picture:
    """As many questions for any number of programmes."""
    told, changes = together(times(actor, on=on), changes_of(series, actor))
    # By themselves, since every row would carry the columns of all others along.
    versions, rules = together(
        Ask(_by_series, part_for(_versions, actor)), Ask(_by_fund, part_for(_rules, actor))
    )
    by_fund: dict[tuple[int, int], list[tuple[dt.date, Time]]] = defaultdict(list)
    for key, time in told.items():
        by_fund[key.programme, key.fund].append((key.month, time))
    rows = []
    for each in series:
        latest = max((one.statement.first_month for one in versions[each.pk]), default=None)
        stands = stands_by(versions[each.pk], periods_until(each, on, told=latest))
        squares = []
        for stand in stands:
            time = _within(by_fund[each.programme_id, each.fund_id], stand.period)
            due = due_on(each, stand.period, rules[each.fund_id, each.layout.period_months])
            changed = has_changed(each, stand, time, changes[each.pk])
            squares.append(Square(each, stand, time, due, on, changed))
        rows.append(Row(each, squares))
    return Picture(rows, told)


def _within(months: Iterable[tuple[dt.date, Time]], period: Period) -> Time:
    return sum_of(
        time for month, time in months if period.first_month <= month <= period.last_month
    )


def _versions(actor: Actor) -> Part:
    told = Series.objects.visible_to(actor).values("pk")
    return part_of(Version.objects.filter(series__in=told).select_related("statement"))


def _by_series(versions: Iterable[Version]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=attrgetter("number")):
        found[version.series_id].append(version)
    return found


def _rules(actor: Actor) -> Part:
    rules = FundRule.objects.filter(
        fund__in=Series.objects.visible_to(actor).values("fund"),
        subject=FundRule.Subject.REPORTING,
        due_days__isnull=False,
    )
    return part_of(rules)


def _by_fund(rules: Iterable[FundRule]) -> dict[tuple[int, int | None], list[FundRule]]:
    found: dict[tuple[int, int | None], list[FundRule]] = defaultdict(list)
    for rule in sorted(rules, key=attrgetter("valid_from")):
        found[rule.fund_id, rule.period_months].append(rule)
    return found


def silent(actor: Actor) -> list[Programme]:
    """Programmes that one tells of, have a fund, go on, and have no series."""
    if not actor.is_one_of(*TELLS):
        return []
    series = Series.objects.filter(programme=OuterRef("pk"))
    counted = CountedAs.objects.filter(activity__programme=OuterRef("pk"), counts=True)
    found = Programme.objects.visible_to(actor).filter(
        ~Exists(series), Exists(counted), pk__in=keys_led_by(actor)
    )
    return list(found.order_by("name"))


def own_months(actor: Actor, told: Mapping[Key, Time]) -> list[ProgrammeMonths]:
    """One's own employer's months, in every programme where its hours count."""
    if not actor.is_one_of(*CERTIFIES):
        return []
    months: dict[int, dict[dt.date, list[Time]]] = defaultdict(lambda: defaultdict(list))
    for key, time in told.items():
        if key.organisation == actor.organisation_id:
            months[key.programme][key.month].append(time)
    programmes = Programme.objects.filter(pk__in=months).order_by("name")
    return [
        (
            programme,
            [
                OwnMonth(programme, month, sum_of(several))
                for month, several in sorted(months[programme.pk].items())
            ],
        )
        for programme in programmes
    ]
