"""Somebody comes in another's stead: the place passes to them, and hours are of who was there."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import KnownTo, Person
from samverka.toolkit.clock import now

from .attendance import HERE, Mark, record_attendance
from .history import sheets_changed
from .registrations import Refused

State = Registration.State


@transaction.atomic
def come_instead(
    *,
    session: Session,
    place: Registration,
    person: Person,
    organisation: Organisation,
    on: dt.date,
    by: Actor,
) -> Registration:
    """Pass a place to somebody else, and mark them as here where the session's day has come.

    The first keeps the marks of earlier sessions, and that they gave the place. A full activity
    is no fuller by it.

    :raises Refused: the place is not theirs to give, or the other has one already
    """
    activity = Activity.objects.select_for_update().get(pk=session.activity_id)
    place = Registration.objects.get(pk=place.pk)
    new = activity.registrations.filter(person=person).first()
    _check(place, new, person, session)
    place.state, place.answer_by = State.CANCELLED, None
    # Whose place comes back to them came in nobody's stead any more.
    if new and place.instead_of_id == new.pk:
        place.instead_of = None
    place.save(update_fields=["state", "answer_by", "instead_of"])
    new = new or Registration(activity=activity, person=person)
    new.organisation, new.instead_of = organisation, place
    new.state, new.answer_by, new.registered_at = State.REGISTERED, None, now()
    new.save()
    people.make_known(
        person=person,
        organisation=activity.organiser,
        reason=KnownTo.Reason.ACTIVITY,
        on=on,
        by=by,
    )
    sheets_changed(activity)
    trail.note(by=by, verb="activities.came_instead", about=activity, person_id=person.pk)
    if session.held_on <= on:
        record_attendance(session=session, marks=[Mark(new.public_key, HERE)], on=on, by=by)
    return new


def _check(place: Registration, new: Registration | None, person: Person, session: Session):
    if place.state != State.REGISTERED:
        raise Refused(_("The place is given back already, so it cannot be passed on."))
    if new and new.state == State.REGISTERED:
        raise Refused(_("%(name)s has a place already.") % {"name": person})
    if session.attendances.filter(person=place.person_id, mark=HERE).exists():
        raise Refused(
            _("Whoever had the place is marked as here. Take that mark away first, then pass it.")
        )
    if not Person.objects.filter(pk=person.pk, forgotten_on=None).exists():
        raise Refused(_("The person was joined with another, or removed. Search anew."))


@transaction.atomic
def give_place_again(*, session: Session, place: Registration, by: Actor) -> None:
    """Undo it: the first has the place again, and the other no mark at the session.

    :raises Refused: the place has gone on since
    """
    activity = Activity.objects.select_for_update().get(pk=session.activity_id)
    place = activity.registrations.select_related("instead_of").get(pk=place.pk)
    first = place.instead_of
    if first is None or place.state != State.REGISTERED or first.state != State.CANCELLED:
        raise Refused(_("The place has passed on or was given back since, so it stays as it is."))
    _take_mark_away(session, place, by)
    place.state, place.instead_of = State.CANCELLED, None
    place.save(update_fields=["state", "instead_of"])
    first.state = State.REGISTERED
    first.save(update_fields=["state"])
    sheets_changed(activity)
    trail.note(by=by, verb="activities.place_again", about=activity, person_id=first.person_id)


def _take_mark_away(session: Session, place: Registration, by: Actor) -> None:
    row = session.attendances.filter(person=place.person_id, mark=HERE).first()
    if row:
        mark = Mark(place.public_key, "cleared", version=row.version)
        record_attendance(session=session, marks=[mark], on=session.held_on, by=by)
