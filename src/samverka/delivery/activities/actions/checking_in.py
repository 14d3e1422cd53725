"""Checking in: somebody says that they are here, and is marked so where nobody has said else."""

import datetime as dt

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.foundation.accounts.actor import Actor

from .history import write_marks
from .room import Room

HERE, CLEARED = Attendance.Mark.HERE, Attendance.Mark.CLEARED


class CheckedIn(models.TextChoices):
    """What came of it."""

    HERE = "here", _("You are marked as here.")
    # Whoever ticks wrote something else, or the meeting was counted elsewhere: people decide.
    NOT_NOW = "not_now", _("The organiser has noted something else. Ask them to look.")


@transaction.atomic
def check_in(*, session: Session, place: Registration, on: dt.date, by: Actor) -> CheckedIn:
    """Mark somebody with a place as here, the whole session or what is left of it.

    A mark that stands is left as it is, so a second time does nothing.
    """
    room = Room(session)
    session = room.session
    row = session.attendances.filter(person=place.person_id).first()
    if row and row.mark == HERE:
        return CheckedIn.HERE
    minutes = room.of(place.person_id)
    has_place = place.state == Registration.State.REGISTERED
    if session.held_on != on or (row and row.mark != CLEARED) or not minutes or not has_place:
        return CheckedIn.NOT_NOW
    if row:
        write_marks(session, {row: (HERE.value, minutes)}, is_check_in=True, by=by)
    else:
        new = Attendance(
            session=session,
            person_id=place.person_id,
            organisation_id=place.organisation_id,
            mark=HERE,
            minutes=minutes,
        )
        write_marks(session, {}, new=[new], is_check_in=True, by=by)
    return CheckedIn.HERE
