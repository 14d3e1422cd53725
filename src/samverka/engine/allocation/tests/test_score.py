"""A score is the sum of parts that anybody can add up, and what each does to groups is told."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.allocation.score import (
    BadScore,
    Criterion,
    Group,
    ScoreFault,
    effects,
    outcomes,
    score,
)


def criterion(name: str, rows: list[list[int]], weight: Fraction | int = 1) -> Criterion:
    return Criterion(name, np.array(rows, np.int32) * 1000, Fraction(weight))


WORK = criterion("work", [[1000, 0], [500, 250]], 3)
WISH = criterion("wish", [[0, 1000], [0, 333]], Fraction(1, 2))
OPEN = np.zeros((2, 2), np.uint8)


def test_the_score_is_the_sum_of_weight_times_share():
    assert score([WORK, WISH]).utility.tolist() == [[3000, 500], [1500, 750 + 167]]


def test_a_weight_is_read_to_the_nearest_thousandth_of_a_point():
    half = criterion("work", [[1000, 500]], Fraction(15, 10_000))

    assert score([half]).utility.tolist() == [[2, 1]]


@given(
    st.lists(st.integers(0, 1000), min_size=4, max_size=4),
    st.lists(st.integers(0, 1000), min_size=4, max_size=4),
    st.fractions(0, 400),
    st.fractions(Fraction(1, 1000), 400),
)
def test_the_parts_always_add_up_to_the_score(one, two, weight, other):
    made = score(
        [
            criterion("one", [one[:2], one[2:]], weight),
            criterion("two", [two[:2], two[2:]], other),
        ]
    )
    for case in range(2):
        for place in range(2):
            assert sum(made.parts_at(case, place)) == made.utility[case, place]


def test_the_order_in_which_criteria_are_given_changes_nothing():
    one, other = score([WORK, WISH]), score([WISH, WORK])

    assert [c.name for c in one.criteria] == [c.name for c in other.criteria]
    assert one.parts_at(1, 1) == other.parts_at(1, 1)


@pytest.mark.parametrize(
    ("criteria", "kind"),
    [
        ([], ScoreFault.NONE),
        ([WORK, WORK], ScoreFault.TWICE),
        ([criterion("work", [[1, 1]], 0)], ScoreFault.ALL_ZERO),
        ([criterion("work", [[1, 1]], -1)], ScoreFault.NEGATIVE_WEIGHT),
        ([criterion("work", [[1, 1]], 1001)], ScoreFault.TOO_HEAVY),
        ([criterion("work", [[1, 1001]])], ScoreFault.SHARE),
        ([WORK, criterion("wish", [[1, 1]])], ScoreFault.SHAPE),
    ],
)
def test_criteria_that_make_no_score_are_refused_with_their_kind(criteria, kind):
    with pytest.raises(BadScore) as refused:
        score(criteria)

    assert refused.value.kind == kind


def test_a_group_is_told_in_persons_placed_and_mean_points():
    women = Group("women", np.array([2, 1]))
    none = Group("none", np.array([0, 0]))

    found = outcomes([women, none], score([WORK]).utility, np.array([0, -1], np.int32), OPEN)

    assert (found[0].persons, found[0].placed, found[0].best) == (3, 2, 2)
    assert found[0].points == Fraction(2 * 3000, 3)
    assert (found[1].persons, found[1].points) == (0, 0)


def test_leaving_a_criterion_out_shows_who_it_moved():
    """With one place each; the wish of the first decides, and without it the work does."""
    whole = score(
        [criterion("work", [[500, 0], [1000, 0]]), criterion("wish", [[0, 1000], [0, 0]])]
    )

    def best_alone(utility):
        return utility.argmax(axis=1).astype(np.int32)

    place = best_alone(whole.utility)
    found = effects(whole, [Group("all", np.array([1, 1]))], OPEN, best_alone, place)

    assert [(effect.criterion, effect.moved) for effect in found] == [("wish", 1), ("work", 0)]
    assert found[0].outcomes[0].points == Fraction(500 + 1000, 2)
