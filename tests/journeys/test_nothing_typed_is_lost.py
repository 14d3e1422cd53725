"""Somebody writes, and is signed out meanwhile; or leaves, and comes back: all of it is there."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Route, expect

from samverka.delivery.support.models import SupportRequest
from samverka.delivery.support.tests.factories import asked as support_asked
from samverka.development.methods.models import Method
from samverka.foundation.drafts.models import Draft, HeldForm
from samverka.register.instruments.models import Response
from samverka.register.instruments.queries import token_of
from samverka.register.instruments.tests.factories import a_round, asked
from tests.killed.served import until
from tests.people import PASSWORD, person

from .steps import PHONE, next_page, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Samtal vid första besöket"
TEXT = "Den som kommer hit första gången ska få veta vad som händer.\nOch av vem."


@pytest.fixture
def address(cast):
    return reverse("methods:add", args=[cast.programme.public_key])


def write(page):
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=description]").fill(TEXT)


def save(page):
    press(page.get_by_role("button", name="Spara", exact=True))


def carry_on(page):
    press(page.get_by_role("main").locator("form .button"))


def keeps(page, last):
    """What is typed within is kept by itself, up to the last that is typed."""
    return page.expect_response(
        lambda answer: (
            urlsplit(answer.url).path == reverse("drafts:keep")
            and last in parse_qs(answer.request.post_data).get("description", [""])[0]
        )
    )


def written(page):
    with keeps(page, "Och av vem."):
        write(page)
    expect(page.locator("[data-state]")).to_be_visible()


def sign_in(page, actor):
    page.locator("[name=login]").fill(actor.user.email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page.locator("form.form button[type=submit]"))


def saved():
    return [(one.name, one.description.replace("\r", "")) for one in Method.objects.all()]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_session_that_ends_while_one_types_asks_to_sign_in_and_carries_on(
    page_of, cast, address, scripts
):
    page = page_of(cast.petra, address, scripts=scripts)
    write(page)
    Session.objects.all().delete()
    save(page)
    expect(page.locator("h1")).to_have_text("Logga in")
    assert saved() == []
    sign_in(page, cast.petra)
    expect(page.locator("blockquote")).to_contain_text([NAME, "Och av vem."])
    carry_on(page)
    expect(page.locator("h1")).to_contain_text(NAME)
    assert saved() == [(NAME, TEXT)]
    assert not HeldForm.objects.exists()
    assert not Draft.objects.exists()


def test_a_form_that_one_leaves_is_offered_back(page_of, cast, address):
    page = page_of(cast.petra, address)
    written(page)
    page.goto("/")
    page.goto(address)
    expect(page.locator(".draft-offer")).to_have_count(1)
    page.locator("[data-take-up]").click()
    expect(page.locator("[name=description]")).to_have_value(TEXT)
    save(page)
    expect(page.locator("h1")).to_contain_text(NAME)
    assert saved() == [(NAME, TEXT)]
    assert not Draft.objects.exists()
    assert page.complaints == []


def test_what_is_offered_outlives_what_one_types_beside_it(page_of, cast, address):
    page = page_of(cast.petra, address)
    written(page)
    page.reload()
    expect(page.locator(".draft-offer")).to_have_count(1)
    with keeps(page, "fanns ett utkast."):
        page.locator("[name=description]").fill("Jag såg inte att det fanns ett utkast.")
    expect(page.locator("[data-state]")).to_be_visible()
    expect(page.locator(".draft-offer")).to_have_count(1)
    page.reload()
    expect(page.locator(".draft-offer")).to_have_count(2)
    page.locator(".draft-offer").last.locator("[data-take-up]").click()
    expect(page.locator("[name=description]")).to_have_value(TEXT)
    save(page)
    expect(page.locator("h1")).to_contain_text(NAME)
    assert [dict(one.told()["fields"])["description"] for one in Draft.objects.all()] == [
        "Jag såg inte att det fanns ett utkast."
    ]


def test_a_draft_that_is_thrown_away_is_not_offered_again(page_of, cast, address):
    page = page_of(cast.petra, address)
    written(page)
    page.reload()
    with page.expect_response("**/slang/"):
        page.locator("[data-throw-away]").click()
    with page.expect_response(f"**{reverse('drafts:kept')}?*") as asked:
        page.reload()
    assert asked.value.status == 204
    expect(page.locator(".draft-offer")).to_have_count(0)
    assert not Draft.objects.exists()


def test_who_signs_in_anew_beside_a_page_that_is_open_goes_on_where_they_were(
    page_of, cast, address
):
    page = page_of(cast.petra, address)
    write(page)
    Session.objects.all().delete()
    other = page.context.new_page()
    other.goto(page.url)
    sign_in(other, cast.petra)
    expect(other.locator("[name=description]")).to_be_visible()
    save(page)
    expect(page.locator("blockquote")).to_contain_text([NAME, "Och av vem."])
    carry_on(page)
    expect(page.locator("h1")).to_contain_text(NAME)
    assert saved() == [(NAME, TEXT)]


def test_a_list_that_follows_what_is_typed_leads_to_sign_in_and_back(page_of, cast):
    page = page_of(cast.petra, reverse("organisation:list"))
    Session.objects.all().delete()
    with next_page(page):
        page.locator("[data-live]").first.fill("tolk")
    expect(page.locator("h1")).to_have_text("Logga in")
    sign_in(page, cast.petra)
    expect(page).to_have_url(re.compile(r"/partner/"))
    assert page.complaints == []


def test_an_answer_that_is_late_on_its_way_is_not_put_in_place_of_a_newer_one(page_of, cast):
    """The line is slow: what was saved first would come after what is sent with the page."""
    one = asked(a_round(cast.olga), person("Amanda", cast.gr), cast.gr, cast.olga)
    phone = page_of(None, reverse("instruments_answer:begin", args=[token_of(one)]), width=PHONE)
    press(phone.locator("button.button:not(.quiet)"))
    under_way: list[Route] = []

    def slow(route: Route) -> None:
        if "quiet=1" in (route.request.post_data or ""):
            under_way.append(route)
        else:
            route.continue_()

    phone.route("**/*", slow)
    phone.locator("input[name='a.works'][value=yes]").check()
    until(lambda: phone.evaluate("true") and bool(under_way), pause=0.05)
    phone.locator("input[name='a.works'][value=no]").check()
    phone.locator("button[value=next]").click()
    expect(phone.locator("form[data-saves]")).to_have_attribute("aria-busy", "true")
    with next_page(phone):
        under_way[0].continue_()
    answers = Response.objects.get(asked=one).answers
    assert answers == {"works": "no"}


def test_two_forms_of_one_page_keep_each_its_own_draft(page_of, cast):
    request = support_asked(cast)
    where = reverse("support:detail", args=[cast.programme.public_key, request.public_key])
    page = page_of(cast.petra, where)
    texts = {"#hjalp [name=text]": "Ett möte med rektorn.", "#stang [name=result]": "En ny grupp."}
    for place, text in texts.items():
        with page.expect_response(f"**{reverse('drafts:keep')}"):
            page.locator(place).fill(text)
    page.goto("/")
    page.goto(where)
    for place, text in texts.items():
        expect(page.locator(place)).to_have_value("")
        page.locator(place.split()[0]).locator("[data-take-up]").click()
        expect(page.locator(place)).to_have_value(text)
    press(page.locator("#stang button[type=submit]"))
    assert SupportRequest.objects.get().result == "En ny grupp."
    assert [dict(one.told()["fields"])["text"] for one in Draft.objects.all()] == [
        "Ett möte med rektorn."
    ]
    assert page.complaints == []
