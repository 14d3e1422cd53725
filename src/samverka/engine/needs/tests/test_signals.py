"""S118: a rise is told within the stated delay, and false alarms are as seldom as stated."""

import numpy as np
import pytest

from samverka.engine.needs.signals import Alarm, Rise, alarms, rises, watch

KEPT = watch(10, 16, false_alarm_months=120)
RUNS = 400


def first_alarms(rate: float, months: int) -> np.ndarray:
    """The month of the first alarm in many made-up series; the series' length where none came."""
    rng = np.random.default_rng(7)
    series = rng.poisson(rate, (RUNS, months)).tolist()
    return np.array([next((1 + a.told for a in alarms(s, KEPT)), months) for s in series])


def test_s118_false_alarms_come_as_seldom_in_simulation_as_stated():
    assert KEPT.false_alarm_months >= 120
    told = first_alarms(10, 1_500)
    error = told.std() / np.sqrt(RUNS)
    assert abs(told.mean() - KEPT.false_alarm_months) < 4 * error


def test_s118_a_rise_is_told_within_the_stated_delay_on_average():
    told = first_alarms(16, 200)
    error = told.std() / np.sqrt(RUNS)
    assert abs(told.mean() - KEPT.delay_months) < 4 * error
    assert KEPT.delay_months < 4


def test_the_limit_is_the_lowest_that_keeps_false_alarms_seldom():
    rarer = watch(10, 16, false_alarm_months=1_200)
    assert rarer.limit > KEPT.limit
    assert rarer.delay_months > KEPT.delay_months


def test_the_month_from_which_it_rose_is_told():
    calm, risen = [10, 9, 12, 8, 10, 11], [18, 19, 20]
    assert alarms(calm, KEPT) == []
    assert alarms(calm + risen, KEPT)[0].since == len(calm)


def test_after_an_alarm_the_sum_begins_anew():
    told = alarms([40, 5, 5, 5, 40], KEPT)
    assert told == [Alarm(0, 0), Alarm(4, 4)]


def test_alarms_of_one_rise_are_one_until_as_many_low_months_say_that_it_is_over():
    calm, risen = [10, 9, 12, 8, 10, 11], [19] * 9
    assert len(alarms(calm + risen, KEPT)) > 1
    (stands,) = rises([*calm, *risen, 11], KEPT)
    assert (stands.since, stands.over) == (len(calm), None)
    (over,) = rises([*calm, *risen, 0], KEPT)
    assert over == Rise(stands.since, stands.told, len(calm + risen))
    assert len(rises([*calm, *risen, 0, 40], KEPT)) == 2


@pytest.mark.parametrize(("usual", "raised"), [(10, 10), (0, 3), (5, 2)])
def test_levels_that_cannot_be_told_apart_are_refused(usual, raised):
    with pytest.raises(ValueError, match="usual"):
        watch(usual, raised)
