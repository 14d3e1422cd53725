import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from samverka.delivery.participants.models import SEES_ALL, Participant
from samverka.delivery.participants.queries import is_staff, leaves_staff_out
from samverka.delivery.programmes.models import Programme, ProgrammeRole
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment
from samverka.register.people.models import Person, Position
from samverka.register.people.queries import persons_seen
from samverka.toolkit.lists import holding
from samverka.toolkit.months import MonthOf
from samverka.toolkit.periods import in_force, months_after
from samverka.toolkit.prepared import Given, Prepared, filled
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

from .models import RUNS, SEES_OWN_ACTIVITIES, Activity, Attendance, Registration, Session
from .readers import is_known_to

HERE = Attendance.Mark.HERE


# Written out, since the pages that are opened most ask them: built of querysets inside one another
# they cost many times what the database needs to answer.
# Written out, since the pages that are opened most ask it: built of querysets inside one another
# it costs many times what the database needs to answer.
class Taken(Func):
    """How many places are taken at the activity (its key)."""

    output_field = IntegerField()
    template = """(
        SELECT COUNT(*) FROM activities_registration place
        WHERE place.activity_id = %(expressions)s AND place.state = 'registered'
    )"""

    def get_group_by_cols(self) -> list[Any]:
        """None: it hangs on the key, and counting it to group rows is dear. Group by the key."""
        return []


def attendance_rows(programme: Programme, month: dt.date | None = None) -> QuerySet[Attendance]:
    """The marks that hours are counted from, everybody's. Narrow them before showing rows.

    A month is given by any of its days, and read from the session's own day in Sweden.
    """
    if month:
        first = month.replace(day=1)
        rows = marks_between(programme, first, months_after(first, 1))
    else:
        rows = Attendance.objects.filter(mark=HERE, session__activity__programme=programme)
    return rows.select_related("session__activity__organiser", "person", "organisation").order_by(
        "person__family_name", "person__given_name", "person_id", "session__held_on", "pk"
    )


def marks_between(
    programme: Programme | Given, first: dt.date | Given, after: dt.date | Given
) -> QuerySet[Attendance]:
    """The same marks of sessions from one day until another, for a question to be prepared of."""
    return Attendance.objects.filter(
        mark=HERE,
        session__activity__programme=programme,
        session__held_on__gte=first,
        session__held_on__lt=after,
    )


@dataclass(frozen=True)
class MonthSum:
    """What everybody's marks of a month come to."""

    month: dt.date
    minutes: int
    persons: int


def minutes_by_month(programme: Programme) -> list[MonthSum]:
    """Minutes and unique persons of each month that has any, oldest first."""
    rows = (
        Attendance.objects.filter(mark=HERE, session__activity__programme=programme)
        .annotate(month=MonthOf("session__held_on"))
        .values("month")
        .annotate(sum=Sum("minutes"), persons=Count("person", distinct=True))
        .order_by("month")
    )
    return [MonthSum(row["month"], row["sum"], row["persons"]) for row in rows]


def minutes_by_organisation(programme: Programme, month: dt.date | None = None) -> list[dict]:
    """Of each organisation: `organisation_id`, `name`, `minutes`, `persons`; largest first."""
    rows = (
        attendance_rows(programme, month)
        .order_by()
        .values("organisation_id", name=F("organisation__name"))
        .annotate(minutes=Sum("minutes"), persons=Count("person", distinct=True))
        .order_by("-minutes", "name")
    )
    return [dict(row) for row in rows]


def unique_persons(programme: Programme, month: dt.date | None = None) -> int:
    """How many different persons were there at least once."""
    return attendance_rows(programme, month).order_by().values("person").distinct().count()


def minutes_of_person(person_id: int) -> int:
    """What one person has taken part in, whatever the programme."""
    rows = Attendance.objects.filter(mark=HERE, person_id=person_id)
    return rows.aggregate(sum=Sum("minutes"))["sum"] or 0


def places_taken(activity: Activity) -> int:
    return activity.registrations.in_force().count()


def place_held(activity: Activity, person: Person) -> Registration | None:
    """As it stands, whatever it is: a place, one that waits, or one that was given back."""
    return activity.registrations.filter(person=person).first()


