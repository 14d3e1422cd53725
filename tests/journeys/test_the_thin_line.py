"""One training day from the form to the month, as those who meet it, in the browser.

Olga makes the day, registers six and ticks; Erik sees the month change and opens the sum; Eve, in
another municipality, sees none of it. In Swedish and in Arabic, wide and on a phone; what each of
them saw is kept as pictures in .local/pictures/.
"""

import re

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, expect

from samverka.toolkit.texts import hours
from tests.people import TODAY, person

from . import steps
from .steps import press
from .test_attendance_sheet import wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KNOWN = ("Amanda", "Bashir", "Cecilia")
NEW = ("Dalia", "Emil", "Farah")
TITLE = "Att arbeta med tolk"


class Story:
    """Somebody's walk through pages in one language and width, with a picture of each."""

    def __init__(self, page_of, language: str, width: int):
        self.page_of, self.language, self.width = page_of, language, width
        self.taken = 0

    def open(self, actor, name: str) -> Page:
        return self.page_of(actor, reverse(name), language=self.language, width=self.width)

    def picture(self, page: Page, name: str) -> None:
        self.taken += 1
        steps.picture(page, f"{self.language}-{self.width}-{self.taken}-{name}")

    def says(self, minutes: int) -> str:
        with translation.override(self.language):
            return str(hours(minutes))


@pytest.fixture(params=[("sv", 1280), ("sv", 360), ("ar", 1280), ("ar", 360)], ids=str)
def story(request, page_of):
    # Tests read the code's English; here people read their own language.
    with override_settings(LANGUAGE_CODE="sv"):
        yield Story(page_of, *request.param)


def make_the_day(page: Page) -> None:
    press(page.locator("main a.button"))
    page.fill("#id_title", TITLE)
    page.select_option("#id_kind", "training_day")
    page.fill("#id_place", "Exempelsalen")
    page.fill("#id_seats", "40")
    page.fill("#id_form-0-day", f"{TODAY:%Y-%m-%d}")
    page.fill("#id_form-0-starts", "09:00")
    page.fill("#id_form-0-ends", "16:00")
    page.fill("#id_form-0-break_minutes", "60")
    press(page.locator("main form button[type=submit]"))
    expect(page.locator("h1")).to_have_text(TITLE)


def register_known(page: Page, name: str) -> None:
    page.locator("#find").press_sequentially(name)
    press(page.locator(".found-person").filter(has_text=name))
    expect(page.locator("main table").last).to_contain_text(name)


def register_new(page: Page, name: str, organisation: str) -> None:
    page.locator("#find").press_sequentially(name)
    press(page.locator("#found a"))
    page.fill("#id_given_name", name)
    page.fill("#id_family_name", "Exempel")
    page.select_option("#id_organisation", label=organisation)
    page.fill("#id_title", "Kurator")
    press(page.locator("main form button[type=submit]"))
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main table").last).to_contain_text(name)


def tick(page: Page) -> None:
    """Everybody is here; Farah leaves at noon."""
    page.locator("[name=everybody]").click()
    expect(page.locator(".sheet-count strong")).to_have_text("6")
    time = page.locator(".sheet-row").filter(has_text="Farah").locator(".sheet-time input")
    time.fill("09.00–12.00")
    time.press("Enter")
    wait_until_saved(page)


def test_a_tick_becomes_the_months_hours_and_nobody_elses_business(story, cast):
    for name in KNOWN:
        person(name, cast.kungalv, cast.gr)
    before = story.open(cast.erik, "reports:months")
    story.picture(before, "erik-before")
    assert not before.locator(f"a[href$='/{TODAY:%Y-%m}/']").count()

    olga = story.open(cast.olga, "activities:list")
    make_the_day(olga)
    for name in KNOWN:
        register_known(olga, name)
    for name in NEW:
        register_new(olga, name, cast.partille.name)
    story.picture(olga, "olga-registered")
    press(olga.locator("a[href*=narvaro]"))
    tick(olga)
    story.picture(olga, "olga-ticked")

    erik = story.open(cast.erik, "reports:months")
    press(erik.locator(f"a[href$='/{TODAY:%Y-%m}/']"))
    expect(erik.locator(".figures")).to_contain_text(story.says(5 * 360 + 180))
    rows = erik.locator("#rows tbody tr")
    expect(rows).to_have_count(6)
    story.picture(erik, "erik-month")
    press(rows.filter(has_text="Farah").locator("a"))
    expect(erik.locator("main")).to_contain_text(TITLE)
    expect(erik.locator("main")).to_contain_text(story.says(180))
    story.picture(erik, "erik-basis")

    eve = story.open(cast.eve, "activities:list")
    expect(eve.locator("main")).not_to_contain_text(TITLE)
    story.picture(eve, "eve-sees-nothing")
    for theirs in (olga.url, erik.url):
        answer = eve.goto(re.sub(r"\?.*", "", theirs))
        assert answer.status in (403, 404), theirs
        expect(eve.locator("main")).not_to_contain_text("Farah")
    assert olga.complaints == erik.complaints == []
