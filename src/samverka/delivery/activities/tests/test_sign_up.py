"""Anybody applies on a public page, and is told nothing about anybody else."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.links import token_of
from samverka.delivery.activities.models import Activity, Need, Registration
from samverka.delivery.activities.views import sign_up
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people.actions import protect
from samverka.register.people.models import Person
from tests.people import TODAY, person
from tests.post import do_what_waits

from .factories import TOMORROW, YESTERDAY, training_day

State = Registration.State
MAIL = "amanda@example.org"


@pytest.fixture
def activity(cast) -> Activity:
    cache.clear()
    return training_day(cast, TOMORROW, registration_by=Activity.RegistrationBy.ANYBODY)


def send(client, activity, cast, **other):
    typed = {
        "given_name": "Amanda",
        "family_name": "Exempel",
        "email": MAIL,
        "organisation": cast.kungalv.public_key,
        "function": "Kurator",
        "website": "",
        **other,
    }
    return client.post(reverse("sign_up:apply", args=[activity.public_key]), typed)


def link_in(letter) -> str:
    return re.search(r"https?://\S+", letter.get_body().get_content()).group()


def test_somebody_new_applies_is_told_by_letter_and_gives_the_place_back(
    cast, activity, client, letters
):
    assert send(client, activity, cast, needs="Hörslinga").status_code == 302
    given = Registration.objects.get()
    assert (given.state, given.way, str(given.person)) == (
        "registered",
        "public",
        "Amanda Exempel",
    )
    do_what_waits()
    (letter,) = letters
    assert (letter["To"], letter["Subject"]) == (MAIL, "You have a seat: Att arbeta med tolk")
    link = link_in(letter)
    assert "You have a seat." in client.get(link).content.decode()
    client.post(link, {"needs": "Ramp"})
    assert Need.objects.count() == 1
    client.post(f"{link}lamna/")
    given.refresh_from_db()
    assert given.state == State.CANCELLED
    client.post(f"{link}igen/")
    given.refresh_from_db()
    assert given.state == State.REGISTERED


def test_whoever_is_known_at_the_address_and_workplace_is_used_and_nobody_is_told(
    cast, activity, client
):
    amanda = person("Amanda", cast.kungalv)
    Person.objects.filter(pk=amanda.pk).update(email=MAIL.upper(), phone="0701234567")
    known = send(client, activity, cast, family_name="Exempel-Ny", phone="0730000000")
    unknown = send(client, activity, cast, given_name="Bo", email="bo@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    first = activity.registrations.order_by("pk").first()
    amanda.refresh_from_db()
    assert first.person == amanda
    assert (str(amanda), amanda.phone) == ("Amanda Exempel", "0701234567")


def test_two_who_share_an_address_are_two(cast, activity, client):
    for name in ("Amanda Exempel", "Bo Prov"):
        given, family = name.split()
        send(client, activity, cast, given_name=given, family_name=family)
    assert activity.registrations.count() == 2


def test_the_answer_is_the_same_for_somebody_who_has_a_seat_when_all_are_taken(
    cast, activity, client
):
    Activity.objects.update(seats=1)
    answers = [send(client, activity, cast) for _ in range(2)]
    answers.append(send(client, activity, cast, given_name="Bo", email="bo@example.org"))
    assert len({answer["Location"] for answer in answers}) == 1
    assert list(activity.registrations.order_by("pk").values_list("state", flat=True)) == [
        State.REGISTERED,
        State.WAITING,
    ]


def test_a_protected_person_who_applies_is_an_alias_to_whoever_ticks(cast, activity, client):
    amanda = person("Amanda", cast.kungalv)
    Person.objects.filter(pk=amanda.pk).update(email=MAIL)
    protect(person=amanda, access=[cast.karin.user], reason="", on=TODAY, by=cast.karin)
    response = send(client, activity, cast)
    assert response["Location"].endswith("/tack/")
    client.force_login(cast.olga.user)
    for name, key in (("detail", activity), ("sheet", activity.sessions.get())):
        page = client.get(reverse(f"activities:{name}", args=[key.public_key])).content.decode()
        assert "Amanda" not in page


def test_a_form_sent_twice_is_one_place_and_shows_it_to_whoever_has_no_address(
    cast, activity, client
):
    typed = {"email": "", "phone": "070-123 45 67", "once": "drawn by lot"}
    answers = [send(client, activity, cast, **typed) for _ in range(2)]
    given = Registration.objects.get()
    assert {answer["Location"] for answer in answers} == {
        reverse("sign_up:mine", args=[token_of(given)])
    }
    assert "You have a seat." in client.get(answers[0]["Location"]).content.decode()


def test_programs_and_too_many_from_one_sender_give_nobody_a_place(
    cast, activity, client, monkeypatch
):
    assert send(client, activity, cast, website="http://example.org").status_code == 302
    assert not Registration.objects.exists()
    monkeypatch.setattr(sign_up, "FROM_ONE_SENDER", 1)
    send(client, activity, cast)
    refused = send(client, activity, cast, given_name="Bo", email="bo@example.org")
    assert (refused.status_code, Registration.objects.count()) == (429, 1)
    assert "bo@example.org" in refused.content.decode()


def test_nobody_is_flooded_with_letters_by_whoever_writes_their_address(
    cast, activity, client, letters
):
    for _ in range(sign_up.LETTERS_TO_ONE_ADDRESS + 2):
        assert send(client, activity, cast).status_code == 302
    do_what_waits()
    assert len(letters) == sign_up.LETTERS_TO_ONE_ADDRESS


def test_a_forged_or_old_link_opens_nothing_and_all_such_answer_alike(cast, activity, client):
    given = actions.apply(
        activity=activity,
        person=person("Amanda", cast.kungalv),
        organisation=cast.kungalv,
        way=Registration.Way.PUBLIC,
        by=SYSTEM,
    )
    token = token_of(given)
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")
    real = client.get(reverse("sign_up:mine", args=[token]))
    assert (real.status_code, real["Cache-Control"].count("no-store")) == (200, 1)
    activity.sessions.update(held_on=YESTERDAY)
    pages = [
        client.get(reverse("sign_up:mine", args=[one]))
        for one in (token, forged, given.public_key, "x", "å" * 44)
    ]
    assert {page.status_code for page in pages} == {404}


def test_the_page_is_there_only_for_what_is_open_to_anybody_and_says_when_it_has_closed(
    cast, activity, client
):
    other = training_day(cast, TOMORROW)
    assert client.get(reverse("sign_up:apply", args=[other.public_key])).status_code == 404
    Activity.objects.filter(pk=activity.pk).update(registration_closes_on=YESTERDAY)
    page = client.get(reverse("sign_up:apply", args=[activity.public_key])).content.decode()
    assert "The last day to apply was" in page
    assert "<form method" not in page
    assert send(client, activity, cast).status_code == 422
    assert not Registration.objects.exists()


def test_a_sensitive_activity_has_its_neutral_title_and_its_own_name_for_whoever_runs_it(
    cast, activity, client, letters
):
    Activity.objects.filter(pk=activity.pk).update(
        title="Träff", is_sensitive=True, inner_title="Samtal om sorg"
    )
    actions.add_reader(activity=activity, user=cast.olga.user, by=cast.olga)
    pages = [client.get(reverse("sign_up:apply", args=[activity.public_key])).content.decode()]
    send(client, activity, cast)
    do_what_waits()
    pages += [letter["Subject"] + letter.get_body().get_content() for letter in letters]
    detail = reverse("activities:detail", args=[activity.public_key])
    client.force_login(cast.karin.user)
    # Nor does the employer see who takes part.
    pages.append(client.get(detail).content.decode())
    assert "Amanda" not in pages[-1]
    client.force_login(cast.olga.user)
    sheet = reverse("activities:sheet", args=[activity.sessions.get().public_key])
    pages.append(client.get(sheet).content.decode())
    assert len(pages) == 4
    for page in pages:
        assert "Träff" in page
        assert "sorg" not in page
    assert "Samtal om sorg" in client.get(detail).content.decode()
