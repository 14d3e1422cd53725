"""Who may go to which session of a plan, as engine/allocation/sessions takes it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import IntEnum

from samverka.delivery.activities.models import Registration, Session
from samverka.delivery.retention.queries import restricted
from samverka.development.competence.queries import levels
from samverka.engine.allocation.sessions.in_turn import in_turn, worth
from samverka.engine.allocation.sessions.problem import Booking, Flags, Problem, Sessions, Whole
from samverka.engine.allocation.sessions.why import refusals
from samverka.engine.arrays import np
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

from .computing import worths
from .models import BookingProposal, PlanLine, PlannedSession
from .queries import sessions_of

# Need is counted in hundredths of a level; orders tried of those who would book one by one.
HUNDREDTHS, ORDERS, SEED = 100, 20, 2018


class Bar(IntEnum):
    """Why somebody cannot come, before anybody else is asked."""

    ELSEWHERE = 1  # registered at another activity then
    CLOSED = 2  # the workplace can spare nobody that day of the week


@dataclass(frozen=True, eq=False)
class Case:
    """n persons, lines that have sessions, s sessions to come; `need` is (n, lines)."""

    persons: list[int]
    organisations: list[int]
    lines: list[PlanLine]
    sessions: list[PlannedSession]
    need: Whole
    problem: Problem


def case_of(proposal: BookingProposal, actor: Actor, *, on: dt.date) -> Case:
    """Those whom the actor sees, lack what a line lifts, and have no place in it."""
    plan = proposal.plan
    found = levels(plan.mapping)
    planned = [one for one in sessions_of(plan) if _first(one).held_on > on]
    lines = list({one.line_id: one.line for one in planned}.values())
    standing = list(
        plan.lines.filter(is_removed=False)
        .select_related("module")
        .prefetch_related("module__competences")
        .order_by("order", "pk")
    )
    every = worths(found, [line.module for line in standing], plan.weights)
    column = {line.pk: number for number, line in enumerate(standing)}
    need = np.rint(HUNDREDTHS * every[:, [column[line.pk] for line in lines]]).astype(np.int64)
    there, times = _registered(found.persons)
    for row, person in enumerate(found.persons):
        for number, line in enumerate(lines):
            if person in there[line.pk]:
                need[row, number] = 0
    seen = set(
        Person.objects.visible_to(actor)
        .filter(pk__in=found.persons)
        .exclude(pk__in=restricted())
        .values_list("pk", flat=True)
    )
    rows = [n for n, person in enumerate(found.persons) if person in seen and need[n].any()]
    persons = [found.persons[n] for n in rows]
    places = [found.organisations[n] for n in rows]
    problem = _problem(proposal, persons, places, lines, planned, need[rows], times)
    return Case(persons, places, lines, planned, need[rows], problem)


def _first(planned: PlannedSession) -> Session:
    return next(iter(planned.activity.sessions.all()))


def _registered(persons: list[int]) -> tuple[dict[int, set[int]], dict[int, list[Session]]]:
    """{line: persons who have a place in it}, and {person: sessions they go to}."""
    rows = Registration.objects.in_force().filter(person__in=persons, activity__is_cancelled=False)
    of_activity = dict(PlannedSession.objects.values_list("activity_id", "line_id"))
    there: dict[int, set[int]] = defaultdict(set)
    goes: dict[int, set[int]] = defaultdict(set)
    for activity, person in rows.values_list("activity_id", "person_id"):
        goes[activity].add(person)
        if activity in of_activity:
            there[of_activity[activity]].add(person)
    times: dict[int, list[Session]] = defaultdict(list)
    for session in Session.objects.filter(activity__in=goes):
        for person in goes[session.activity_id]:
            times[person].append(session)
    return there, times


def _problem(
    proposal: BookingProposal,
    persons: list[int],
    organisations: list[int],
    lines: list[PlanLine],
    planned: list[PlannedSession],
    need: Whole,
    times: dict[int, list[Session]],
) -> Problem:
    number = {line.pk: n for n, line in enumerate(lines)}
    of_line = np.array([number[one.line_id] for one in planned], dtype=np.int64)
    homes = _homes(organisations)
    away = np.array(
        [[_is_away(one, homes[place][1]) for one in planned] for place in organisations],
        dtype=bool,
    ).reshape(len(persons), len(planned))
    _keys, workplace = np.unique(np.array(organisations, np.int64), return_inverse=True)
    return Problem(
        sessions=_sessions(planned, of_line),
        worth=np.maximum(need[:, of_line] - np.where(away, proposal.away, 0), 0),
        barred=_barred(proposal, persons, organisations, homes, planned, times),
        workplace=workplace.astype(np.int64),
        most=np.full(len(persons), proposal.most, np.int64)
        if proposal.most
        else np.zeros(0, np.int64),
    )


def _homes(organisations: list[int]) -> dict[int, tuple[int, str | None]]:
    """{workplace: (the organisation it is part of or itself, its municipality)}."""
    rows = Organisation.objects.filter(pk__in=organisations).select_related("part_of")
    return {
        one.pk: (
            one.part_of_id or one.pk,
            one.municipality_id or (one.part_of.municipality_id if one.part_of else None),
        )
        for one in rows
    }


def _is_away(planned: PlannedSession, municipality: str | None) -> bool:
    there = planned.activity.municipality_id
    return bool(there and municipality and there != municipality)


def _sessions(planned: list[PlannedSession], of_line: Whole) -> Sessions:
    firsts = [_first(one) for one in planned]
    held = Registration.objects.in_force().filter(activity__in=[o.activity_id for o in planned])
    taken: dict[int, int] = defaultdict(int)
    for activity in held.values_list("activity_id", flat=True):
        taken[activity] += 1

    def numbers(values) -> Whole:
        return np.array(list(values), dtype=np.int64)

    seats = [one.activity.seats or one.line.module.places for one in planned]
    return Sessions(
        module=of_line,
        begins=numbers(one.starts_at.timestamp() // 60 for one in firsts),
        ends=numbers(one.ends_at.timestamp() // 60 for one in firsts),
        places=numbers(
            max(seat - taken[one.activity_id], 0) for one, seat in zip(planned, seats, strict=True)
        ),
        least=numbers(max(one.line.module.least - taken[one.activity_id], 0) for one in planned),
        # Without a limit a full session is full, whoever fills it.
        of_one_workplace=numbers(
            one.line.module.of_one_workplace or seat + 1
            for one, seat in zip(planned, seats, strict=True)
        ),
    )


def _barred(proposal, persons, organisations, homes, planned, times):
    closed = set(proposal.plan.closed_days.values_list("organisation_id", "weekday"))
    table = np.zeros((len(persons), len(planned)), dtype=np.uint8)
    for row, (person, place) in enumerate(zip(persons, organisations, strict=True)):
        for column, one in enumerate(planned):
            session = _first(one)
            day = session.held_on.weekday()
            if (place, day) in closed or (homes[place][0], day) in closed:
                table[row, column] = Bar.CLOSED
            if any(
                other.starts_at < session.ends_at and session.starts_at < other.ends_at
                for other in times.get(person, ())
            ):
                table[row, column] = Bar.ELSEWHERE
    return table


def beside(case: Case, booking: Booking) -> dict[str, int]:
    """Need that is met here, at the most, when people book one by one, and by chance."""
    rng = np.random.default_rng(SEED)
    orders = [rng.permutation(len(case.persons)) for _time in range(ORDERS)]
    first_come = [worth(case.problem, in_turn(case.problem, order)) for order in orders]
    drawn = [worth(case.problem, _by_chance(case.problem, order, rng)) for order in orders]
    return {
        "wanted": int(case.need.sum()),
        "met": booking.worth,
        "bound": booking.bound,
        "first_come": round(sum(first_come) / ORDERS),
        "by_chance": round(sum(drawn) / ORDERS),
    }


def _by_chance(problem: Problem, order: Whole, rng: np.random.Generator) -> Flags:
    """Each in turn takes any session that is for them."""
    any_worth = rng.integers(1, 1_000, problem.worth.shape)
    return in_turn(replace(problem, worth=np.where(problem.wanted, any_worth, 0)), order)


def reasons(case: Case, booking: Booking, row: int, number: int) -> list[list]:
    """[planned session, kind, fact] of each session of a line that somebody has no place in."""
    told = refusals(case.problem, booking, row, number)
    return [
        [
            case.sessions[one.session].pk,
            one.kind.name,
            case.sessions[one.fact].pk if one.kind.name == "AT_THAT_TIME" else one.fact,
        ]
        for one in told
    ]
