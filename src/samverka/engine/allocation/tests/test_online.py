"""A year that is placed week by week comes near what hindsight could have reached."""

from dataclasses import replace

import numpy as np
import pytest

from samverka.engine.allocation.online.batch import Pace, priced, used_by
from samverka.engine.allocation.online.futures import Outlook
from samverka.engine.allocation.online.made_up import World, made_up_year
from samverka.engine.allocation.online.prices import Crowd, price, worth_of, yardstick
from samverka.engine.allocation.online.replay import replay, run
from samverka.engine.allocation.online.year import (
    Change,
    WrongYear,
    Year,
    bind_to_placed,
    part,
    with_hindsight,
)
from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.single.solver import solve_single

from .made import honest_plan, problem

WORLD = World(places=30, cases=1500, seed=4)
PAST = [made_up_year(WORLD, number) for number in range(2, 7)]
YEAR = made_up_year(WORLD, 1)
OUTLOOK = Outlook(announced=WORLD.cases, even=200)


@pytest.fixture(scope="module")
def replayed():
    return replay(YEAR, PAST, OUTLOOK, solve_single)


def test_looking_ahead_reaches_what_hindsight_could_where_greed_stays_behind(replayed):
    assert replayed.share(replayed.ahead) >= 0.985
    assert replayed.share(replayed.greedy) < 0.90
    assert replayed.ahead.placed == replayed.greedy.placed == replayed.hindsight.placed


def test_an_even_flow_is_more_even_and_its_cost_is_told(replayed):
    assert replayed.even.unevenness < 0.5 * replayed.ahead.unevenness
    assert replayed.cost_of_even == replayed.ahead.value - replayed.even.value
    assert 0 < replayed.cost_of_even < 0.05 * replayed.ahead.value


def test_no_place_gets_more_than_it_has_room_for(replayed):
    for course in (replayed.greedy, replayed.ahead, replayed.even):
        assert (used_by(YEAR.problem, course.place) <= YEAR.problem.capacity).all()
        assert not course.over.any()


def test_a_seed_gives_the_same_run_again(replayed):
    again = run(YEAR, PAST, replace(OUTLOOK, even=0), solve_single)
    other = run(YEAR, PAST, replace(OUTLOOK, even=0, seed=1), solve_single)

    assert (again.place == replayed.ahead.place).all()
    assert (again.prices == replayed.ahead.prices).all()
    assert (other.prices != replayed.ahead.prices).any()


def test_the_plan_of_a_week_does_not_read_what_comes_after_it():
    """Whoever comes later is another: the first half of the year is placed all the same."""
    later = YEAR.batch >= 26
    utility = YEAR.problem.utility.copy()
    utility[later] = utility[later][:, ::-1]
    changed = replace(YEAR, problem=replace(YEAR.problem, utility=utility))

    ours = run(YEAR, PAST, Outlook(), solve_single)
    theirs = run(changed, PAST, Outlook(), solve_single)

    assert (ours.place[~later] == theirs.place[~later]).all()
    assert (ours.prices[:26] == theirs.prices[:26]).all()


def test_without_earlier_years_this_years_own_weeks_are_looked_at():
    greedy = run(YEAR, [], None, solve_single)
    course = run(YEAR, [], Outlook(announced=WORLD.cases), solve_single)
    assert course.value > 1.03 * greedy.value


def test_households_with_three_resources_are_placed_through_the_year():
    world = World(places=6, cases=150, batches=10, households=True, seed=4)
    year = made_up_year(world, 1)
    past = [made_up_year(world, 2), made_up_year(world, 3)]
    told = []

    result = replay(year, past, Outlook(), honest_plan, lambda done, of: told.append((done, of)))

    assert (used_by(year.problem, result.ahead.place) <= year.problem.capacity).all()
    assert result.share(result.greedy) < result.share(result.ahead) <= 1
    assert result.even is None
    assert result.cost_of_even == 0
    assert told[-1] == (20, 20)


