"""A group of its own where enough want it, else with the nearest, else remote; and why."""

from hypothesis import given
from hypothesis import strategies as st

from samverka.delivery.language_groups.proposing import (
    BELOW,
    ENOUGH,
    FAR,
    JOINS,
    JOINT,
    LOCAL,
    REMOTE,
    TOGETHER,
    Wanted,
    propose,
)

# Where places stand on a line of kilometres; the first two digits are the county.
WHERE = {"1401": 0, "1402": 10, "1482": 30, "1383": 80, "2180": 500, "2482": 900}


def far(one: str, other: str) -> float:
    return abs(WHERE[one] - WHERE[other])


def proposed(least: int = 8, **persons: int) -> list[tuple]:
    wanted = [
        Wanted(number, place.strip("_"), count)
        for number, (place, count) in enumerate(persons.items())
    ]
    return [
        (one.kind, [each.place for each in one.members], one.reasons)
        for one in propose(wanted, least=least, within=60, far=far)
    ]


def test_enough_in_one_place_is_a_group_there():
    assert proposed(_1401=9) == [(LOCAL, ["1401"], (ENOUGH,))]


def test_too_few_in_each_meet_the_nearest_and_no_more_of_them_than_it_takes():
    assert proposed(_1401=5, _1383=4, _1402=3) == [
        (JOINT, ["1401", "1402"], (TOGETHER,)),
        (REMOTE, ["1383"], (FAR, BELOW)),
    ]


def test_a_place_left_over_joins_the_group_near_it():
    assert proposed(_1401=9, _1402=3) == [(JOINT, ["1401", "1402"], (ENOUGH, JOINS))]


def test_who_have_nobody_near_are_proposed_a_remote_group():
    assert proposed(_1401=4, _2180=3, _2482=2) == [(REMOTE, ["1401", "2180", "2482"], (FAR,))]


def test_too_few_in_all_is_said():
    assert proposed(_1401=3, _2180=2) == [(REMOTE, ["1401", "2180"], (FAR, BELOW))]


@given(st.dictionaries(st.sampled_from(sorted(WHERE)), st.integers(1, 12)), st.integers(2, 12))
def test_everybody_is_in_one_group_and_only_the_remote_one_may_be_too_small(persons, least):
    wanted = [Wanted(number, *one) for number, one in enumerate(persons.items())]
    found = propose(wanted, least=least, within=60, far=far)
    assert sorted(one.key for each in found for one in each.members) == list(range(len(wanted)))
    assert all(one.persons >= least for one in found if one.kind != REMOTE)
    assert sum(one.kind == REMOTE for one in found) <= 1