@dataclass(frozen=True)
class Places:
    """How many seats an activity has, and who holds or waits for one."""

    seats: int | None
    taken: int
    waiting: int
    offered: int
    # How many of those who have a seat have told what they need.
    needs: int = 0

    @property
    def left(self) -> int | None:
        """None where there is no limit. What is offered is kept for whoever has to answer."""
        return None if self.seats is None else max(self.seats - self.taken - self.offered, 0)


def places_of(activity: Activity) -> Places:
    return together(places_asked(activity))[0]


def places_asked(activity: Activity) -> Ask:
    counted = COUNTED.part(activity=activity.pk)
    return Ask(lambda rows: _places(activity, rows), counted)


COUNTED = Prepared(
    lambda: (
        Registration.objects.filter(activity=Given("activity"))
        .values_list("state")
        .annotate(count=Count("pk"), needs=Count("need"))
        .order_by()
    )
)


def _places(activity: Activity, rows: Rows) -> Places:
    counts = {state: count for state, count, _needs in rows}
    needs = {state: needs for state, _count, needs in rows}
    states = Registration.State
    return Places(
        seats=activity.seats,
        taken=counts.get(states.REGISTERED, 0),
        waiting=counts.get(states.WAITING, 0),
        offered=counts.get(states.OFFERED, 0),
        needs=needs.get(states.REGISTERED, 0),
    )


def seats_left(activity: Activity) -> int | None:
    """None where there is no limit."""
    return places_of(activity).left


def open_to_anybody() -> QuerySet[Activity]:
    """Activities with a public page, where one applies without signing in."""
    found = Activity.objects.filter(registration_by=Activity.RegistrationBy.ANYBODY)
    return found.select_related("programme", "organiser")


def last_day_to_register(activity: Activity) -> dt.date:
    """The day the organiser has set, else the last day of the activity itself."""
    if activity.registration_closes_on:
        return activity.registration_closes_on
    last = activity.sessions.aggregate(day=Max("held_on"))["day"]
    return last or dt.date.max


def next_sessions(*, on: dt.date) -> QuerySet[Session]:
    """Sessions on the day and after it that will be held, soonest first."""
    return (
        Session.objects.filter(held_on__gte=on, activity__is_cancelled=False)
        .select_related("activity")
        .order_by("held_on", "starts_at", "pk")
    )


def unmarked_sessions(*, on: dt.date) -> QuerySet[Session]:
    """Sessions held up to the day where somebody registered has no mark, oldest first."""
    return (
        Session.objects.filter(lacks_marks=True, held_on__lte=on, activity__is_cancelled=False)
        .select_related("activity")
        .order_by("held_on", "starts_at", "pk")
    )


def sessions_to_tick(actor: Actor, *, on: dt.date) -> QuerySet[Session]:
    """Those of the actor's own organisation that wait for somebody to tick who was there."""
    if actor is None or not actor.is_one_of(*RUNS):
        return Session.objects.none()
    unmarked = unmarked_sessions(on=on).visible_to(actor)
    return unmarked.filter(
        is_known_to(actor, "activity__"), activity__organiser_id=actor.organisation_id
    )


def sessions_with_counts(activity: Activity) -> list[Session]:
    """Sessions that carry how many were `here` and how many are `marked` at all."""
    counted = filled(_counted_sessions(), {"activity": activity.pk})
    found: list[Session] = together(Ask(list, counted))[0]
    return sorted(found, key=lambda session: (session.starts_at, session.pk))


@cache
def _counted_sessions() -> Part:
    return part_of(
        Session.objects.filter(activity=Given("activity"))
        .select_related("makes_up")
        .annotate(
            here=Count("attendances", filter=Q(attendances__mark=HERE)),
            marked=Count("attendances", filter=~Q(attendances__mark=Attendance.Mark.CLEARED)),
        )
    )


def together_with(session: Session) -> Q:
    """A meeting and the sessions that make up for it, of which this is one."""
    meeting = session.makes_up_id or session.pk
    return Q(pk=meeting) | Q(makes_up=meeting)


def have_no_room(session: Session) -> set[int]:
    """Of a make-up: the persons (keys) whom other sessions have counted for the whole meeting."""
    kin = Session.objects.filter(together_with(session)).exclude(pk=session.pk)
    marks = Attendance.objects.filter(session__in=kin, mark=HERE).order_by()
    full = marks.values("person").annotate(sum=Sum("minutes"))
    return set(full.filter(sum__gte=session.makes_up.minutes).values_list("person", flat=True))