# --- Prices ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("households", "near"), [(False, 0.001), (True, 0.01)])
@pytest.mark.parametrize("seed", range(3))
def test_prices_are_those_of_the_linear_programme(seed, households, near):
    """What the found prices prove is hardly more than the relaxation's optimum."""
    world = World(places=12, cases=150, households=households, seed=seed)
    whole = made_up_year(world, 1).problem
    by = yardstick([whole])
    crowd = Crowd(
        worth_of(whole, by),
        whole.needs.astype(np.int32),
        np.ones(len(whole.cases), np.float32),
    )

    found = price(crowd, whole.capacity, whole.minimum, by)

    best = relaxed(whole, by.bonus)
    assert best <= dual(whole, by.bonus, found) * (1 + 1e-6)
    assert dual(whole, by.bonus, found) <= (1 + near) * best


def dual(whole, bonus, prices):
    """What prices prove, reckoned plainly."""
    net = whole.utility + bonus * whole.heads[:, None] - whole.needs @ prices.T
    gained = np.where(whole.barred == 0, net, 0).max(axis=1).clip(0).sum()
    return (whole.capacity * prices).sum() + gained


def relaxed(whole, bonus):
    """The optimum of the relaxation by HiGHS, through SciPy."""
    from scipy.optimize import linprog

    n, k, r = whole.shape
    once = np.kron(np.eye(n), np.ones(k))
    room = np.vstack([np.kron(whole.needs[:, q], np.eye(k)) for q in range(r)])
    gain = (whole.utility + bonus * whole.heads[:, None]).ravel()
    limits = np.concatenate([np.ones(n), whole.capacity.T.ravel()])
    most = (whole.barred == 0).ravel().astype(float)
    bounds = np.stack([np.zeros(n * k), most], axis=1)
    return -linprog(-gain, np.vstack([once, room]), limits, bounds=bounds).fun


def test_a_minimum_that_nobody_wants_to_fill_has_a_price_below_zero():
    whole = problem([[50, 10]] * 6, [6, 6])
    whole = replace(whole, minimum=np.array([[0], [2]]))
    by = yardstick([whole])
    crowd = Crowd(worth_of(whole, by), whole.needs.astype(np.int32), np.ones(6, np.float32))

    (here,), (there,) = price(crowd, whole.capacity, whole.minimum, by)

    assert here == pytest.approx(0, abs=1)
    assert there == pytest.approx(-40, abs=1)


def test_the_only_place_that_somebody_may_have_costs_more_than_others_gain_there():
    """Amal gains ten at the first place, and Omar, whom it is worth little to, has no other."""
    whole = problem([[90, 80], [5, 0]], [1, 1], barred=[[0, 0], [0, 1]], reasons=("", "stairs"))
    by = yardstick([whole])
    crowd = Crowd(worth_of(whole, by), whole.needs.astype(np.int32), np.ones(2, np.float32))

    found = price(crowd, whole.capacity, whole.minimum, by)

    assert found[0, 0] - found[1, 0] > 10


def test_room_that_costs_moves_those_who_lose_least_and_nobody_out():
    whole = problem([[90, 80], [90, 30]], [2, 2])
    dear = priced(whole, np.array([[40.0], [0.0]]))
    assert list(honest_plan(dear).place) == [1, 0]

    dearer = priced(whole, np.array([[500.0], [500.0]]))
    assert list(honest_plan(dearer).place) == [0, 0]


def test_a_wide_range_of_prices_still_gives_whole_numbers_that_a_utility_may_hold():
    whole = problem([[1_000_000, 0], [999_000, 0]], [2, 2])
    dear = priced(whole, np.array([[3_000_000.0], [0.0]]))
    assert 0 <= dear.utility.min() <= dear.utility.max() <= 1_000_000
    assert list(honest_plan(dear).place) == [1, 1]


# --- Room that changes, and families that come apart -------------------------------------------


def test_room_that_is_taken_back_counts_from_the_week_when_it_is():
    whole = problem([[90, 10]] * 6, [6, 6])
    year = Year(whole, np.array([0, 0, 1, 1, 2, 2], np.int32), 3, (Change(1, two(3, 6)),))

    course = run(year, [], None, honest_plan)

    assert list(course.place) == [0, 0, 0, 1, 1, 1]
    assert not course.over.any()


