"""The page of all parts: whoever uses it, however they read, it holds."""

import pytest
from playwright.sync_api import expect

from .steps import PHONE, faults, fits, press_button

pytestmark = pytest.mark.browser

PAGE = "/administration/komponenter/"

WORDS = {"sv": "närvaro", "ar": "العربية", "ti": "ትግርኛ"}
# Letters are fetched when a word is laid out, which a page does when it finds the time.
WRITTEN = """word => {
    document.querySelector("h1").append(word);
    document.body.getBoundingClientRect();
    return document.fonts.ready.then(() => null);
}"""


def fonts_of(page) -> set[str]:
    """The letters the page fetched, without the names of the languages."""
    files = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    names = {file.rsplit("/", 1)[1].removesuffix(".woff2") for file in files if "woff2" in file}
    return {name for name in names if not name.startswith("names-")}


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_part_is_accessible(page_of, cast, language, light):
    page = page_of(cast.ada, PAGE, language=language, light=light)
    assert faults(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("language", ["sv", "ar", "ti"])
def test_a_phone_never_scrolls_sideways(page_of, cast, language):
    fits(page_of(cast.ada, PAGE, language=language, width=PHONE))


def test_an_arabic_page_runs_from_the_right(page_of, cast):
    page = page_of(cast.ada, PAGE, language="ar")
    places, content = page.locator(".places").bounding_box(), page.locator("main").bounding_box()
    assert places["x"] > content["x"]


@pytest.mark.parametrize(
    ("language", "letters"),
    [("sv", {"latin"}), ("ar", {"latin", "arabic"}), ("ti", {"latin", "ethiopic"})],
)
def test_a_page_fetches_the_letters_of_its_own_script_only(page_of, cast, language, letters):
    page = page_of(cast.ada, PAGE, language=language)
    page.evaluate(WRITTEN, WORDS[language])
    assert fonts_of(page) == letters


def test_the_chosen_light_is_kept_on_the_next_page(page_of, cast):
    page = page_of(cast.ada, PAGE)
    page.locator(".me summary").click()
    page.locator("[data-theme=dark]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_another_language_is_chosen_by_its_own_name(page_of, cast):
    page = page_of(cast.ada, PAGE)
    page.locator(".languages summary").click()
    press_button(page, "العربية")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_a_dialog_is_opened_and_left_by_the_keyboard(page_of, cast):
    page = page_of(cast.ada, PAGE)
    page.locator("[data-dialog]").press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_a_message_is_shown_until_it_is_closed(page_of, cast):
    page = page_of(cast.ada, PAGE + "?toast")
    removed = page.locator(".toast", has=page.locator("form"))
    expect(removed).to_be_visible()
    removed.locator("[data-close]").click()
    expect(removed).to_have_count(0)
