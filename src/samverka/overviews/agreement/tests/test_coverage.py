"""Commitments followed to the work on them, and those that nobody works on (S51)."""

import datetime as dt

from django.urls import reverse

from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import only_session, place, training_day
from samverka.delivery.programmes.actions import set_goals_of_commitment
from samverka.delivery.programmes.models import Goal, GoalCommitment, Measure, Programme
from samverka.overviews.agreement.queries import coverage
from samverka.register.agreements import actions
from samverka.register.agreements.tests.factories import (
    agreement_of,
    commitment_of,
    party_of,
    signed_by,
)
from tests.people import TODAY, person


def goal(cast, number="1", programme=None) -> Goal:
    return Goal.objects.create(
        programme=programme or cast.programme, number=number, title="Mål", owner=cast.gr
    )


def works_on(cast, commitment, *goals):
    set_goals_of_commitment(
        programme=cast.programme, commitment=commitment, goals=goals, by=cast.petra
    )


def page(cast, client, agreement, **asked) -> str:
    client.force_login(cast.petra.user)
    address = reverse("agreement:coverage", args=[agreement.public_key])
    return client.get(address, asked).content.decode()


def test_each_commitment_is_followed_to_activities_and_the_planted_orphan_is_found(cast, client):
    agreement = agreement_of(cast)
    held, planned, goal_only, orphan = (
        commitment_of(agreement, by=cast.petra, number=str(number), text=f"Åtagande {number}")
        for number in range(1, 5)
    )
    first, second, third = goal(cast, "1"), goal(cast, "2"), goal(cast, "3")
    works_on(cast, held, first)
    works_on(cast, planned, second)
    works_on(cast, goal_only, third)
    day = training_day(cast, goal=first)
    one_came(cast, day)
    training_day(cast, goal=second, title="Kommer")
    rows = coverage(cast.petra, agreement, on=TODAY)
    assert [(row.commitment, row.state, row.planned, row.held) for row in rows] == [
        (held, "held", 1, 1),
        (planned, "planned", 1, 0),
        (goal_only, "goal_only", 0, 0),
        (orphan, "nobody", 0, 0),
    ]
    shown = page(cast, client, agreement)
    assert "Nobody works on 1 of the commitments:" in shown
    assert "4 Åtagande 4" in shown
    only = page(cast, client, agreement, state="nobody").split('id="list"')[1]
    assert "Åtagande 4" in only
    assert "Åtagande 1" not in only


def commitment_page(commitment) -> str:
    keys = [commitment.agreement.public_key, commitment.public_key]
    return reverse("agreement:commitment", args=keys)


def measured(cast, goal, counts, target=None, title="Mått") -> Measure:
    return Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code=f"matt-{counts or 'annat'}",
        title=title,
        definition="Så räknas det",
        unit=Measure.Unit.DAYS,
        counts=counts,
        target=target,
    )


def one_came(cast, day) -> None:
    given = place(cast, day, person("Amanda", cast.kungalv))
    Attendance.objects.create(
        session=only_session(day),
        person=given.person,
        organisation=cast.kungalv,
        mark=Attendance.Mark.HERE,
        minutes=360,
        version=1,
    )


def test_a_commitment_is_followed_to_the_figures_of_the_goals_that_work_on_it(cast, client):
    """S51: one training day of four is held; what is not entered is said not to be counted."""
    agreement = agreement_of(cast)
    worked_on, other = goal(cast, "1"), goal(cast, "2")
    days = measured(cast, worked_on, Measure.Counts.TRAINING_DAYS, 4, "Utbildningsdagar")
    measured(cast, worked_on, Measure.Counts.NOTHING, title="Tid till första insats")
    measured(cast, other, Measure.Counts.WORKSHOPS, 8, "Workshoppar")
    commitment = commitment_of(agreement, by=cast.petra)
    works_on(cast, commitment, worked_on)
    day = training_day(cast, goal=worked_on, title="Första dagen")
    one_came(cast, day)
    assert commitment_page(commitment) in page(cast, client, agreement)
    shown = client.get(commitment_page(commitment)).content.decode()
    assert reverse("activities:detail", args=[day.public_key]) in shown
    assert "Första dagen" in shown
    assert "Utbildningsdagar: 1 of 4 days" in shown
    assert "Tid till första insats: not counted here" in shown
    assert "Workshoppar" not in shown
    assert reverse("measures:detail", args=[cast.programme.public_key, days.code]) in shown


