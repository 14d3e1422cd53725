import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch

from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.reports.queries import programmes_read_by
from samverka.register.people.models import Person

WAITS = (Registration.State.OFFERED, Registration.State.WAITING)


@dataclass(frozen=True)
class Coming:
    """A session that somebody has a place at."""

    session: Session
    registration: Registration


def coming(actor: Actor, person: Person, *, on: dt.date) -> list[Coming]:
    """Sessions to come that the actor may know the person has a place at, soonest first."""
    ahead = Session.objects.filter(held_on__gte=on).order_by("starts_at")
    places = (
        Registration.objects.visible_to(actor)
        .in_force()
        .filter(person=person, activity__is_cancelled=False)
        .select_related("activity")
        .prefetch_related(Prefetch("activity__sessions", queryset=ahead, to_attr="ahead"))
    )
    sessions = [Coming(session, place) for place in places for session in place.activity.ahead]
    return sorted(sessions, key=lambda row: row.session.starts_at)


def waits_for(actor: Actor, person: Person) -> list[Registration]:
    """Places the person waits for or is offered; the one to answer soonest first."""
    places = Registration.objects.visible_to(actor).filter(
        person=person, state__in=WAITS, activity__is_cancelled=False
    )
    soonest_first = F("answer_by").asc(nulls_last=True)
    return list(places.select_related("activity").order_by(soonest_first, "pk"))


def marks_seen(actor: Actor, person: Person) -> list[Attendance]:
    """The person's marks that the actor may see, newest first."""
    return list(
        Attendance.objects.visible_to(actor)
        .filter(person=person)
        .exclude(mark=Attendance.Mark.CLEARED)
        .select_related("session__activity", "organisation")
        .order_by("-session__starts_at", "pk")
    )


def months_of(actor: Actor, marks: list[Attendance]) -> list[tuple[Programme, dt.date]]:
    """The months whose hours come from these marks, latest first, where the actor reads them."""
    read = {programme.pk: programme for programme in programmes_read_by(actor)}
    found = {
        (mark.session.activity.programme_id, mark.session.held_on.replace(day=1))
        for mark in marks
        if mark.mark == Attendance.Mark.HERE
    }
    latest_first = sorted(found, key=lambda one: (one[1], one[0]), reverse=True)
    return [(read[programme], month) for programme, month in latest_first if programme in read]
