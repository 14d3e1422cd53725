"""A scenario is computed beside the pages, keeps what is decided, and says why in sentences."""

import pytest

from samverka.foundation.work import actions as work
from samverka.guidance.matching.actions import scenarios as actions
from samverka.guidance.matching.criteria import USUAL
from samverka.guidance.matching.models import Case, Member, NotTo, Proposal, Scenario, Wish
from samverka.guidance.matching.queries.scenarios import reasons_of
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_home,
    a_place,
    a_proposal,
    a_round,
    officer,
)
from tests.people import person
from tests.post import do_what_waits

State = Scenario.State


@pytest.fixture
def told(cast):
    """Two municipalities with two homes in all, three households; the first wish of all is one."""
    made = a_round(cast)
    first, second = a_place(made, cast.kungalv, 8, 4), a_place(made, cast.partille, 4, 4)
    a_home(first, "Skolgatan 1", most_persons=5)
    a_home(second, "Ängsvägen 2", most_persons=2)
    cases = [a_case(made, cast.osby, person(name, cast.osby)) for name in ("Amina", "Bo", "Dana")]
    for case in cases:
        Wish.objects.create(case=case, organisation=cast.kungalv, order=1)
    Wish.objects.create(case=cases[1], organisation=cast.partille, order=2)
    return made, (first, second), cases, officer(made, cast.gr)


def computed(made, by, name="Som vanligt", **counts) -> Scenario:
    asked = actions.Counts(counts.get("weights", USUAL), counts.get("more", {}), [])
    scenario = actions.begin_scenario(
        matching=made, name=name, counts=asked, parent=counts.get("parent"), by=by
    )
    do_what_waits()
    scenario.refresh_from_db()
    return scenario


def test_a_plan_is_computed_with_its_proof_and_whoever_is_left_is_told_why(told):
    made, (first, second), cases, mats = told
    scenario = computed(made, mats)
    assert (scenario.state, scenario.placed, scenario.most) == (State.READY, 2, 2)
    assert scenario.value == scenario.bound > 0
    placed = {one.case_id: one.place_id for one in scenario.placements.all()}
    assert placed[cases[1].pk] == second.pk
    assert {placed[cases[0].pk], placed[cases[2].pk]} == {first.pk, None}
    actions.choose(scenario=scenario, by=mats)
    left = next(case for case in cases if placed[case.pk] is None)
    assert reasons_of(left).why == "Others have the room where it can be."
    second_wish = reasons_of(cases[1])
    assert second_wish.why.startswith("Kungälv kommun is worth 2 points more, but its room does")
    assert {part.label: part.points for part in second_wish.parts}[
        "A home that fits"
    ] == "8 points"


def test_what_the_household_does_not_want_and_what_is_decided_is_kept(told, cast):
    made, (first, second), cases, mats = told
    NotTo.objects.create(case=cases[2], organisation=cast.kungalv)
    a_proposal(cases[0], second, Proposal.State.YES)
    scenario = computed(made, mats)
    placed = {one.case_id: one for one in scenario.placements.select_related("place")}
    assert placed[cases[0].pk].place == second
    assert placed[cases[1].pk].place == first
    assert placed[cases[2].pk].place is None
    barred = placed[cases[2].pk].alternatives
    assert {one["place"]: one["reason"] for one in barred}[first.public_key] == "not_to"


def test_whoever_is_decided_on_or_held_fast_has_alternatives_with_what_speaks_for_and_against(
    told,
):
    made, (first, second), cases, mats = told
    scenario = computed(made, mats)
    actions.hold(scenario=scenario, case=cases[1], place=first, by=mats)
    a_proposal(cases[0], second, Proposal.State.YES)
    actions.compute_again(scenario=scenario, by=mats)
    do_what_waits()
    scenario.refresh_from_db()
    decided, held = (reasons_of(case, scenario) for case in cases[:2])
    assert decided.why.startswith("Partille kommun is decided on")
    assert held.why.startswith("Kungälv kommun is decided on")
    (other,) = decided.others
    assert other.worth == "The household's own order 40 points, A home that fits 2 points"
    assert other.against == (
        "Kungälv kommun is worth 34 points more to the household, but is short of 1 home that "
        "fits, and it is decided otherwise."
    )
    (other,) = held.others
    assert other.against.startswith("Partille kommun is worth 2 points less")
    # Who might come where somebody leaves, the plan does not know: trying it out tells.
    assert (other.cost, decided.others[0].cost) == ("", "")


def test_who_people_are_and_the_language_of_letters_change_no_problem(told):
    made, _places, cases, mats = told
    before = computed(made, mats)
    Member.objects.update(sex=Member.Sex.WOMAN, age_group=Member.Age.OLD)
    Case.objects.filter(pk=cases[0].pk).update(language="so")
    after = computed(made, mats, name="Igen")
    assert after.problem_hash == before.problem_hash
    assert after.plan_hash == before.plan_hash


def test_more_decided_than_there_is_room_for_is_said_with_the_place(told):
    made, (first, _second), cases, mats = told
    scenario = computed(made, mats)
    for case in cases[:2]:
        actions.hold(scenario=scenario, case=case, place=first, by=mats)
    again = computed(made, mats, name="Två i en bostad", parent=scenario)
    assert again.state == State.FAILED
    assert again.facts["refused"] == {"why": "no_room", "place": first.public_key}


def test_stopped_before_it_is_done_nothing_of_it_is_kept(told):
    made, _places, _cases, mats = told
    asked = actions.Counts(USUAL, {}, [])
    scenario = actions.begin_scenario(
        matching=made, name="Stoppas", counts=asked, parent=None, by=mats
    )
    actions.stop(scenario=scenario, by=mats)
    do_what_waits()
    scenario.refresh_from_db()
    assert (scenario.state, scenario.placements.count()) == (State.STOPPED, 0)
    actions.compute_again(scenario=scenario, by=mats)
    work.cancel_task(task_id=Scenario.objects.get(pk=scenario.pk).task_id)
    do_what_waits()
    scenario.refresh_from_db()
    assert (scenario.state, scenario.placements.count()) == (State.STOPPED, 0)
