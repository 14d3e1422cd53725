"""Whoever brings tables gets a problem whatever their order, or hears all that is wrong."""

import numpy as np
import pytest

from samverka.engine.allocation.building import Tables, build
from samverka.engine.allocation.checks import FaultKind, FaultyInput, FindingKind, findings
from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.seal import fingerprint
from samverka.engine.allocation.solving import Settings, solve


def _tables(**changed) -> Tables:
    usual = {
        "cases": ["Exempel", "Larsson", "Ahmadi"],
        "places": ["Ockelbo", "Gävle"],
        "resources": ["persons"],
        "points": [[1, 2], [3, 4.5], [0, 1]],
        "needs": [[2], [1], [4]],
        "capacity": [[3], [5]],
        "persons": [2, 1, 4],
        "unit": 10,
    }
    return Tables(**{**usual, **changed})


def _faults(**changed) -> list[str]:
    with pytest.raises(FaultyInput) as raised:
        build(_tables(**changed))
    return [str(fault) for fault in raised.value.faults]


def test_rows_and_columns_stand_in_the_order_of_their_keys():
    problem = build(_tables())
    assert problem.cases == ("Ahmadi", "Exempel", "Larsson")
    assert problem.places == ("Gävle", "Ockelbo")
    assert problem.utility.tolist() == [[10, 0], [20, 10], [45, 30]]
    assert problem.needs.ravel().tolist() == problem.persons.tolist() == [4, 2, 1]
    assert problem.capacity.ravel().tolist() == [5, 3]


def test_the_same_tables_in_another_order_are_the_same_problem():
    one = build(
        _tables(barred={("Larsson", "Gävle"): "no school"}, together=[("Exempel", "Larsson")])
    )
    other = build(
        _tables(
            cases=["Ahmadi", "Larsson", "Exempel"],
            places=["Gävle", "Ockelbo"],
            points=[[1, 0], [4.5, 3], [2, 1]],
            needs=[[4], [1], [2]],
            persons=[4, 1, 2],
            capacity=[[5], [3]],
            barred={("Larsson", "Gävle"): "no school"},
            together=[("Larsson", "Exempel")],
        )
    )
    assert fingerprint(one, {}) == fingerprint(other, {})
    assert solve(one).place.tolist() == solve(other).place.tolist()


def test_reasons_groups_areas_and_floors_are_told_by_key():
    problem = build(
        _tables(
            barred={("Ahmadi", "Ockelbo"): "no home of that size"},
            near=[("Exempel", "Larsson"), ("Larsson", "Ahmadi")],
            areas={"Gävle": "coast", "Ockelbo": "forest"},
            floors={"large households": (["Ahmadi"], 0.55)},
            minimum=[[1], [2]],
        )
    )
    assert problem.barred.tolist() == [[0, 1], [0, 0], [0, 0]]
    assert problem.reasons == ("", "no home of that size")
    assert problem.near == ((0, 1, 2),)
    assert problem.area.tolist() == [0, 1]
    assert (problem.floors[0].cases, problem.floors[0].mean) == ((0,), 6)
    assert problem.minimum.ravel().tolist() == [2, 1]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cases": ["Larsson", "Larsson", "Ahmadi"]}, "cases: Larsson stands there twice."),
        ({"places": []}, "places has no rows: there must be at least one."),
        ({"capacity": [[3], [-1]]}, "capacity, Gävle: -1 is below zero."),
        ({"points": [[1, 2], [3, float("nan")], [0, 1]]},
         "points, Larsson: a number is missing or is not a number."),
        ({"points": [[1, 2], ["much", 3], [0, 1]]},
         "points, row 2: a number is missing or is not a number."),
        ({"points": [[1, 2]]}, "points has 1 rows or columns where 3 are needed."),
        ({"points": [[1, 2], [3, 2e6], [0, 1]]}, "points, Larsson: 2000000 is more than 100000."),
        ({"needs": [[2], [1.5], [4]]}, "needs, Larsson: 1.5 is not a whole number."),
        ({"persons": [2, 0, 4]}, "persons, Larsson: a case is at least one person."),
        ({"barred": {("Larsson", "Falun"): "far"}}, "barred: Falun is not in the list."),
        ({"together": [("Larsson", "Berg")]}, "together: Berg is not in the list."),
        ({"near": [("Larsson", "Ahmadi")]},
         "near: each place needs an area before cases can be near each other."),
        ({"areas": {"Gävle": "coast"}}, "areas: Ockelbo is not in the list."),
        ({"minimum": [[4], [0]]}, "minimum, Ockelbo: the least is 4 and the most is 3."),
        ({"floors": {"all": (["Larsson"], -1)}}, "floors, all: -1 is below zero."),
        ({"unit": 0}, "unit, unit: 0 is below zero."),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_that_names_the_row(changed, sentence):
    assert _faults(**changed) == [sentence]


