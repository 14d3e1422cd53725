"""Process leaders of municipalities: who is named, trained and assigned, and what they did."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.series.models import ActivitySeries, SeriesActivity
from samverka.development.cycles.models import ProcessLeader
from samverka.development.supply.models import LeaderLog, LeaderTraining, Nomination
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position, is_opened_to
from samverka.toolkit.periods import in_force


@dataclass(frozen=True)
class Leader:
    """A nomination, and the day on which the person was trained: by hand, or by being there."""

    nomination: Nomination
    trained_on: dt.date | None
    on: dt.date

    @property
    def is_trained(self) -> bool:
        return self.trained_on is not None

    @property
    def is_assigned(self) -> bool:
        row = self.nomination
        return bool(
            row.valid_from
            and row.valid_from <= self.on
            and (row.valid_to is None or row.valid_to > self.on)
        )

    @property
    def has_ended(self) -> bool:
        return bool(self.nomination.valid_to and self.nomination.valid_to <= self.on)


def trainings_of(programme: Programme) -> QuerySet[LeaderTraining]:
    rows = LeaderTraining.objects.filter(programme=programme)
    return rows.select_related("activity", "series").order_by("pk")


def leaders_of(
    nominations: Iterable[Nomination],
    on: dt.date,
    trainings: Iterable[LeaderTraining] | None = None,
) -> list[Leader]:
    """Each with the first day on which they had been often enough at something that counts."""
    rows = list(nominations)
    if trainings is None:
        programmes = {row.programme_id for row in rows}
        trainings = LeaderTraining.objects.filter(programme__in=programmes)
    there = _was_there(list(trainings), {row.person_id for row in rows}, on)
    return [
        Leader(row, _first(row, there[row.programme_id, row.person_id], on), on) for row in rows
    ]


def leader_of(nomination: Nomination, on: dt.date) -> Leader:
    return leaders_of([nomination], on)[0]


def _first(row: Nomination, there: dt.date | None, on: dt.date) -> dt.date | None:
    by_hand = row.trained_on if row.trained_on and row.trained_on <= on else None
    days = [day for day in (by_hand, there) if day]
    return min(days, default=None)


def _was_there(
    trainings: list[LeaderTraining], persons: set[int], on: dt.date
) -> dict[tuple[int, int], dt.date | None]:
    """(programme, person): the day on which the training was enough. Two questions."""
    found: dict[tuple[int, int], dt.date | None] = defaultdict(lambda: None)
    if not trainings or not persons:
        return found
    activities = _activities(trainings)
    here = Attendance.objects.filter(
        mark=Attendance.Mark.HERE,
        person__in=persons,
        session__held_on__lte=on,
        session__activity__in={key for keys in activities.values() for key in keys},
    ).order_by("session__held_on", "session__starts_at")
    marks = list(here.values_list("person", "session__activity", "session__held_on"))
    for training in trainings:
        times: Counter[int] = Counter()
        for person, activity, day in marks:
            if activity in activities[training.pk]:
                times[person] += 1
                if times[person] == training.times:
                    key = training.programme_id, person
                    found[key] = min(found[key] or day, day)
    return found


def _activities(trainings: list[LeaderTraining]) -> dict[int, set[int]]:
    """By key of the training, the activities in which one is trained."""
    members: dict[int, set[int]] = defaultdict(set)
    series = [one.series_id for one in trainings if one.series_id]
    for key, activity in SeriesActivity.objects.filter(series__in=series).values_list(
        "series", "activity"
    ):
        members[key].add(activity)
    return {
        one.pk: members[one.series_id] if one.series_id else {one.activity_id or 0}
        for one in trainings
    }


def municipalities_of(programme: Programme, on: dt.date) -> QuerySet[Organisation]:
    """The municipalities that take part on the day, the owner among them."""
    there = Participation.objects.filter(in_force(on), programme=programme)
    return Organisation.objects.filter(
        pk__in=there.values("organisation"), kind=Organisation.Kind.MUNICIPALITY
    ).order_by("name", "pk")


@dataclass(frozen=True)
class Municipality:
    """A municipality of the programme with its process leaders, as one sees them."""

    place: Organisation
    seen: tuple[Leader, ...]
    # Nominated, and not seen by whoever asks.
    others: int
    trained: int
    minutes: int

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def public_key(self) -> str:
        return self.place.public_key


def leaders_listed(
    actor: Actor | None,
    programme: Programme,
    on: dt.date,
    trainings: Iterable[LeaderTraining] | None = None,
) -> list[Municipality]:
    """All that take part. Six questions, however many; `trainings` where they are at hand."""
    seen = Nomination.objects.visible_to(actor).filter(pk=OuterRef("pk")).order_by()
    rows = Nomination.objects.filter(programme=programme, person__forgotten_on=None)
    rows = rows.select_related("person", "organisation").annotate(is_seen=Exists(seen))
    there: dict[int, list[Leader]] = defaultdict(list)
    for one in leaders_of(rows, on, trainings):
        if not one.has_ended:
            there[one.nomination.organisation_id].append(one)
    minutes = _minutes(programme)
    return [
        Municipality(
            place,
            tuple(one for one in there[place.pk] if one.nomination.is_seen),
            sum(not one.nomination.is_seen for one in there[place.pk]),
            sum(one.is_trained for one in there[place.pk]),
            minutes.get(place.pk, 0),
        )
        for place in municipalities_of(programme, on)
    ]


def _minutes(programme: Programme) -> dict[int, int]:
    """By municipality, what its process leaders have written in their logs."""
    rows = LeaderLog.objects.filter(nomination__programme=programme).order_by()
    sums = rows.values("nomination__organisation").annotate(minutes=Sum("minutes"))
    return {row["nomination__organisation"]: row["minutes"] for row in sums}


def nominable(
    actor: Actor, programme: Programme, on: dt.date
) -> tuple[QuerySet[Organisation], QuerySet[Person]]:
    """For which municipalities the actor may nominate, and those there whom they see."""
    places = municipalities_of(programme, on)
    if actor.is_one_of(Role.SUB_PROJECT_LEADER):
        places = places.filter(pk=actor.organisation_id)
    held = Position.objects.filter(
        in_force(on),
        Q(organisation__in=places.order_by().values("pk"))
        | Q(organisation__part_of__in=places.order_by().values("pk")),
    )
    persons = Person.objects.visible_to(actor).filter(
        pk__in=held.values("person"), forgotten_on=None
    )
    return places, persons.order_by("family_name", "given_name", "pk")


def works_at(person: Person, place: Organisation, on: dt.date) -> bool:
    there = Q(organisation=place) | Q(organisation__part_of=place)
    return Position.objects.filter(in_force(on), there, person=person).exists()


def own_nominations(actor: Actor | None) -> QuerySet[Nomination]:
    if actor is None:
        return Nomination.objects.none()
    rows = Nomination.objects.filter(person__user=actor.user_id)
    return rows.select_related("person", "organisation", "programme")


def log_of(nomination: Nomination) -> QuerySet[LeaderLog]:
    """One's own lines, and those of others about peer support with one."""
    rows = LeaderLog.objects.filter(Q(nomination=nomination) | Q(peer=nomination))
    return rows.select_related("nomination__organisation", "peer__organisation")


