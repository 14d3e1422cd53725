"""Bookings: what is needed, who is asked, what they answer."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.interpreting.guarding import OF_A_PLACE, guard
from samverka.delivery.interpreting.messages import send_answer, send_ask, send_taken_back
from samverka.delivery.interpreting.models import (
    Agency,
    Ask,
    Interpreter,
    InterpreterBooking,
)
from samverka.delivery.interpreting.queries import LIVE, busy, is_left, is_off, who_could
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import now

State = InterpreterBooking.State


class Refused(Exception):
    """What cannot be done with a booking; its text says why, and what one can do."""


@transaction.atomic
def book(*, programme: Programme, on: dt.date, by: Actor, **needs: Any) -> InterpreterBooking:
    """What is needed, by somebody who has declared; nobody is asked yet.

    :raises Refused: the day has been
    :raises TellsOfSomebody: the place may tell whom the talk is with
    """
    if by.user is None or needs["day"] < on:
        raise Refused(_("The day has been. Choose a later one."))
    guard(needs.get("place", ""), by=by, allowed=OF_A_PLACE)
    made = InterpreterBooking.objects.create(
        programme=programme,
        organisation=by.organisation,
        requested_by=by.user,
        declared_on=on,
        **needs,
    )
    trail.note(by=by, verb="interpreting.booked", about=made)
    return made


def _locked(booking: InterpreterBooking) -> InterpreterBooking:
    rows = InterpreterBooking.objects.select_for_update(of=("self",))
    return rows.select_related("programme").get(pk=booking.pk)


@transaction.atomic
def ask(
    *,
    booking: InterpreterBooking,
    interpreter: Interpreter | None = None,
    agency: Agency | None = None,
    site: str,
    on: dt.date,
    by: Actor,
) -> Ask:
    """Ask somebody of the pool, or an agency, which passes it on to one of its own.

    :raises Refused: somebody is asked already, the day has been, or they do not suit
    """
    there = _locked(booking)
    if there.state != State.OPEN or there.day < on:
        raise Refused(_("Somebody is asked already, or the day has been. Look at the booking."))
    if interpreter:
        _check_suits(there, interpreter)
    made = Ask.objects.create(booking=there, interpreter=interpreter, agency=agency)
    there.state = State.ASKED
    there.save(update_fields=["state"])
    person = interpreter.person_id if interpreter else None
    trail.note(by=by, verb="interpreting.asked", about=there, person_id=person)
    send_ask.enqueue(ask_id=made.pk, site=site)
    return made


def _check_suits(booking: InterpreterBooking, interpreter: Interpreter) -> None:
    speaks = interpreter.languages.filter(variety=booking.variety).exclude(
        valid_until__lt=booking.day
    )
    if interpreter.left_on or not speaks.exists() or not interpreter.takes(booking.mode):
        raise Refused(
            _("The interpreter does not have this variety, or does not interpret in this way.")
        )
    if interpreter.person.user_id == booking.requested_by_id:
        raise Refused(_("You cannot interpret your own talk. Choose somebody else."))
    if interpreter.pk in busy(booking):
        raise Refused(_("The interpreter is booked at that time. Choose somebody else."))
    if is_off(interpreter, booking.day):
        raise Refused(_("The interpreter is off that day. Choose somebody else."))
    said_no = booking.asks.filter(interpreter=interpreter, state=Ask.State.DECLINED)
    if said_no.exists():
        raise Refused(_("The interpreter has said no to this booking. Choose somebody else."))


@transaction.atomic
def withdraw(*, booking: InterpreterBooking, site: str, by: Actor) -> None:
    """Nobody is asked any more; one can ask somebody else.

    What is confirmed is cancelled instead, unless whoever took it is off that day.
    """
    there = _locked(booking)
    if there.state == State.ASKED or (there.state == State.CONFIRMED and is_left(there)):
        _take_back(there, site)
        there.state = State.OPEN
        there.save(update_fields=["state"])
        trail.note(by=by, verb="interpreting.ask_withdrawn", about=there)


def _take_back(booking: InterpreterBooking, site: str) -> None:
    for one in booking.asks.filter(state__in=LIVE):
        one.state, one.answered_at = Ask.State.WITHDRAWN, now()
        one.save(update_fields=["state", "answered_at"])
        send_taken_back.enqueue(ask_id=one.pk, site=site)


@transaction.atomic
def cancel(*, booking: InterpreterBooking, site: str, by: Actor) -> None:
    """The talk is not held; whoever was asked is told."""
    there = _locked(booking)
    if there.state != State.CANCELLED:
        _take_back(there, site)
        there.state, there.sequence = State.CANCELLED, there.sequence + 1
        there.save(update_fields=["state", "sequence"])
        trail.note(by=by, verb="interpreting.cancelled", about=there)


@transaction.atomic
def note_outcome(*, booking: InterpreterBooking, outcome: str, on: dt.date, by: Actor) -> None:
    """:raises Refused: it is not confirmed, or the day has not come"""
    there = _locked(booking)
    if there.state != State.CONFIRMED or there.day > on:
        raise Refused(_("The day has not come, or no interpreter has taken the booking."))
    there.outcome = outcome
    there.save(update_fields=["outcome"])
    trail.note(by=by, verb="interpreting.outcome_noted", about=there)


# --- What interpreters and agencies answer ----------------------------------------------------


def _waiting(one: Ask, on: dt.date) -> tuple[Ask, InterpreterBooking]:
    """The caller's ask and its booking, locked.

    :raises Refused: it is answered, or taken back, or over
    """
    booking = _locked(one.booking)
    there = Ask.objects.select_related("interpreter__person", "agency").get(pk=one.pk)
    if there.state != Ask.State.WAITING or booking.day < on:
        raise Refused(_("This is answered already, or taken back."))
    return there, booking


def _answer(one: Ask, state: str, **also: Any) -> None:
    told = {"state": state, "answered_at": now(), **also}
    for name, value in told.items():
        setattr(one, name, value)
    one.save(update_fields=list(told))


@transaction.atomic
def accept(*, asked: Ask, declares: bool, site: str, on: dt.date, by: Actor) -> None:
    """The interpreter takes it and declares; with that it is confirmed.

    :raises Refused: without the declaration, or booked at the time, or answered already
    """
    one, booking = _waiting(asked, on)
    found = Interpreter.objects.select_for_update().filter(pk=one.interpreter_id or 0)
    interpreter = found.get()
    if not declares:
        raise Refused(
            _("Tick that you are not related and have no conflict. Otherwise say no, and why.")
        )
    if interpreter.pk in busy(booking):
        raise Refused(_("You have taken another booking at that time."))
    if is_off(interpreter, booking.day):
        raise Refused(_("You have marked that day as off. Take that back first, or say no."))
    _answer(one, Ask.State.ACCEPTED, declared_on=on)
    booking.state, booking.sequence = State.CONFIRMED, booking.sequence + 1
    booking.save(update_fields=["state", "sequence"])
    trail.note(
        by=by, verb="interpreting.confirmed", about=booking, person_id=interpreter.person_id
    )
    send_answer.enqueue(ask_id=one.pk, site=site)


@transaction.atomic
def decline(*, asked: Ask, why: str, site: str, on: dt.date, by: Actor) -> None:
    """:raises Refused: answered already"""
    one, booking = _waiting(asked, on)
    _answer(one, Ask.State.DECLINED, why=why)
    booking.state = State.OPEN
    booking.save(update_fields=["state"])
    person = one.interpreter.person_id if one.interpreter else None
    trail.note(by=by, verb="interpreting.declined", about=booking, person_id=person)
    send_answer.enqueue(ask_id=one.pk, site=site)


@transaction.atomic
def pass_on(*, asked: Ask, interpreter: Interpreter, site: str, on: dt.date, by: Actor) -> Ask:
    """The agency has found one of its own, who is asked in turn and declares.

    :raises Refused: answered already, or the interpreter does not suit
    """
    one, booking = _waiting(asked, on)
    if one.agency is None or interpreter not in who_could(one.agency, booking):
        raise Refused(_("The interpreter cannot take this booking. Choose somebody else."))
    _answer(one, Ask.State.PASSED_ON)
    made = Ask.objects.create(booking=booking, interpreter=interpreter)
    trail.note(
        by=by, verb="interpreting.passed_on", about=booking, person_id=interpreter.person_id
    )
    send_ask.enqueue(ask_id=made.pk, site=site)
    return made


def answer(
    *, asked: Ask, takes_it: bool, declares: bool, why: str, site: str, on: dt.date, by: Actor
) -> None:
    """The interpreter's own yes or no.

    :raises Refused: as `accept` and `decline`
    """
    if takes_it:
        accept(asked=asked, declares=declares, site=site, on=on, by=by)
    else:
        decline(asked=asked, why=why, site=site, on=on, by=by)


def answer_for_agency(
    *, asked: Ask, interpreter: Interpreter | None, site: str, on: dt.date, by: Actor
) -> None:
    """One of its own, or none.

    :raises Refused: as `pass_on` and `decline`
    """
    if interpreter:
        pass_on(asked=asked, interpreter=interpreter, site=site, on=on, by=by)
    else:
        decline(asked=asked, why=Ask.Why.NOT_FREE, site=site, on=on, by=by)
