"""A forecast is as sure as it says: tried on months drawn from known distributions."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.forecast import (
    LEAST_MONTHS,
    forecast,
    student_probability,
    student_quantile,
)


def poisson(rate: float, chance: random.Random) -> int:
    """Knuth's way: how many uniform draws until their product is under exp(-rate)."""
    left, drawn = math.exp(-rate), 0
    product = chance.random()
    while product > left:
        product *= chance.random()
        drawn += 1
    return drawn


def steady(rate, chance):
    return poisson(rate, chance)


def uneven(rate, chance):
    """Months that differ more than chance alone: the rate itself is drawn anew each month."""
    return poisson(rate * chance.gammavariate(3, 1 / 3), chance)


@pytest.mark.parametrize("draw", [steady, uneven])
@pytest.mark.parametrize(("seen", "left"), [(6, 6), (12, 24), (24, 6)])
def test_the_interval_holds_the_truth_as_often_as_it_says(draw, seen, left):
    """S15: within three in a hundred under the stated 80 %, and not much wider than needed."""
    chance = random.Random(800)
    rounds = 1500
    held = 0
    for _ in range(rounds):
        months = [draw(22, chance) for _ in range(seen + left)]
        told = forecast(months[:seen], left)
        held += told.low <= sum(months) <= told.high
    assert 0.77 <= held / rounds <= 0.87


def test_the_chance_of_the_target_is_as_often_true():
    """Of forecasts that say about one in two, about one in two comes true."""
    chance = random.Random(42)
    said, came = 0.0, 0
    for _ in range(1500):
        months = [steady(20, chance) for _ in range(24)]
        told = forecast(months[:12], 12, target=480)
        said += told.chance
        came += sum(months) >= 480
    assert abs(said - came) / 1500 < 0.03


def test_student_equals_the_tables():
    """NIST/SEMATECH e-Handbook, table 1.3.6.7.2: upper critical values of Student's t."""
    for freedom, chance, value in [
        (1, 0.975, 12.706),
        (3, 0.90, 1.638),
        (10, 0.975, 2.228),
        (11, 0.90, 1.363),
        (30, 0.95, 1.697),
        (100, 0.995, 2.626),
    ]:
        assert student_quantile(chance, freedom) == pytest.approx(value, abs=5e-4)
        assert student_probability(value, freedom) == pytest.approx(chance, abs=1e-4)


def test_from_too_few_months_nothing_is_told():
    assert forecast([20] * (LEAST_MONTHS - 1), 12) is None


def test_at_the_end_the_forecast_is_what_is_reached():
    told = forecast([10, 20, 30], 0, target=60)
    assert (told.low, told.expected, told.high, told.chance) == (60, 60, 60, 1.0)


def test_even_months_give_no_doubt():
    told = forecast([20] * 12, 12, target=481)
    assert (told.low, told.expected, told.high, told.chance) == (480, 480, 480, 0.0)


@given(st.lists(st.integers(0, 200), min_size=LEAST_MONTHS, max_size=40), st.integers(1, 40))
def test_what_is_reached_is_never_taken_back_and_the_middle_lies_between(months, left):
    told = forecast(months, left, target=sum(months) + 1)
    assert sum(months) <= told.low <= told.expected <= told.high
    assert 0 <= told.chance <= 1


@pytest.mark.parametrize(
    ("months", "left", "level"), [([1, -1, 1, 1], 1, 0.8), ([1] * 4, -1, 0.8), ([1] * 4, 1, 1.0)]
)
def test_what_cannot_be_is_refused(months, left, level):
    with pytest.raises(ValueError, match=r"cannot be negative|between 0 and 1"):
        forecast(months, left, level=level)
