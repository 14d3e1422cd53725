"""Those who come check in by the code on the screen; nobody learns who else is registered."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Registration, Session
from samverka.delivery.activities.tests.factories import place
from samverka.delivery.check_in import actions
from samverka.delivery.check_in.models import Arrival
from samverka.delivery.check_in.person_data import forget_named
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people.actions import protect
from samverka.register.people.models import Position
from samverka.toolkit.clock import now, stopped_at
from tests.people import TODAY, Cast, person

from .factories import held_today

HERE = "/incheckning/"


@pytest.fixture
def signed_in():
    """A browser of somebody who has signed in."""

    def browser(actor) -> Client:
        client = Client()
        client.force_login(actor.user)
        return client

    return browser


@pytest.fixture
def session(cast) -> Session:
    cache.clear()
    return held_today(cast)


@pytest.fixture
def bashir(cast, session):
    """Somebody with a place and an address."""
    made = person("Bashir", cast.kungalv)
    made.email = "bashir@example.org"
    made.save(update_fields=["email"])
    return place(cast, session.activity, made)


def shown(olga: Client, session: Session) -> str:
    """Where the code on the organiser's screen leads."""
    page = olga.get(reverse("check_in:screen", args=[session.public_key]))
    return page.context["address"]


def with_code(signed_in, cast: Cast, session: Session, phone: Client | None = None) -> Client:
    phone = phone or Client()
    opened = phone.get(shown(signed_in(cast.olga), session))
    assert (opened.status_code, opened.url) == (302, HERE)
    return phone


def write(phone: Client, name="Bashir Exempel", contact="bashir@example.org", **other):
    return phone.post(HERE, {"name": name, "contact": contact, "website": "", **other})


def test_whoever_reads_the_code_and_writes_their_address_is_marked_as_here(
    cast, session, bashir, signed_in
):
    phone = with_code(signed_in, cast, session)
    assert phone.get(HERE).status_code == 200
    assert write(phone).url == reverse("check_in:thanks")
    mark = Attendance.objects.get()
    assert (mark.person, mark.mark, mark.minutes) == (bashir.person, "here", 360)
    write(phone)
    assert Attendance.objects.get().version == 1
    sheet = signed_in(cast.olga).get(reverse("activities:sheet", args=[session.public_key]))
    assert "checked in" in sheet.content.decode()
    assert not Arrival.objects.exists()


