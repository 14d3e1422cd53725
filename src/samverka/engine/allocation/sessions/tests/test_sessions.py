"""S122: people are booked by need, nobody twice at a time, and each refusal has its reason."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.engine.allocation.sessions.in_turn import in_turn, worth
from samverka.engine.allocation.sessions.problem import Problem, Sessions, faults
from samverka.engine.allocation.sessions.solving import NEAR_ENOUGH, solve
from samverka.engine.allocation.sessions.why import Kind, refusals

from .made_up import term


def sessions(*each: tuple[int, int, int, int, int, int]) -> Sessions:
    """Of rows: module, begins, ends, places, least, of one workplace."""
    return Sessions(*np.array(each, dtype=np.int64).T)


def problem(of: Sessions, worth_of: list[list[int]], **facts) -> Problem:
    table = np.array(worth_of, dtype=np.int64)
    facts = {
        "barred": np.zeros(table.shape, np.uint8),
        "workplace": np.arange(len(table)),
    } | facts
    return Problem(of, table, **facts)


@st.composite
def small(draw):
    people, count = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    number = st.integers(0, 3)
    rows = []
    for _session in range(count):
        begins = draw(number)
        least, places = draw(st.integers(0, 2)), draw(st.integers(1, 3))
        ends = begins + draw(st.integers(1, 2))
        rows.append((draw(number), begins, ends, places, least, draw(st.integers(1, 3))))
    lists = st.lists(
        st.lists(st.integers(-2, 9), min_size=count, max_size=count),
        min_size=people,
        max_size=people,
    )
    table = draw(lists)
    work = np.array(draw(st.lists(st.integers(0, 1), min_size=people, max_size=people)))
    barred = np.array(draw(lists)) % 5 == 4
    return problem(sessions(*rows), table, workplace=work, barred=barred.astype(np.uint8))


def best_by_trying(given_problem: Problem) -> int:
    """The worth of the best booking, every one tried, of those that no `least` hinders."""
    people, count = given_problem.worth.shape
    best = 0
    for bits in product([False, True], repeat=people * count):
        of = np.array(bits).reshape(people, count)
        if not set(faults(given_problem, of, of.any(axis=0))) - {"least"}:
            best = max(best, worth(given_problem, of))
    return best


@settings(max_examples=40)
@given(small())
def test_no_rule_is_broken_and_the_bound_is_never_under_the_best_there_is(made):
    booking = solve(made)
    assert faults(made, booking.of, booking.held) == []
    assert booking.worth == worth(made, booking.of) <= booking.bound
    best = best_by_trying(made)
    assert best <= booking.bound
    if not made.sessions.least.any():
        assert booking.worth >= best * (1 - NEAR_ENOUGH)


@settings(max_examples=60)
@given(small())
def test_s122_each_refusal_has_a_reason_that_is_true(made):
    booking = solve(made)
    for person, module in product(range(len(made.worth)), set(made.sessions.module.tolist())):
        for reason in refusals(made, booking, person, module):
            also = booking.of.copy()
            also[person, reason.session] = True
            broken = set(faults(made, also, booking.held)) - {"least"}
            assert RULE[reason.kind] in broken, (person, reason)


RULE = {
    Kind.BARRED: "not wanted",
    Kind.TOO_FAR: "not wanted",
    Kind.NOT_HELD: "not held",
    Kind.AT_THAT_TIME: "two at a time",
    Kind.ENOUGH: "too many",
    Kind.WORKPLACE: "workplace",
    Kind.FULL: "places",
}


@pytest.mark.parametrize("seed", [1, 2])
def test_s122_less_need_is_left_than_first_come_or_by_chance(seed):
    made = term(seed, people=400, sessions=24, modules=8)
    booking = solve(made)
    assert booking.gap <= NEAR_ENOUGH
    by_chance = np.random.default_rng(seed).permutation(400)
    others = [worth(made, in_turn(made, order)) for order in (range(400), by_chance)]
    assert booking.worth > 1.1 * max(others)


def test_who_books_one_after_the_other_breaks_no_rule_either():
    made = term(3, people=200, sessions=20, modules=6)
    of = in_turn(made, range(200))
    assert of.any()
    assert faults(made, of, of.any(axis=0)) == []


def test_the_greater_need_gets_the_last_place_and_the_other_is_told_what_it_took():
    made = problem(sessions((0, 0, 60, 1, 0, 9)), [[3], [8]])
    booking = solve(made)
    assert booking.of[:, 0].tolist() == [False, True]
    (reason,) = refusals(made, booking, 0, 0)
    assert (reason.kind, reason.fact) == (Kind.FULL, 8)
    assert refusals(made, booking, 1, 0) == []


def test_one_at_a_time_but_one_may_begin_as_the_other_ends():
    both = sessions((0, 0, 60, 9, 0, 9), (1, 30, 90, 9, 0, 9), (2, 60, 120, 9, 0, 9))
    booking = solve(problem(both, [[5, 6, 5]]))
    assert booking.of.tolist() == [[True, False, True]]


def test_three_sessions_no_two_of_which_go_together_are_worth_one_and_proven_so():
    of = sessions((0, 0, 60, 9, 0, 9), (0, 100, 160, 9, 0, 9), (1, 0, 160, 9, 0, 9))
    booking = solve(problem(of, [[6, 6, 6], [4, 5, 6]]))
    assert (booking.worth, booking.bound) == (12, 12)


def test_a_group_is_mixed_across_workplaces():
    of = sessions((0, 0, 60, 3, 0, 2))
    made = problem(of, [[9], [9], [9], [1]], workplace=np.array([0, 0, 0, 1]))
    booking = solve(made)
    assert booking.of.sum() == 3
    assert booking.of[3, 0], "the one from elsewhere"
    left = int(np.flatnonzero(~booking.of[:, 0])[0])
    assert refusals(made, booking, left, 0)[0].kind == Kind.WORKPLACE


def test_a_session_too_few_come_to_is_not_held_and_they_get_the_other_one():
    of = sessions((0, 0, 60, 9, 3, 9), (0, 100, 160, 9, 0, 9))
    booking = solve(problem(of, [[9, 8], [9, 8]]))
    assert booking.held.tolist() == [False, True]
    assert booking.of.tolist() == [[False, True], [False, True]]


def test_how_many_sessions_somebody_can_be_away_for_is_kept():
    of = sessions((0, 0, 60, 9, 0, 9), (1, 100, 160, 9, 0, 9))
    made = problem(of, [[4, 7]], most=np.array([1]))
    booking = solve(made)
    assert booking.of.tolist() == [[False, True]]
    assert refusals(made, booking, 0, 0)[0].kind == Kind.ENOUGH


def test_the_same_problem_gives_the_same_booking():
    made = term(9, people=150, sessions=18, modules=6)
    assert np.array_equal(solve(made).of, solve(made).of)


def test_nobody_who_wants_anything_is_no_fault():
    booking = solve(problem(sessions((0, 0, 60, 9, 1, 9)), [[0], [-3]]))
    assert (booking.worth, booking.bound, booking.gap) == (0, 0, 0.0)
    assert not booking.held.any()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"workplace": np.zeros(2, int)}, "do not fit"),
        ({"most": np.ones(3, int)}, "does not fit"),
    ],
)
def test_what_does_not_fit_together_is_refused(facts, said):
    with pytest.raises(ValueError, match=said):
        problem(sessions((0, 0, 60, 9, 0, 9)), [[1]], **facts)


def test_a_session_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        problem(sessions((0, 60, 0, 9, 0, 9)), [[1]])
