"""One decision, one place more or less: the new best plan, as if all were solved anew."""

from dataclasses import replace

import numpy as np
import pytest

from samverka.engine.allocation.changes import (
    NoRoom,
    NotAllowed,
    with_decision,
    with_room,
    without_decision,
)
from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.single.solver import solve_single, solve_state

from .made import problem
from .test_single import made


def solved_anew(whole, decided):
    """(placed, missed, value) of the best plan with these decisions, without any warm state."""
    room, least = whole.capacity.copy(), whole.minimum.copy()
    placed = value = 0
    for case, place in decided.items():
        if place != UNPLACED:
            room[place] -= 1
            least[place] = max(0, least[place] - 1)
            placed += 1
            value += int(whole.utility[case, place])
    rest = [case for case in range(len(whole.cases)) if case not in decided]
    plan = solve_single(
        replace(
            whole,
            cases=tuple(whole.cases[case] for case in rest),
            utility=whole.utility[rest],
            needs=whole.needs[rest],
            barred=whole.barred[rest],
            capacity=room,
            minimum=least,
        )
    )
    return placed + plan.placed, plan.missed, value + plan.value


def one_change(chance, whole, state, decided):
    """Something that somebody does; answers the change and the problem as it is then."""
    case = int(chance.integers(len(whole.cases)))
    place = int(chance.integers(-1, len(whole.places)))
    what = chance.integers(4)
    if what < 2:
        change = with_decision(state, case, place)
        decided[case] = place
    elif what == 2 or place == UNPLACED:
        change = without_decision(state, case)
        decided.pop(case, None)
    else:
        more = int(chance.choice([-1, 1]))
        change = with_room(state, place, more)
        room = whole.capacity.copy()
        room[place] += more
        whole = replace(whole, capacity=room)
    return change, whole


def test_after_any_changes_the_plan_is_the_best_there_is():
    chance = np.random.default_rng(2)
    for number in range(150):
        whole = made(chance, 40, 8)
        state, decided = solve_state(whole), {}
        first = solve_single(whole)
        placed, value = first.placed, first.value
        for _ in range(6):
            try:
                change, whole = one_change(chance, whole, state, decided)
            except (NoRoom, NotAllowed):
                continue
            state = change.state
            placed, value = placed + change.placed, value + change.value
            best = solved_anew(whole, decided)
            missed = int(np.maximum(whole.minimum[:, 0] - _loads(state), 0).sum())
            assert (placed, missed) == best[:2], number
            assert value == best[2] or missed, number
            assert all(state.places()[case] == place for case, place in decided.items())


def _loads(state):
    places = state.places()
    return np.bincount(places[places != UNPLACED], minlength=state.worth.shape[1])


@pytest.fixture
def state():
    return solve_state(problem([[9, 1], [8, 4], [7, 6]], [2, 2], barred=[[0, 1], [0, 0], [0, 0]]))


def test_a_decision_says_what_it_costs_and_who_moves(state):
    change = with_decision(state, 2, 0)
    assert change.value == -3
    assert change.placed == 0
    assert sorted(change.moved) == [(1, 0, 1), (2, 1, 0)]


def test_a_decision_taken_back_leaves_all_as_it_was(state):
    change = without_decision(with_decision(state, 2, 0).state, 2)
    assert change.value == 3
    assert (change.state.places() == state.places()).all()


def test_a_change_that_is_only_tried_changes_nothing(state):
    before = state.places().copy(), state.prices.copy()
    with_decision(state, 2, 0)
    with_room(state, 0, -1)
    assert (state.places() == before[0]).all()
    assert (state.prices == before[1]).all()


def test_one_place_more_says_what_it_adds(state):
    assert with_room(state, 0).value == 1
    assert with_room(state, 1).value == 0


def test_one_place_less_may_leave_somebody_over(state):
    change = with_room(with_room(state, 1, -1).state, 1, -1)
    assert change.placed == -1


def test_a_decision_against_a_barred_pair_is_refused(state):
    with pytest.raises(NotAllowed):
        with_decision(state, 0, 1)


def test_a_decision_for_a_place_full_of_decisions_is_refused(state):
    full = with_decision(with_decision(state, 0, 0).state, 1, 0).state
    with pytest.raises(NoRoom):
        with_decision(full, 2, 0)


def test_room_that_decisions_hold_can_not_be_taken_away(state):
    full = with_decision(with_decision(state, 0, 0).state, 1, 0).state
    with pytest.raises(NoRoom):
        with_room(full, 0, -1)
