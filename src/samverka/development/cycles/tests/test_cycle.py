"""A unit's turns: three rounds by hand, who sees what, where it stands, and when it is stuck."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.development.cycles import actions, queries
from samverka.development.cycles.models import Cycle
from samverka.foundation.deeds.queries import lately
from samverka.register.instruments.models import Round
from samverka.register.instruments.queries import token_of
from tests.people import TODAY, appoint

from .factories import (
    answer,
    answered_cycle,
    asked_round,
    goal,
    head_of,
    open_cycle,
    step,
    unit,
)


def place(cycle: Cycle, on: dt.date = TODAY) -> queries.Place:
    return queries.place_of(queries.with_facts(Cycle.objects.filter(pk=cycle.pk), on).get(), on)


def three_rounds(cast, there):
    """S5: 2 3 2 3, then 3 3 3 4, then 4 4 4 4 in one area; the others stay at 3."""
    hanna = head_of(there)
    first = asked_round(cast, there, name="Ett")
    answer(first, there, plan=[2, 3, 2, 3])
    answer(asked_round(cast, there, name="Två"), there, plan=[3, 3, 3, 4])
    actions.close_cycle(cycle=open_cycle(cast, there), on=TODAY, by=hanna)
    answer(asked_round(cast, there, name="Tre"), there, plan=[4, 4, 4, 4])
    return hanna


def test_three_rounds_of_a_unit_change_as_calculated_by_hand(cast, client):
    """Student's t of three degrees of freedom at 95 % is 3.182446.

    Since the second: 1 1 1 0, mean 0.75, spread 0.5, half 3.182446 * 0.5 / 2 = 0.795612.
    Since the first: 2 1 2 1, mean 1.5, spread 0.577350, half 3.182446 * 0.577350 / 2 = 0.918693.
    """
    there = unit(cast)
    hanna = three_rounds(cast, there)
    cycle = open_cycle(cast, there)
    rounds = queries.measured(cycle)
    areas = queries.areas_of(cycle.asked.round.version.form)
    plan, teaching = queries.compared(areas, rounds)[:2]
    assert plan.by_round == (("Ett", 2.5), ("Två", 3.25), ("Tre", 4.0))
    last, first = plan.since_last, plan.since_first
    assert (last.mean, first.mean) == (0.75, 1.5)
    assert last.low == pytest.approx(0.75 - 0.795612, abs=1e-5)
    assert last.high == pytest.approx(0.75 + 0.795612, abs=1e-5)
    assert first.low == pytest.approx(1.5 - 0.918693, abs=1e-5)
    assert first.high == pytest.approx(1.5 + 0.918693, abs=1e-5)
    assert (teaching.since_last.mean, teaching.since_last.low, teaching.since_last.high) == (
        0,
    ) * 3
    client.force_login(hanna.user)
    page = client.get(reverse("cycles:detail", args=[cycle.public_key])).content.decode()
    for told in ("2.50", "3.25", "4.00", "+0.75", "-0.05", "1.55", "+1.50", "0.58", "2.42"):
        assert told in page


@pytest.mark.both
def test_turns_under_way_come_first_and_closed_ones_stand_apart(cast, client):
    places = [unit(cast, f"Sfi {name}") for name in ("Alen", "Björken", "Cedern")]
    asked_round(cast, *places)
    for there in places:
        actions.assign_leader(
            programme=cast.programme, unit=there, by=cast.petra, user=cast.sara.user, on=TODAY
        )
    Cycle.objects.filter(unit=places[0]).update(closed_on=TODAY - dt.timedelta(days=9))
    Cycle.objects.filter(unit=places[1]).update(closed_on=TODAY)
    client.force_login(cast.sara.user)
    shown = client.get(reverse("cycles:mine"))
    going, closed = (
        [cycle.unit.name for cycle, _place in shown.context[part]] for part in ("going", "closed")
    )
    assert (going, closed) == (["Sfi Cedern"], ["Sfi Björken", "Sfi Alen"])
    assert "2 closed turns" in shown.content.decode()


def test_a_head_sees_the_own_unit_alone_and_the_programme_none(cast):
    own, other = unit(cast), unit(cast, "Sfi Provtorget")
    hanna, henrik = head_of(own), head_of(other, "henrik")
    asked_round(cast, own, other)
    assert [cycle.unit for cycle in Cycle.objects.visible_to(hanna)] == [own]
    assert [cycle.unit for cycle in Cycle.objects.visible_to(henrik)] == [other]
    for actor in (cast.petra, cast.olga, cast.karin, cast.ulla, cast.rut, cast.eve):
        assert not Cycle.objects.visible_to(actor)


def test_a_process_leader_sees_the_assigned_units_while_assigned(cast):
    own, other = unit(cast), unit(cast, "Sfi Provtorget")
    asked_round(cast, own, other)
    facts = {"programme": cast.programme, "unit": own, "by": cast.petra}
    actions.assign_leader(**facts, user=cast.sara.user, on=TODAY - dt.timedelta(days=9))
    assert [cycle.unit for cycle in Cycle.objects.visible_to(cast.sara)] == [own]
    actions.assign_leader(**facts, user=None, on=TODAY)
    assert not Cycle.objects.visible_to(cast.sara)


def test_nobody_reads_a_unit_s_answers_in_the_round_itself(cast, client):
    """The round is GR's: whoever runs it sees who has answered, and hands out no link."""
    there = unit(cast)
    asked = asked_round(cast, there).round
    assert cast.petra.organisation == asked.version.instrument.owner
    client.force_login(cast.petra.user)
    assert client.get(reverse("instruments:round", args=[asked.public_key])).status_code == 200
    assert client.get(reverse("instruments:results", args=[asked.public_key])).status_code == 403
    links = client.get(reverse("instruments:links", args=[asked.public_key]))
    assert token_of(asked.asked.get()) not in links.content.decode()


