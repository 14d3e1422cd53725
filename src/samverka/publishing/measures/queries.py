"""The figures of a measure: what is reached in all, by month, by where it takes part and lives."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.delivery.programmes.models import Measure, MeasurePart, Programme
from samverka.engine.disclosure import LEAST
from samverka.engine.forecast import Forecast, forecast
from samverka.register.partners.models import Region, RegionMember

from .carried import Carried
from .counting import Counted, by_month, months_between, total
from .models import MeasureValue
from .quotients import quotient_of


@dataclass(frozen=True)
class PartFigure:
    """What is reached in a part of the whole, and the target where one is set for it."""

    title: str
    reached: int
    target: int | None = None

    @property
    def missing(self) -> int | None:
        return None if self.target is None else max(self.target - self.reached, 0)


def measures_of(programme: Programme) -> QuerySet[Measure]:
    return (
        Measure.objects.filter(programme=programme)
        .select_related("goal__owner")
        .order_by("goal__number", "pk")
    )


def values_of(measure: Measure) -> QuerySet[MeasureValue]:
    """What was written down, latest first."""
    return MeasureValue.objects.filter(measure=measure).order_by("-day")


@dataclass(frozen=True)
class Figures:
    """A measure's numbers; None where nothing that is entered counts towards it."""

    reached: int | None
    months: list[tuple[dt.date, int, int]]
    parts: list[PartFigure]
    sub_regions: list[PartFigure]
    home_regions: list[PartFigure]
    forecast: Forecast | None


def reached_of(measure: Measure, carried: Carried) -> int | None:
    things = carried.things(measure)
    return None if things is None else total(measure.counts, things)


def units_left(measure: Measure, carried: Carried) -> list[str]:
    """Of a measure that counts units: those that take part and that nobody has come from yet."""
    if measure.counts != Measure.Counts.UNITS:
        return []
    left = set(carried.there_is(measure.counts) or ())
    left -= {one.thing for one in carried.things(measure) or ()}
    return sorted(row.name for pk, row in carried.organisations.items() if pk in left)


def held_back(reached: Mapping[Measure, int | None], carried: Carried) -> set[Measure]:
    """Of a programme's measures those whose number is for whoever answers for the sums.

    Hours could give those of a month that is held back; and persons a group under five: those
    reached, or those left when they are taken from a whole that is shown elsewhere. A quotient
    shows persons as well, and is told from the others in the same way.
    """
    persons = {measure: _persons_of(measure, n, carried) for measure, n in reached.items()}
    told = {measure: number for measure, number in persons.items() if number is not None}
    wholes = [(None, carried.everybody), *((m.goal_id, number) for m, number in told.items())]
    few = range(1, LEAST)
    return {m for m in reached if m.counts == Measure.Counts.HOURS} | {
        measure
        for measure, number in told.items()
        if number in few
        or any(whole - number in few for goal, whole in wholes if carried.holds(goal, measure))
    }


def _persons_of(measure: Measure, reached: int | None, carried: Carried) -> int | None:
    """How many persons a measure's numbers show; None where they show none."""
    if measure.counts == Measure.Counts.PERSONS:
        return reached or 0
    quotient = quotient_of(measure, carried)
    return quotient.persons if quotient else None


def figures_of(measure: Measure, carried: Carried) -> Figures:
    things = carried.things(measure)
    if things is None:
        return Figures(None, [], [], [], [], None)
    months = _months(measure, things, carried)
    return Figures(
        reached=total(measure.counts, things),
        months=months,
        parts=_parts(measure, things, carried),
        sub_regions=_by_sub_region(measure, things, carried),
        home_regions=_by_home_region(measure, things, carried),
        forecast=_forecast(measure, things, months, carried),
    )


def _months(measure: Measure, things: Sequence[Counted], carried: Carried):
    starts = carried.programme.starts_on or (things[0].first_day if things else None)
    if starts is None:
        return []
    first = min(starts, things[0].first_day) if things else starts
    ends = carried.programme.last_day
    last = min(carried.on, ends) if ends else carried.on
    if things:
        last = max(last, things[-1].first_day)
    return by_month(measure.counts, things, first, last) if first <= last else []


def _forecast(
    measure: Measure, things: Sequence[Counted], months: Sequence, carried: Carried
) -> Forecast | None:
    """From the whole months so far; the one that goes on is told with those to come."""
    ends = carried.programme.last_day
    if not measure.target or measure.target_is_limit or ends is None or ends < carried.on:
        return None
    whole = [new for month, new, _ in months if month < carried.on.replace(day=1)]
    left = len(months_between(carried.on, ends))
    there = carried.there_is(measure.counts)
    most = None if there is None else len(there | {one.thing for one in things})
    return forecast(whole, left, target=measure.target, most=most)


def _parts(measure: Measure, things: Sequence[Counted], carried: Carried) -> list[PartFigure]:
    """The parts that the target is divided in, by sub-region or by municipalities."""
    rows = (
        MeasurePart.objects.filter(measure=measure)
        .prefetch_related("municipalities")
        .order_by("number")
    )
    return [
        PartFigure(row.title, total(measure.counts, _within(row, things, carried)), row.target)
        for row in rows
    ]


def _within(row: MeasurePart, things: Iterable[Counted], carried: Carried) -> list[Counted]:
    codes = {place.pk for place in row.municipalities.all()}

    def belongs(pk: int) -> bool:
        place = carried.places[pk]
        if row.sub_region_id and place.sub_region_id != row.sub_region_id:
            return False
        return not codes or place.municipality in codes

    return [one for one in things if any(map(belongs, one.organisations))]


def _by_sub_region(measure: Measure, things: Sequence[Counted], carried: Carried):
    """By the way it takes part (S8): each thing once, where it was first written to."""
    names = dict(carried.programme.sub_regions.values_list("pk", "name"))
    if not names:
        return []
    return _grouped(measure, things, lambda pk: carried.places[pk].sub_region_id, names)


def _by_home_region(measure: Measure, things: Sequence[Counted], carried: Carried):
    """By where it lies (S8): the federation that its municipality belongs to on the day."""
    members = RegionMember.objects.filter(region__kind=Region.Kind.FEDERATION).exclude(
        valid_to__lte=carried.on
    )
    home = dict(members.values_list("municipality", "region"))
    names = dict(Region.objects.filter(pk__in=home.values()).values_list("pk", "name"))
    if not names:
        return []
    of = carried.places
    return _grouped(measure, things, lambda pk: home.get(of[pk].municipality or ""), names)


def _grouped(
    measure: Measure,
    things: Iterable[Counted],
    group_of: Callable[[int], Hashable],
    names: dict,
) -> list[PartFigure]:
    """Each thing in one group only, so that the parts make the whole."""
    groups = defaultdict(list)
    for one in things:
        of_one = sorted({group_of(pk) for pk in one.organisations}, key=lambda g: (g is None, g))
        groups[of_one[0]].append(one)
    rows = [
        PartFigure(names[key], total(measure.counts, groups[key]))
        for key in sorted(names, key=lambda key: names[key])
        if groups[key] or len(names) < 10
    ]
    rest = total(measure.counts, groups[None])
    return [*rows, PartFigure("", rest)] if rest else rows
