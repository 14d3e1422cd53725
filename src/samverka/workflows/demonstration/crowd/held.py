"""The crowd's activities: days drawn by lot, most of them past, each by whoever organises it."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Activity
from samverka.delivery.certification import actions as certification
from samverka.delivery.courses.calendar import holiday_on
from samverka.delivery.programmes.models import Fund, Goal, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.workflows.demonstration import plan
from samverka.workflows.demonstration.plan import TODAY

from .homes import NOT_REACHED
from .staff import Crowd
from .strands import Strand

PAST_SHARE = 0.88
PAST = (dt.date(2025, 9, 8), TODAY - dt.timedelta(days=1))
TO_COME = (TODAY + dt.timedelta(days=1), dt.date(2026, 5, 29))
# How long it took until all units had joined, and how many began.
JOINING, MOST_AT_FIRST = dt.timedelta(days=120), 2
CHRISTMAS = (dt.date(2025, 12, 20), dt.date(2026, 1, 7))
MORE_SEATS = (2, 12)
NOT_COUNTED = "Hålls på egen tid utanför projektets budget (exempel)"

# Who comes, and for which employer.
Guest = tuple[Person, int]


@dataclass(frozen=True)
class Held:
    """An activity, by whom it is run, and who comes."""

    activity: Activity
    by: Actor
    guests: list[Guest]


class Region:
    """What the strands name: organisations, goals, and who works where."""

    def __init__(self, actors: dict[str, Actor], leaders: dict[str, Actor]):
        rows = Organisation.objects.select_related("municipality", "part_of").order_by("pk")
        self.organisations = {row.name: row for row in rows if row.part_of_id is None}
        self.units: dict[str, list[Organisation]] = {}
        for row in rows:
            if row.part_of and row.unit_type == Organisation.UnitType.SFI:
                self.units.setdefault(row.part_of.name, []).append(row)
        goals = Goal.objects.select_related("programme")
        self.goals = {(goal.programme.slug, goal.number): goal for goal in goals}
        self.actors, self.leaders = actors, leaders

    def runs(self, organiser: str, programme: str) -> Actor:
        """The organiser's own leader where it has one, else whoever leads the programme."""
        try:
            return plan.leader_of(organiser, self.actors)
        except StopIteration:
            return self.leaders[programme]

    def guests(self, strand: Strand, organiser: str, crowd: Crowd, on: dt.date) -> list[Guest]:
        """Everybody who could come; units join one after the other, and one has not joined."""
        homes: list[Organisation] = []
        for name in strand.organisers[organiser]:
            homes += self.units[name] if strand.of_units else [self.organisations[name]]
        if strand.of_units:
            joined = max(MOST_AT_FIRST, round(len(homes) * (on - PAST[0]) / JOINING))
            homes = [home for home in homes[:joined] if home.name != NOT_REACHED]
        return [(person, home.pk) for home in homes for person in crowd[home.pk]]


def hold(strand: Strand, region: Region, crowd: Crowd, chance: random.Random) -> Iterator[Held]:
    """Each as the action makes it. None of it counts for a fund: what is certified stays so."""
    organisers = list(strand.organisers)
    goal = region.goals[strand.programme, strand.goal]
    made = []
    for number in range(strand.count):
        name = organisers[number % len(organisers)]
        by = region.runs(name, strand.programme)
        days = _days(strand, chance)
        possible = region.guests(strand, name, crowd, days[0])
        guests = chance.sample(possible, min(chance.randint(*strand.persons), len(possible)))
        title = strand.titles[number // len(organisers) % len(strand.titles)]
        organiser = region.organisations[name]
        activity = _create(strand, title, goal, organiser, days, guests, chance, by)
        made.append(Held(activity, by, guests))
    _say_that_none_counts(goal.programme, made, region.leaders[strand.programme])
    yield from made


def _create(
    strand: Strand,
    title: str,
    goal: Goal,
    organiser: Organisation,
    days: list[dt.date],
    guests: list[Guest],
    chance: random.Random,
    by: Actor,
) -> Activity:
    starts, ends, break_minutes = strand.hours
    sessions = [Times(day, starts, ends, break_minutes) for day in days]
    themes = list(goal.programme.themes.order_by("name"))
    place = organiser.municipality
    by_whom = Activity.RegistrationBy
    is_for_many = len(strand.organisers[organiser.name]) > 1
    return activities.create_activity(
        programme=goal.programme,
        goal=goal,
        organiser=organiser,
        title=f"{title}, {place}" if place else title,
        kind=strand.kind,
        description=plan.NOTE,
        municipality=place,
        place=f"Exempelsalen {chance.randint(1, 9)}",
        seats=len(guests) + chance.randint(*MORE_SEATS),
        registration_closes_on=sessions[0].day - dt.timedelta(days=3),
        functions=strand.functions,
        themes=chance.sample(themes, min(1, len(themes))),
        sessions=sessions,
        registration_by=by_whom.STAFF if is_for_many else by_whom.ORGANISER,
        by=by,
    )


def _days(strand: Strand, chance: random.Random) -> list[dt.date]:
    first, last = PAST if chance.random() < PAST_SHARE else TO_COME
    day = first + dt.timedelta(days=chance.randint(0, (last - first).days))
    days = []
    for _number in range(chance.randint(*strand.times)):
        day = _working_day(day)
        days.append(day)
        day += dt.timedelta(days=strand.apart)
    return days


def _working_day(day: dt.date) -> dt.date:
    """The day, or the next on which people work; nothing more is held on the region's own day."""
    first, last = CHRISTMAS
    while day.weekday() > 4 or holiday_on(day) or first <= day <= last or day == TODAY:
        day += dt.timedelta(days=1)
    return day


def _say_that_none_counts(programme: Programme, made: list[Held], by: Actor) -> None:
    said: dict[Activity, tuple[bool | None, str]] = {
        held.activity: (False, NOT_COUNTED) for held in made
    }
    for fund in Fund.objects.filter(programmes=programme):
        certification.classify(fund=fund, said=said, by=by)
