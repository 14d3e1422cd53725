"""The effect of having begun is found where it was planted, and not where it was not."""

import math

import numpy as np
import pytest

from samverka.engine.stepped import (
    NothingToCompare,
    TooFewClusters,
    effect_of_having_begun,
    orders_of,
)

# Ten municipalities: three in pilot 1, three in pilot 2, four in full scale; twelve months.
TEN = [3, 3, 3, 6, 6, 6, 9, 9, 9, 9]
# Six municipalities, two by two: as few as an interval can be given for.
SIX = [2, 2, 4, 4, 6, 6]
MONTHS = 12


def even(begins, effect, chance):
    """Levels that differ between clusters, a year that differs by month, and a slow drift."""
    drift = np.cumsum(chance.normal(0, 1, (len(begins), MONTHS)), axis=1)
    return _planted(begins, effect, drift + chance.normal(0, 2, drift.shape), chance)


def skewed(begins, effect, chance):
    """A few clusters are far from the others, and chance is not even-handed."""
    own = np.exp(chance.normal(0, 1, (len(begins), 1)))
    return _planted(begins, effect, own * chance.exponential(2, (len(begins), MONTHS)), chance)


def _planted(begins, effect, noise, chance):
    levels = chance.normal(20, 8, (len(begins), 1))
    year = 5 * np.sin(np.arange(MONTHS)) + np.arange(MONTHS)
    return levels + year + noise + effect * _begun(begins)


def few(begins, effect, chance):
    """Counted persons: two or three a month, and so many more with an effect."""
    rates = chance.uniform(1, 4, (len(begins), 1)) + effect * _begun(begins)
    return chance.poisson(rates).astype(float)


def _begun(begins):
    return (np.arange(MONTHS) >= np.array(begins)[:, None]).astype(float)


def tried(kind, begins, effect, times=400, level=0.9):
    """The design tried many times, with the order drawn by lot each time."""
    chance = np.random.default_rng(113)
    results = []
    for _each in range(times):
        order = list(chance.permutation(begins))
        table = kind(order, effect, chance)
        results.append(effect_of_having_begun(table, order, level=level))
    return results


def within(count, times, rate):
    """Whether so many of so many agree with a rate: three standard errors of a binomial."""
    return abs(count / times - rate) <= 3 * math.sqrt(rate * (1 - rate) / times)


@pytest.mark.parametrize(("kind", "planted"), [(even, 4.0), (skewed, 4.0), (few, 1.0)])
@pytest.mark.parametrize("begins", [TEN, SIX], ids=["ten", "six"])
def test_s113_a_planted_effect_is_recovered_and_the_interval_holds_it_at_its_rate(
    kind, planted, begins
):
    """S113: no bias, and the interval covers at its stated rate within binomial error."""
    results = tried(kind, begins, planted)
    estimates = np.array([each.estimate for each in results])
    error = estimates.std(ddof=1) / math.sqrt(len(estimates))
    assert abs(estimates.mean() - planted) <= 3 * error
    held = sum(each.low <= planted <= each.high for each in results)
    assert within(held, len(results), 0.9)


@pytest.mark.parametrize("kind", [even, skewed, few])
@pytest.mark.parametrize("begins", [TEN, SIX], ids=["ten", "six"])
def test_s113_where_none_was_planted_one_is_seen_as_seldom_as_stated(kind, begins):
    results = tried(kind, begins, 0.0)
    seen = sum(each.is_seen for each in results)
    assert within(seen, len(results), 0.1)


def test_an_effect_that_makes_small_counts_much_larger_is_held_less_often_and_that_is_known():
    held = sum(each.low <= 4.0 <= each.high for each in tried(few, TEN, 4.0))
    assert 0.8 <= held / 400 < 0.9


def test_a_large_effect_is_seen_nearly_always_with_ten():
    assert sum(each.is_seen for each in tried(even, TEN, 6.0, times=100)) >= 80


def test_without_chance_the_effect_is_told_exactly():
    levels, year = np.arange(10)[:, None] * 3.0, np.arange(MONTHS) ** 2
    told = effect_of_having_begun(levels + year + 2.5 * _begun(TEN), TEN)
    assert told.estimate == pytest.approx(2.5)
    assert (told.low, told.high) == (pytest.approx(2.5), pytest.approx(2.5))
    assert told.chance < 0.01


def test_the_chance_and_the_interval_say_the_same():
    """An effect is seen at 90 % when the order alone gives it in under ten of a hundred."""
    for told in [*tried(even, SIX, 1.0, times=60), *tried(few, TEN, 0.4, times=60)]:
        assert told.is_seen == (told.chance <= 0.1)


def test_the_estimate_is_that_of_least_squares_with_clusters_and_periods():
    table = even(TEN, 1.0, np.random.default_rng(5))
    cells = [(c, p) for c in range(len(TEN)) for p in range(MONTHS)]
    model = np.zeros((len(cells), len(TEN) + MONTHS + 1))
    for line, (c, p) in enumerate(cells):
        model[line, [c, len(TEN) + p]] = 1
        model[line, -1] = p >= TEN[c]
    by_hand = np.linalg.lstsq(model, table.ravel(), rcond=None)[0][-1]
    assert effect_of_having_begun(table, TEN).estimate == pytest.approx(by_hand)


def test_every_effect_in_the_interval_passes_the_test_and_those_outside_do_not():
    """The ends in closed form are those one finds by taking effects away and testing each."""
    table, begun = few(SIX, 1.0, np.random.default_rng(8)), _begun(SIX)
    told = effect_of_having_begun(table, SIX, level=0.9)
    step = (told.high - told.low) / 50
    for effect, is_held in (
        (told.low - step, False),
        (told.low + step, True),
        (told.high - step, True),
        (told.high + step, False),
    ):
        assert (effect_of_having_begun(table - effect * begun, SIX).chance > 0.1) == is_held


def test_the_same_numbers_give_the_same_answer_in_any_unit():
    table = even(TEN, 1.0, np.random.default_rng(3))
    told, again = (effect_of_having_begun(table, TEN) for _ in range(2))
    assert told == again
    hours = effect_of_having_begun(table / 60, TEN)
    assert hours.low * 60 == pytest.approx(told.low)


def test_too_few_municipalities_are_said_to_be_too_few():
    for begins in ([1, 2], [0, 1, 2, 3], [1, 1, 1, 2, 2, 2], [1] * 20 + [None]):
        with pytest.raises(TooFewClusters, match="too few"):
            effect_of_having_begun(np.zeros((len(begins), 5)), begins)
    assert orders_of(SIX) == 90
    assert effect_of_having_begun(np.zeros((5, 5)), [0, 1, 2, 3, 4]).chance == 1


def test_all_at_once_gives_nothing_to_compare():
    for begins in ([2] * 8, [None] * 8, [0] * 8):
        with pytest.raises(NothingToCompare, match="nothing to compare"):
            effect_of_having_begun(np.ones((8, 4)), begins)


@pytest.mark.parametrize(
    ("outcomes", "begins", "level", "said"),
    [
        ([[1, 2], [1]], [0, 1], 0.95, "not of one length"),
        ([], [], 0.95, "no outcomes"),
        ([[1, math.nan]], [0], 0.95, "missing"),
        ([[1, 2]], [0, 1], 0.95, "not one time"),
        ([[1, 2]], [2], 0.95, "outside the periods"),
        ([[1, 2]], [-1], 0.95, "outside the periods"),
        ([[1, 2]], [0], 1.0, "between 0 and 1"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(outcomes, begins, level, said):
    with pytest.raises(ValueError, match=said):
        effect_of_having_begun(outcomes, begins, level=level)
