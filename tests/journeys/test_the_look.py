"""The page of all parts: whoever uses it, however they read, it holds."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGE = "/administration/komponenter/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

WORDS = {"sv": "närvaro", "ar": "العربية", "ti": "ትግርኛ"}


def fonts_of(page) -> set[str]:
    """The letters the page fetched, without the names of the languages."""
    files = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    names = {file.rsplit("/", 1)[1].removesuffix(".woff2") for file in files if "woff2" in file}
    return {name for name in names if not name.startswith("names-")}


def faults(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_part_is_accessible(page_of, cast, language, light):
    page = page_of(cast.ada, PAGE, language=language, light=light)
    assert faults(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("language", ["sv", "ar", "ti"])
def test_a_phone_never_scrolls_sideways(page_of, cast, language):
    page = page_of(cast.ada, PAGE, language=language, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


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
    page.evaluate("word => document.querySelector('h1').append(word)", WORDS[language])
    page.evaluate("document.fonts.ready")
    assert fonts_of(page) == letters


def test_the_chosen_light_is_kept_on_the_next_page(page_of, cast):
    page = page_of(cast.ada, PAGE)
    page.locator(".me summary").click()
    page.locator("[data-theme=dark]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-color-scheme") == "dark"


def test_another_language_is_chosen_by_its_own_name(page_of, cast):
    page = page_of(cast.ada, PAGE)
    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_a_dialog_is_opened_and_left_by_the_keyboard(page_of, cast):
    page = page_of(cast.ada, PAGE)
    page.locator("[data-dialog]").press("Enter")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_hidden()


def test_a_message_is_shown_until_it_is_closed(page_of, cast):
    page = page_of(cast.ada, PAGE + "?toast")
    removed = page.locator(".toast", has=page.locator("form"))
    assert removed.is_visible()
    removed.locator("[data-close]").click()
    assert removed.count() == 0
