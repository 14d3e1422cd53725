"""The page that greets each role, by day and by night, at a desk and on a telephone."""

import datetime as dt
from pathlib import Path

import pytest

from samverka.delivery.activities import actions
from samverka.delivery.activities.tests.factories import training_day
from samverka.publishing.statements.tests.factories import (
    JANUARY,
    NUMBERS,
    certified,
    participant,
    series,
)
from tests.people import TODAY

from .test_the_look import faults

pytestmark = pytest.mark.browser

ROLES = ("petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada")
PHONE = 360
PICTURES = Path(__file__).parents[2] / ".local" / "pictures"


@pytest.fixture
def region(cast):
    """A day that is late, one to come, and a month that is to be told of."""
    amina = participant(cast, "Amina", NUMBERS[0]).person
    amina.user = cast.sara.user
    amina.save()
    certified(cast, JANUARY, {amina: [120]}, cast.karin)
    series(cast)
    for day in (
        JANUARY + dt.timedelta(days=8),
        TODAY - dt.timedelta(days=4),
        TODAY,
        TODAY.replace(day=30),
    ):
        activity = training_day(
            cast, day, title="Att arbeta med tolk i mötet med nyanlända", seats=40
        )
        actions.register(
            activity=activity, person=amina, organisation=cast.kungalv, on=day, by=cast.olga
        )
    return cast


def holds(page, file: str, width: int) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    assert faults(page) == [], file
    assert page.evaluate("document.documentElement.scrollWidth") == width, file
    assert page.complaints == [], file
    page.screenshot(path=PICTURES / file, full_page=True)


@pytest.mark.parametrize("name", ROLES)
def test_each_home_can_be_read_by_day_at_a_desk_and_by_night_on_a_telephone(region, page_of, name):
    actor = region.actor(name)
    holds(page_of(actor, "/", width=1280), f"home-{name}-light-1280.png", 1280)
    holds(page_of(actor, "/", light="dark", width=PHONE), f"home-{name}-dark-360.png", PHONE)


def test_a_home_that_runs_from_the_right_holds_as_well(region, page_of):
    page = page_of(region.erik, "/", language="ar", light="dark", width=PHONE)
    holds(page, "home-erik-ar-dark-360.png", PHONE)


def test_by_night_the_page_is_dark_without_being_asked(region, page_of):
    ground = "getComputedStyle(document.body).backgroundColor"
    by_day = page_of(region.petra, "/").evaluate(ground)
    by_night = page_of(region.petra, "/", light="dark").evaluate(ground)
    assert (by_day, by_night) == ("rgb(250, 247, 241)", "rgb(17, 25, 28)")


def test_on_a_telephone_one_is_one_tap_from_the_sheet_that_is_late(region, page_of):
    page = page_of(region.olga, "/", width=PHONE, light="dark")
    page.get_by_role("link", name="Pricka av vilka som var där").first.click()
    assert page.locator("h1").inner_text() == "Att arbeta med tolk i mötet med nyanlända"


def test_the_economists_numbers_open_the_months_they_were_counted_from(region, page_of):
    page = page_of(region.erik, "/")
    page.locator("a.figure").first.click()
    assert page.url.endswith("/redovisning/")