def test_a_figure_that_tells_of_a_few_is_for_those_who_answer_for_the_sums(cast, client):
    agreement = agreement_of(cast, cast.gr, cast.kungalv)
    worked_on = goal(cast)
    measured(cast, worked_on, Measure.Counts.PERSONS, 800, "Deltagare")
    commitment = commitment_of(agreement, by=cast.petra)
    works_on(cast, commitment, worked_on)
    one_came(cast, training_day(cast, goal=worked_on))
    client.force_login(cast.petra.user)
    assert "Deltagare: 1 of 800 days" in client.get(commitment_page(commitment)).content.decode()
    client.force_login(cast.karin.user)
    shown = client.get(commitment_page(commitment)).content.decode()
    assert "Deltagare: not given" in shown
    assert "1 of 800" not in shown


def test_when_somebody_works_on_each_the_page_says_so(cast, client):
    agreement = agreement_of(cast)
    works_on(cast, commitment_of(agreement, by=cast.petra), goal(cast))
    assert "Somebody works on every commitment." in page(cast, client, agreement)


def test_a_goal_of_a_programme_one_is_no_part_of_is_counted_but_not_told(cast, client):
    agreement = agreement_of(cast, cast.gr, cast.kungalv)
    commitment = commitment_of(agreement, by=cast.petra)
    other = Programme.objects.create(
        slug="annat", name="Något helt annat", owner=cast.osby, starts_on=dt.date(2026, 1, 1)
    )
    GoalCommitment.objects.create(goal=goal(cast, "7", programme=other), commitment=commitment)
    [row] = coverage(cast.petra, agreement, on=TODAY)
    assert (row.work, row.elsewhere, row.state) == ([], 1, "goal_only")
    shown = page(cast, client, agreement)
    assert "in programmes you are not part of: 1" in shown
    assert "Något helt annat" not in shown


def test_what_is_in_force_is_followed_until_the_next_version_is(cast):
    agreement = agreement_of(cast)
    old = commitment_of(agreement, by=cast.petra)
    signed_by(agreement, cast.gr, cast.kungalv, by=cast.petra)
    actions.new_version(
        agreement=agreement, what_changed="Nytt", wording=actions.Wording(), by=cast.petra
    )
    commitment_of(agreement, by=cast.petra, number="2")
    assert [row.commitment for row in coverage(cast.petra, agreement, on=TODAY)] == [old]


def test_a_commitment_whose_party_has_left_is_told(cast, client):
    agreement = agreement_of(cast)
    party = party_of(agreement, cast.kungalv)
    commitment_of(agreement, by=cast.petra, party=party)
    actions.let_party_leave(party=party, on=TODAY, by=cast.petra)
    assert "Kungälv kommun, which has left" in page(cast, client, agreement)


def test_the_leader_chooses_which_goals_work_on_a_commitment(cast, client):
    agreement = agreement_of(cast)
    commitment = commitment_of(agreement, by=cast.petra)
    first, second = goal(cast, "1"), goal(cast, "2")
    works_on(cast, commitment, first)
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key, commitment.public_key]
    address = reverse("programmes:commitment", args=keys)
    assert address in page(cast, client, agreement)
    client.post(address, {"goals": [second.pk]})
    [row] = coverage(cast.petra, agreement, on=TODAY)
    assert [work.goal for work in row.work] == [second]


def test_the_page_asks_the_same_few_questions_for_any_number(
    cast, client, django_assert_max_num_queries
):
    agreement = agreement_of(cast)
    for number in range(8):
        commitment = commitment_of(agreement, by=cast.petra, number=str(number))
        works_on(cast, commitment, goal(cast, str(number)))
    page(cast, client, agreement)
    client.force_login(cast.karin.user)
    address = reverse("agreement:coverage", args=[agreement.public_key])
    client.get(address)
    with django_assert_max_num_queries(10):
        client.get(address)
