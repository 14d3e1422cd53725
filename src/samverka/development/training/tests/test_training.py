"""From answers to a plan with reasons, from its lines to who goes where."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.activities.models import Registration
from samverka.development.training import actions, queries
from samverka.development.training.models import TrainingPlan
from samverka.development.training.tests.factories import (
    fifty_answers,
    four_modules,
    planned,
    proposed,
    with_days,
)
from samverka.toolkit.public_key import new_key
from tests.people import TODAY, person
from tests.post import do_what_waits

FOUR = {
    "Kulturförståelse",
    "Förståelse för psykisk hälsa",
    "Samtalsmetoder och kommunikation",
    "Ledning och styrning av mångfaldsarbete",
}


def plan_of_fifty(cast) -> TrainingPlan:
    made = fifty_answers(cast)
    four_modules(cast, made)
    return actions.make_plan(mapping=made, weights={}, on=TODAY, by=cast.petra)


def address(cast, name: str, plan: TrainingPlan) -> str:
    return reverse(f"training:{name}", args=[cast.programme.public_key, plan.public_key])


def test_a_line_says_whom_it_lifts_and_how_much(cast):
    line = planned(cast)
    assert (line.module.name, line.people, line.sessions, line.met) == ("Tolk", 5, 2, 20)
    assert line.lifted == [["Tolkade samtal", 5, 10]]


def test_the_answers_give_the_four_areas_and_other_weights_change_the_plan(cast, client):
    plan = plan_of_fifty(cast)
    assert {name for name, _held in plan.facts["areas"]} == FOUR
    assert {line.area for line in plan.lines.all()} == FOUR
    client.force_login(cast.petra.user)
    page = client.get(address(cast, "plan", plan))
    assert all(name in page.content.decode() for name in FOUR)
    assert all(one.low <= one.place <= one.high for one in page.context["order"])
    last = plan.lines.last()
    heavy = {each.item: "3" for each in last.module.competences.all()}
    light = {
        each.item: "1"
        for line in plan.lines.exclude(pk=last.pk)
        for each in line.module.competences.all()
    }
    moved = client.get(address(cast, "weights", plan), heavy | light).context["moved"]
    assert (moved[0].module, moved[0].before, moved[0].after) == (last.module, 4, 1)
    client.post(address(cast, "weights", plan), heavy | light)
    do_what_waits()
    assert plan.lines.first().module == last.module


def test_what_the_coordinator_put_there_stays_when_the_plan_is_made_anew(cast):
    line = planned(cast)
    actions.change_line(line=line, place=1, sessions=3, note="Två skift", by=cast.petra)
    again = actions.make_plan(mapping=line.plan.mapping, weights={}, on=TODAY, by=cast.petra)
    assert again == line.plan
    assert again.lines.get(pk=line.pk).note == "Två skift"


def test_a_decided_plan_stands_until_it_is_opened_again(cast):
    line = planned(cast)
    actions.decide_plan(plan=line.plan, on=TODAY, by=cast.petra)
    with pytest.raises(actions.PlanRefused):
        actions.remove_line(line=line, by=cast.petra)
    actions.reopen_plan(plan=line.plan, by=cast.petra)
    actions.remove_line(line=line, by=cast.petra)


def test_the_plan_is_printed_with_its_reasons(cast, client):
    client.force_login(cast.petra.user)
    page = client.get(address(cast, "printed", planned(cast).plan))
    assert page.content.startswith(b"%PDF")


def test_a_proposal_meets_more_need_than_chance_or_first_come_and_explains_each_refusal(cast):
    plan = plan_of_fifty(cast)
    for number, line in enumerate(plan.lines.all()):
        with_days(line, cast, 7, 8 + number % 2)
    actions.propose(plan=plan, away=100, most=2, on=TODAY, by=cast.petra)
    do_what_waits()
    made = plan.proposals.get()
    assert made.facts["met"] > made.facts["first_come"]
    assert made.facts["met"] > made.facts["by_chance"]
    assert made.facts["met"] <= made.facts["bound"]
    times = [
        (row.person_id, row.session.activity.sessions.get().starts_at)
        for row in made.places.exclude(session=None)
    ]
    assert len(times) == len(set(times)) > 0
    refused = made.places.filter(session=None)
    assert refused
    assert all(len(row.reasons) == 2 for row in refused)


def test_accepted_places_become_registrations_in_a_task_with_a_bar_and_only_once(cast, client):
    proposal = proposed(cast)
    client.force_login(cast.petra.user)
    assert proposal.places.filter(session=None).count() == 2
    client.post(address(cast, "accept", proposal.plan))
    assert not Registration.objects.in_force().exists()
    assert "<progress" in client.get(address(cast, "booking", proposal.plan)).content.decode()
    with pytest.raises(actions.BookingRefused):
        actions.propose(plan=proposal.plan, away=0, most=None, on=TODAY, by=cast.petra)
    do_what_waits()
    assert Registration.objects.in_force().count() == 3
    proposal.refresh_from_db()
    assert queries.progress(proposal).done == 3
    with pytest.raises(actions.BookingRefused):
        actions.accept(proposal=proposal, by=cast.petra)


def test_a_session_that_filled_up_meanwhile_gives_no_place_and_says_so(cast, client):
    proposal = proposed(cast)
    activity = proposal.places.exclude(session=None)[0].session.activity
    activity.seats = 2
    activity.save()
    actions.accept(proposal=proposal, by=cast.petra)
    do_what_waits()
    assert activity.registrations.in_force().count() == 2
    client.force_login(cast.petra.user)
    client.cookies["django_language"] = "en"
    page = client.get(address(cast, "booking", proposal.plan)).content.decode()
    assert "refused when everybody was registered" in page


def test_the_coordinator_gives_a_place_that_another_leaves(cast):
    proposal = proposed(cast)
    without, has = (
        proposal.places.filter(session=None)[0],
        proposal.places.exclude(session=None)[0],
    )
    with pytest.raises(actions.BookingRefused):
        actions.change_place(place=without, session=has.session, by=cast.petra)
    session = has.session
    actions.change_place(place=has, session=None, by=cast.petra)
    actions.change_place(place=without, session=session, by=cast.petra)
    actions.accept(proposal=proposal, by=cast.petra)
    do_what_waits()
    assert Registration.objects.in_force().count() == 3


def test_a_page_of_who_goes_where_asks_as_much_for_many_as_for_few(cast, client):
    proposal = proposed(cast)
    client.force_login(cast.petra.user)
    url = address(cast, "booking", proposal.plan)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    row = proposal.places.filter(session=None).first()
    for name in ("Cia", "Dan", "Eva"):
        row.pk, row.public_key = None, new_key()
        row.person = person(name, cast.kungalv, cast.gr)
        row.save()
    with CaptureQueriesContext(connection) as many:
        page = client.get(url)
    assert len(page.context["refused"]) == 5
    # The reading of each is noted in one question.
    assert len(many) == len(few)
