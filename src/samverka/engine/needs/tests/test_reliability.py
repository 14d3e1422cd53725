"""Reliability and change are what others compute, and say whom they do not speak of."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from samverka.engine.needs import change as ch
from samverka.engine.needs import reliability as re

# Seven ratings of 30 departments (Chatterjee and Price, Regression Analysis by Example, 1977); in
# R as `attitude`, of which `psych::alpha` prints raw_alpha 0.84, std.alpha 0.84, average_r 0.43.
ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""
RATINGS = np.array(ATTITUDE.split(), float).reshape(30, 7)
# Extra hours of sleep of ten patients by two drugs (Student, Biometrika 6, 1908): t = 4.0621,
# interval 0.7001 to 2.4599, as R's t.test(paired = TRUE) prints.
FIRST = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
SECOND = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def rng():
    return np.random.default_rng(7)


def test_alpha_is_what_psych_prints():
    told = re.reliability(RATINGS, rng())
    assert (round(told.alpha, 2), round(told.standardised, 2)) == (0.84, 0.84)
    r = (np.corrcoef(RATINGS, rowvar=False).sum() - 7) / 42
    assert round(float(r), 2) == 0.43
    assert told.low < told.alpha < told.high
    assert told.without.shape == told.leans.shape == (7,)


@pytest.mark.parametrize(("k", "r"), [(3, 0.5), (5, 0.2), (10, 0.8)])
def test_items_that_lean_equally_have_the_reliability_of_spearman_and_brown(k, r):
    together = np.full((k, k), r) + (1 - r) * np.eye(k)
    expected = k * r / (1 + (k - 1) * r)
    assert re.alpha(together) == pytest.approx(expected)
    assert re.omega(together) == pytest.approx(expected)


def test_omega_is_the_share_that_one_factor_explains_and_alpha_is_less():
    leans = np.array([0.9, 0.7, 0.5, 0.3])
    own = 1 - leans**2
    together = np.outer(leans, leans) + np.diag(own)
    found, left = re.one_factor(together)
    assert found == pytest.approx(leans, abs=1e-4)
    assert left == pytest.approx(own, abs=1e-4)
    assert re.omega(together) == pytest.approx(leans.sum() ** 2 / together.sum(), abs=1e-5)
    assert re.alpha(together) < re.omega(together)


def test_the_factor_is_the_most_likely_one():
    together = np.cov(RATINGS, rowvar=False)

    def unlikely(guess):
        model = np.outer(guess[:7], guess[:7]) + np.diag(np.exp(guess[7:]))
        return np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, together))

    leans, own = re.one_factor(together)
    ours = unlikely(np.r_[leans, np.log(own)])
    start = np.r_[np.sqrt(np.diag(together)) / 2, np.log(np.diag(together) / 2)]
    assert ours <= optimize.minimize(unlikely, start, method="L-BFGS-B").fun + 1e-4


def test_who_did_not_answer_all_is_counted_and_left_out():
    holes = np.vstack([RATINGS, RATINGS[:4]])
    holes[30:33, 2] = np.nan
    holes[33] = np.nan
    told = re.reliability(holes, rng())
    assert (told.persons, told.asked) == (30, 33)
    assert told.alpha == re.reliability(RATINGS, rng()).alpha


@pytest.mark.parametrize(
    "answers",
    [
        RATINGS[:, :1],
        RATINGS[:2],
        np.full((9, 3), np.nan),
        np.ones((9, 3)),
        np.c_[RATINGS, np.full(30, 3.0)],
    ],
)
def test_what_can_not_be_told_is_not(answers):
    with pytest.raises(re.CannotBeTold):
        re.reliability(answers, rng())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(4, 40))
def test_neither_units_nor_the_order_of_items_change_omega(seed, k, n):
    answers = np.random.default_rng(seed).normal(size=(n, k))
    together = np.cov(answers, rowvar=False)
    turned = np.random.default_rng(seed).permutation(k)
    assert 0 <= re.omega(together) <= 1 or k == 2
    assert re.omega(together * 100) == pytest.approx(re.omega(together), abs=1e-3)
    assert re.omega(together[np.ix_(turned, turned)]) == pytest.approx(
        re.omega(together), abs=1e-3
    )


# --- Change -------------------------------------------------------------------------------------


def test_a_change_is_what_r_prints_of_students_sleep():
    told = ch.change(FIRST, SECOND, rng())
    assert told.mean == pytest.approx(1.58)
    assert (round(told.low, 4), round(told.high, 4)) == (0.7001, 2.4599)
    assert told.low < told.drawn_low < told.mean < told.drawn_high < told.high
    assert told.of_spread == pytest.approx(1.58 / FIRST.std(ddof=1))


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 30, 999, 1_001, 50_000])
@pytest.mark.parametrize("share", [0.9, 0.975, 0.995])
def test_students_distribution_is_what_scipy_computes(share, freedom):
    assert ch.student(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-5)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    dealt = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        before = dealt.normal(2, 1, 15)
        told = ch.change(before, before + dealt.normal(0.5, 0.8, 15), dealt)
        held += told.low <= 0.5 <= told.high
    assert 0.92 <= held / 400 <= 0.98


def test_who_left_and_began_lower_is_told():
    before = np.array([1.0, 1, 2, 2, 3, 3, 4, 4, np.nan])
    after = np.array([np.nan, np.nan, np.nan, 3, 4, 3, 4, 4, 5])
    told = ch.attrition(before, after)
    assert (told.began, told.stayed, told.share_left) == (8, 5, 3 / 8)
    assert (told.left_at, told.stayed_at) == (pytest.approx(4 / 3), 3.2)
    expected = stats.ttest_ind(before[:3], before[3:8], equal_var=False).confidence_interval()
    # Whole degrees of freedom: a little wider, never narrower.
    assert told.low <= expected.low < expected.high <= told.high < 0
    assert told.change_if_unchanged == pytest.approx(2 / 8)
    nobody = ch.attrition(FIRST, SECOND)
    assert nobody.share_left == 0
    assert math.isnan(nobody.difference)


def test_a_change_that_is_less_than_the_measure_wavers_is_not_counted():
    assert ch.surely_changed(FIRST, SECOND, 1.0) == (9, 1, 0)
    limit = 1.959964 * FIRST.std(ddof=1) * math.sqrt(0.2)
    rose = int((limit < SECOND - FIRST).sum())
    assert ch.surely_changed(FIRST, SECOND, 0.9) == (rose, 10 - rose, 0)
    assert ch.surely_changed(SECOND, FIRST, 0.99)[2] > 0


@pytest.mark.parametrize(
    ("before", "after"),
    [(FIRST[:2], SECOND[:2]), (FIRST, SECOND[:3]), (FIRST, np.full(10, np.nan))],
)
def test_a_change_of_too_few_is_not_told(before, after):
    with pytest.raises(ch.CannotBeTold):
        ch.change(before, after, rng())
