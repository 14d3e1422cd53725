"""The verifier accepts what is true, and refuses whatever is not, however little it differs."""

from dataclasses import replace

import numpy as np
import pytest

from samverka.engine.allocation.problem import Floor
from samverka.engine.allocation.seal import fingerprint
from samverka.engine.allocation.verify import FlawKind, verify

from .made import honest_plan, problem, random_problem

FAMILIES = problem(
    [[9, 3], [8, 3], [7, 6], [1, 1]],
    [[2], [2]],
    barred=[[0, 0], [0, 0], [0, 1], [0, 0]],
    reasons=("", "no school with the language"),
)


def kinds(whole, plan) -> set[FlawKind]:
    return {flaw.kind for flaw in verify(whole, plan).flaws}


@pytest.mark.parametrize("seed", range(60))
def test_the_best_plan_of_single_cases_is_accepted_and_proven_by_its_prices(seed):
    whole = random_problem(seed, is_single=True)

    verdict = verify(whole, honest_plan(whole))

    assert verdict.flaws == ()
    assert verdict.is_best
    assert not verdict.by_search


@pytest.mark.parametrize("seed", range(40))
def test_the_best_plan_of_households_is_accepted_and_the_prices_never_prove_too_much(seed):
    whole = random_problem(seed, is_single=False)
    plan = honest_plan(whole)

    verdict = verify(whole, plan)

    assert verdict.flaws == ()
    assert verdict.bound >= plan.value
    assert verdict.most >= plan.placed


@pytest.mark.parametrize("seed", range(40))
def test_wrong_prices_prove_less_and_never_too_much(seed):
    whole = random_problem(seed, is_single=seed % 2 == 0)
    plan = honest_plan(whole)
    chance = np.random.default_rng(seed)
    wrong = replace(
        plan, prices=chance.normal(20, 40, plan.prices.shape), worth=float(chance.uniform(0, 90))
    )

    verdict = verify(whole, wrong)

    assert verdict.bound >= plan.value
    assert verdict.most >= plan.placed


def test_of_single_cases_that_do_not_all_fit_it_proves_that_no_more_can():
    whole = problem([[5], [3], [1]], [[2]])

    verdict = verify(whole, honest_plan(whole))

    assert (verdict.placed, verdict.most, verdict.value, verdict.bound) == (2, 2, 8, 8)


