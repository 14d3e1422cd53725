"""Whoever leads a programme writes a newsletter, sees it, and sends it once to each reader."""

import datetime as dt
import re
import socket
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.programmes.models import Contact, Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit import trail
from samverka.publishing.materials.actions import show
from samverka.publishing.materials.tests.factories import material
from samverka.publishing.newsletters import actions
from samverka.publishing.newsletters.actions import REGRET
from samverka.publishing.newsletters.messages import letter_of, stop_url
from samverka.publishing.newsletters.models import Delivery, Issue, Subscriber
from samverka.publishing.newsletters.queries import news_for
from samverka.toolkit.clock import now
from tests.people import LONG_AGO, TODAY
from tests.post import do_what_waits

from .factories import TEXTS, issue, subscriber

State = Issue.State
SITE = "https://samverka.example/"


@pytest.fixture
def shown(cast):
    Programme.objects.update(is_public=True)
    cast.programme.refresh_from_db()
    cache.clear()
    return cast


@pytest.fixture
def petra(shown, client):
    client.force_login(shown.petra.user)
    return client


@pytest.fixture
def readers(shown):
    made = [subscriber(shown, f"nr{n}@example.org", confirmed=True) for n in range(3)]
    subscriber(shown, "obekraftad@example.org")
    DBTaskResult.objects.all().delete()
    return made


def at(name, cast, of=None):
    keys = [cast.programme.public_key] + ([of.public_key] if of else [])
    return reverse(f"newsletters:{name}", args=keys)


def a_minute_later() -> None:
    """What the worker does when the time to regret has passed."""
    Issue.objects.exclude(leaves_at=None).update(leaves_at=now())
    DBTaskResult.objects.update(run_after=now())
    do_what_waits()


def sent(of: Issue) -> Issue:
    actions.send(issue=of, site=SITE, by=SYSTEM)
    a_minute_later()
    of.refresh_from_db()
    return of


def test_a_newsletter_is_written_seen_and_sent_to_whoever_confirmed(
    shown, petra, readers, letters
):
    """S23: newsletter, with news of the record."""
    training_day(shown, TOMORROW)
    (news,) = news_for(shown.programme, on=TODAY)
    typed = {
        "heading_sv": "Vårens kurser",
        "text_sv": "Nu börjar kurserna.",
        "news": [f"activity:{news.about}"],
    }
    page = petra.post(at("new", shown), typed, follow=True).content.decode()
    draft = Issue.objects.get()
    assert "It goes to 3 addresses" in page
    assert "Nu börjar kurserna." in page
    assert "Att arbeta med tolk" in page
    petra.post(at("send", shown, draft))
    assert not letters
    a_minute_later()
    assert sorted(letter["To"] for letter in letters) == [f"nr{n}@example.org" for n in range(3)]
    text = letters[0].get_content()
    for words in ("Nu börjar kurserna.", "Att arbeta med tolk", draft.public_key):
        assert words in text
    draft.refresh_from_db()
    assert (draft.state, draft.sent_count) == (State.SENT, 3)
    assert "3 letters have left" in petra.get(at("detail", shown, draft)).content.decode()
    assert not Delivery.objects.exists()


def test_each_letter_has_the_head_lines_that_stop_it_with_one_press(
    shown, client, readers, letters
):
    sent(issue(shown))
    for letter in letters:
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        (url,) = re.findall(
            r"^<https://samverka\.example(\S+)>$", letter["List-Unsubscribe"].strip()
        )
        assert url in letter.get_content()
        client.post(url, {"List-Unsubscribe": "One-Click"})
    assert not Subscriber.objects.exclude(confirmed_at=None).exists()


def test_a_long_address_stands_in_the_head_as_it_is(shown, readers):
    """Programs read it as it stands; words coded for people (RFC 2047) are no address to them."""
    long_site = f"https://{'lang' * 15}.samverka.example/"
    draft = issue(shown)
    draft.site = long_site
    letter = letter_of(draft, readers[0]).message().as_bytes()
    assert f"<{stop_url(readers[0], long_site)}>".encode() in letter


