"""Anybody asks for a newsletter, confirms it and stops it; nothing else is told."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.publishing.newsletters import actions
from samverka.publishing.newsletters.models import UNCONFIRMED_FOR, Subscriber
from samverka.publishing.newsletters.queries import address_of
from samverka.publishing.newsletters.tests.factories import subscriber
from samverka.publishing.pages import limits
from samverka.toolkit.clock import now
from tests.post import do_what_waits

READER = "Amanda.Exempel@example.org"


@pytest.fixture
def shown(cast):
    Programme.objects.update(is_public=True)
    cache.clear()
    return cast


def ask(client, cast, address=READER, **other):
    url = reverse("pages:newsletter", args=[cast.programme.slug])
    return client.post(url, {"email": address, "website": "", **other})


def link_in(letter) -> str:
    return re.search(r"https?://\S+", letter.get_content()).group()


def test_whoever_asks_gets_a_letter_and_nothing_else_before_confirming(shown, client, letters):
    """S23: newsletter."""
    assert ask(client, shown).status_code == 302
    do_what_waits()
    (letter,) = letters
    assert letter["To"] == READER
    assert Subscriber.objects.get().confirmed_at is None
    link = link_in(letter)
    assert "Do you want the newsletter?" in client.get(link).content.decode()
    assert Subscriber.objects.get().confirmed_at is None
    assert "You get the newsletter" in client.post(link).content.decode()
    assert Subscriber.objects.get().confirmed_at


def test_the_page_answers_alike_whether_or_not_the_address_was_there(shown, client, letters):
    subscriber(shown, READER, confirmed=True, language="en")
    do_what_waits()
    known, unknown = (ask(client, shown, address) for address in (READER, "ny@example.org"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    do_what_waits()
    told = {letter["To"]: letter for letter in letters}
    assert told[READER]["Subject"] == told["ny@example.org"]["Subject"]
    assert "You get it already" in told[READER].get_content()
    assert Subscriber.objects.count() == 2


def test_an_address_in_other_capitals_is_the_same(shown, client):
    ask(client, shown)
    ask(client, shown, READER.upper())
    assert Subscriber.objects.count() == 1


def test_no_address_stands_in_the_table_the_queue_or_the_trail(shown, client):
    ask(client, shown)
    row = Subscriber.objects.get()
    assert address_of(row) == READER
    told = f"{Subscriber.objects.values()} {Event.objects.values()} {_queue()}"
    assert "amanda" not in told.casefold()


def _queue() -> str:
    return str(list(DBTaskResult.objects.values()))


def test_one_press_in_a_letter_stops_it_without_signing_in_or_a_page_before(shown):
    """RFC 8058: the reader's program posts to the address, without cookies."""
    row = subscriber(shown, READER, confirmed=True)
    anybody = Client(enforce_csrf_checks=True)
    url = reverse("pages:newsletter_stop", args=[row.secret])
    assert "Stop the letters" in anybody.get(url).content.decode()
    assert Subscriber.objects.exists()
    answer = anybody.post(url, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    again = anybody.post(url, {"List-Unsubscribe": "One-Click"})
    assert "You get no more letters" in again.content.decode()


def test_letters_are_stopped_also_when_the_programme_is_no_longer_public(shown, client):
    row = subscriber(shown, READER, confirmed=True)
    Programme.objects.update(is_public=False)
    client.post(reverse("pages:newsletter_stop", args=[row.secret]))
    assert not Subscriber.objects.exists()
    assert ask(client, shown).status_code == 404


def test_a_program_that_fills_in_every_field_is_thanked_and_not_heard(shown, client):
    assert ask(client, shown, website="http://x.example").status_code == 302
    assert not Subscriber.objects.exists()


def test_nobody_fills_anothers_box_with_letters(shown, client, letters):
    for _ in range(limits.LETTERS_TO_ONE_ADDRESS + 2):
        assert ask(client, shown).status_code == 302
    do_what_waits()
    assert len(letters) == limits.LETTERS_TO_ONE_ADDRESS


def test_whoever_asks_for_very_many_is_asked_to_wait(shown, client):
    answers = [
        ask(client, shown, f"nr{number}@example.org").status_code
        for number in range(limits.SUBSCRIBERS_FROM_ONE_SENDER + 1)
    ]
    assert answers == [302] * limits.SUBSCRIBERS_FROM_ONE_SENDER + [429]


def test_what_is_not_an_address_is_told_and_kept_in_the_form(shown, client):
    text = ask(client, shown, "fel").content.decode()
    assert 'value="fel"' in text
    assert not Subscriber.objects.exists()


def test_who_does_not_confirm_is_deleted_after_a_week_and_the_link_says_so(shown, client):
    late, early = subscriber(shown, READER), subscriber(shown, "ny@example.org")
    stays = subscriber(shown, "kvar@example.org", confirmed=True)
    long_ago = now() - UNCONFIRMED_FOR
    Subscriber.objects.exclude(pk=early.pk).update(asked_at=long_ago)
    Subscriber.objects.filter(pk=early.pk).update(asked_at=long_ago + dt.timedelta(hours=1))
    assert actions.forget_unconfirmed(by=SYSTEM) == 1
    assert {row.pk for row in Subscriber.objects.all()} == {early.pk, stays.pk}
    answer = client.get(reverse("pages:newsletter_confirm", args=[late.secret]))
    assert answer.status_code == 404
    assert "The link is no longer valid" in answer.content.decode()


def test_the_privacy_notice_tells_of_the_letters(shown, client):
    text = client.get(reverse("pages:personal_data")).content.decode()
    assert "When you ask for a newsletter" in text
    assert "a week if you do not confirm" in text
