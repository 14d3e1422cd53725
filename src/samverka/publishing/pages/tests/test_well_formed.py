"""Public pages hold together as HTML, and the feed as RSS, to readers that others wrote (S23)."""

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import html5lib
import pytest
from django.urls import reverse
from html5lib.html5parser import ParseError
from pydantic import ValidationError
from rss_parser import RSSParser

from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.programmes.models import Contact, Programme
from samverka.publishing.newsletters.models import Issue
from samverka.publishing.newsletters.tests.factories import issue, subscriber
from samverka.toolkit.clock import now
from tests.people import LONG_AGO
from tests.strict_html import hold_together, read


def a_newsletter_that_has_left(cast) -> Issue:
    made = issue(cast)
    Issue.objects.filter(pk=made.pk).update(state=Issue.State.SENT, begun_at=now())
    return made


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_public_page_holds_together(cast, client, language):
    Programme.objects.update(is_public=True)
    training_day(cast, TOMORROW)
    contact = Contact.objects.create(
        programme=cast.programme,
        organisation=cast.gr,
        function="Utvecklingsledare",
        holder=cast.petra.user,
        is_public=True,
        valid_from=LONG_AGO,
    )
    client.cookies["django_language"] = language
    sent, reader = a_newsletter_that_has_left(cast), subscriber(cast, "lasare@example.org")
    slug = cast.programme.slug
    for url in (
        reverse("pages:programmes"),
        reverse("pages:programme", args=[slug]),
        reverse("pages:letter", args=[slug, contact.public_key]),
        reverse("pages:sent", args=[slug]),
        reverse("pages:personal_data"),
        reverse("pages:newsletter", args=[slug]),
        reverse("pages:newsletter_asked", args=[slug]),
        reverse("pages:newsletter_issue", args=[slug, sent.public_key]),
        reverse("pages:newsletter_confirm", args=[reader.secret]),
        reverse("pages:newsletter_stop", args=[reader.secret]),
    ):
        hold_together(client.get(url).content.decode())


def test_what_is_left_open_is_noticed():
    with pytest.raises(AssertionError, match="closes something else"):
        read("<main><p>Text</main>")


@pytest.mark.parametrize(
    "wrong", ["<p><div></p></div>", '<img src="a" src="b">', "<b><i>a</b></i>"]
)
def test_the_outside_reader_refuses_what_a_browser_would_mend(wrong):
    page = f'<!doctype html><html lang="sv"><title>Sida</title><main>{wrong}</main></html>'
    with pytest.raises(ParseError):
        html5lib.HTMLParser(strict=True).parse(page)


def feed_of(cast, client) -> str:
    Programme.objects.update(is_public=True)
    training_day(cast, TOMORROW)
    a_newsletter_that_has_left(cast)
    return client.get(reverse("pages:news", args=[cast.programme.slug])).content.decode()


def test_the_feed_is_rss_to_an_outside_reader_too(cast, client):
    """RSS 2.0: what channel and item must have, dates of RFC 822, whole addresses, guids."""
    text = feed_of(cast, client)
    channel = RSSParser.parse(text).channel
    assert {item.title.content for item in channel.items} == {
        "Vårens kurser",
        "Att arbeta med tolk",
    }
    assert str(channel.language.content) == "sv"
    tree = ET.fromstring(text)
    for day in (*tree.iter("pubDate"), *tree.iter("lastBuildDate")):
        assert parsedate_to_datetime(day.text).tzinfo
    for link in tree.iter("link"):
        assert link.text.startswith("http://testserver/")
    guids = [guid.text for guid in tree.iter("guid")]
    assert len(guids) == len(set(guids)) == 2


def test_the_outside_reader_refuses_a_feed_that_lacks_what_it_must_have(cast, client):
    text = feed_of(cast, client)
    with pytest.raises(ValidationError):
        RSSParser.parse(text.replace("link>", "lank>"))
