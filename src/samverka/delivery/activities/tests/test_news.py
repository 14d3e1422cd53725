"""Whoever has a place without an invitation is told when the activity changes or is cancelled."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Registration
from samverka.delivery.retention.actions import place_hold
from samverka.delivery.retention.models import Hold
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people.actions import protect
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from tests.gateway import gateway
from tests.people import TODAY, person
from tests.post import do_what_waits

from .factories import TOMORROW, YESTERDAY, training_day, whole_day

__all__ = ["gateway"]
Way = Registration.Way


@pytest.fixture
def activity(cast):
    return training_day(cast, TOMORROW, place="Rummet")


def applies(cast, activity, name, way=Way.COLLEAGUE, **contacts) -> Person:
    who = person(name, cast.kungalv)
    Person.objects.filter(pk=who.pk).update(**contacts or {"email": f"{name}@example.org"})
    facts = {"organisation": cast.kungalv, "way": way, "language": "en", "by": SYSTEM}
    actions.apply(activity=activity, person=who, **facts)
    return who


def move(cast, activity, *days, **values) -> None:
    held = activity.sessions.order_by("starts_at")
    kept = [whole_day(day, one.public_key) for day, one in zip(days, held, strict=True)]
    actions.correct_activity(activity=activity, values=values, sessions=kept, by=cast.olga)


def minutes_pass() -> None:
    for _turn in range(2):
        DBTaskResult.objects.filter(status="READY").update(run_after=now())
        do_what_waits()
        DBTaskResult.objects.filter(run_after__lte=now()).exclude(status="DONE").delete()


def told(letters) -> list[tuple[str, str]]:
    return sorted((letter["To"], letter["Subject"]) for letter in letters)


def test_another_day_and_that_it_is_cancelled_are_told_and_the_invited_by_their_invitation(
    cast, activity, letters
):
    applies(cast, activity, "amanda")
    applies(cast, activity, "bashir", way=Way.INVITATION)
    move(cast, activity, TOMORROW + dt.timedelta(days=7))
    minutes_pass()
    assert told(letters) == [("amanda@example.org", "Changed: Att arbeta med tolk")]
    assert "Time, place or title has changed." in letters[0].get_body().get_content()
    letters.clear()
    activity.refresh_from_db()
    actions.cancel_activity(activity=activity, by=cast.olga)
    minutes_pass()
    assert told(letters) == [("amanda@example.org", "Cancelled: Att arbeta med tolk")]
    assert "You have a seat" not in letters[0].get_body().get_content()


def test_nobody_is_written_to_whose_data_are_kept_and_not_used(cast, activity, letters):
    who = applies(cast, activity, "amanda")
    kind = Hold.Kind.RESTRICTION
    place_hold(person=who, kind=kind, reason="Begäran", on=TODAY, by=cast.petra)
    letters.clear()
    actions.cancel_activity(activity=activity, by=cast.olga)
    minutes_pass()
    assert told(letters) == []


def test_what_is_regretted_within_the_minute_is_no_news_and_two_changes_are_one_letter(
    cast, activity, letters
):
    applies(cast, activity, "amanda")
    actions.cancel_activity(activity=activity, by=cast.olga)
    actions.restore_activity(activity=activity, by=cast.olga)
    minutes_pass()
    assert not letters
    move(cast, activity, TOMORROW, place="Salen")
    move(cast, activity, TOMORROW, place="Aulan")
    minutes_pass()
    (letter,) = letters
    assert "Aulan" in letter.get_body().get_content()


def test_days_that_have_been_and_other_facts_are_no_news(cast, letters):
    activity = training_day(cast, YESTERDAY, TOMORROW)
    applies(cast, activity, "amanda")
    move(cast, activity, YESTERDAY - dt.timedelta(days=1), TOMORROW, description="Mer")
    minutes_pass()
    assert not letters


def test_a_telephone_gets_a_text_that_says_nothing_of_what_it_is(cast, activity, gateway, client):
    applies(cast, activity, "amanda", phone="0701234567")
    actions.cancel_activity(activity=activity, by=cast.olga)
    minutes_pass()
    (message,) = gateway.texts
    assert message["to"] == "+46701234567"
    assert "Att arbeta med tolk" not in message["text"]
    assert client.get(message["text"].split()[-1]).status_code == 200


def test_nobody_with_protected_identity_is_written_to_unless_they_gave_the_address(
    cast, activity, letters
):
    for name, way in (("amanda", Way.COLLEAGUE), ("bashir", Way.PUBLIC)):
        who = applies(cast, activity, name, way=way)
        protect(person=who, access=[cast.olga.user], reason="", on=TODAY, by=cast.olga)
    actions.cancel_activity(activity=activity, by=cast.olga)
    minutes_pass()
    assert [letter["To"] for letter in letters] == ["bashir@example.org"]
