"""S77: a guideline with editions, each municipality's check, and what happens at a new edition."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.guidelines import actions
from samverka.delivery.guidelines.models import CheckAnswer, Edition
from tests.people import TODAY, Cast

POINTS = ["Eleven kartläggs", "Studiehandledning på modersmålet", "Plan för varje elev"]


def advice(cast: Cast) -> Edition:
    return actions.add_guideline(
        programme=cast.programme,
        name="Allmänna råd om nyanlända elever",
        issuer="Skolverket",
        edition="September 2008",
        issued_on=dt.date(2008, 9, 1),
        points=POINTS,
        by=cast.petra,
    )


def ask(cast: Cast, who: str, view: str, *keys: str, data: dict | None = None):
    client = Client()
    client.force_login(cast.actor(who).user)
    path = reverse(f"guidelines:{view}", args=[cast.programme.public_key, *keys])
    return client.get(path) if data is None else client.post(path, data, follow=True)


def replaced(cast: Cast, edition: Edition) -> Edition:
    told = {"edition": "Mars 2016", "issued_on": "2016-03-01", "points": "Kartläggning inom två"}
    ask(cast, "petra", "replace", edition.public_key, data=told)
    return Edition.objects.current().get()


def test_who_leads_adds_a_guideline_with_its_edition_date_and_points(cast):
    told = {
        "name": "Allmänna råd",
        "issuer": "Skolverket",
        "edition": "September 2008",
        "issued_on": "2008-09-01",
        "address": "https://www.example.org/rad",
        "points": "\n".join(POINTS) + "\n\n",
    }
    page = ask(cast, "petra", "create", data=told)
    for text in (*POINTS, "Skolverket", "September 2008", "Kungälv kommun"):
        assert text in page.text
    assert ask(cast, "petra", "create", data=told).status_code == 422


def test_each_municipality_answers_for_itself_and_sees_its_own(cast):
    edition = advice(cast)
    told = {"state_1": "met", "note_1": "Sedan 2007", "state_2": "not_met"}
    page = ask(cast, "karin", "check", edition.public_key, data=told)
    assert "2 of 3" in page.text
    key = cast.kungalv.public_key
    assert "Sedan 2007" in ask(cast, "karin", "answers", edition.public_key, key).text
    assert "Sedan 2007" in ask(cast, "petra", "answers", edition.public_key, key).text
    other = ask(cast, "karin", "answers", edition.public_key, cast.partille.public_key)
    assert other.status_code == 403


def test_a_note_without_how_far_is_asked_for(cast):
    edition = advice(cast)
    page = ask(cast, "karin", "check", edition.public_key, data={"note_1": "På gång"})
    assert page.status_code == 422
    assert "På gång" in page.text
    assert not CheckAnswer.objects.exists()


def test_the_old_edition_is_marked_as_replaced_and_its_answers_stay_tied_to_it(cast):
    old = advice(cast)
    ask(cast, "karin", "check", old.public_key, data={"state_1": "met"})
    new = replaced(cast, old)
    page = ask(cast, "karin", "edition", old.public_key).text
    assert "Mars 2016 replaces it since" in page
    answer = CheckAnswer.objects.get()
    assert (answer.point.edition, answer.point.text) == (old, POINTS[0])
    assert "0 of 1" in ask(cast, "karin", "edition", new.public_key).text
    refused = ask(cast, "karin", "check", old.public_key, data={"state_2": "met"})
    assert refused.status_code == 422
    assert CheckAnswer.objects.get() == answer


def test_those_who_answered_the_old_edition_are_told_until_they_answered_the_new(cast):
    old = advice(cast)
    ask(cast, "karin", "check", old.public_key, data={"state_1": "met"})
    new = replaced(cast, old)
    client = Client()
    client.force_login(cast.karin.user)
    home = reverse("home:home")
    told = "A guideline has a new edition: check anew"
    assert told in client.get(home).text
    assert "New edition: check anew" in ask(cast, "karin", "edition", new.public_key).text
    assert "New edition: check anew" in ask(cast, "karin", "list").text
    ask(cast, "karin", "check", new.public_key, data={"state_1": "partly"})
    assert told not in client.get(home).text
    assert "check anew" not in ask(cast, "karin", "list").text


def test_a_new_edition_is_later_and_replaces_the_one_that_holds(cast):
    old = advice(cast)
    told = {"name": "Augusti 2008", "issued_on": old.issued_on, "points": POINTS}
    with pytest.raises(actions.NotLater):
        actions.replace_edition(edition=old, by=cast.petra, **told)
    replaced(cast, old)
    with pytest.raises(actions.Replaced):
        actions.replace_edition(edition=old, by=cast.petra, **told | {"issued_on": TODAY})


def test_points_are_corrected_only_while_nobody_has_answered(cast):
    edition = advice(cast)
    told = {"edition": "September 2008", "issued_on": "2008-09-15", "points": "Kartläggning"}
    ask(cast, "petra", "edit", edition.public_key, data=told)
    assert edition.points.get().text == "Kartläggning"
    ask(cast, "karin", "check", edition.public_key, data={"state_1": "met"})
    refused = ask(cast, "petra", "edit", edition.public_key, data=told | {"points": "Annat"})
    assert refused.status_code == 422
    assert edition.points.get().text == "Kartläggning"


def test_the_page_asks_a_fixed_number_of_queries(cast, django_assert_max_num_queries):
    edition = advice(cast)
    client = Client()
    client.force_login(cast.petra.user)
    url = reverse("guidelines:edition", args=[cast.programme.public_key, edition.public_key])
    client.get(url)
    with django_assert_max_num_queries(24):
        client.get(url)
