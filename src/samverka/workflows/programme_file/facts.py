"""What a programme file says, as plain facts, each with the line it stands on."""

import datetime as dt
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class RuleFacts:
    subject: str
    value: str
    source: str
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True)
class FundFacts:
    code: str
    name: str
    reference: str
    rules: list[RuleFacts]


@dataclass(frozen=True)
class PartnerFacts:
    """An organisation and how it takes part; `municipality` is a code."""

    name: str
    kind: str
    municipality: str
    part_of: str
    part: str
    contact_function: str
    valid_from: dt.date | None
    last_day: dt.date | None


@dataclass(frozen=True)
class MeasureFacts:
    code: str
    title: str
    definition: str
    counts: str
    unit: str
    target: int | None


@dataclass(frozen=True)
class OccasionFacts:
    """A day, and its times where they are known."""

    held_on: dt.date
    times: tuple[dt.time, dt.time] | None
    break_minutes: int


@dataclass(frozen=True)
class ActivityFacts:
    title: str
    kind: str
    target_group: str
    description: str
    place: str
    seats: int | None
    occasions: list[OccasionFacts]


@dataclass(frozen=True)
class GoalFacts:
    number: str
    title: str
    owner: str
    measures: list[MeasureFacts]
    activities: list[ActivityFacts]


@dataclass(frozen=True)
class ProgrammeFacts:
    slug: str
    name: str
    summary: str
    starts_on: dt.date
    ends_on: dt.date
    extended_to: dt.date | None
    funds: list[FundFacts]
    partners: list[PartnerFacts]
    goals: list[GoalFacts]
    moved_years: int = 0

    @property
    def last_day(self) -> dt.date:
        return self.extended_to or self.ends_on


@dataclass(frozen=True)
class AdditionFacts:
    """What a second file adds where the first says nothing, by kind of activity."""

    slug: str
    note: str
    by_kind: dict[str, ActivityFacts] = field(default_factory=dict)


def moved_day(day: dt.date, years: int) -> dt.date:
    """The same day another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def moved(facts: ProgrammeFacts, years: int) -> ProgrammeFacts:
    """The programme some years later. The funds' rules stay: law does not move along."""

    def day(value: dt.date | None) -> dt.date | None:
        return moved_day(value, years) if value else None

    return replace(
        facts,
        moved_years=years,
        starts_on=moved_day(facts.starts_on, years),
        ends_on=moved_day(facts.ends_on, years),
        extended_to=day(facts.extended_to),
        partners=[
            replace(partner, valid_from=day(partner.valid_from), last_day=day(partner.last_day))
            for partner in facts.partners
        ],
        goals=[
            replace(
                goal,
                activities=[
                    replace(
                        activity,
                        occasions=[
                            replace(occasion, held_on=moved_day(occasion.held_on, years))
                            for occasion in activity.occasions
                        ],
                    )
                    for activity in goal.activities
                ],
            )
            for goal in facts.goals
        ],
    )


def with_addition(facts: ProgrammeFacts, addition: AdditionFacts) -> ProgrammeFacts:
    """The programme with times, place and seats where it had none."""
    return replace(
        facts,
        goals=[
            replace(goal, activities=[_added(activity, addition) for activity in goal.activities])
            for goal in facts.goals
        ],
    )


def _added(activity: ActivityFacts, addition: AdditionFacts) -> ActivityFacts:
    more = addition.by_kind.get(activity.kind)
    if more is None or not activity.occasions:
        return activity
    times = more.occasions[0]
    return replace(
        activity,
        description=" ".join(filter(None, [activity.description, addition.note])),
        place=activity.place or more.place,
        seats=activity.seats or more.seats,
        occasions=[
            occasion
            if occasion.times
            else replace(occasion, times=times.times, break_minutes=times.break_minutes)
            for occasion in activity.occasions
        ],
    )
