"""S121: the areas are found from the answers, with noise and with holes in them."""

import numpy as np
import pytest

from samverka.engine.needs.areas import TooFewAnswers, areas, correlated, numbered

from .made_up import mapped

SEEDS = range(100)


def found_again(**facts) -> int:
    """In how many of 100 made-up mappings every competence falls in its own area."""
    hits = 0
    for seed in SEEDS:
        answers, of = mapped(seed, **facts)
        hits += np.array_equal(areas(answers, np.random.default_rng(1)).of, of)
    return hits


def test_s121_the_four_areas_are_found_in_95_of_100_with_30_percent_missing():
    assert found_again() >= 95


def test_s121_a_fifth_area_that_is_planted_appears_too():
    assert found_again(areas=(5, 5, 5, 5, 4)) >= 95


def test_answers_without_any_pattern_are_one_area_nearly_always():
    rng = np.random.default_rng(3)
    answers = [rng.integers(0, 5, (200, 12)).astype(float) for _seed in range(40)]
    counts = [areas(each, np.random.default_rng(1)).count for each in answers]
    assert counts.count(1) >= 36


def test_a_competence_that_leans_on_two_areas_is_told_as_doubtful():
    answers, of = mapped(5, missing=0.0)
    first, other = answers[:, of == 0].mean(axis=1), answers[:, of == 1].mean(axis=1)
    both = np.column_stack([answers, np.round((first + other) / 2)])
    told = areas(both, np.random.default_rng(1))
    clear = told.leans - told.otherwise
    assert clear.argmin() == len(of), "the one made of both stands out least"


def test_the_same_answers_and_seed_give_the_same_areas_in_any_order_of_people():
    answers, _of = mapped(8)
    shuffled = np.random.default_rng(0).permutation(answers)
    one, other = (areas(each, np.random.default_rng(1)).of for each in (answers, shuffled))
    assert np.array_equal(one, other)


def test_few_answers_are_refused_and_those_who_answered_nothing_are_not_counted():
    answers, _of = mapped(1, people=29)
    nobody = np.full((50, answers.shape[1]), np.nan)
    with pytest.raises(TooFewAnswers):
        areas(np.vstack([answers, nobody]), np.random.default_rng(1))


def test_correlations_are_those_of_numpy_where_nothing_lacks_and_pairwise_where_it_does():
    answers, _of = mapped(2, missing=0.0)
    assert np.allclose(correlated(answers), np.corrcoef(answers, rowvar=False))
    holes, _of = mapped(2)
    both = ~np.isnan(holes[:, 0]) & ~np.isnan(holes[:, 1])
    by_hand = np.corrcoef(holes[both, 0], holes[both, 1])[0, 1]
    assert np.isclose(correlated(holes)[0, 1], by_hand)


def test_a_weight_counts_as_often_as_the_person_is_there():
    answers, _of = mapped(4, people=60)
    twice = np.vstack([answers, answers[:20]])
    weights = np.where(np.arange(60) < 20, 2.0, 1.0)
    assert np.allclose(correlated(answers, weights), correlated(twice))


def test_a_competence_all_answer_alike_goes_with_nothing():
    answers, _of = mapped(6, missing=0.0)
    answers[:, 0] = 3.0
    assert not correlated(answers)[0, 1:].any()


def test_areas_are_numbered_as_they_first_stand():
    assert numbered(np.array([7, 2, 7, 0])).tolist() == [0, 1, 0, 2]
