"""Ticking who was there, in a real browser: by keyboard, on a phone, together, without network."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import only_session, place, training_day
from tests.people import TODAY, person

from .steps import PHONE, comes_true, faults, fits, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# How much waits on the device.
LEFT = """[localStorage, sessionStorage].flatMap((box) => Object.keys(box))
    .filter((name) => name.startsWith("unsent.")).length"""
HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT


@pytest.fixture
def sheet(cast):
    """A session with Amanda, Bashir and Cecilia; its address."""
    activity = training_day(cast)
    for name in ("Amanda", "Bashir", "Cecilia"):
        place(cast, activity, person(name, cast.kungalv))
    session = only_session(activity)
    session.address = reverse("activities:sheet", args=[session.public_key])
    return session


def row(page, name):
    return page.locator(".sheet-row").filter(has_text=name)


def radio(page, name, mark):
    return row(page, name).locator(f"input[value={mark}]")


def state(page, name):
    return page.locator(f"[data-state={name}]")


def marks(session):
    rows = session.attendances.order_by("person__given_name")
    return [(row.person.given_name, row.mark, row.minutes) for row in rows]


def wait_until_saved(page):
    expect(state(page, "saved")).to_be_visible()
    comes_true(page, f"{LEFT} === 0")


def test_a_tick_is_saved_by_itself_and_the_head_counts(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    radio(page, "Amanda", "here").check()
    expect(page.locator(".sheet-count strong")).to_have_text("1")
    wait_until_saved(page)
    assert marks(sheet) == [("Amanda", HERE, 360)]
    assert page.complaints == []


def test_the_keyboard_is_enough(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    page.locator("#sheet-search").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("h")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(radio(page, "Cecilia", "here")).to_be_focused()
    page.keyboard.type("ama")
    expect(page.locator("#sheet-search")).to_have_value("ama")
    expect(row(page, "Bashir")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(row(page, "Bashir")).to_be_visible()
    page.keyboard.type("ceci")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-count strong")).to_have_text("2")
    wait_until_saved(page)
    assert marks(sheet) == [("Amanda", HERE, 360), ("Bashir", ABSENT, 0), ("Cecilia", HERE, 360)]


def test_half_a_day_is_one_field_and_a_time_that_cannot_be_read_is_kept(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    time = row(page, "Amanda").locator(".sheet-time input")
    time.fill("half")
    time.press("Enter")
    expect(row(page, "Amanda").locator(".fault")).to_be_visible()
    expect(row(page, "Amanda").locator(".sheet-time input")).to_have_value("half")
    time = row(page, "Amanda").locator(".sheet-time input")
    time.fill("09–12")
    time.press("Enter")
    expect(row(page, "Amanda").locator(".sheet-time input")).to_have_value("3:00")
    expect(radio(page, "Amanda", "here")).to_be_checked()
    wait_until_saved(page)
    assert marks(sheet) == [("Amanda", HERE, 180)]


def test_enter_in_a_row_goes_on_to_the_next_and_sends_no_form(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    radio(page, "Amanda", "here").check()
    page.keyboard.press("Enter")
    expect(radio(page, "Bashir", "here")).to_be_focused()
    wait_until_saved(page)
    assert marks(sheet) == [("Amanda", HERE, 360)]


def test_two_who_tick_together_see_each_other_and_choose_where_they_differ(page_of, cast, sheet):
    olga, petra = page_of(cast.olga, sheet.address), page_of(cast.petra, sheet.address)
    under_way = set()
    olga.on("request", lambda one: under_way.add(one))
    for ended in ("requestfinished", "requestfailed"):
        olga.on(ended, lambda one: under_way.discard(one))
    radio(petra, "Bashir", "absent").check()
    expect(radio(olga, "Bashir", "absent")).to_be_checked()
    # A look that was under way when the route was laid would still tell her.
    with olga.expect_event("requestfailed", lambda lost: "/nytt/" in lost.url):
        olga.route("**/nytt/**", lambda route: route.abort())
    while under_way:
        olga.wait_for_timeout(50)
    radio(petra, "Amanda", "here").check()
    wait_until_saved(petra)
    radio(olga, "Amanda", "absent").check()
    conflict = row(olga, "Amanda").locator(".sheet-conflict")
    expect(conflict).to_contain_text("Petra Exempel")
    assert ("Amanda", HERE, 360) in marks(sheet)
    conflict.locator("[name=instead]").click()
    expect(conflict).to_have_count(0)
    wait_until_saved(olga)
    assert ("Amanda", ABSENT, 0) in marks(sheet)


def test_a_look_that_began_before_a_tick_takes_nothing_of_it_away(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    radio(page, "Amanda", "absent").check()
    wait_until_saved(page)
    looks = []
    page.route("**/nytt/**", lambda route: looks.append((route, route.fetch())))
    while not looks:
        page.wait_for_timeout(50)
    # What it tells of Amanda is on its way while Olga changes her mind.
    radio(page, "Amanda", "here").check()
    wait_until_saved(page)
    route, told = looks[0]
    assert told.status == 200
    with page.expect_event("requestfinished", lambda one: "/nytt/" in one.url):
        route.fulfill(response=told)
    page.wait_for_timeout(200)
    expect(radio(page, "Amanda", "here")).to_be_checked()
    expect(page.locator(".sheet-count strong")).to_have_text("1")
    assert page.complaints == []


def test_what_the_network_lost_is_kept_over_a_reload_and_saved_later(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)

    def lose(route):
        return route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/narvaro/", lose)
    radio(page, "Amanda", "here").check()
    expect(state(page, "waiting")).to_be_visible()
    comes_true(page, f"{LEFT} === 1")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(radio(page, "Amanda", "here")).to_be_checked()
    assert marks(sheet) == []
    page.unroute("**/narvaro/", lose)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_saved(page)
    assert marks(sheet) == [("Amanda", HERE, 360)]


def test_somebody_who_comes_unannounced_is_added_by_searching(page_of, cast, sheet):
    person("Dawit", cast.kungalv, cast.gr)
    page = page_of(cast.olga, sheet.address)
    page.locator("#sheet-search").press_sequentially("dawit")
    expect(page.locator(".found-person")).to_contain_text("Dawit Exempel")
    page.keyboard.press("Enter")
    expect(row(page, "Dawit")).to_be_visible()
    assert sheet.activity.registrations.count() == 4


def test_somebody_who_registers_meanwhile_appears(page_of, cast, sheet):
    page = page_of(cast.olga, sheet.address)
    expect(page.locator(".sheet-row")).to_have_count(3)
    place(cast, sheet.activity, person("Dawit", cast.kungalv))
    expect(row(page, "Dawit")).to_be_visible()


def test_a_mark_is_taken_away_from_its_history(page_of, cast, sheet):
    key = sheet.activity.registrations.get(person__given_name="Amanda").public_key
    marked = [actions.Mark(key, HERE)]
    actions.record_attendance(session=sheet, marks=marked, on=TODAY, by=cast.petra)
    page = page_of(cast.olga, sheet.address)
    row(page, "Amanda").locator(".sheet-history").click()
    expect(row(page, "Amanda").locator(".history")).to_contain_text("Petra Exempel")
    row(page, "Amanda").locator("[data-clear]").click()
    expect(page.locator(".sheet-count strong")).to_have_text("0")
    wait_until_saved(page)
    assert marks(sheet) == [("Amanda", Attendance.Mark.CLEARED, 0)]


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_phone_shows_all_of_it_with_targets_for_a_thumb(page_of, cast, sheet, language):
    page = page_of(cast.olga, sheet.address, width=PHONE, language=language)
    fits(page)
    assert faults(page) == []
    for label in page.locator(".sheet-row:first-child :is(.tick-here, .tick-absent)").all():
        assert label.bounding_box()["height"] >= 44
    row(page, "Amanda").locator(".tick-here").click()
    expect(page.locator(".sheet-count strong")).to_have_text("1")


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("address", ["list", "create", "detail", "edit", "find", "register_new"])
def test_the_pages_around_it_are_accessible_on_a_phone(page_of, cast, sheet, address, language):
    keys = [] if address in ("list", "create") else [sheet.activity.public_key]
    url = reverse(f"activities:{address}", args=keys)
    page = page_of(cast.olga, f"{url}?q=a", width=PHONE, language=language)
    assert faults(page) == []
    fits(page)
    assert page.complaints == []


def test_rows_of_a_pasted_list_are_mended_on_a_phone_with_each_label_above_its_box(
    page_of, cast, sheet
):
    paste = reverse("activities:paste", args=[sheet.public_key])
    page = page_of(cast.olga, paste, width=PHONE)
    page.locator("textarea").fill("Amanda Exempel\nNobody Known")
    save(page)
    fits(page)
    label_beside = """(box) => box.getBoundingClientRect().left
        - box.closest("td").getBoundingClientRect().left"""
    for box in page.locator(".pasted td :is(input:not([type=hidden]), select)").all():
        assert box.evaluate(label_beside) < 20
        assert box.bounding_box()["width"] > 250
