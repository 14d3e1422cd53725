"""What was held, who was registered and who was there."""

import datetime as dt
import random

from samverka.delivery.activities import actions
from samverka.delivery.activities.actions import Mark, Times
from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.delivery.programmes.models import Goal, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from . import plan
from .plan import Happening
from .staff import Staff

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
INVITED_BEFORE = dt.timedelta(days=24)
ABSENT_SHARE, HALF_DAY_SHARE = 0.09, 0.17


def carry_out(
    programme: Programme,
    organisations: dict[str, Organisation],
    actors: dict[str, Actor],
    staff: Staff,
    *,
    chance: random.Random,
) -> None:
    """Everything of the plan, and the training days of the programme's file, by their day."""
    goals = {goal.number: goal for goal in programme.goals.all()}
    for happening in plan.HAPPENINGS:
        leader = plan.leader_of(happening.organiser, actors)
        session = _arrange(happening, programme, goals[happening.goal], organisations, by=leader)
        _invite(session, happening.guests, organisations, staff, chance, by=leader)
        if happening.is_ticked:
            _tick(session, chance, by=leader)
    for session in (
        Session.objects.filter(activity__programme=programme, held_on__in=plan.TRAINING_DAYS)
        .select_related("activity")
        .order_by("held_on")
    ):
        guests = plan.TRAINING_DAYS[session.held_on]
        _invite(session, guests, organisations, staff, chance, by=actors["Olga"])
        if session.held_on < plan.TODAY:
            _tick(session, chance, by=actors["Olga"])


def _arrange(
    happening: Happening,
    programme: Programme,
    goal: Goal,
    organisations: dict[str, Organisation],
    *,
    by: Actor,
) -> Session:
    organiser = organisations[happening.organiser]
    times = Times(
        day=happening.day,
        starts=happening.starts,
        ends=happening.ends,
        break_minutes=happening.break_minutes,
    )
    activity = actions.create_activity(
        programme=programme,
        goal=goal,
        organiser=organiser,
        title=happening.title,
        kind=happening.kind,
        description=plan.NOTE,
        municipality=organiser.municipality,
        place=happening.place,
        seats=happening.seats,
        registration_closes_on=happening.day - dt.timedelta(days=3),
        sessions=[times],
        by=by,
    )
    return activity.sessions.select_related("activity").get()


def _invite(
    session: Session,
    guests: dict[str, int],
    organisations: dict[str, Organisation],
    staff: Staff,
    chance: random.Random,
    *,
    by: Actor,
) -> None:
    on = min(session.held_on - INVITED_BEFORE, plan.TODAY)
    for name, count in guests.items():
        for person in chance.sample(staff[name], min(count, len(staff[name]))):
            actions.register(
                activity=session.activity,
                person=person,
                organisation=organisations[name],
                on=on,
                by=by,
            )


def _tick(session: Session, chance: random.Random, *, by: Actor) -> None:
    """Most were there, some for half of it, some not at all; a few marks are put right later."""
    keys = list(
        Registration.objects.in_force()
        .filter(activity=session.activity)
        .order_by("pk")
        .values_list("public_key", flat=True)
    )
    marks = [_mark(key, session, chance) for key in keys]
    actions.record_attendance(session=session, marks=marks, on=session.held_on, by=by)
    corrected = [
        Mark(key=mark.key, mark=HERE, minutes=session.minutes // 3, version=1)
        for mark in marks
        if mark.mark == ABSENT and chance.random() < 0.3
    ]
    if corrected:
        actions.record_attendance(session=session, marks=corrected, on=session.held_on, by=by)


def _mark(key: str, session: Session, chance: random.Random) -> Mark:
    luck = chance.random()
    if luck < ABSENT_SHARE:
        return Mark(key=key, mark=ABSENT)
    if luck < HALF_DAY_SHARE:
        return Mark(key=key, mark=HERE, minutes=session.minutes // 2)
    return Mark(key=key, mark=HERE)
