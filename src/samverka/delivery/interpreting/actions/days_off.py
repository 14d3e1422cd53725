"""Days on which an interpreter takes nothing; whoever has booked them is told."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.interpreting.messages import send_days_off
from samverka.delivery.interpreting.models import DaysOff, Interpreter
from samverka.delivery.interpreting.queries import booked_within
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .bookings import Refused

MOST_DAYS = 366


@transaction.atomic
def mark_days_off(
    *,
    interpreter: Interpreter,
    first_day: dt.date,
    last_day: dt.date,
    site: str,
    on: dt.date,
    by: Actor,
) -> DaysOff:
    """They are not offered on these days; the same days twice are one.

    :raises Refused: the days have been, stand the wrong way round, or are more than a year
    """
    if last_day < on or last_day < first_day:
        raise Refused(_("The last day has been, or comes before the first. Change the days."))
    if (last_day - first_day).days >= MOST_DAYS:
        raise Refused(_("It is more than a year. Ask to be taken out of the pool instead."))
    whose = _locked(interpreter)
    days, is_new = whose.days_off.get_or_create(
        first_day=first_day, last_day=last_day, is_taken_back=False
    )
    if is_new:
        person = whose.person_id
        trail.note(by=by, verb="interpreting.days_off_marked", about=whose, person_id=person)
        _tell(days, site)
    return days


@transaction.atomic
def take_days_off_back(*, days: DaysOff, site: str, by: Actor) -> None:
    """They can be asked again."""
    whose = _locked(days.interpreter)
    days.is_taken_back = True
    days.save(update_fields=["is_taken_back"])
    person = whose.person_id
    trail.note(by=by, verb="interpreting.days_off_taken_back", about=whose, person_id=person)
    _tell(days, site)


@transaction.atomic
def bring_days_off_back(*, days: DaysOff, site: str, by: Actor) -> None:
    """They are off all the same."""
    whose = _locked(days.interpreter)
    days.is_taken_back = False
    days.save(update_fields=["is_taken_back"])
    person = whose.person_id
    trail.note(by=by, verb="interpreting.days_off_brought_back", about=whose, person_id=person)
    _tell(days, site)


def _locked(interpreter: Interpreter) -> Interpreter:
    """What is accepted in the same moment waits, and sees the days."""
    return Interpreter.objects.select_for_update().get(pk=interpreter.pk)


def _tell(days: DaysOff, site: str) -> None:
    for one in booked_within(days):
        send_days_off.enqueue(ask_id=one.pk, is_off=not days.is_taken_back, site=site)
