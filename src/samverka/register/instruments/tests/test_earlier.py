"""One's own earlier answers beside the questions, rounds compared, reminders by the clock."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.instruments import actions, permissions, queries
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import token_of
from tests.people import TODAY, person

from .factories import FULL, a_round, answered, asked, begun, instrument

pytestmark = pytest.mark.django_db
SURE = {"Amanda": (2, 4), "Bashir": (3, 4), "Cecilia": (1, 4), "Dawit": (2, 2)}


@pytest.fixture
def made(cast):
    return instrument(cast.olga)


@pytest.fixture
def people(cast):
    return {name: person(name, cast.gr) for name in SURE}


def held_for(cast, made, people, at: int, **facts):
    held = a_round(cast.olga, made=made, **facts)
    for name, one in people.items():
        answered(asked(held, one, cast.gr, cast.olga), FULL | {"sure": SURE[name][at]})
    return held


def test_ones_own_answer_of_the_round_before_stands_beside_and_nobody_elses(
    client, cast, made, people
):
    before = held_for(cast, made, people, 0)
    held = a_round(cast.olga, made=made, earlier=before)
    one = asked(held, people["Amanda"], cast.gr, cast.olga)
    begun(one)
    pages = [
        client.get(reverse("instruments_answer:page", args=[token_of(one), number]))
        for number in (1, 2)
    ]
    said = [page.content.decode() for page in pages]
    assert "Förra gången: <bdi>Ja</bdi>" in said[0]
    assert "Förra gången: <bdi>2</bdi>" in said[1]
    assert "Förra gången: <bdi>Bra" not in said[1], "what is sensitive is not shown again"
    assert not permissions.may_hand_out_links(cast.olga, held)


def test_only_a_named_round_of_the_same_questions_can_be_shown(cast, made, people):
    before = held_for(cast, made, people, 0)
    with pytest.raises(actions.Refused):
        a_round(cast.olga, made=made, way="anonymous", earlier=before)
    with pytest.raises(actions.Refused):
        a_round(cast.olga, made=instrument(cast.olga, name="Annat"), earlier=before)


def test_two_rounds_are_compared_person_by_person(client, cast, people):
    made = instrument(cast.olga, sphere="open", name="Arbetet")
    before = held_for(cast, made, people, 0)
    after = held_for(cast, made, people, 1)
    found = {one.name: one.change for one in queries.changes(before, after)}
    assert found["sure"].persons == 4
    assert found["sure"].mean == pytest.approx((2 + 1 + 3 + 0) / 4)
    assert found["sure"].low < 1.5 < found["sure"].high
    client.force_login(cast.olga.user)
    url = reverse("instruments:results", args=[after.public_key])
    page = client.get(url, {"mot": before.public_key}).content.decode()
    assert "4 answered both times" in page
    assert "Mean in Våren 2026" in page
    elsewhere = a_round(cast.eve, made=instrument(cast.eve))
    page = client.get(url, {"mot": elsewhere.public_key}).content.decode()
    assert "Mean in" not in page


def test_letters_remind_on_the_chosen_days_once_and_not_those_who_answered(cast, made, people):
    held = a_round(cast.olga, made=made, remind_before=[7, 1])
    for one in people.values():
        one.email = f"{one.given_name.lower()}@example.org"
        one.save(update_fields=["email"])
        asked(held, one, cast.gr, cast.olga)
    answered(Asked.objects.filter(round=held).select_related("round").first())
    day = held.closes_on - dt.timedelta(days=7)
    assert actions.remind_by_the_clock(on=day, by=SYSTEM) == 0, "no links have left"
    actions.send_links(asked_round=held, site="https://example.org/", on=TODAY, by=cast.olga)
    assert actions.remind_by_the_clock(on=day - dt.timedelta(days=1), by=SYSTEM) == 0
    assert actions.remind_by_the_clock(on=day, by=SYSTEM) == len(SURE) - 1
    assert actions.remind_by_the_clock(on=day, by=SYSTEM) == 0


def test_the_home_page_leads_to_what_one_is_asked(client, cast, made):
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save(update_fields=["user"])
    one = asked(a_round(cast.olga, made=made), sara, cast.kungalv, cast.olga)
    client.force_login(cast.sara.user)
    assert "Answer the questions" in client.get("/").content.decode()
    answered(one)
    assert "Answer the questions" not in client.get("/").content.decode()
