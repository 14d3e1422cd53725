"""The days of a course are proposed, changed and made in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverka.delivery.courses.tests.factories import template

from .steps import DESK, PHONE, fits, press_button

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_each_meeting_has_its_name_above_its_day_and_times(page_of, cast, width):
    made = template(cast)
    keys = [cast.programme.public_key, made.public_key]
    page = page_of(cast.olga, reverse("courses:make", args=keys), language="en", width=width)
    page.locator("[name=title]").fill("Förälder i nytt land, Kungälv")
    page.locator("[name=first_day]").fill("2026-04-14")
    page.locator("[name=starts]").fill("17:00")
    press_button(page, "Propose days")
    fits(page)
    rows = page.locator(".day-row")
    expect(rows).to_have_count(7)
    for row in rows.all():
        name, day = row.locator(".day-name"), row.locator("input[type=date]")
        under = day.bounding_box()
        assert name.bounding_box()["y"] + name.bounding_box()["height"] <= under["y"]
        if width == DESK:
            assert row.locator("input[type=time]").first.bounding_box()["y"] == under["y"]
