"""The economist's month in the browser, from a word that lacks to the claim that is sent.

Two employers have not certified February. Erik reminds them, and when they have given their word
he makes the month ready and sends it. Then January turns out to be wrong: it is corrected, and
what was sent after it is sent again as the page lists it. At last he assembles the claim, opens
its hours down to the sheet where somebody was ticked, and sends it. In Swedish on a wide screen
and in Arabic on a phone; pictures are in .local/pictures/.
"""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.models import Letter
from samverka.delivery.certification.tests.factories import counts, course
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.publishing.claims.models import Claim
from samverka.publishing.claims.tests import factories as claims
from samverka.publishing.statements.models import Series, Version
from samverka.publishing.statements.tests import factories as statements
from samverka.publishing.statements.tests.factories import FEBRUARY, JANUARY
from tests.people import Cast, appoint, person

from . import steps
from .steps import by_the_bar, press, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELDS = ("organisation", "minutes", "whole_hours")


@dataclass
class Month:
    """January is certified and sent; February lacks the word of two employers."""

    cast: Cast
    paula: Actor
    series: Series

    def address(self, name: str, *args) -> str:
        return reverse(name, args=[self.cast.programme.public_key, *args])

    def of(self, month: dt.date) -> str:
        return self.address("statements:month", self.series.public_key, month)

    def certify(self, month: dt.date, *employers: Actor) -> None:
        for employer in employers:
            statements.certify(self.cast, month, employer)


@pytest.fixture
def month(cast) -> Month:
    paula = appoint("paula", Role.SUB_PROJECT_LEADER, cast.partille)
    amina = person("Amina", cast.kungalv, cast.gr)
    dalia = person("Dalia", cast.partille, cast.gr)
    statements.certified(cast, JANUARY, {amina: [150] * 7}, cast.karin)
    statements.certified(cast, JANUARY, {dalia: [474]}, paula)
    series = statements.series(cast, "hours", FIELDS)
    statements.sent(cast, series, JANUARY)
    for somebody, employer in ((amina, cast.kungalv), (dalia, cast.partille)):
        counts(cast, course(cast, {somebody: [120, 60]}, month=FEBRUARY, employer=employer))
    claims.accepted_cost(cast, 1250_00)
    return Month(cast, paula, series)


class Walk:
    """Erik's way through the pages: kept as pictures, and the main ones looked at closely."""

    def __init__(self, page: Page, name: str):
        self.page, self.name, self.taken = page, name, 0

    def picture(self, name: str) -> None:
        self.taken += 1
        steps.picture(self.page, f"economist-{self.name}-{self.taken}-{name}")

    def look(self, name: str) -> None:
        """A main page, without any fault that a program can find."""
        self.picture(name)
        assert steps.faults(self.page) == [], name

    def follow(self, address: str) -> None:
        """A link that ends so."""
        press(self.page.locator(f"main a[href$='{address}']"))

    def go_to(self, address: str) -> None:
        """A place of the programme; on a phone they all stand behind one button."""
        link = self.page.locator(f".within a[href$='{address}']").locator("visible=true")
        if not link.count():
            self.page.locator(".within summary").click()
        press(link)

    def press(self, address: str) -> None:
        """The button of what is sent to an address that ends so."""
        steps.send_to(self.page, address)


def chase(walk: Walk, month: Month) -> None:
    """All who may give the word of either employer get one letter each."""
    walk.follow(month.address("certification:missing"))
    boxes = walk.page.locator("tbody input[name=row]")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    walk.look("missing")
    press(walk.page.locator("button[formaction$='/paminn/']"))
    told = Letter.objects.values_list("user__name", flat=True)
    assert sorted(told) == ["Karin Exempel", "Paula Exempel", "Ulla Exempel"]


def send_month(walk: Walk, month: Month, of: dt.date) -> None:
    """Sent with a button, and written by a worker."""
    walk.press("/skicka/")
    ready = Version.objects.get(statement__first_month=of, state=Version.State.READY)
    by_the_bar(walk.page, lambda: statements.work(ready))


def tell_february(walk: Walk, month: Month) -> None:
    walk.press("/klar/")
    walk.picture("ready")
    send_month(walk, month, FEBRUARY)
    walk.look("sent")


def correct_january(walk: Walk, month: Month) -> None:
    """A tick was wrong; what was sent after January is listed, and sent again in its order."""
    mark = Attendance.objects.filter(session__held_on__month=1, minutes=150).first()
    Attendance.objects.filter(pk=mark.pk).update(minutes=30)
    month.certify(JANUARY, month.cast.karin)
    walk.page.goto(month.of(JANUARY))
    walk.follow("/ratta/")
    expect(walk.page.locator("#later li")).to_have_count(1)
    walk.look("correct")
    walk.page.fill("#id_reason", "En bock var fel")
    save(walk.page)
    send_month(walk, month, JANUARY)
    walk.follow("/2026-02/")
    send_month(walk, month, FEBRUARY)
    sent = Version.objects.filter(state=Version.State.SENT)
    assert sorted(sent.values_list("statement__first_month", "number")) == [
        (JANUARY, 1),
        (JANUARY, 2),
        (FEBRUARY, 1),
        (FEBRUARY, 2),
    ]


def begin_the_claim(walk: Walk, month: Month) -> None:
    """Up to February, as the page proposes: March goes on."""
    walk.go_to(month.address("claims:list"))
    expect(walk.page.locator("#id_last_month")).to_have_value(f"{FEBRUARY:%Y-%m-%d}")
    press(walk.page.locator("#begin button[type=submit]"))
    walk.look("claim")


def open_down_to_the_tick(walk: Walk, month: Month) -> None:
    """From the sum of hours to a certificate, to a person, to the mark and who made it."""
    claim, here = Claim.objects.get(), walk.page.url
    walk.follow(month.address("claims:hours", claim.public_key))
    walk.look("hours")
    press(walk.page.locator("main td a[href*='/timmar/']").last)
    walk.picture("certificate")
    press(walk.page.locator("main td a"))
    expect(walk.page.locator("main tbody")).to_contain_text("Kurs om bemötande")
    walk.picture("marks")
    walk.page.goto(here)


def send_the_claim(walk: Walk, month: Month) -> None:
    walk.press("/klar/")
    walk.press("/skicka/")
    by_the_bar(walk.page, lambda: claims.work(month.cast, Claim.objects.get()))
    expect(walk.page.locator("main a[href$='/fil/xlsx/']")).to_be_visible()
    assert Claim.objects.get().is_sent
    walk.picture("claim-sent")


@pytest.mark.parametrize(("language", "width"), [("sv", 1280), ("ar", 360)])
def test_a_month_goes_from_what_lacks_to_the_claim(month, page_of, language, width):
    cast = month.cast
    with override_settings(LANGUAGE_CODE="sv"):
        page = page_of(cast.erik, reverse("home:home"), language=language, width=width)
        walk = Walk(page, f"{language}-{width}")
        walk.look("home")
        page.goto(month.address("certification:overview"))
        chase(walk, month)
        month.certify(FEBRUARY, cast.karin, month.paula)
        page.goto(month.of(FEBRUARY))
        tell_february(walk, month)
        correct_january(walk, month)
        begin_the_claim(walk, month)
        open_down_to_the_tick(walk, month)
        send_the_claim(walk, month)
    assert page.complaints == []
