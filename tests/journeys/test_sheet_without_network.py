"""The network goes, the server is killed, the tab is closed: what was ticked is kept and sent."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import only_session, place, training_day
from tests.killed.served import ALL, serving
from tests.people import TODAY, person

from .conftest import session_of
from .steps import comes_true, next_page, press
from .test_attendance_sheet import LEFT, marks, radio, row, state, wait_until_saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
NAMES = ("Amanda", "Bashir", "Cecilia", "Dawit")


@pytest.fixture
def sheet(cast):
    activity = training_day(cast)
    for name in NAMES:
        place(cast, activity, person(name, cast.kungalv))
    session = only_session(activity)
    session.address = reverse("activities:sheet", args=[session.public_key])
    return session


def one_by_key(sheet, name, mark, by):
    key = sheet.activity.registrations.get(person__given_name=name).public_key
    actions.record_attendance(session=sheet, marks=[actions.Mark(key, mark)], on=TODAY, by=by)


def closed(page):
    """The tab is closed, and nobody is asked about it."""
    page.close(run_before_unload=False)


def test_the_network_goes_the_server_is_killed_and_the_tab_closed(
    context_of, cast, sheet, tmp_path
):
    with serving(tmp_path) as served:
        url = f"http://127.0.0.1:{served.port}"
        context = context_of(cast.olga, url=url)
        page = context.new_page()
        page.goto(sheet.address)
        radio(page, "Amanda", "here").check()
        wait_until_saved(page)
        # Without a network three are ticked, and one's own word changed.
        context.set_offline(True)
        radio(page, "Bashir", "here").check()
        expect(state(page, "waiting")).to_be_visible()
        row(page, "Bashir").locator(".sheet-time input").fill("9-12")
        radio(page, "Cecilia", "absent").check()
        radio(page, "Dawit", "here").check()
        # Four are here or absent on the device, and three of them wait there.
        expect(page.locator(".sheet-count strong")).to_have_text("3")
        comes_true(page, f"{LEFT} === 3")
        served.kill(ALL)
        assert marks(sheet) == [("Amanda", HERE, 360)]
        # Somebody else has ticked one of them meanwhile.
        one_by_key(sheet, "Cecilia", HERE, cast.petra)
        # What lies on the device is sealed: no word of it can be read there.
        stored = page.evaluate("JSON.stringify(localStorage)")
        assert stored.count("unsent.") == 3
        assert not any(word in stored for word in ("here", "absent", "9-12", *NAMES))
        closed(page)

        context.set_offline(False)
        page = context.new_page()
        page.goto("/")
        expect(page.locator("[data-unsent]")).to_be_visible()
        press(page.locator("[data-unsent] a"))
        conflict = row(page, "Cecilia").locator(".sheet-conflict")
        expect(conflict).to_contain_text("Petra Exempel")
        wait_until_saved(page)
        expect(radio(page, "Bashir", "here")).to_be_checked()
        assert marks(sheet) == [
            ("Amanda", HERE, 360),
            ("Bashir", HERE, 180),
            ("Cecilia", HERE, 360),
            ("Dawit", HERE, 360),
        ]
        conflict.locator("[name=instead]").click()
        expect(conflict).to_have_count(0)
        wait_until_saved(page)
        assert ("Cecilia", ABSENT, 0) in marks(sheet)
        context.close()


def test_an_answer_that_was_lost_is_no_conflict_with_oneself(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    reached = []

    def lose_the_answer(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch()
        reached.append(True)
        return route.abort()

    page.route("**/narvaro/", lose_the_answer)
    radio(page, "Amanda", "here").check()
    expect(state(page, "waiting")).to_be_visible()
    assert reached
    assert marks(sheet) == [("Amanda", HERE, 360)]
    page.unroute("**/narvaro/", lose_the_answer)
    radio(page, "Amanda", "absent").check()
    wait_until_saved(page)
    expect(row(page, "Amanda").locator(".sheet-conflict")).to_have_count(0)
    assert marks(sheet) == [("Amanda", ABSENT, 0)]


def test_one_row_that_is_gone_takes_no_other_with_it(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address, language="en")
    page.context.set_offline(True)
    for name in ("Amanda", "Bashir"):
        radio(page, name, "here").check()
    gone = sheet.activity.registrations.get(person__given_name="Amanda")
    type(gone).objects.filter(pk=gone.pk).update(state="waiting")
    page.context.set_offline(False)
    expect(row(page, "Amanda").locator(".fault")).to_contain_text("no longer on the sheet")
    wait_until_saved(page)
    assert marks(sheet) == [("Bashir", HERE, 360)]


def test_whoever_signs_out_leaves_nothing_on_the_device_and_is_told_first(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    page.route("**/narvaro/", lambda route: route.abort())
    radio(page, "Amanda", "here").check()
    expect(state(page, "waiting")).to_be_visible()
    comes_true(page, f"{LEFT} === 1")
    page.locator(".me summary").click()
    page.locator("[data-sign-out] button").click()
    expect(page.locator("[data-signing-out]")).to_be_visible()
    press(page.locator("[data-sign-out] button"))
    expect(page).not_to_have_url(re.compile("narvaro"))
    assert page.evaluate(LEFT) == 0
    assert marks(sheet) == []


def test_what_is_tried_while_one_is_being_signed_out_leaves_nothing_either(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    page.route("**/narvaro/", lambda route: route.abort())
    radio(page, "Amanda", "here").check()
    comes_true(page, f"{LEFT} === 1")
    leaving = []
    page.route("**" + reverse("account_logout"), lambda route: leaving.append(route))
    page.locator(".me summary").click()
    page.locator("[data-sign-out] button").click()
    expect(page.locator("[data-signing-out]")).to_be_visible()
    with next_page(page):
        with page.expect_request("**" + reverse("account_logout")):
            page.locator("[data-sign-out] button").click(no_wait_after=True)
        # The sheet tries once more before the answer comes.
        page.wait_for_event("requestfailed")
        leaving[0].continue_()
    assert page.evaluate(LEFT) == 0


def test_another_account_on_the_device_reads_and_sends_nothing_of_it(
    page_of, live_server, cast, sheet
):
    page = page_of(cast.olga, sheet.address)
    page.route("**/narvaro/", lambda route: route.abort())
    radio(page, "Amanda", "here").check()
    expect(state(page, "waiting")).to_be_visible()
    comes_true(page, f"{LEFT} === 1")
    closed(page)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(cast.petra)}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    other = page.context.new_page()
    other.goto(page.url)
    expect(radio(other, "Amanda", "here")).not_to_be_checked()
    expect(other.locator("[data-unsent]")).to_be_hidden()
    assert marks(sheet) == []