TAMPERED = {
    FlawKind.SHAPE: {"place": np.zeros(3, np.int32)},
    FlawKind.NO_SUCH_PLACE: {"place": np.array([0, 1, 0, 2], np.int32)},
    FlawKind.BARRED: {"place": np.array([0, 0, 1, 1], np.int32)},
    FlawKind.OVER_CAPACITY: {"place": np.array([0, 0, 0, 1], np.int32)},
    FlawKind.PLACED: {"placed": 3},
    FlawKind.VALUE: {"value": 21},
    FlawKind.MISSED: {"missed": 1},
    FlawKind.PRICE: {"prices": np.array([[np.nan], [0.0]])},
    FlawKind.BOUND_TOO_LOW: {"bound": 19},
    FlawKind.BOUND_NOT_PROVEN: {"prices": np.zeros((2, 1), np.int64)},
    FlawKind.MOST_TOO_LOW: {"most": 3},
    FlawKind.LEAST_TOO_HIGH: {"least": 1},
    FlawKind.NOT_OPTIMAL: {"bound": 23},
    FlawKind.FINGERPRINT: {"settings": {"gap": "0.1"}},
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_a_plan_that_was_tampered_with_is_refused_and_told_why(kind):
    plan = honest_plan(FAMILIES)
    assert verify(FAMILIES, plan).is_best

    verdict = verify(FAMILIES, replace(plan, **TAMPERED[kind]))

    assert not verdict.is_accepted
    assert kind in {flaw.kind for flaw in verdict.flaws}
    assert "{" not in " ".join(str(flaw) for flaw in verdict.flaws)


def test_two_who_change_places_for_the_worse_are_noticed_by_the_value():
    plan = honest_plan(FAMILIES)
    place = plan.place.copy()
    place[[0, 3]] = place[[3, 0]]

    assert FlawKind.VALUE in kinds(FAMILIES, replace(plan, place=place))


def test_a_worse_plan_with_its_true_value_is_not_the_best_by_any_bound_of_its_own():
    plan = honest_plan(FAMILIES)
    worse = replace(plan, place=np.array([1, 0, 0, 1], np.int32), value=19, bound=19)

    assert FlawKind.BOUND_NOT_PROVEN in kinds(FAMILIES, worse)


def test_a_plan_that_leaves_somebody_without_a_place_for_no_reason_is_refused():
    plan = honest_plan(FAMILIES)
    place = plan.place.copy()
    place[3] = -1
    short = replace(
        plan, place=place, value=plan.value - 1, bound=plan.value - 1, placed=3, most=3
    )

    assert FlawKind.MOST_NOT_PROVEN in kinds(FAMILIES, short)


def test_another_problem_is_noticed_by_one_point():
    plan = honest_plan(FAMILIES)
    utility = FAMILIES.utility.copy()
    utility[3, 0] += 1
    other = replace(FAMILIES, utility=utility)

    assert kinds(other, plan) == {FlawKind.FINGERPRINT}


def test_those_who_belong_together_or_near_are_not_parted():
    whole = problem(
        [[5, 0, 4], [0, 5, 0], [5, 0, 0]],
        [[3], [3], [3]],
        together=((0, 1),),
        near=((0, 2),),
        area=np.array([1, 2, 1], np.int32),
    )
    apart = replace(
        honest_plan(whole), place=np.array([0, 1, 1], np.int32), fingerprint=fingerprint(whole, {})
    )

    assert {FlawKind.PARTED, FlawKind.NOT_NEAR} <= kinds(whole, apart)


def test_bounds_know_that_those_together_share_a_place_and_those_near_an_area():
    """Apart they would bring 10 and 5; one place brings 5 to both, and one area 4 + 5."""
    whole = problem([[5, 0, 4], [0, 5, 0], [5, 0, 0]], [[3], [3], [3]])
    free = honest_plan(whole)
    with_mother = replace(whole, together=((0, 1),))
    near = replace(whole, near=((1, 2),), area=np.array([1, 2, 2], np.int32))

    assert verify(whole, free).bound == 15
    assert verify(with_mother, free).bound == 10
    assert verify(near, free).bound == 10


def test_an_area_where_one_of_those_near_each_other_cannot_be_does_not_count():
    whole = problem(
        [[9, 0], [9, 1]],
        [[2], [2]],
        barred=[[0, 0], [1, 0]],
        near=((0, 1),),
        area=np.array([1, 2], np.int32),
    )
    plan = replace(honest_plan(replace(whole, near=())), prices=np.zeros((2, 1), np.int64))

    assert verify(whole, plan).bound == 1


def test_a_minimum_and_a_floor_lower_the_bound_by_what_they_cost():
    whole = problem([[9, 1], [9, 2]], [[2], [2]], minimum=np.array([[0], [1]]))
    plan = replace(
        honest_plan(whole),
        place=np.array([0, 1], np.int32),
        value=11,
        bound=11,
        prices=np.array([[0], [-7]]),
        fingerprint=fingerprint(whole, {}),
    )
    assert verify(whole, plan).is_best

    floored = replace(whole, floors=(Floor("late", (1,), 9),), minimum=np.zeros((2, 1), np.int64))
    missing = replace(plan, fingerprint=fingerprint(floored, {}), prices=plan.prices * 0)
    assert kinds(floored, missing) == {
        FlawKind.MISSED,
        FlawKind.BOUND_NOT_PROVEN,
        FlawKind.NOT_OPTIMAL,
    }


def test_the_row_order_of_a_file_never_reaches_the_fingerprint_but_a_version_does():
    assert fingerprint(FAMILIES, {"a": "1", "b": "2"}) == fingerprint(
        FAMILIES, {"b": "2", "a": "1"}
    )
    assert fingerprint(FAMILIES, {}) != fingerprint(FAMILIES, {}, version="0.0.1")
