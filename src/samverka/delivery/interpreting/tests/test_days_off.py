"""An interpreter marks days off, is not offered then, and whoever has booked is told."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from samverka.delivery.interpreting import actions
from samverka.delivery.interpreting.models import Ask, DaysOff, Interpreter, InterpreterBooking
from samverka.delivery.interpreting.queries import bookings_of, suggestions, token_of, who_could
from samverka.foundation.accounts.actor import SYSTEM
from tests.people import TODAY
from tests.post import do_what_waits
from tests.strict_html import hold_together

from .factories import SITE, agency, asked, booking, confirmed, interpreter

TOMORROW = TODAY + dt.timedelta(days=1)


def page(whose: Interpreter, name: str = "days_off", *keys: str) -> str:
    return reverse(f"interpreting_answer:{name}", args=[token_of(whose), *keys])


def at(cast, name: str, *keys: str) -> str:
    return reverse(f"interpreting:{name}", args=[cast.programme.public_key, *keys])


def mark(client, whose: Interpreter, first: dt.date, last: dt.date | None = None):
    return client.post(page(whose), {"first_day": first, "last_day": last or ""})


def letters_of_days_off() -> list:
    return [one for one in mail.outbox if one.subject.startswith("The interpreter")]


def test_on_days_off_nobody_is_offered_and_one_press_undoes_it(cast, client):
    whom = interpreter(cast, agency=agency(cast))
    made = booking(cast, day=TOMORROW)
    assert mark(client, whom, TODAY, TOMORROW).status_code == 302
    (off,) = suggestions(cast.sara, made, on=TODAY)
    assert not off.can_be_asked
    assert off.hinders == ["Is off that day"]
    assert who_could(agency(cast), made) == []
    with pytest.raises(actions.Refused, match="off that day"):
        asked(cast, made, whom)
    days = DaysOff.objects.get()
    shown = client.get(page(whom)).content.decode()
    assert page(whom, "take_off_back", days.public_key) in shown
    client.post(page(whom, "take_off_back", days.public_key))
    assert suggestions(cast.sara, made, on=TODAY)[0].can_be_asked
    client.post(page(whom, "bring_off_back", days.public_key))
    assert not suggestions(cast.sara, made, on=TODAY)[0].can_be_asked


def test_the_day_after_one_is_there_again(cast, client):
    whom = interpreter(cast)
    mark(client, whom, TODAY)
    assert DaysOff.objects.get().last_day == TODAY
    assert suggestions(cast.sara, booking(cast, day=TOMORROW), on=TODAY)[0].can_be_asked


def test_whoever_has_booked_is_told_and_asks_somebody_else(cast, client):
    whom = interpreter(cast)
    made = confirmed(cast, whom, day=TOMORROW)
    mark(client, whom, TOMORROW)
    assert mark(client, whom, TOMORROW).status_code == 302, "A second press changes nothing."
    do_what_waits()
    (letter,) = letters_of_days_off()
    assert letter.to == [cast.sara.user.email]
    assert at(cast, "booking", made.public_key) in letter.body
    assert "Ask somebody else" in letter.body
    client.force_login(cast.sara.user)
    own = client.get(at(cast, "booking", made.public_key)).content.decode()
    assert "The interpreter is off that day" in own
    assert [row.is_left for row in bookings_of(cast.sara, cast.programme)] == [True]
    assert at(cast, "booking", made.public_key) in client.get("/").content.decode()
    client.post(at(cast, "withdraw", made.public_key))
    made.refresh_from_db()
    assert made.state == InterpreterBooking.State.OPEN
    assert Ask.objects.get().state == Ask.State.WITHDRAWN


def test_what_is_confirmed_and_not_left_is_not_taken_from_whoever_has_it(cast, client):
    made = confirmed(cast, interpreter(cast))
    actions.withdraw(booking=made, site=SITE, by=cast.sara)
    made.refresh_from_db()
    assert made.state == InterpreterBooking.State.CONFIRMED


def test_whoever_has_booked_is_told_that_they_can_come_after_all(cast, client):
    whom = interpreter(cast)
    made = confirmed(cast, whom)
    mark(client, whom, TODAY)
    do_what_waits()
    assert len(letters_of_days_off()) == 1
    mail.outbox.clear()
    client.post(page(whom, "take_off_back", DaysOff.objects.get().public_key))
    do_what_waits()
    (letter,) = letters_of_days_off()
    assert "not off that day any more" in letter.body
    client.force_login(cast.sara.user)
    own = client.get(at(cast, "booking", made.public_key)).content.decode()
    assert "The interpreter is off that day" not in own


def test_the_next_booking_stands_first_on_a_telephone(cast, client):
    whom = interpreter(cast)
    for day in (TOMORROW, TODAY):
        asked(cast, booking(cast, day=day), whom)
    own = reverse("interpreting_answer:interpreter", args=[token_of(whom)])
    waiting = client.get(own).context["waiting"]
    assert [one.booking.day for one in waiting] == [TODAY, TOMORROW]


def test_nobody_takes_a_booking_on_a_day_off(cast, client):
    whom = interpreter(cast)
    one = asked(cast, booking(cast), whom)
    mark(client, whom, TODAY)
    with pytest.raises(actions.Refused, match="marked that day as off"):
        actions.accept(asked=one, declares=True, site=SITE, on=TODAY, by=SYSTEM)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (TODAY - dt.timedelta(days=2), TODAY - dt.timedelta(days=1)),
        (TOMORROW, TODAY),
        (TODAY, TODAY + dt.timedelta(days=400)),
    ],
)
def test_days_that_cannot_be_are_refused_and_what_was_typed_is_kept(cast, client, first, last):
    answer = mark(client, interpreter(cast), first, last)
    assert answer.status_code == 422
    assert first.isoformat() in answer.content.decode()
    assert not DaysOff.objects.exists()


def test_a_forged_link_marks_nothing_and_anothers_days_are_not_taken_away(cast, client):
    whom, other = interpreter(cast), interpreter(cast, "Nadia")
    mark(client, whom, TODAY)
    days = DaysOff.objects.get()
    assert client.post(page(whom)[:-8] + "x/ledig/", {"first_day": TODAY}).status_code == 404
    assert client.post(page(other, "take_off_back", days.public_key)).status_code == 404
    days.refresh_from_db()
    assert not days.is_taken_back


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_page_holds_together_with_days_and_a_refusal(cast, client, language):
    client.cookies["django_language"] = language
    whom = interpreter(cast)
    confirmed(cast, whom)
    mark(client, whom, TODAY, TOMORROW)
    hold_together(client.get(page(whom)).content.decode())
    hold_together(mark(client, whom, TOMORROW, TODAY).content.decode())
    own = reverse("interpreting_answer:interpreter", args=[token_of(whom)])
    hold_together(client.get(own).content.decode())