def minutes_by_kind(nomination: Nomination) -> list[tuple[str, int, int]]:
    """(kind, how many times, minutes) of the log."""
    rows = (
        log_of(nomination)
        .order_by()
        .values("kind")
        .annotate(times=Count("pk"), minutes=Sum("minutes"))
    )
    there = {row["kind"]: (row["times"], row["minutes"]) for row in rows}
    return [
        (str(LeaderLog.Kind(kind).label), *there.get(kind, (0, 0)))
        for kind in LeaderLog.Kind.values
    ]


def peers_of(nomination: Nomination, actor: Actor) -> list[tuple[Nomination, bool]]:
    """The programme's other process leaders, and whether nothing shuts their names."""
    rows = Nomination.objects.filter(programme=nomination.programme_id, person__forgotten_on=None)
    rows = rows.exclude(pk=nomination.pk).select_related("organisation", "person")
    opened = set(rows.filter(is_opened_to(actor)).order_by().values_list("pk", flat=True))
    return [(row, row.pk in opened) for row in rows]


def can_train(
    actor: Actor, programme: Programme
) -> tuple[QuerySet[Activity], QuerySet[ActivitySeries]]:
    """Activities and series of the programme that can count as training of process leaders."""
    activities = Activity.objects.visible_to(actor).filter(programme=programme)
    series = ActivitySeries.objects.filter(programme=programme, removed_on=None)
    return activities.order_by("title", "pk"), series.order_by("title", "pk")


def units_supported(nomination: Nomination, on: dt.date) -> list[Organisation]:
    """The units whose cycles they support in the programme, as the cycles say."""
    rows = ProcessLeader.objects.on(on).filter(
        programme=nomination.programme_id, user__isnull=False, user=nomination.person.user_id
    )
    units = Organisation.objects.filter(pk__in=rows.values("unit")).select_related("part_of")
    return list(units.order_by("name"))
