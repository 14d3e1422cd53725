"""A caseworker books an interpreter: the variety and the way, nobody related, and what came."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from samverka.delivery.interpreting import actions
from samverka.delivery.interpreting.codes import codes
from samverka.delivery.interpreting.models import (
    Ask,
    Deviation,
    Interpreter,
    InterpreterBooking,
)
from samverka.delivery.interpreting.queries import counts_of, suggestions, token_of
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people.models import Person
from tests.people import TODAY, person
from tests.post import do_what_waits
from tests.strict_html import hold_together
from tests.strict_ics import hold_together as calendar_holds_together

from .factories import (
    NEEDS,
    SITE,
    agency,
    asked,
    booking,
    confirmed,
    interpreter,
    late,
)

SENT = NEEDS | {
    "day": TODAY.isoformat(),
    "starts": "13:00",
    "ends": "14:00",
    "declares": "on",
}


def at(cast, name: str, *keys: str) -> str:
    return reverse(f"interpreting:{name}", args=[cast.programme.public_key, *keys])


def own_page(whose: Interpreter) -> str:
    return reverse("interpreting_answer:interpreter", args=[token_of(whose)])


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ("variety", "variety"),
        ("mode", "mode"),
        ("declares", "declares"),
        ("about", "about"),
    ],
)
def test_a_booking_is_not_sent_without_variety_way_and_declaration(cast, client, lacks, said):
    client.force_login(cast.sara.user)
    answer = client.post(
        at(cast, "book"),
        SENT | {lacks: ""}
        if lacks != "declares"
        else {name: value for name, value in SENT.items() if name != "declares"},
    )
    assert answer.status_code == 422
    assert said in answer.context["form"].errors
    assert not InterpreterBooking.objects.exists()


def test_a_language_without_its_variety_is_none_that_can_be_chosen(cast, client):
    client.force_login(cast.sara.user)
    answer = client.post(at(cast, "book"), SENT | {"variety": "ar"})
    assert "variety" in answer.context["form"].errors
    assert not InterpreterBooking.objects.exists()


def test_a_booking_tells_of_nobody(cast, client):
    client.force_login(cast.sara.user)
    for place in ("Hos Amanda Exempel", "Ring 070-174 06 05", "19890630-2396"):
        answer = client.post(at(cast, "book"), SENT | {"place": place})
        assert answer.status_code == 422, place
    assert not InterpreterBooking.objects.exists()


def test_sara_books_is_answered_on_a_telephone_and_it_is_confirmed(cast, client):
    whom = interpreter(cast)
    client.force_login(cast.sara.user)
    answer = client.post(at(cast, "book"), SENT)
    made = InterpreterBooking.objects.get()
    assert answer.url == at(cast, "booking", made.public_key)
    client.post(at(cast, "ask", made.public_key), {"interpreter": whom.public_key})
    do_what_waits()
    letter = mail.outbox[-1]
    assert letter.to == ["tahir@tolk.example"]
    assert own_page(whom) in letter.body
    client.logout()
    page = client.get(own_page(whom))
    assert "Stadshuset, rum 3" in page.content.decode()
    ask = Ask.objects.get()
    yes = {"ask": ask.public_key, "answer": "yes"}
    assert client.post(own_page(whom), yes).status_code == 422
    made.refresh_from_db()
    assert made.state == "asked", "Without the interpreter's declaration nothing is confirmed."
    assert client.post(own_page(whom), yes | {"declares": "on"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "confirmed"
    do_what_waits()
    assert mail.outbox[-1].to == [cast.sara.user.email]
    client.force_login(cast.sara.user)
    file = client.get(at(cast, "calendar", made.public_key))
    assert b"STATUS:CONFIRMED" in file.content
    assert b"Tahir" not in file.content


def test_whoever_is_related_says_no_and_is_not_asked_again(cast, client):
    whom = interpreter(cast)
    made = booking(cast)
    one = asked(cast, made, whom)
    client.post(own_page(whom), {"ask": one.public_key, "answer": "no", "why": "conflict"})
    made.refresh_from_db()
    assert made.state == "open"
    found = suggestions(cast.sara, made, on=TODAY)
    assert [row.can_be_asked for row in found] == [False]
    client.force_login(cast.sara.user)
    client.post(at(cast, "ask", made.public_key), {"interpreter": whom.public_key})
    made.refresh_from_db()
    assert made.state == "open"
    assert counts_of(cast.sara, cast.programme).declined == 1


def test_nobody_under_age_is_in_the_pool(cast, client):
    amanda = person("Amanda", cast.kungalv)
    Person.objects.filter(pk=amanda.pk).update(is_child=True)
    facts = {"adult_checked_on": TODAY.isoformat(), "adult_checked_by": "document"}
    facts |= {"telephone": "on"}
    client.force_login(cast.karin.user)
    url = at(cast, "take_in")
    unchecked = facts | {"given_name": "A", "family_name": "B", "email": "a@example.org"}
    for name in ("adult_checked_on", "adult_checked_by"):
        assert client.post(url, unchecked | {name: ""}).status_code == 422
    assert client.post(f"{url}?person={amanda.public_key}", facts).status_code == 404
    with pytest.raises(actions.NotForThePool):
        actions.take_into_pool(
            programme=cast.programme,
            person=Person.objects.get(pk=amanda.pk),
            on=TODAY,
            by=cast.karin,
            adult_checked_on=TODAY,
            adult_checked_by="document",
        )
    assert not Interpreter.objects.exists()
    made = booking(cast)
    client.force_login(cast.sara.user)
    ask = at(cast, "ask", made.public_key)
    assert client.post(ask, {"interpreter": amanda.public_key}).status_code == 404
    assert not Ask.objects.exists()


def test_the_database_confirms_nothing_that_is_not_declared(cast):
    one = asked(cast, booking(cast), interpreter(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=one.pk).update(state="accepted")


def test_they_are_suggested_by_variety_level_way_free_time_and_distance(cast):
    far = interpreter(cast, "Farid", municipality=cast.osby.municipality)
    near = interpreter(cast, "Nadia", municipality=cast.kungalv.municipality)
    trained = interpreter(cast, "Tina", level="trained")
    by_telephone = interpreter(cast, "Vera", on_site=False)
    syrian = interpreter(cast, "Samir", variety="apc")
    busy = interpreter(cast, "Bahar", municipality=cast.kungalv.municipality)
    confirmed(cast, busy)
    made = booking(cast, municipality=cast.kungalv.municipality)
    found = suggestions(cast.sara, made, on=TODAY)
    order = [near, far, busy, by_telephone, trained, syrian]
    assert [one.interpreter for one in found] == order
    can = {one.interpreter for one in found if one.can_be_asked}
    assert can == {near, far, trained}
    for nobody in (busy, by_telephone, syrian):
        with pytest.raises(actions.Refused):
            asked(cast, made, nobody)


def test_the_agency_passes_on_to_one_of_its_own_who_declares(cast, client):
    of_agency = interpreter(cast, agency=agency(cast))
    made = booking(cast)
    client.force_login(cast.sara.user)
    client.post(at(cast, "ask", made.public_key), {"agency": agency(cast).public_key})
    client.logout()
    page = reverse("interpreting_answer:agency", args=[token_of(agency(cast))])
    one = Ask.objects.get()
    assert of_agency.person.given_name in client.get(page).content.decode()
    client.post(page, {"ask": one.public_key, "interpreter": of_agency.public_key})
    made.refresh_from_db()
    assert made.state == "asked", "An agency cannot declare for the interpreter."
    second = Ask.objects.get(interpreter=of_agency)
    actions.accept(asked=second, declares=True, site=SITE, on=TODAY, by=SYSTEM)
    made.refresh_from_db()
    assert made.state == "confirmed"


def test_a_deviation_reaches_the_agency_and_whoever_keeps_the_agreement(cast, client):
    made = confirmed(cast)
    client.force_login(cast.sara.user)
    report = at(cast, "report", made.public_key)
    assert client.post(report, {"kind": "late"}).status_code == 422
    named = {"kind": "late", "minutes_late": 25, "text": "Amanda Exempel fick vänta."}
    assert client.post(report, named).status_code == 422
    client.post(report, named | {"text": "Tolken kom sent."})
    deviation = Deviation.objects.get()
    do_what_waits()
    assert mail.outbox[-1].to == ["bokning@tolk.example"]
    client.logout()
    page = reverse("interpreting_answer:agency", args=[token_of(agency(cast))])
    assert "Tolken kom sent." in client.get(page).content.decode()
    client.post(page, {"deviation": deviation.public_key, "text": "Tåget stod still."})
    client.force_login(cast.olga.user)
    assert "25" in client.get(at(cast, "deviations")).content.decode()
    one = at(cast, "deviation", deviation.public_key)
    assert "Tåget stod still." in client.get(one).content.decode()
    client.post(one, {"text": "Vi tar upp det på avstämningen."})
    client.post(at(cast, "close_deviation", deviation.public_key))
    deviation.refresh_from_db()
    assert [note.side for note in deviation.notes.all()] == ["agency", "keeper"]
    assert deviation.closed_on == TODAY
    client.force_login(cast.eve.user)
    assert client.get(one).status_code == 404


def test_whoever_was_asked_is_told_when_it_is_cancelled_and_what_is_unused_is_counted(
    cast, client
):
    made = confirmed(cast)
    client.force_login(cast.sara.user)
    client.post(at(cast, "outcome", made.public_key), {"outcome": "unused"})
    assert counts_of(cast.sara, cast.programme).unused == 1
    other = confirmed(cast, interpreter(cast, "Nadia"))
    client.post(at(cast, "cancel", other.public_key))
    do_what_waits()
    assert mail.outbox[-1].to == ["nadia@tolk.example"]
    other.refresh_from_db()
    assert other.state == "cancelled"
    assert b"STATUS:CANCELLED" in client.get(at(cast, "calendar", other.public_key)).content


def test_the_pool_is_shared_and_the_bookings_are_not(cast, client):
    whom = interpreter(cast, by=cast.karin)
    made = booking(cast)
    client.force_login(cast.petra.user)
    assert client.get(at(cast, "interpreter", whom.public_key)).status_code == 200
    assert client.get(at(cast, "booking", made.public_key)).status_code == 404


def test_a_forged_link_tells_nothing(cast, client):
    whom = interpreter(cast)
    for token in (whom.public_key, f"{whom.public_key}-{'0' * 20}", token_of(agency(cast))):
        url = reverse("interpreting_answer:interpreter", args=[token])
        assert client.get(url).status_code == 404
    actions.leave_pool(interpreter=whom, on=TODAY, by=cast.karin)
    assert client.get(own_page(whom)).status_code == 404


def test_lists_ask_the_same_number_of_questions_for_any_number_of_rows(
    cast, client, django_assert_max_num_queries
):
    late(cast)
    for name in ("Nadia", "Farid", "Samir"):
        interpreter(cast, name, agency=agency(cast))
        booking(cast)
    client.force_login(cast.sara.user)
    for name in ("bookings", "interpreters", "deviations", "agencies"):
        client.get(at(cast, name))
        with django_assert_max_num_queries(14):
            assert client.get(at(cast, name)).status_code == 200


def test_the_guide_says_why_no_child_and_the_checklist_is_in_three_languages(cast, client):
    client.force_login(cast.sara.user)
    for language, word in (("en", "secrecy"), ("sv", "tystnadsplikt"), ("ar", "بالسرية")):
        client.cookies["django_language"] = language
        page = client.get(at(cast, "guide"))
        assert word in page.content.decode(), language


def test_every_code_is_said_in_three_languages_and_has_a_source():
    told = codes()
    said = [one for part in ("before", "during", "after") for one in told["checklist"][part]]
    said += told["levels"]["list"]
    said += [variety for one in told["languages"]["list"] for variety in one["varieties"]]
    assert all({"sv", "en", "ar"} == one.keys() - {"code"} for one in said)
    assert all(all(one.values()) for one in said)
    assert all({"sv", "en", "ar"} == told[part]["source"].keys() for part in told)
    assert all(all(told[part]["source"].values()) and told[part]["from"] for part in told)


def test_the_source_is_told_in_the_language_of_the_page(cast, client):
    client.force_login(cast.sara.user)
    for language, word in (
        ("en", "practice of municipal"),
        ("sv", "praxis när kommuner bokar tolk"),
        ("ar", "ممارسة البلديات"),
    ):
        client.cookies["django_language"] = language
        assert word in client.get(at(cast, "guide")).content.decode(), language


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_what_is_opened_by_a_link_holds_together(cast, client, language):
    """To strict readers, before and after the answer, with a deviation and after a refusal."""
    client.cookies["django_language"] = language
    of_agency = agency(cast)
    whom = interpreter(cast, agency=of_agency)
    one = asked(cast, booking(cast), whom)
    made = booking(cast, starts=NEEDS["ends"], ends=dt.time(15))
    actions.ask(booking=made, agency=of_agency, site=SITE, on=TODAY, by=cast.sara)
    at_agency = reverse("interpreting_answer:agency", args=[token_of(of_agency)])
    for page in (own_page(whom), at_agency):
        hold_together(client.get(page).content.decode())
    yes = {"ask": one.public_key, "answer": "yes"}
    hold_together(client.post(own_page(whom), yes).content.decode())
    client.post(own_page(whom), yes | {"declares": "on"})
    one.refresh_from_db()
    facts = {"kind": "late", "minutes_late": 25, "text": "Tolken kom sent."}
    actions.report(booking=one.booking, site=SITE, on=TODAY, by=cast.sara, **facts)
    for page in (own_page(whom), at_agency, own_page(whom)[:-3] + "x/"):
        hold_together(client.get(page).content.decode())
    file = reverse("interpreting_answer:calendar", args=[token_of(whom), one.public_key])
    calendar_holds_together(client.get(file).content)