def test_what_is_answered_is_the_same_whoever_is_written(cast, session, bashir, signed_in):
    phone = with_code(signed_in, cast, session)
    known, unknown = write(phone), write(phone, "Amanda Exempel", "amanda@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    pages = {phone.get(one.url).content.decode() for one in (known, unknown)}
    assert len({re.sub(r'value="\w{64}"', "", page) for page in pages}) == 1
    assert "Bashir" not in phone.get(HERE).content.decode()
    (arrival,) = Arrival.objects.all()
    assert arrival.said["name"] == "Amanda Exempel"


@pytest.mark.parametrize("later", [2, 24 * 60])
def test_a_code_is_none_two_minutes_later(cast, session, signed_in, later):
    address = shown(signed_in(cast.olga), session)
    with stopped_at(now() + dt.timedelta(minutes=later)):
        old = Client().get(address)
    forged = Client().get(re.sub(r"\w{20}/$", "0" * 20 + "/", address))
    nothing = Client().get(HERE)
    assert {old.status_code, forged.status_code, nothing.status_code} == {404}
    assert len({re.sub(r"/kod/\w+/", HERE, one.content.decode()) for one in (old, forged)}) == 1
    assert Client().get(address).status_code == 302


def test_a_quarter_of_an_hour_later_the_telephone_reads_the_code_anew(cast, session, signed_in):
    phone = with_code(signed_in, cast, session)
    with stopped_at(now() + dt.timedelta(minutes=14)):
        assert phone.get(HERE).status_code == 200
    # Nobody passes on where it led: the address is the same for all, and opens nothing.
    assert Client().get(HERE).status_code == 404


def test_one_press_is_enough_for_whoever_is_signed_in(cast, session, signed_in):
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save(update_fields=["user"])
    place(cast, session.activity, sara)
    phone = with_code(signed_in, cast, session, signed_in(cast.sara))
    assert "I am here: Sara Exempel" in phone.get(HERE).content.decode()
    assert "You are marked as here" in phone.post(HERE).content.decode()
    assert Attendance.objects.get().is_check_in


def test_what_the_organiser_wrote_stands_until_they_let_the_person_in(
    cast, session, bashir, signed_in
):
    olga = signed_in(cast.olga)
    sheet = reverse("activities:sheet", args=[session.public_key])
    key = bashir.public_key
    olga.post(sheet, {f"version-{key}": "0", f"mark-{key}": "absent"})
    write(with_code(signed_in, cast, session))
    assert Attendance.objects.get().mark == "absent"
    (arrival,) = Arrival.objects.all()
    page = reverse("check_in:arrival", args=[arrival.public_key])
    who = f"{bashir.person.public_key}.{cast.kungalv.public_key}"
    assert olga.post(page, {"who": who}).url == sheet
    assert Attendance.objects.get().mark == "here"
    assert not Arrival.objects.exists()


def test_the_name_alone_is_not_enough_for_somebody_protected(cast, session, bashir, signed_in):
    protect(person=bashir.person, reason="Sekretessmarkering", access=[], on=TODAY, by=cast.olga)
    phone = with_code(signed_in, cast, session)
    write(phone, contact="070-174 06 05")
    assert not Attendance.objects.exists()
    write(phone)
    assert Attendance.objects.get().mark == "here"


def test_nothing_of_somebody_shut_is_told_but_that_they_came(cast, session, bashir, signed_in):
    Position.objects.filter(person=bashir.person).update(title="Kurator")
    protect(person=bashir.person, reason="Skydd", access=[], on=TODAY, by=cast.karin)
    key, olga = bashir.public_key, signed_in(cast.olga)
    sheet = reverse("activities:sheet", args=[session.public_key])
    olga.post(sheet, {f"version-{key}": "0", f"mark-{key}": "absent"})
    write(with_code(signed_in, cast, session), work="Kungälvs sfi")
    (arrival,) = Arrival.objects.all()
    page = reverse("check_in:arrival", args=[arrival.public_key])
    for address in (page, reverse("check_in:arrivals", args=[session.public_key])):
        shown = olga.get(address).content.decode()
        assert "Somebody protected" in shown
        for secret in ("Bashir", "bashir@", "Kungälv", "Kurator", cast.kungalv.public_key):
            assert secret not in shown
    anew = olga.get(reverse("check_in:new_person", args=[arrival.public_key]))
    assert (anew.status_code, anew.url) == (302, page)
    assert olga.post(page, {"who": "shut"}).url == sheet
    assert Attendance.objects.get().mark == "here"


def test_a_search_without_words_finds_nobody(cast, session, signed_in):
    write(with_code(signed_in, cast, session), "Amanda Exempel", "amanda@example.org")
    (arrival,) = Arrival.objects.all()
    page = reverse("check_in:arrival", args=[arrival.public_key])
    person("Amanda", cast.partille, cast.gr)
    assert len(signed_in(cast.olga).get(page).context["found"]) == 1
    assert signed_in(cast.olga).get(page, {"q": ""}).context["found"] == []


def test_the_sheet_asks_who_waits_without_leading_whoever_ticks_away(session):
    waits = reverse("check_in:arrivals", args=[session.public_key])
    asked = Client().get(waits, headers={"HX-Request": "true"})
    assert (asked.status_code, asked.content) == (204, b"")


def test_whoever_is_forgotten_stands_at_no_door(cast, session, bashir, signed_in):
    phone = with_code(signed_in, cast, session)
    write(phone, "Bashir Exempel", "0701740605")
    actions.say_here(
        session=session, name="B. E.", contact="Bashir@example.org", on=TODAY, by=SYSTEM
    )
    write(phone, "Amanda Exempel", "amanda@example.org")
    names = {"Bashir Exempel", "bashir@example.org"}
    forget_named(person=bashir.person, names=names, by=cast.karin)
    assert [row.said["name"] for row in Arrival.objects.all()] == ["Amanda Exempel"]


@pytest.mark.parametrize("facts", [{"is_sensitive": True}, {"is_cancelled": True}])
def test_what_is_sensitive_or_cancelled_has_no_code(cast, session, signed_in, facts):
    address = shown(signed_in(cast.olga), session)
    phone = with_code(signed_in, cast, session)
    Activity.objects.update(**facts)
    screen = signed_in(cast.olga).get(reverse("check_in:screen", args=[session.public_key]))
    assert "address" not in screen.context
    assert Client().get(address).status_code == phone.get(HERE).status_code == 404


def test_a_program_and_a_flood_come_to_nothing(cast, session, signed_in, monkeypatch):
    phone = with_code(signed_in, cast, session)
    write(phone, website="http://example.org/")
    assert not Arrival.objects.exists()
    monkeypatch.setattr(actions, "MOST_WAITING", 1)
    write(phone, "Amanda Exempel")
    full = write(phone, "Berit Exempel")
    assert full.status_code == 429
    assert Arrival.objects.count() == 1


def test_what_was_written_goes_after_a_fortnight(cast, session):
    actions.say_here(
        session=session, name="Amanda Exempel", contact="0701740605", on=TODAY, by=SYSTEM
    )
    actions.forget_arrivals(on=TODAY + dt.timedelta(days=14), by=SYSTEM)
    assert Arrival.objects.exists()
    actions.forget_arrivals(on=TODAY + dt.timedelta(days=15), by=SYSTEM)
    assert not Arrival.objects.exists()


def test_somebody_on_no_row_is_let_in_as_the_person_they_are(cast, session, signed_in):
    amanda = person("Amanda", cast.partille, cast.gr)
    write(with_code(signed_in, cast, session), "Amanda Exempel", "amanda@example.org")
    olga, (arrival,) = signed_in(cast.olga), Arrival.objects.all()
    waits = olga.get(reverse("check_in:arrivals", args=[session.public_key]))
    assert "Amanda Exempel" in waits.content.decode()
    page = reverse("check_in:arrival", args=[arrival.public_key])
    (found,) = olga.get(page).context["found"]
    olga.post(page, {"who": f"{amanda.public_key}.{found.organisation.public_key}"})
    given = Registration.objects.get(person=amanda)
    mark = Attendance.objects.get()
    assert (given.state, mark.person, mark.organisation) == ("registered", amanda, cast.partille)
    assert mark.is_check_in


def test_somebody_nobody_knows_is_written_down_and_let_in(cast, session, signed_in):
    write(with_code(signed_in, cast, session), "Amanda Exempel", "amanda@example.org")
    olga, (arrival,) = signed_in(cast.olga), Arrival.objects.all()
    page = reverse("check_in:new_person", args=[arrival.public_key])
    form = olga.get(page).context["form"]
    typed = form.initial | {"organisation": cast.partille.pk, "title": "Kurator"}
    assert olga.post(page, typed).status_code == 302
    assert str(Attendance.objects.get().person) == "Amanda Exempel"


def test_somebody_who_came_in_anothers_stead_gets_the_place_and_the_hours(
    cast, session, bashir, signed_in
):
    Activity.objects.update(seats=1)
    amanda = person("Amanda", cast.partille, cast.gr)
    write(with_code(signed_in, cast, session), "Amanda Exempel", "amanda@example.org")
    olga, (arrival,) = signed_in(cast.olga), Arrival.objects.all()
    page = reverse("check_in:arrival", args=[arrival.public_key])
    who = f"{amanda.public_key}.{cast.partille.public_key}"
    assert olga.post(page, {"who": who}).status_code == 422
    assert olga.post(page, {"who": who, "instead": bashir.public_key}).status_code == 302
    (mark,) = Attendance.objects.all()
    assert (mark.person, mark.organisation) == (amanda, cast.partille)
    sheet = olga.get(reverse("activities:sheet", args=[session.public_key])).content.decode()
    assert "instead of Bashir Exempel" in sheet


def test_removed_by_mistake_waits_again(cast, session, signed_in):
    write(with_code(signed_in, cast, session), "Amanda Exempel", "amanda@example.org")
    olga, (arrival,) = signed_in(cast.olga), Arrival.objects.all()
    waits = reverse("check_in:arrivals", args=[session.public_key])
    olga.post(reverse("check_in:remove", args=[arrival.public_key]))
    assert "Amanda" not in olga.get(waits).content.decode()
    olga.post(reverse("check_in:back", args=[arrival.public_key]))
    assert "Amanda" in olga.get(waits).content.decode()


def test_whoever_wrote_another_name_than_the_sheet_has_is_joined_to_their_row(
    cast, session, bashir, signed_in
):
    write(with_code(signed_in, cast, session), "Basse", "0701740605")
    olga, (arrival,) = signed_in(cast.olga), Arrival.objects.all()
    page = reverse("check_in:arrival", args=[arrival.public_key])
    assert olga.post(page, {"is_on_sheet": "1"}).status_code == 422
    olga.post(page, {"is_on_sheet": "1", "row-instead": bashir.public_key})
    assert Attendance.objects.get().person == bashir.person
    assert not Arrival.objects.exists()