def test_a_turn_moves_from_self_evaluation_to_the_next(cast):
    there = unit(cast)
    hanna = head_of(there)
    first = asked_round(cast, there)
    cycle = open_cycle(cast, there)
    assert place(cycle).stage == queries.EVALUATION
    with pytest.raises(actions.NotAnswered):
        goal(cycle, hanna)
    answer(first, there)
    assert place(cycle).stage == queries.GOALS
    wanted = goal(cycle, hanna)
    todo = step(wanted, hanna)
    assert place(cycle).stage == queries.STEPS
    actions.mark_step(step=todo, is_done=True, on=TODAY, by=hanna)
    assert place(cycle).stage == queries.FOLLOW_UP
    with pytest.raises(actions.NotFollowedUp):
        actions.close_cycle(cycle=cycle, on=TODAY, by=hanna)
    answer(asked_round(cast, there, name="Hösten"), there)
    begun = actions.close_cycle(cycle=cycle, on=TODAY, by=hanna)
    assert place(cycle).stage == queries.CLOSED
    assert (begun.number, place(begun).stage) == (2, queries.GOALS)
    with pytest.raises(actions.IsClosed):
        goal(Cycle.objects.get(pk=cycle.pk), hanna)


def test_a_unit_is_stuck_when_nothing_has_happened_for_longer_than_the_programme_said(cast):
    cycle = answered_cycle(cast, unit(cast))
    assert not place(cycle, TODAY + dt.timedelta(days=60)).is_stuck
    assert place(cycle, TODAY + dt.timedelta(days=61)).is_stuck
    values = {"held_on": TODAY + dt.timedelta(days=40), "notes": "", "next_on": None}
    actions.note_meeting(cycle=cycle, **values, by=cast.petra)
    assert not place(cycle, TODAY + dt.timedelta(days=61)).is_stuck


def test_the_programme_reads_sums_of_at_least_five_units_when_all_have_answered(cast, client):
    units = [unit(cast, f"Sfi {number}") for number in range(6)]
    few = asked_round(cast, *units[:4], name="Fyra")
    for each in units[:4]:
        answer(few, each, plan=[5, 5, 5, 5])
    asked = asked_round(cast, *units, name="Alla")
    for number, each in enumerate(units[:5], start=1):
        answer(asked, each, plan=[number] * 4)
    evaluations = queries.evaluations_of(cast.programme)
    areas = queries.areas_of(queries.latest_form(evaluations))

    def means(on: dt.date = TODAY):
        return [
            one.means and one.means[0]
            for one in queries.sums(queries.evaluations_of(cast.programme), areas, on)
        ]

    assert means() == [None, None]
    assert means(TODAY + dt.timedelta(days=31)) == [None, 3.0]
    answer(asked, units[5], plan=[3] * 4)
    assert means() == [None, 3.0]
    client.force_login(cast.petra.user)
    page = client.get(reverse("cycles:units", args=[cast.programme.public_key]))
    assert page.status_code == 200
    assert "3.00" in page.content.decode()


def test_all_units_are_one_page_with_a_fixed_number_of_questions(
    cast, client, django_assert_max_num_queries
):
    asked_round(cast, *(unit(cast, f"Sfi {number}") for number in range(12)))
    client.force_login(cast.petra.user)
    url = reverse("cycles:units", args=[cast.programme.public_key])
    client.get(url)
    with django_assert_max_num_queries(10):
        page = client.get(url, {"stage": queries.EVALUATION}).content.decode()
    assert all(f"Sfi {number}" in page for number in range(12))
    assert "Sfi 3" not in client.get(url, {"stage": queries.STEPS}).content.decode()