def registered_at(actor: Actor, activity: Activity) -> QuerySet[Registration]:
    """The places at an activity whose persons the actor may see, by name."""
    return places_seen(actor, activity).in_force()


def places_seen(actor: Actor, activity: Activity | Given) -> QuerySet[Registration]:
    """The same with those who are offered a seat or wait for one; one's own is among them."""
    return (
        Registration.objects.filter(activity=activity)
        .exclude(state=Registration.State.CANCELLED)
        .visible_to(actor)
        .select_related("person", "organisation")
        .order_by("person__given_name", "person__family_name", "pk")
    )


def own_employers(actor: Actor, *, on: dt.date) -> QuerySet[Position]:
    """The functions the actor holds as a person: what one can register oneself for."""
    return (
        Position.objects.filter(in_force(on), person__user_id=actor.user_id)
        .select_related("person", "organisation")
        .order_by("pk")
    )


def could_take_place(
    actor: Actor, activity: Activity, *, anybody: bool, words: str, on: dt.date
) -> QuerySet[Position]:
    """Persons without a place, by the function they would take part in.

    Whoever runs the activity may register `anybody` they see; others those their own
    organisation employs.
    """
    placed = activity.registrations.in_force().values("person")
    positions = Position.objects.filter(
        in_force(on), person__in=persons_seen(actor, words=words, on=on).values("pk")
    )
    if not anybody:
        positions = positions.filter(organisation_id=actor.organisation_id)
    return (
        positions.exclude(person__in=placed)
        .select_related("person", "organisation")
        .order_by("person__given_name", "person__family_name", "organisation__name", "pk")
    )


def could_be_participants(
    actor: Actor, programme: Programme, *, on: dt.date, q: str = ""
) -> QuerySet[Person]:
    """Persons who have attended and do not take part yet, by the day they came first.

    Each carries `first_day`, `organisation_id` and `organisation_name` of that day, and whether
    something `is_noted` of them already. Whoever only came to information meetings is no
    participant, nor are project staff where a fund leaves them out.
    """
    marks = Attendance.objects.visible_to(actor).filter(
        mark=HERE, session__activity__programme=programme, session__activity__is_information=False
    )
    if not (actor.is_one_of(*SEES_ALL) and leads(actor, programme)):
        marks = marks.filter(organisation_id=actor.organisation_id)
    first = marks.filter(person=OuterRef("pk")).order_by("session__held_on", "pk")
    rows = Participant.objects.filter(person=OuterRef("pk"), programme=programme)
    found = (
        Person.objects.visible_to(actor)
        .filter(holding(q, "given_name", "family_name"), Exists(first), forgotten_on=None)
        .exclude(Exists(rows.filter(started_on__isnull=False)))
        .annotate(
            first_day=Subquery(first.values("session__held_on")[:1]),
            organisation_id=Subquery(first.values("organisation")[:1]),
            organisation_name=Subquery(first.values("organisation__name")[:1]),
            is_noted=Exists(rows),
        )
        .order_by("first_day", "family_name", "given_name", "pk")
    )
    if leaves_staff_out(programme.pk, on=on):
        found = found.exclude(is_staff(programme.pk, user="user"))
    return found


def readers_of(activity: Activity) -> QuerySet[User]:
    """Those who see who takes part in something sensitive, by name."""
    return User.objects.filter(pk__in=activity.readers.values("user")).order_by("name", "pk")


def could_be_readers(activity: Activity, *, on: dt.date) -> QuerySet[User]:
    """Those who run what the organiser carries out, or read its sheets, and are not listed yet."""
    acting = {"organisation": activity.organiser_id, "role__in": SEES_OWN_ACTIVITIES}
    at_home = Appointment.objects.filter(in_force(on), **acting).values("user")
    there = ProgrammeRole.objects.filter(
        in_force(on), programme=activity.programme_id, **acting
    ).values("user")
    return (
        User.objects.filter(Q(pk__in=at_home) | Q(pk__in=there), is_active=True)
        .exclude(pk__in=activity.readers.values("user"))
        .order_by("name", "pk")
    )
