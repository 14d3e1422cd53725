"""What waits about activities, asked at once: to answer, to mend, to read, to book."""

import datetime as dt
from dataclasses import replace

from django.urls import reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.entitlements.models import Entitlement
from samverka.delivery.feedback.models import FeedbackComment
from samverka.delivery.feedback.tests.factories import FULL, answered, asked
from samverka.delivery.invitations.models import InvitationLetter
from samverka.delivery.invitations.tests.factories import colleague, invitation, invited, sent
from samverka.delivery.programmes.models import Programme
from samverka.development.competence.actions import agree_levels
from samverka.development.competence.tests.factories import an_account, competences, mapping, staff
from samverka.development.competence.tests.factories import answered as answered_in_mapping
from samverka.development.cycles.actions import assign_leader, mark_step
from samverka.development.cycles.tests.factories import answered_cycle, goal, head_of, step, unit
from samverka.development.training.actions import accept
from samverka.development.training.tests.factories import proposed
from samverka.overviews.home.asked_at_once import MOST, asked_at_once
from samverka.toolkit.together import together
from tests.people import TODAY
from tests.post import do_what_waits

LATER = TODAY + dt.timedelta(days=9)


def things(actor, on=TODAY):
    (found,) = together(asked_at_once(actor, on=on))
    return found


def waits(actor) -> list[str]:
    return [f"{row.what}: {row.about}" for row in things(actor)]


def test_whoever_is_invited_answers_from_home_until_the_answer_is_given(cast, client):
    client.cookies["django_language"] = "en"
    sara = colleague(cast, "Sara", email="sara@example.org")
    sara.user = cast.sara.user
    sara.save()
    day = training_day(cast, LATER, title="Samtal genom tolk")
    addressee = invited(cast, invitation(cast, day), sara)
    assert waits(cast.sara) == []  # nothing has left yet
    sent(cast, addressee.invitation)
    client.force_login(cast.sara.user)
    assert "Answer an invitation" in client.get("/").content.decode()
    (row,) = things(cast.sara)
    assert "Samtal genom tolk" in client.get(row.url).content.decode()
    assert things(cast.sara, on=LATER + dt.timedelta(days=1)) == []
    addressee.answer, addressee.answered_at = "no", addressee.invitation.made_at
    addressee.save()
    assert waits(cast.sara) == []


def test_the_organiser_sees_what_came_back_and_what_is_to_be_read(cast, client):
    day = training_day(cast, LATER, title="Samtal genom tolk")
    addressee = invited(cast, invitation(cast, day), colleague(cast, "Bo", email="bo@example.org"))
    sent(cast, addressee.invitation)
    InvitationLetter.objects.update(state="returned")
    a_round = asked(cast, title="Tillit")
    answered(a_round, *[FULL] * 5, best="Övningarna")
    assert waits(cast.olga) == [
        "1 invitation came back: Samtal genom tolk",
        f"{FeedbackComment.objects.count()} comments to read first: Tillit",
    ]
    client.force_login(cast.olga.user)
    pages = [row.url for row in things(cast.olga)]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    # Kungälv runs neither.
    assert waits(cast.karin) == []


def test_a_municipality_is_told_what_it_may_still_book(cast, client):
    what = Entitlement.objects.create(
        programme=cast.programme,
        held_by=cast.gr,
        name="Lokal workshop",
        first_day=TODAY,
        last_day=LATER,
    )
    assert waits(cast.karin) == ["May still be booked once: Lokal workshop"]
    assert waits(cast.petra) == waits(cast.eve) == []
    client.force_login(cast.karin.user)
    page = reverse("entitlements:detail", args=[cast.programme.public_key, what.public_key])
    assert f'href="{page}"' in client.get("/").content.decode()


def test_a_unit_head_is_told_of_talks_that_are_left(cast, client):
    one, _other = competences(cast, "Samtal med tolk", "Klarspråk")
    amanda, bashir, _silent = staff(cast, "Amanda", "Bashir", "Cecilia")
    made = mapping(cast)
    for each in (amanda, bashir):
        answered_in_mapping(made, each, all=2)
    assert waits(cast.ulla) == [f"2 talks about competence: {made.round.name}"]
    agree_levels(mapping=made, person=amanda, levels={one: 2}, on=TODAY, by=cast.ulla)
    (row,) = things(cast.ulla)
    assert row.what == "1 talk about competence"
    client.force_login(cast.ulla.user)
    assert client.get(row.url).status_code == 200


def test_whoever_leads_is_told_of_sessions_where_nobody_is_booked(cast, client):
    proposal = proposed(cast, 7, 8)
    assert [row.what for row in things(cast.petra)] == ["2 sessions where nobody is booked"]
    (row,) = things(cast.petra)
    client.force_login(cast.petra.user)
    assert client.get(row.url).status_code == 200
    accept(proposal=proposal, by=cast.petra)
    do_what_waits()
    assert things(cast.petra) == []


def test_whoever_is_asked_in_a_mapping_answers_from_home_until_it_is_over(cast, client):
    competences(cast, "Samtal med tolk")
    sara = an_account(cast, staff(cast, "Sara")[0], cast.sara)
    made = mapping(cast)
    client.force_login(cast.sara.user)
    (row,) = things(cast.sara)
    assert row.about == made.round.name
    assert client.get(row.url).status_code == 200
    assert things(cast.sara, on=made.round.closes_on + dt.timedelta(days=1)) == []
    answered_in_mapping(made, sara, all=2)
    assert things(cast.sara) == []


def test_a_turn_one_supports_waits_where_one_can_open_it(cast, client):
    cycle = answered_cycle(cast, unit(cast))
    other = Programme.objects.create(name="Ett annat", slug="annat", owner=cast.gr)
    facts = {"programme": cast.programme, "unit": cycle.unit, "on": TODAY, "by": cast.petra}
    assign_leader(user=cast.karin.user, **facts)
    (row,) = things(cast.karin)
    client.force_login(cast.karin.user)
    assert client.get(row.url).status_code == 200
    assert things(replace(cast.karin, programme=other)) == []


def test_whoever_supports_more_units_than_a_home_lists_is_told_how_many_and_finds_each(
    cast, client
):
    for number in range(MOST + 2):
        cycle = answered_cycle(cast, unit(cast, f"Sfi {number}"))
        facts = {"programme": cast.programme, "unit": cycle.unit, "on": TODAY, "by": cast.petra}
        assign_leader(user=cast.karin.user, **facts)
    (row,) = things(cast.karin)
    assert row.what == f"Go on with the quality work of {MOST + 2} units"
    client.force_login(cast.karin.user)
    assert len(client.get(row.url).context["rows"]) == MOST + 2


def test_whoever_leads_a_programme_is_told_of_units_with_steps_overdue(cast, client):
    cycle = answered_cycle(cast, unit(cast))
    hanna = head_of(cycle.unit)
    todo = step(goal(cycle, hanna), hanna)
    assert waits(cast.petra) == []  # its day is today
    (row,) = things(cast.petra, on=LATER)
    assert (row.what, row.about) == ("1 unit has steps overdue", cast.programme.name)
    client.force_login(cast.petra.user)
    assert client.get(row.url).status_code == 200
    assert things(cast.karin, on=LATER) == []
    mark_step(step=todo, is_done=True, on=TODAY, by=hanna)
    assert things(cast.petra, on=LATER) == []
