"""Saying that one is here, and letting in those whom the sheet does not have."""

import datetime as dt
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import CheckedIn
from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit import sealing

from .models import KEPT_FOR, SAID, Arrival
from .queries import place_of, place_said

# More than so many who wait to be let in are nobody's to read.
MOST_WAITING = 300
HERE = Attendance.Mark.HERE


class TooMany(Exception):
    """The door is full of names; people have to speak with one another."""

    def __str__(self):
        return _("Too many have written here. Tell the organiser that you have come.")


@transaction.atomic
def say_here(
    *, session: Session, name: str, contact: str, work: str = "", on: dt.date, by: Actor
) -> None:
    """Somebody who is not signed in says that they are here. What came of it is told to nobody.

    :raises TooMany: whether or not they have a place
    """
    if _waiting(session) >= MOST_WAITING:
        raise TooMany
    place = place_said(session, name, contact)
    if place and activities.check_in(session=session, place=place, on=on, by=by) == CheckedIn.HERE:
        return
    person = place.person.public_key if place else ""
    _arrive(session, name=name, contact=contact, work=work, person=person)


@transaction.atomic
def say_here_as(*, session: Session, person: Person, on: dt.date, by: Actor) -> bool:
    """Somebody who is signed in says that they are here; tells whether they are marked so."""
    place = place_of(session, person)
    if place and activities.check_in(session=session, place=place, on=on, by=by) == CheckedIn.HERE:
        return True
    _arrive(session, name=str(person), contact="", work="", person=person.public_key)
    return False


def _waiting(session: Session) -> int:
    return Arrival.objects.filter(session=session, is_removed=False).count()


def _arrive(session: Session, *, person: str, **words: str) -> None:
    said = {name: " ".join(text.split()) for name, text in words.items()} | {"person": person}
    who = person or f"{said['name']} {said['contact']}".casefold()
    Arrival.objects.get_or_create(
        session=session,
        said_hash=sealing.search_hash(who, context=SAID),
        defaults={"sealed": sealing.seal(json.dumps(said), context=SAID)},
    )


@transaction.atomic
def let_in(
    *,
    arrival: Arrival,
    person: Person,
    organisation: Organisation,
    instead_of: Registration | None = None,
    on: dt.date,
    by: Actor,
) -> Registration:
    """The arrival is this person, who gets a place and is marked as here.

    :param instead_of: the place that passes to them
    :raises activities.Refused: there is no seat, or the place cannot be passed on
    """
    session = arrival.session
    place = place_of(session, person)
    if instead_of:
        place = activities.come_instead(
            session=session,
            place=instead_of,
            person=person,
            organisation=organisation,
            on=on,
            by=by,
        )
    elif place is None:
        place = activities.register(
            activity=session.activity,
            person=person,
            organisation=organisation,
            on=on,
            late=True,
            by=by,
        )
    _mark(arrival, place, on, by)
    return place


@transaction.atomic
def let_in_new(*, arrival: Arrival, on: dt.date, by: Actor, **facts: Any) -> Registration:
    """The arrival is somebody nobody has met before.

    :raises activities.Refused: there is no seat
    """
    place = activities.register_new_person(
        activity=arrival.session.activity, **facts, on=on, by=by
    )
    _mark(arrival, place, on, by)
    return place


def _mark(arrival: Arrival, place: Registration, on: dt.date, by: Actor) -> None:
    """What was noted before gives way: a person who ticks has looked."""
    session = arrival.session
    if activities.check_in(session=session, place=place, on=on, by=by) != CheckedIn.HERE:
        row = session.attendances.filter(person=place.person_id).first()
        mark = activities.Mark(place.public_key, HERE, version=row.version if row else 0)
        recorded = activities.record_attendance(session=session, marks=[mark], on=on, by=by)
        for sentence in recorded.refused.values():
            raise activities.Refused(sentence)
    arrival.delete()
    trail.note(by=by, verb="check_in.let_in", about=session, person_id=place.person_id)


@transaction.atomic
def remove(*, arrival: Arrival, is_removed: bool = True, by: Actor) -> None:
    """Not let in, or back among those who wait."""
    arrival.is_removed = is_removed
    arrival.save(update_fields=["is_removed"])
    if is_removed:
        trail.note(by=by, verb="check_in.arrival_removed", about=arrival.session)
    else:
        trail.note(by=by, verb="check_in.arrival_back", about=arrival.session)


@transaction.atomic
def forget_arrivals(*, on: dt.date, by: Actor) -> None:
    """What was written at the door of sessions that have been a fortnight ago."""
    old = Arrival.objects.filter(session__held_on__lt=on - KEPT_FOR)
    for session in Session.objects.filter(pk__in=old.values("session")):
        trail.note(by=by, verb="check_in.arrivals_forgotten", about=session)
    old.delete()


@transaction.atomic
def seal_arrivals_anew(*, at_most: int, by: Actor) -> int:
    """Seal some with the current key; answers how many, none when all are done."""
    rows = Arrival.objects.all()
    return sealing.seal_some_anew(rows, "sealed", context=SAID, at_most=at_most)