def test_the_head_answers_sets_a_goal_and_takes_a_step_on_the_pages(cast, client):
    there = unit(cast)
    hanna = head_of(there)
    cycle = answered_cycle(cast, there)
    client.force_login(hanna.user)
    key = cycle.public_key
    values = {"area": "plan", "text": "Alla har en plan.", "by_day": "2026-06-01"}
    assert client.post(reverse("cycles:goal", args=[key]), values).status_code == 302
    wanted = cycle.goals.get()
    values = {"text": "Gå igenom", "function": "Lärare", "by_day": "2026-05-01"}
    there = reverse("cycles:step", args=[key, wanted.public_key])
    assert client.post(there, values).status_code == 302
    mark = reverse("cycles:mark", args=[key, wanted.steps.get().public_key])
    assert client.post(mark).status_code == 302
    assert wanted.steps.get().done_on == TODAY
    assert client.post(reverse("cycles:areas", args=[key]), {"areas": ["work"]}).status_code == 302
    assert Cycle.objects.get(pk=cycle.pk).areas == ["work"]


def test_whoever_heads_a_municipality_heads_no_unit_of_it(cast):
    there = unit(cast)
    cycle = answered_cycle(cast, there)
    assert not Cycle.objects.visible_to(appoint("hilda", cast.ulla.role, cast.kungalv))
    assert Round.objects.get(pk=cycle.asked.round_id).sphere == "pupil"


def test_a_goal_is_changed_or_taken_away_with_its_steps_and_put_back(cast, client):
    cycle = answered_cycle(cast, unit(cast))
    hanna = head_of(cycle.unit)
    made = goal(cycle, hanna)
    step(made, hanna)
    client.force_login(hanna.user)
    key, text = cycle.public_key, made.text
    values = {"area": "work", "text": "Hälften har praktik.", "by_day": "2026-06-01"}
    client.post(reverse("cycles:goal_change", args=[key, made.public_key]), values)
    assert cycle.goals.get().text == values["text"]
    client.post(undo_of(hanna))
    assert (cycle.goals.get().text, cycle.goals.get().area) == (text, "plan")
    client.post(reverse("cycles:goal_remove", args=[key, made.public_key]))
    assert not cycle.goals.exists()
    client.post(undo_of(hanna))
    assert cycle.goals.get().steps.get().text == "Gå igenom planerna"


def test_a_step_is_changed_or_taken_away_and_put_back(cast, client):
    cycle = answered_cycle(cast, unit(cast))
    hanna = head_of(cycle.unit)
    made = step(goal(cycle, hanna), hanna)
    client.force_login(hanna.user)
    values = {"text": "Ny mall", "function": "Rektor", "by_day": "2026-05-01"}
    address = [cycle.public_key, made.public_key]
    client.post(reverse("cycles:step_change", args=address), values)
    made.refresh_from_db()
    assert (made.text, made.function) == ("Ny mall", "Rektor")
    client.post(reverse("cycles:step_remove", args=address))
    assert not queries.steps_of(cycle)
    client.post(undo_of(hanna))
    assert queries.steps_of(cycle).get().text == "Ny mall"


def undo_of(actor) -> str:
    """The address of the button that takes back what they did last."""
    deed = lately(actor.user).filter(taken_back_at=None).order_by("-pk").first()
    return deed.told()["address"]


def test_notes_of_a_meeting_lie_sealed_and_stand_on_the_page_of_the_two(cast, client):
    cycle = answered_cycle(cast, unit(cast))
    hanna = head_of(cycle.unit)
    client.force_login(hanna.user)
    values = {"held_on": "2026-03-16", "notes": "Vi börjar med studieplanen.", "next_on": ""}
    assert (
        client.post(reverse("cycles:meeting", args=[cycle.public_key]), values).status_code == 302
    )
    kept = cycle.meetings.get()
    assert "studieplanen" not in kept.sealed
    url = reverse("cycles:detail", args=[cycle.public_key])
    assert values["notes"] in client.get(url).content.decode()
    client.force_login(cast.petra.user)
    assert client.get(url).status_code == 404


def test_the_programme_says_on_the_page_after_how_many_days_a_unit_is_stuck(cast, client):
    cycle = answered_cycle(cast, unit(cast))
    assert not place(cycle, TODAY + dt.timedelta(days=31)).is_stuck
    client.force_login(cast.petra.user)
    client.post(reverse("cycles:stuck", args=[cast.programme.public_key]), {"days": "30"})
    assert place(cycle, TODAY + dt.timedelta(days=31)).is_stuck
    client.post(reverse("cycles:stuck", args=[cast.programme.public_key]), {"days": "3"})
    assert not place(cycle, TODAY + dt.timedelta(days=30)).is_stuck
