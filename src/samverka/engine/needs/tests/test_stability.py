"""S121: how sure the order of needs is, when other people had happened to answer."""

import numpy as np

from samverka.engine.needs.gaps import needs
from samverka.engine.needs.stability import ranks, together

from .made_up import mapped

IMPORTANCE = np.ones(3)


def answers(people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A great need, and two small ones that are alike; half answered."""
    rng = np.random.default_rng(4)
    required = np.full((people, 3), 3.0)
    current = np.column_stack(
        [rng.integers(0, 2, people), rng.integers(1, 5, people), rng.integers(1, 5, people)]
    ).astype(float)
    current[rng.random(current.shape) < 0.5] = np.nan
    return required, current, np.arange(people) % 2


def test_a_need_far_ahead_keeps_its_place_and_two_that_are_alike_do_not():
    required, current, roles = answers(200)
    told = ranks(required, current, IMPORTANCE, roles, np.random.default_rng(1), first=1)
    assert (told.rank[0], told.low[0], told.high[0]) == (1, 1, 1)
    assert told.among_first[0] == 1.0
    assert told.low[1:].tolist() == [2, 2]
    assert told.high[1:].tolist() == [3, 3]


def test_the_place_is_that_of_the_need_as_it_is_told():
    required, current, roles = answers(200)
    told = ranks(required, current, IMPORTANCE, roles, np.random.default_rng(1))
    need = needs(required, current, IMPORTANCE, roles).need
    assert np.array_equal(np.argsort(told.rank), np.argsort(-need))


def test_where_all_answer_alike_nothing_moves_and_equals_share_a_place():
    required, current = np.full((20, 3), 3.0), np.tile([0.0, 2.0, 2.0], (20, 1))
    told = ranks(required, current, IMPORTANCE, np.zeros(20, int), np.random.default_rng(1))
    assert told.low.tolist() == told.high.tolist() == told.rank.tolist() == [1, 2, 2]


def test_the_interval_of_a_need_is_as_wide_as_the_bootstrap_says_by_hand():
    """One role, one competence each half lacks: the need's spread is that of a binomial."""
    people, draws = 400, 2_000
    required = np.full((people, 2), 1.0)
    current = np.column_stack([np.arange(people) % 2, (np.arange(people) + 1) % 2]).astype(float)
    told = ranks(
        required,
        current,
        np.ones(2),
        np.zeros(people, int),
        np.random.default_rng(1),
        draws=draws,
        first=1,
    )
    # The two are each other's opposite: each is first in half of the deals, or both when equal.
    tie = 2 * 0.5 / np.sqrt(2 * np.pi * people / 4) / 2
    assert abs(told.among_first[0] - (0.5 + tie / 2)) < 4 * 0.5 / np.sqrt(draws)


def test_competences_of_one_area_stay_together_and_those_of_two_apart():
    levels, of = mapped(1)
    shared = together(levels, 4, np.random.default_rng(1), draws=50)
    same = of[:, None] == of[None, :]
    assert shared[same].min() > 0.9
    assert shared[~same].max() < 0.1


def test_a_bar_is_told_how_many_are_done():
    required, current, roles = answers(40)
    told: list[int] = []
    rng = np.random.default_rng(1)
    ranks(required, current, IMPORTANCE, roles, rng, draws=120, told=told.append)
    assert told == sorted(told)
    assert told[-1] == 120