def test_all_faults_are_told_at_once():
    told = _faults(capacity=[[-3], [5]], needs=[[2], [float("nan")], [4]], persons=[0, 1, 1])
    assert told == [
        "needs, Larsson: a number is missing or is not a number.",
        "capacity, Ockelbo: -3 is below zero.",
        "persons, Exempel: a case is at least one person.",
    ]


def test_ten_million_rows_are_refused_before_they_fill_the_memory():
    with pytest.raises(FaultyInput) as raised:
        build(_tables(), most_pairs=5)
    assert [fault.kind for fault in raised.value.faults] == [FaultKind.TOO_MANY]
    assert str(raised.value) == ("cases: 6 pairs of case and place is more than the 5 that fit.")


def test_a_household_larger_than_any_home_is_left_and_the_others_placed():
    problem = build(_tables(needs=[[2], [1], [9]]))
    plan = solve(problem)
    assert plan.place[0] == UNPLACED
    assert (plan.place[1:] != UNPLACED).all()
    assert [str(finding) for finding in findings(problem, plan.place)] == [
        "Ahmadi has no place: it needs 9 persons, and the most anywhere is 5."
    ]


def test_a_family_that_is_barred_everywhere_is_left_and_the_others_placed():
    no = "no teacher of the language"
    problem = build(_tables(barred={("Ahmadi", "Gävle"): no, ("Ahmadi", "Ockelbo"): no}))
    plan = solve(problem)
    assert [str(finding) for finding in findings(problem, plan.place)] == [
        "Ahmadi has no place: it is barred from every one."
    ]
    assert plan.placed == plan.most == 3


def test_who_is_left_because_others_fill_the_places_is_told():
    problem = build(_tables(capacity=[[1], [5]]))
    plan = solve(problem, Settings(gap=0))
    kinds = [finding.kind for finding in findings(problem, plan.place)]
    assert kinds == [FindingKind.FULL]
    assert plan.placed == plan.most == 5


def test_a_score_that_tells_nothing_apart_is_told_and_everybody_is_placed():
    problem = build(_tables(points=np.zeros((3, 2)), capacity=[[4], [5]]))
    plan = solve(problem)
    assert (plan.place != UNPLACED).all()
    assert [finding.kind for finding in findings(problem, plan.place)] == [FindingKind.ALL_ALIKE]


def test_those_who_must_be_together_and_fit_nowhere_are_told():
    problem = build(_tables(together=[("Exempel", "Ahmadi")], capacity=[[3], [5]]))
    plan = solve(problem)
    told = [finding.kind for finding in findings(problem, plan.place)]
    assert told == [FindingKind.TOGETHER_NOWHERE] * 2


def test_those_who_must_be_near_and_share_no_area_are_told():
    problem = build(
        _tables(
            near=[("Exempel", "Ahmadi")],
            areas={"Gävle": "coast", "Ockelbo": "forest"},
            barred={("Exempel", "Gävle"): "threatened there"},
        )
    )
    told = [finding.kind for finding in findings(problem, solve(problem).place)]
    assert told == [FindingKind.NEAR_NOWHERE] * 2


def test_a_minimum_that_nobody_may_fill_and_a_floor_out_of_reach_are_told():
    problem = build(
        _tables(
            minimum=[[3], [0]],
            barred={(case, "Ockelbo"): "no bus" for case in ("Ahmadi", "Exempel")},
            floors={"all": (["Ahmadi", "Exempel", "Larsson"], 40)},
            capacity=[[3], [9]],
        )
    )
    plan = solve(problem, Settings(gap=0))
    told = [str(finding) for finding in findings(problem, plan.place)]
    assert told == [
        "Ockelbo gets 0 persons and was to get 3: no more may go there.",
        "all reaches a mean of 2.5 and was to reach 40.",
    ]
    assert plan.missed == plan.least
