"""A code on the screen, telephones that point at it, and the sheet that shows who came."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverka.delivery.activities.tests.factories import only_session, place, training_day
from samverka.toolkit.clock import today
from tests.people import person

from .steps import PHONE, faults, fits, press_button
from .test_attendance_sheet import row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(cast):
    """Today, with Amanda; nobody else has a place."""
    activity = training_day(cast, today())
    amanda = person("Amanda", cast.kungalv)
    amanda.email = "amanda@example.org"
    amanda.save(update_fields=["email"])
    place(cast, activity, amanda)
    return only_session(activity)


def code_on(screen) -> str:
    """What a camera reads: the drawing is of the address that the page was given."""
    return screen.locator("[data-code]").get_attribute("data-code")


def says(phone, name, contact):
    phone.get_by_label("Your name").fill(name)
    phone.get_by_label("Your e-mail or telephone").fill(contact)
    press_button(phone, "I am here")
    expect(phone.get_by_role("heading", name="Welcome")).to_be_visible()


def test_the_code_is_shown_two_scan_it_and_the_sheet_shows_how_they_came(page_of, cast, session):
    screen = page_of(
        cast.olga, reverse("check_in:screen", args=[session.public_key]), language="en"
    )
    expect(screen.locator(".qr svg")).to_be_visible()
    phone = page_of(None, code_on(screen), language="en", width=PHONE)
    fits(phone)
    assert faults(phone) == []
    assert "Amanda" not in phone.content()
    says(phone, "Amanda Exempel", "amanda@example.org")
    phone.goto(code_on(screen))
    says(phone, "Bashir Exempel", "070-174 06 05")
    sheet = page_of(
        cast.olga, reverse("activities:sheet", args=[session.public_key]), language="en"
    )
    expect(row(sheet, "Amanda").locator("input[value=here]")).to_be_checked()
    expect(row(sheet, "Amanda")).to_contain_text("checked in")
    expect(sheet.locator("#arrivals")).to_contain_text("Bashir Exempel")
    row(sheet, "Amanda").locator("input[value=absent]").check()
    expect(row(sheet, "Amanda")).not_to_contain_text("checked in")
    assert screen.complaints == phone.complaints == sheet.complaints == []