def test_somebody_who_is_placed_stays_when_room_is_taken_back_and_the_rest_is_told():
    whole = problem([[90, 10]] * 4, [4, 4])
    year = Year(whole, np.array([0, 0, 0, 1], np.int32), 2, (Change(1, two(1, 4)),))

    course = run(year, [], None, honest_plan)

    assert list(course.place) == [0, 0, 0, 1]
    assert course.over.ravel().tolist() == [2, 0]


def test_hindsight_keeps_to_each_capacity_that_is_ever_in_force():
    whole = problem([[90, 10], [80, 10], [95, 10], [70, 10]], [1, 4])
    year = Year(whole, np.array([0, 0, 1, 1], np.int32), 2, (Change(1, two(3, 4)),))

    best = honest_plan(with_hindsight(year))

    # One of the first two, since there is room for one when they come; both of the others.
    assert list(best.place) == [0, 1, 0, 0]
    assert best.value == 90 + 10 + 95 + 70


def test_whoever_belongs_with_somebody_placed_goes_there_or_waits():
    whole = problem([[90, 10], [10, 90], [10, 90]], [3, 3])
    whole = replace(whole, together=((0, 1),), near=((0, 2),), area=np.array([1, 1], np.int32))

    bound = bind_to_placed(whole, np.array([0, UNPLACED, UNPLACED], np.int32))

    assert bound.reasons[bound.barred[1, 1]] == "Belongs with a case that is placed elsewhere."
    assert list(honest_plan(part(bound, np.array([1, 2]), whole.capacity)).place) == [0, 1]


def test_a_family_that_comes_in_two_weeks_is_kept_together_through_the_year():
    whole = replace(problem([[90, 10], [10, 90]], [2, 2]), together=((0, 1),))
    year = Year(whole, np.array([0, 1], np.int32), 2)
    assert list(run(year, [], None, honest_plan).place) == [0, 0]


def test_groups_are_kept_among_those_who_are_here():
    whole = problem([[1, 2]] * 5, [9, 9])
    whole = replace(whole, together=((0, 3, 4), (1, 2)))
    assert part(whole, np.array([1, 3, 4]), whole.capacity).together == ((1, 2),)


def two(first, second):
    return np.array([[first], [second]])


# --- What cannot be ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("batch", "batches", "changes", "fault"),
    [
        ([0], 2, (), "length"),
        ([0, 2], 2, (), "outside"),
        ([0, -1], 2, (), "outside"),
        ([0, 1], 2, (Change(2, two(1, 1)),), "change"),
        ([0, 1], 2, (Change(1, two(1, -1)),), "change"),
    ],
)
def test_a_year_that_does_not_fit_is_told(batch, batches, changes, fault):
    with pytest.raises(WrongYear) as told:
        Year(problem([[1, 2]] * 2, [1, 1]), np.array(batch, np.int32), batches, changes)
    assert told.value.fault == fault


def test_an_earlier_year_with_other_places_is_told():
    other = made_up_year(replace(WORLD, places=29, cases=50), 1)
    with pytest.raises(WrongYear) as told:
        replay(YEAR, [other], OUTLOOK, solve_single)
    assert told.value.fault == "places"


def test_an_empty_year_is_no_trouble():
    nobody = problem(np.zeros((0, 2), np.int32), [1, 1], needs=np.zeros((0, 1), np.int64))
    year = Year(nobody, np.zeros(0, np.int32), 3)
    result = replay(year, [], Outlook(), solve_single)
    assert (result.ahead.value, result.share(result.ahead)) == (0, 1.0)


def test_the_pace_of_a_place_is_its_share_of_those_placed():
    pace = Pace(two(60, 20), 20)
    # 8 of 40 placed are at the small place, whose share would be 10: two behind, one a batch.
    assert pace.ahead(two(32, 8)).tolist() == [pytest.approx(2 / 3), -2.0]
    assert pace.unevenness(two(30, 10)) == 0