def test_everybody_gets_it_in_their_language_else_in_swedish(shown, letters):
    for language in ("sv", "ar", "uk"):
        subscriber(shown, f"{language}@example.org", confirmed=True, language=language)
    DBTaskResult.objects.all().delete()
    sent(issue(shown, {**TEXTS, "ar": ("دورات الربيع", "تبدأ الدورات الآن.")}))
    headings = {letter["To"]: letter["Subject"] for letter in letters}
    assert headings == {
        "sv@example.org": "Vårens kurser",
        "ar@example.org": "دورات الربيع",
        "uk@example.org": "Vårens kurser",
    }


def test_until_it_leaves_it_can_be_taken_back_and_sent_again(shown, petra, readers, letters):
    draft = issue(shown)
    page = petra.post(at("send", shown, draft), follow=True).content.decode()
    assert at("take_back", shown, draft) in page
    petra.post(at("take_back", shown, draft))
    a_minute_later()
    draft.refresh_from_db()
    assert (draft.state, list(letters)) == (State.DRAFT, [])
    sent(draft)
    assert len(letters) == 3


def test_one_that_was_taken_back_and_sent_again_waits_its_own_minute(shown, readers, letters):
    draft = issue(shown)
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    actions.take_back(issue=draft, by=SYSTEM)
    DBTaskResult.objects.update(run_after=now())
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    do_what_waits()
    assert not letters
    draft.refresh_from_db()
    assert draft.leaves_at - now() > REGRET - dt.timedelta(seconds=30)


def test_what_has_left_is_neither_changed_nor_taken_back(shown, petra, readers, letters):
    gone = sent(issue(shown))
    for name in ("take_back", "send", "go_on"):
        assert petra.post(at(name, shown, gone)).status_code == 302
    petra.post(at("edit", shown, gone), {"heading_sv": "Annat", "text_sv": "Annat"})
    gone.refresh_from_db()
    assert gone.state == State.SENT
    assert gone.texts.get().heading == "Vårens kurser"
    assert len(letters) == 3


def test_a_worker_that_dies_between_two_letters_leaves_the_rest_to_the_next(
    shown,
    readers,
    letters,
    settings,
):
    draft = issue(shown)
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    Issue.objects.update(leaves_at=now())
    # As it is when the first letter has left and the second had just been taken.
    begun = actions._begin(issue_id=draft.pk)
    with actions.get_connection() as connection:
        actions._send_one(begun, actions._next_of(begun), connection)
    assert len(letters) == 1
    a_minute_later()
    assert sorted(letter["To"] for letter in letters) == [f"nr{n}@example.org" for n in range(3)]
    draft.refresh_from_db()
    assert (draft.state, draft.sent_count, draft.unsure_count) == (State.SENT, 3, 0)


def test_a_letter_that_was_leaving_when_the_worker_died_is_not_sent_twice_and_is_told(
    shown,
    petra,
    readers,
    letters,
):
    draft = issue(shown)
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    Issue.objects.update(leaves_at=now())
    begun = actions._begin(issue_id=draft.pk)
    actions._next_of(begun)
    a_minute_later()
    assert len(letters) == 2
    draft.refresh_from_db()
    assert (draft.sent_count, draft.unsure_count) == (2, 1)
    assert "Of 1 it is not known" in petra.get(at("detail", shown, draft)).content.decode()


def test_a_server_that_does_not_answer_stops_the_sending_and_it_goes_on_later(
    shown,
    petra,
    readers,
    letters,
    settings,
):
    draft = issue(shown)
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    Issue.objects.update(leaves_at=now())
    port = settings.EMAIL_PORT
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = silent.getsockname()[1]
        with pytest.raises(OSError, match="refused"):
            actions.deliver.call(draft.pk)
    DBTaskResult.objects.update(status="FAILED")
    settings.EMAIL_PORT = port
    page = petra.get(at("detail", shown, draft)).content.decode()
    assert "stopped after 0 of 3 letters" in page
    petra.post(at("go_on", shown, draft))
    do_what_waits()
    assert len(letters) == 3


