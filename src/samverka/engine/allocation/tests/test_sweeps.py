"""Where a sweep runs changes how long it takes, and nothing else."""

import sys

import pytest

from samverka.engine.allocation.online.back_test import BackTest, back_test
from samverka.engine.allocation.online.futures import Outlook
from samverka.engine.allocation.online.made_up import World, made_up_year
from samverka.engine.allocation.sweeps import NoRay, SweepFailed, Where, sweep

WORLD = World(places=5, cases=120, batches=6, seed=3)


def back_tests():
    year, past = made_up_year(WORLD, 1), (made_up_year(WORLD, 2),)
    return [BackTest(year, past, Outlook(even=even, seed=even)) for even in (0, 40, 400)]


def test_the_same_back_tests_in_processes_give_the_same_answers_in_the_same_order():
    told = []
    there = sweep(
        back_test, back_tests(), workers=2, progress=lambda done, of: told.append((done, of))
    )
    here = sweep(back_test, back_tests(), Where.HERE)

    assert there == here
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert here[0].even is None
    assert here[2].even.unevenness < here[1].even.unevenness


def one_divided_by(number):
    return 1 / number


@pytest.mark.parametrize("where", [Where.HERE, Where.PROCESSES])
def test_the_input_that_fails_is_told_with_its_cause(where):
    with pytest.raises(SweepFailed) as told:
        sweep(one_divided_by, [1, 2, 0], where, workers=1)
    assert told.value.number == 2
    assert isinstance(told.value.__cause__, ZeroDivisionError)


def test_without_ray_one_is_told_what_to_do(monkeypatch):
    # None in this table is how Python itself notes that a module is not to be had.
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NoRay, match="not installed here"):
        sweep(one_divided_by, [1], Where.RAY)


def test_nothing_to_do_is_done():
    assert sweep(one_divided_by, []) == []
