"""The page that greets each role, by day and by night, at a desk and on a telephone."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from samverka.delivery.activities import actions
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.programmes.models import Participation, Programme
from samverka.publishing.statements.tests.factories import (
    JANUARY,
    NUMBERS,
    certified,
    participant,
    series,
)
from tests.people import LONG_AGO, TODAY

from .steps import PHONE, follow, looks_right, press

pytestmark = pytest.mark.browser

ROLES = ("petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada")


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


def holds(page, name: str) -> None:
    looks_right(page, name)
    assert page.complaints == [], name


@pytest.mark.parametrize("name", ROLES)
def test_each_home_can_be_read_by_day_at_a_desk_and_by_night_on_a_telephone(region, page_of, name):
    actor = region.actor(name)
    holds(page_of(actor, "/"), f"home-{name}-light-1280")
    holds(page_of(actor, "/", light="dark", width=PHONE), f"home-{name}-dark-360")


def test_a_home_that_runs_from_the_right_holds_as_well(region, page_of):
    page = page_of(region.erik, "/", language="ar", light="dark", width=PHONE)
    holds(page, "home-erik-ar-dark-360")


def test_by_night_the_page_is_dark_without_being_asked(region, page_of):
    ground = "getComputedStyle(document.body).backgroundColor"
    by_day = page_of(region.petra, "/").evaluate(ground)
    by_night = page_of(region.petra, "/", light="dark").evaluate(ground)
    assert (by_day, by_night) == ("rgb(250, 247, 241)", "rgb(17, 25, 28)")


def test_on_a_telephone_one_is_one_tap_from_the_sheet_that_is_late(region, page_of):
    page = page_of(region.olga, "/", width=PHONE, light="dark")
    follow(page, "Pricka av vilka som var där")
    expect(page.locator("h1")).to_have_text("Att arbeta med tolk i mötet med nyanlända")


def test_the_economists_numbers_open_the_months_they_were_counted_from(region, page_of):
    page = page_of(region.erik, "/")
    press(page.locator("a.figure"))
    expect(page).to_have_url(re.compile("/redovisning/$"))


def test_three_programmes_without_goals_are_read_row_by_row_with_no_hole_before_the_last(
    cast, page_of
):
    for name in ("Andra", "Tredje"):
        programme = Programme.objects.create(name=name, slug=name.lower(), owner=cast.gr)
        programme.participations.create(
            organisation=cast.gr, part=Participation.Part.OWNER, valid_from=LONG_AGO
        )
    page = page_of(cast.ada, "/")
    first, second, third = (card.bounding_box() for card in page.locator(".programmes > *").all())
    assert first["y"] == second["y"] < third["y"]
    assert first["x"] == third["x"] < second["x"]
