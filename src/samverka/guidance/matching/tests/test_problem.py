"""Whoever is placed has a home that fits, is where they may be, and counts by what is said."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverka.engine.allocation.plan import Stopped
from samverka.engine.allocation.solving import Settings, solve
from samverka.engine.allocation.verify import verify
from samverka.engine.allocation.weighed import (
    NoRoomForDecisions,
    Wanted,
    as_json,
    asked,
    from_json,
    plan_seal,
)
from samverka.guidance.matching import facts as plain
from samverka.guidance.matching import homes
from samverka.guidance.matching.computing import Rounds
from samverka.guidance.matching.criteria import CRITERIA, USUAL, WHOLE
from samverka.guidance.matching.facts import CaseFacts, HomeKind, PlaceFacts, RoundFacts
from samverka.guidance.matching.near import NEAR_KM, grouped, groups, km
from samverka.guidance.matching.problem import all_stairs, weighed

from .made_up import a_round

EXACT = Settings(gap=0.0, seconds=20)
SORTS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2)), max_size=7)
KINDS = st.lists(st.builds(HomeKind, st.integers(1, 6), st.integers(0, 2)), max_size=7)


@settings(max_examples=300)
@given(SORTS, KINDS, KINDS)
def test_counts_hold_just_when_everybody_can_be_given_a_home(sorts, there, elsewhere):
    """Stairs are made for the whole round, so homes elsewhere must not loosen what holds here."""
    kinds = [*there, *elsewhere]
    sorts = [sort for sort in sorts if any(kind.fits(*sort) for kind in kinds)]
    counts = all(
        sum(homes.belongs(stair, sort) for sort in sorts)
        <= sum(homes.holds(stair, home) for home in there)
        for stair in homes.stairs(sorts, kinds)
    )
    chosen = homes.given(sorts, there)
    assert counts == (None not in chosen)
    taken = [number for number in chosen if number is not None]
    assert len(taken) == len(set(taken))
    assert all(n is None or there[n].fits(*sort) for n, sort in zip(chosen, sorts, strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_each_household_of_a_plan_can_be_given_a_home_and_nobody_is_divided(seed):
    made = a_round(40, 5, seed)
    found = Rounds(made).answer(
        Wanted(USUAL), lambda problem: solve(problem, Settings(gap=0.0, seconds=20))
    )
    question, plan = found.question, found.plan
    assert verify(question.problem, plan).is_accepted
    assert found.homeless == 0
    # What was left out while it did not bind changes nothing: all stairs give the same value.
    every = asked(weighed(made, all_stairs(made)), Wanted(USUAL)).problem
    whole = solve(every, Settings(gap=0.0, seconds=20))
    assert (plan.placed, plan.value) == (whole.placed, whole.value)
    by_key = {case.key: case for case in made.cases}
    for column, place in enumerate(question.problem.places):
        offer = next(each for each in made.places if each.key == place)
        here = [
            by_key[question.problem.cases[row]] for row in np.flatnonzero(plan.place == column)
        ]
        assert sum(case.persons for case in here) <= offer.persons
        assert sum(case.school_seats for case in here) <= offer.school_seats
        sorts = [(case.persons, case.home_level) for case in here]
        assert None not in homes.given(sorts, offer.homes)
        assert not any(place in case.not_to for case in here)


def _two() -> RoundFacts:
    home = HomeKind(4, 0)
    return RoundFacts(
        cases=[
            CaseFacts("a", 3, wishes=["y", "x"], occupations=["2221", "5321"]),
            CaseFacts("b", 4, not_to=["x"]),
        ],
        places=[
            PlaceFacts("x", 10, 5, [home, home], {"work": ["2222", "5321"]}),
            PlaceFacts("y", 10, 5, [home, home], {"service": ["quiet"]}),
        ],
    )


def _share(made: RoundFacts, criterion: str, case: str, place: str) -> float:
    found = weighed(made)
    at = found.cases.index(case), found.places.index(place)
    return found.shares[criterion][at] / WHOLE


def test_each_criterion_gives_what_its_sentence_says():
    made = _two()
    assert [_share(made, "wish", "a", place) for place in "yx"] == [1, 0.8]
    assert _share(made, "wish", "b", "y") == 0
    # A nurse where a midwife is sought counts half, the assistant nurse whole.
    assert _share(made, "work", "a", "x") == 0.75
    assert [_share(made, "home", case, "y") for case in "ab"] == [0.8, 1]


def test_why_a_place_cannot_be_is_told():
    made = _two()
    wants = replace(made.cases[0], requires=["service:quiet"], home_level=plain.STEP_FREE)
    found = weighed(replace(made, cases=[wants, made.cases[1]]))
    told = [[found.reasons[number] for number in row] for row in found.barred]
    assert told == [["need:service:quiet", "home:3:2"], ["not_to", ""]]


def test_the_order_of_a_list_changes_nothing():
    made = a_round(20, 4, 1)
    turned = replace(made, cases=made.cases[::-1], places=made.places[::-1])
    assert as_json(weighed(made)) == as_json(weighed(turned))
    handed_over = plain.from_json(json.loads(json.dumps(plain.as_json(made))))
    assert as_json(weighed(handed_over)) == as_json(weighed(made))


def test_what_is_kept_of_a_plan_gives_the_same_plan_again():
    found = weighed(a_round(25, 4, 2))
    seals = []
    for each in (found, from_json(as_json(found))):
        question = asked(each, Wanted(USUAL))
        plan = solve(question.problem, Settings(gap=0.01, seconds=20))
        whole = question.whole(plan.place)
        seals.append((plan.fingerprint, plan_seal(each.cases, each.places, whole)))
    assert seals[0] == seals[1]


def test_whoever_is_decided_on_stays_and_the_others_are_placed_around_them():
    found = weighed(a_round(25, 4, 3))
    free = asked(found, Wanted(USUAL))
    plan = solve(free.problem, EXACT)
    row = int(np.flatnonzero(plan.place >= 0)[0])
    here = int(plan.place[row])
    others = [c for c in range(4) if c != here and found.barred[row, c] == 0]
    held = asked(found, Wanted(USUAL, held={found.cases[row]: found.places[others[0]]}))
    again = solve(held.problem, EXACT)
    assert again.stopped is Stopped.OPTIMAL
    whole = held.whole(again.place)
    assert whole[row] == others[0]
    taken = np.zeros_like(found.capacity)
    for case, column in enumerate(whole):
        if column >= 0:
            taken[column] += found.needs[case]
    assert (taken <= found.capacity).all()


def test_decisions_that_take_more_than_there_is_are_refused_with_where_and_what():
    made = _two()
    found = weighed(made)
    fewer = {"y": {"home:4:0": -2}}
    with pytest.raises(NoRoomForDecisions) as refused:
        asked(found, Wanted(USUAL, more=fewer, held={"b": "y"}))
    assert refused.value.place == "y"
    assert homes.stair_of(refused.value.resource)


def test_one_home_more_lets_one_household_more_in():
    one = replace(_two(), cases=[CaseFacts("b", 4, not_to=["x"]), CaseFacts("c", 4, not_to=["x"])])
    places = [one.places[0], replace(one.places[1], homes=[HomeKind(4, 0)])]
    found = weighed(replace(one, places=places))
    before = solve(asked(found, Wanted(USUAL)).problem, EXACT)
    more = Wanted(USUAL, more={"y": {"home:4:0": 1}})
    assert (before.placed, solve(asked(found, more).problem, EXACT).placed) == (4, 8)


def test_whoever_belongs_with_somebody_decided_on_follows():
    made = replace(_two(), together=[["a", "b"]])
    question = asked(weighed(made), Wanted(USUAL, held={"b": "y"}))
    assert [question.problem.reasons[n] for n in question.problem.barred[0]] == ["held", ""]


def test_no_criterion_is_about_who_somebody_is():
    """What is known of a household holds no origin, sex, age, religion or language of letters."""
    assert {each.key for each in CRITERIA} == set(USUAL)
    fields = set(CaseFacts.__dataclass_fields__)
    assert fields == {
        "key", "persons", "school_seats", "home_level", "requires", "prefers", "wishes", "not_to",
        "occupations", "practice", "studies", "interests", "relatives", "language",
    }  # fmt: skip


def test_near_is_a_distance_whatever_county_and_holds_for_all_of_a_group():
    upplands_bro, habo, gavle, sandviken, ljusdal = "0139", "0305", "2180", "2181", "2161"
    places = {"u": upplands_bro, "h": habo, "g": gavle, "s": sandviken, "l": ljusdal, "x": ""}
    near = groups(places)
    assert near["u"] == near["h"] != near["g"] == near["s"] != near["l"]
    # Of an organisation without a municipality nothing is known, so it is near nobody.
    assert list(near.values()).count(near["x"]) == 1
    # Ovanåker is near Bollnäs, which is near Söderhamn; but it is not near Söderhamn.
    assert km("2121", "2183") < NEAR_KM < km("2121", "2182")
    for group in grouped(("2121", "2183", "2182", ljusdal, gavle, sandviken)):
        assert all(km(one, other) <= NEAR_KM for one in group for other in group)
