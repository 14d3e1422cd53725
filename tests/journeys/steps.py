"""One step on a page each; what it leads to has come when the step is over.

A click does not wait for the page it leads to: who looks at once sees the page that was, or one
half come. So whatever leads on is done within `next_page`; what changes in place is waited for
with `expect`; and only then a page is measured, read, or the database asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.killed.served import until

# One looks at them afterwards.
PICTURES = Path(__file__).parents[2] / ".local" / "pictures"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE, DESK = 360, 1280
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is done within leads to another page, or to the same anew: wholly come at the end."""
    with page.expect_navigation(wait_until="load"):
        yield


def press(what: Locator) -> None:
    """The first link or button of these, which leads to another page."""
    with next_page(what.page):
        what.first.click()


def press_button(page: Page, name: str) -> None:
    press(page.get_by_role("button", name=name))


def follow(page: Page, name: str) -> None:
    press(page.get_by_role("link", name=name))


def send_to(page: Page, address: str) -> None:
    """The button of what is sent to an address that ends so."""
    press(page.locator(f"main form[action$='{address}'] button"))


def save(page: Page) -> None:
    """The button that sends the page's form."""
    press(page.locator("main form[method=post] button.button:not(.quiet, [type=button])"))


def by_the_bar(page: Page, work: Callable[[], object]) -> None:
    """A bar tells how far the work has come; when it is done the bar brings the page anew."""
    bar = page.locator("main progress")
    expect(bar).to_be_visible()
    work()
    # It asks each second, and so may ask for the page anew more than once before that comes.
    expect(bar).to_have_count(0)
    page.wait_for_load_state()


def comes_true(page: Page, expression: str) -> None:
    """Asked again and again: a page of ours lets nobody wait within it by a text that is code."""
    until(lambda: bool(page.evaluate(expression)), pause=0.05)


def narrow(page: Page, width: int = PHONE) -> None:
    page.set_viewport_size({"width": width, "height": 800})


def faults(page: Page) -> list[str]:
    """What a program finds that shuts somebody out."""
    page.wait_for_load_state()
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def fits(page: Page) -> None:
    """Nobody has to scroll sideways."""
    page.wait_for_load_state()
    assert page.evaluate(TOO_WIDE) == 0, f"{page.url} is wider than the screen"


def picture(page: Page, name: str) -> None:
    """The whole page, as wide as it may be, kept under this name."""
    fits(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def looks_right(page: Page, name: str) -> None:
    """A page that fits, shuts nobody out, and is kept as a picture."""
    assert faults(page) == [], name
    picture(page, name)
