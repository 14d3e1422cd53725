"""Who goes to which session: proposed by a task, changed, accepted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Session
from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.development.training.booking import Case, beside, case_of, reasons
from samverka.development.training.models import (
    BookingProposal,
    PlannedSession,
    ProposedPlace,
    TrainingPlan,
)
from samverka.development.training.permissions import may_plan
from samverka.development.training.queries import is_under_way, sessions_of
from samverka.engine.allocation.sessions import solve
from samverka.engine.allocation.sessions.problem import Booking
from samverka.engine.arrays import np
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.toolkit.clock import today

State = BookingProposal.State
BY_HAND, REFUSED = "BY_HAND", "REFUSED"
# A bar that moves is told of every tenth registration.
TOLD_EACH = 10


class BookingRefused(Exception):
    """Nobody is booked; the text says why, and what one can do."""


@transaction.atomic
def propose(
    *, plan: TrainingPlan, away: int, most: int | None, on: dt.date, by: Actor
) -> BookingProposal:
    """Begin a task that works it out; an earlier proposal not accepted goes.

    :raises BookingRefused: no line has a session to come, or a proposal is being accepted
    """
    if not any(one.activity.sessions.filter(held_on__gt=on).exists() for one in sessions_of(plan)):
        raise BookingRefused(_("No line has a session to come. Set days for one first."))
    if any(map(is_under_way, plan.proposals.filter(state=State.ACCEPTING))):
        raise BookingRefused(_("Everybody is being registered. Wait until that is done."))
    plan.proposals.exclude(state=State.ACCEPTED).delete()
    proposal = BookingProposal.objects.create(plan=plan, made_on=on, away=away, most=most)
    begun = work_out.enqueue(
        proposal.pk,
        user_id=by.user_id,
        role=str(by.role),
        organisation_id=by.organisation_id,
    )
    proposal.task_id = begun.id
    BookingProposal.objects.filter(pk=proposal.pk).update(task_id=begun.id)
    trail.note(by=by, verb="training.booking_begun", about=plan)
    return proposal


@task()
def work_out(proposal_id: int, user_id: int, role: str, organisation_id: int) -> None:
    """Begun anew if the worker ends; the same data give the same proposal."""
    rows = BookingProposal.objects.select_related(
        "plan__mapping__programme", "plan__mapping__round"
    )
    proposal = rows.filter(pk=proposal_id, state=State.COMPUTING).first()
    if proposal is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    programme = proposal.plan.mapping.programme
    if not (acts_still(by, programme, on=today()) and may_plan(by, programme)):
        BookingProposal.objects.filter(pk=proposal.pk).update(state=State.STOPPED)
        return
    case = case_of(proposal, by, on=today())
    total = len(case.sessions) + 2

    def told(done: int) -> None:
        if proposal.task_id:
            work.report_progress(task_id=proposal.task_id, done=done, total=total)

    told(1)
    booking = solve(case.problem, told=lambda closed: told(1 + closed))
    keep_proposal(proposal=proposal, case=case, booking=booking, by=by)


@transaction.atomic
def keep_proposal(*, proposal: BookingProposal, case: Case, booking: Booking, by: Actor) -> None:
    """A row of each person and line that the line is for: a session, or why none."""
    ProposedPlace.objects.filter(proposal=proposal).delete()
    ProposedPlace.objects.bulk_create(
        [
            _place(proposal, case, booking, int(row), int(number))
            for row, number in zip(*np.nonzero(case.need), strict=True)
        ],
        batch_size=500,
    )
    proposal.facts, proposal.state = beside(case, booking), State.PROPOSED
    proposal.save(update_fields=["facts", "state"])
    trail.note(by=by, verb="training.booking_proposed", about=proposal.plan)


def _place(
    proposal: BookingProposal, case: Case, booking: Booking, row: int, number: int
) -> ProposedPlace:
    of_line = case.problem.sessions.module == number
    taken = np.flatnonzero(booking.of[row] & of_line)
    return ProposedPlace(
        proposal=proposal,
        person_id=case.persons[row],
        organisation_id=case.organisations[row],
        line=case.lines[number],
        session=case.sessions[taken[0]] if len(taken) else None,
        worth=int(case.need[row, number]),
        reasons=reasons(case, booking, row, number),
    )


@transaction.atomic
def change_place(*, place: ProposedPlace, session: PlannedSession | None, by: Actor) -> None:
    """Another session of the line, or none.

    :raises BookingRefused: it is accepted, is full, or the person is in another session then
    """
    proposal = _proposed(place.proposal)
    if session is not None:
        _check(proposal, place, session)
    place.session, place.is_by_hand = session, True
    place.reasons = [] if session else [[None, BY_HAND, 0]]
    place.save(update_fields=["session", "is_by_hand", "reasons"])
    trail.note(
        by=by, verb="training.place_changed", about=proposal.plan, person_id=place.person_id
    )


def _proposed(proposal: BookingProposal) -> BookingProposal:
    there = BookingProposal.objects.select_for_update().get(pk=proposal.pk)
    if not there.is_proposed:
        raise BookingRefused(_("This proposal is accepted or replaced. See the newest one."))
    return there


def _check(proposal: BookingProposal, place: ProposedPlace, session: PlannedSession) -> None:
    others = proposal.places.exclude(pk=place.pk).filter(session__isnull=False)
    booked = others.filter(session=session).count()
    seats = session.activity.seats
    taken = session.activity.registrations.in_force().count()
    if seats is not None and booked + taken >= seats:
        raise BookingRefused(_("That session is full. Move somebody else from it first."))
    mine = Session.objects.filter(
        activity__in=others.filter(person=place.person_id).values("session__activity")
    )
    for one in session.activity.sessions.all():
        if mine.filter(starts_at__lt=one.ends_at, ends_at__gt=one.starts_at).exists():
            raise BookingRefused(
                _("The person is in another session at that time. Change that one first.")
            )


@transaction.atomic
def accept(*, proposal: BookingProposal, by: Actor) -> None:
    """Begin a task that registers everybody who has a proposed place.

    :raises BookingRefused: it is accepted already
    """
    there = _proposed(proposal)
    there.state = State.ACCEPTING
    begun = register_places.enqueue(
        there.pk, user_id=by.user_id, role=str(by.role), organisation_id=by.organisation_id
    )
    there.task_id = begun.id
    there.save(update_fields=["state", "task_id"])
    trail.note(by=by, verb="training.booking_accepted", about=there.plan)


@task()
def register_places(proposal_id: int, user_id: int, role: str, organisation_id: int) -> None:
    """Begun anew if the worker ends: whoever is registered by then is left as they are."""
    found = BookingProposal.objects.select_related("plan__mapping__programme")
    proposal = found.filter(pk=proposal_id, state=State.ACCEPTING).first()
    if proposal is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    programme = proposal.plan.mapping.programme
    if not (acts_still(by, programme, on=today()) and may_plan(by, programme)):
        BookingProposal.objects.filter(pk=proposal.pk).update(state=State.STOPPED)
        return
    rows = proposal.places.filter(session__isnull=False, person__forgotten_on=None)
    places = list(
        rows.select_related("person", "organisation", "session__activity__organiser").order_by(
            "pk"
        )
    )
    for done, place in enumerate(places, start=1):
        _register(place, by)
        if proposal.task_id and (done % TOLD_EACH == 0 or done == len(places)):
            work.report_progress(task_id=proposal.task_id, done=done, total=len(places))
    BookingProposal.objects.filter(pk=proposal.pk).update(state=State.ACCEPTED)


def _register(place: ProposedPlace, by: Actor) -> None:
    """A registration; or no place after all, where the activity has filled up meanwhile."""
    if place.session is None:
        return
    activity = place.session.activity
    if activity.registrations.in_force().filter(person=place.person_id).exists():
        return
    try:
        activities.register(
            activity=activity,
            person=place.person,
            organisation=place.organisation,
            on=today(),
            by=by,
        )
    except activities.Refused:
        place.session, place.reasons = None, [[place.session_id, REFUSED, 0]]
        place.save(update_fields=["session", "reasons"])