def test_a_page_shows_how_far_it_has_come_while_letters_leave(shown, petra, readers):
    draft = issue(shown)
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    assert "Until then it can be stopped" in petra.get(at("detail", shown, draft)).content.decode()
    Issue.objects.update(leaves_at=now())
    actions._begin(issue_id=draft.pk)
    Delivery.objects.filter(subscriber=readers[0]).update(state="sent")
    text = petra.get(at("progress", shown, draft), {"state": "sending"}).content.decode()
    assert 'max="3" value="1"' in text


def test_who_stops_while_letters_leave_gets_none(shown, readers, letters):
    draft = issue(shown)
    actions.send(issue=draft, site=SITE, by=SYSTEM)
    Issue.objects.update(leaves_at=now())
    actions._begin(issue_id=draft.pk)
    actions.stop(subscriber=readers[0], by=SYSTEM)
    a_minute_later()
    assert sorted(letter["To"] for letter in letters) == ["nr1@example.org", "nr2@example.org"]


def test_a_programme_that_is_not_public_sends_nothing(cast, client):
    draft = issue(cast)
    client.force_login(cast.petra.user)
    page = client.post(at("send", cast, draft), follow=True).content.decode()
    assert "The newsletter was not sent" in page
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_news_are_what_comes_and_what_is_new_since_the_issue_before(shown):
    training_day(shown, TOMORROW)
    show(material=material(shown), by=shown.karin)
    Contact.objects.create(
        programme=shown.programme,
        organisation=shown.gr,
        function="Utvecklingsledare",
        is_public=True,
        valid_from=TODAY - dt.timedelta(days=1),
    )
    trail.note(
        by=shown.petra,
        verb="programmes.fact_corrected",
        about=shown.programme,
        fields=["ends_on", "budget"],
    )
    found = news_for(shown.programme, on=TODAY)
    assert [one.kind for one in found] == ["activity", "material", "contact", "fact"]
    assert "budget" not in {one.about for one in found}
    draft = issue(shown, news=found)
    Issue.objects.filter(pk=draft.pk).update(
        state=State.SENT, begun_at=now() + dt.timedelta(days=2)
    )
    assert {one.kind for one in news_for(shown.programme, on=TODAY)} == {"activity"}


def test_what_has_left_stands_on_the_public_page_and_in_the_feed_and_a_draft_does_not(
    shown,
    client,
    letters,
):
    sent(issue(shown))
    issue(shown, {"sv": ("Hemligt utkast", "Inte än.")})
    slug = shown.programme.slug
    page = client.get(reverse("pages:programme", args=[slug])).content.decode()
    archive = client.get(reverse("pages:newsletter", args=[slug])).content.decode()
    feed = client.get(reverse("pages:news", args=[slug])).content
    for text in (page, archive, feed.decode()):
        assert "Vårens kurser" in text
        assert "Hemligt utkast" not in text
    (item,) = ET.fromstring(feed).iter("item")
    text = client.get(item.findtext("link")).content.decode()
    assert "Välkomna till hösten också." in text
    draft = Issue.objects.get(state=State.DRAFT)
    url = reverse("pages:newsletter_issue", args=[slug, draft.public_key])
    assert client.get(url).status_code == 404


def test_a_language_needs_both_heading_and_text_and_nothing_typed_is_lost(shown, petra):
    typed = {"heading_sv": "Vår", "text_sv": "Kurser.", "heading_en": "Spring", "text_en": ""}
    page = petra.post(at("new", shown), typed).content.decode()
    assert "Write both heading and text" in page
    assert 'value="Spring"' in page
    assert not Issue.objects.exists()


def test_the_list_asks_as_many_questions_for_many_issues_as_for_one(
    shown, petra, django_assert_max_num_queries
):
    for _ in range(12):
        issue(shown)
    with django_assert_max_num_queries(10):
        petra.get(at("list", shown))


def test_what_was_changed_before_the_programme_began_is_no_news(shown):
    Contact.objects.create(
        programme=shown.programme,
        organisation=shown.gr,
        function="Utvecklingsledare",
        is_public=True,
        valid_from=LONG_AGO,
    )
    assert not news_for(shown.programme, on=TODAY)
