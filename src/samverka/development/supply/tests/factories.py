"""A plan of Kungälv, and a process leader named there."""

import datetime as dt

from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import training_day
from samverka.development.supply import actions
from samverka.development.supply.models import (
    CriticalRole,
    InductionStep,
    LeaderLog,
    Nomination,
    SupplyPlan,
    WheelRow,
    WheelTask,
)
from samverka.register.people.models import Person, Position
from tests.people import LONG_AGO, TODAY

ROLE = {
    "function": "Handläggare",
    "needed": 6,
    "leaves": 20,
    "leaves_source": "Kommunens personalsiffror 2025",
    "leaves_on": dt.date(2025, 12, 31),
    "rises": 50,
    "new_level": 1,
    "successor_function": "",
}
ROW = {"month": 2, "text": "Gå igenom nyckelroller", "function": "Handläggare", "note": ""}
STEP = {"text": "Besök på mottagningen", "by_day": TODAY, "function": "Enhetschef"}
NAMED = {"nominated_by": "Förvaltningschef", "nominated_on": TODAY}
LINE = {"held_on": TODAY, "kind": "support", "minutes": 90, "text": "", "peer": None}


def plan(cast) -> SupplyPlan:
    return SupplyPlan.objects.filter(organisation=cast.kungalv).first() or actions.begin_plan(
        programme=cast.programme, organisation=cast.kungalv, on=TODAY, by=cast.karin
    )


def role(cast, successor: Person | None = None, **values) -> CriticalRole:
    return actions.write_role(
        plan=plan(cast), values=ROLE | values, successor=successor, by=cast.karin
    )


def row(cast, **values) -> WheelRow:
    return actions.write_row(plan=plan(cast), values=ROW | values, on=LONG_AGO, by=cast.karin)


def task(cast, on: dt.date = LONG_AGO, **values) -> WheelTask:
    """In this year; asked for before its month was over."""
    made = row(cast, **values)
    actions.make_year(plan=made.plan, year=TODAY.year, on=on, by=cast.karin)
    return made.tasks.get()


def step(cast) -> InductionStep:
    return actions.write_step(role=role(cast), values=STEP, by=cast.karin)


def works_at(person: Person, place, title: str = "Handläggare") -> Person:
    Position.objects.create(person=person, organisation=place, title=title, valid_from=LONG_AGO)
    return person


def nominated(cast, person: Person, place=None, **values) -> Nomination:
    return actions.nominate(
        programme=cast.programme,
        organisation=place or cast.kungalv,
        person=person,
        values=NAMED | values,
        by=cast.karin,
    )


def line(cast, nomination: Nomination, **values) -> LeaderLog:
    return actions.write_log(nomination=nomination, values=LINE | values, by=cast.karin)


def was_there(cast, *persons: Person, on: dt.date = TODAY) -> Attendance:
    """At a training day that counts for nothing yet."""
    day = training_day(cast, on)
    session = day.sessions.get()
    for one in persons:
        mark = Attendance.objects.create(
            session=session, person=one, organisation=cast.kungalv, mark="here", minutes=180
        )
    return mark


def full_supplied(cast, person: Person, said: str) -> None:
    """Somebody who is to follow in a role, and is process leader with a log."""
    role(cast, successor=person)
    made = nominated(cast, person, nominated_by=said)
    LeaderLog.objects.create(nomination=made, held_on=TODAY, kind="meeting", minutes=30, text=said)
