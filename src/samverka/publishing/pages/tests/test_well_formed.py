"""Public pages hold together as HTML: nothing left open, no id twice, one heading first (S23)."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.programmes.models import Contact, Programme
from tests.people import LONG_AGO

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
ONE_OF = ("html", "head", "body", "main", "title", "h1")


class Strict(HTMLParser):
    """Reads a page, and refuses what browsers would silently mend."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.ids: list[str] = []
        self.pointed_at: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = [name for name, _value in attrs]
        assert len(named) == len(set(named)), f"<{tag}> says something twice: {named}"
        told = dict(attrs)
        assert tag != "img" or "alt" in told
        self.seen.append(tag)
        self.ids += [told["id"]] if "id" in told else []
        for pointer in ("for", "aria-labelledby", "aria-describedby"):
            self.pointed_at += told.get(pointer, "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"


def read(text: str) -> Strict:
    page = Strict()
    page.feed(text)
    page.close()
    return page


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
    slug = cast.programme.slug
    for url in (
        reverse("pages:programmes"),
        reverse("pages:programme", args=[slug]),
        reverse("pages:letter", args=[slug, contact.public_key]),
        reverse("pages:sent", args=[slug]),
        reverse("pages:personal_data"),
    ):
        text = client.get(url).content.decode()
        assert text.lower().startswith("<!doctype html>"), url
        page = read(text)
        assert page.open == [], url
        assert [tag for tag in ONE_OF if page.seen.count(tag) != 1] == [], url
        assert len(page.ids) == len(set(page.ids)), url
        assert set(page.pointed_at) <= set(page.ids), url


def test_what_is_left_open_is_noticed():
    with pytest.raises(AssertionError, match="closes something else"):
        read("<main><p>Text</main>")
