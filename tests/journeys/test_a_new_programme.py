"""A sixth programme, from nothing to its first approved activity plan, without a manual.

Petra leads programmes at the federation. She makes one, says who takes part, what it is to reach
and how that is measured, writes the federation's own plan and approves it; on the way the page
tells her what a line lacks. In Swedish, wide and on a phone; pictures are in .local/pictures/.
"""

import time

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from . import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINUTES = 15
# Somebody who reads and thinks needs about so long for a page, and for each thing they write.
SECONDS_A_PAGE, SECONDS_A_FIELD = 12, 10
NAME = "Språk i vardagen"


class Walk:
    """One person's way through the pages, who counts what it would take them."""

    def __init__(self, page: Page, width: int):
        self.page, self.width = page, width
        self.pages = self.fields = 0

    def press(self, locator: str, text: str = "") -> None:
        steps.press(self.page.locator(locator).filter(has_text=text))
        self.pages += 1

    def press_in_place(self, what: Locator) -> None:
        """What is pressed changes a part of the page; the caller waits for that part."""
        what.first.click()
        self.pages += 1

    def write(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)
            self.fields += 1

    def choose(self, name: str, label: str) -> None:
        self.page.select_option(f"main [name={name}]", label=label)
        self.fields += 1

    def save(self) -> None:
        self.press("main form.form button[type=submit]")

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def picture(self, name: str) -> None:
        steps.picture(self.page, f"new-programme-{self.width}-{name}")

    @property
    def seconds(self) -> int:
        """What it would take somebody who has not been here before."""
        return self.pages * SECONDS_A_PAGE + self.fields * SECONDS_A_FIELD


def make_the_programme(walk: Walk) -> None:
    walk.press("main a[href$='/program/ny/']")
    walk.write(name=NAME)
    walk.save()
    walk.picture("set-up")


def say_who_takes_part(walk: Walk, *organisations: str) -> None:
    walk.press("main .steps a[href$='/deltar/']")
    walk.press("main a[href$='/deltar/flera/']")
    for name in organisations:
        walk.page.get_by_label(name).check()
        walk.fields += 1
    walk.save()
    for name in organisations:
        walk.sees(name)
    walk.press("main a.back")


def say_what_is_reached_and_how_it_is_measured(walk: Walk) -> None:
    walk.press("main .steps a[href$='/mal/']")
    walk.press("main a[href$='/ny/mal/']")
    walk.write(title="Fler övar svenska i vardagen")
    walk.save()
    walk.press("main a[href*='/ny/matt/']")
    walk.write(
        title="Personer som har varit med", definition="Närvarande minst en gång", target="200"
    )
    walk.page.select_option("main [name=counts]", value="persons")
    walk.fields += 1
    walk.save()
    walk.sees("Personer som har varit med")
    walk.picture("goals")
    walk.press("main a.back")


def write_the_plan(walk: Walk) -> None:
    walk.press("main .steps a[href$='/planer/']")
    walk.press("main button", "Skriv vår plan")
    walk.write(activity="Språkcafé på biblioteket")
    walk.press_in_place(walk.page.locator("#ny button[type=submit]"))
    walk.sees("1. Språkcafé på biblioteket")
    walk.picture("first-line")


def approve_the_plan(walk: Walk) -> None:
    """What is missing is told with the line it is missing in."""
    walk.press("main button", "Godkänn planen")
    walk.sees("Rad 1, Språkcafé på biblioteket")
    walk.sees("mått och ansvarig funktion saknas")
    walk.press_in_place(walk.page.locator("main .plan-line a", has_text="Ändra"))
    form = walk.page.locator(".plan-line form.line-form")
    form.locator("[name$=-measure]").select_option(label="Personer som har varit med")
    form.locator("[name$=-responsible]").fill("Processledare")
    walk.fields += 2
    walk.press_in_place(form.locator("button[type=submit]"))
    expect(form).to_have_count(0)
    walk.sees("Processledare")
    walk.press("main button", "Godkänn planen")
    walk.sees("Godkänd")
    walk.picture("approved")


@pytest.mark.parametrize("width", [1280, 360])
def test_from_nothing_to_an_approved_plan_without_a_manual(cast, page_of, width):
    with override_settings(LANGUAGE_CODE="sv"):
        page = page_of(cast.petra, reverse("programme:list"), width=width)
        began, walk = time.monotonic(), Walk(page, width)
        make_the_programme(walk)
        say_who_takes_part(walk, cast.kungalv.name, cast.partille.name)
        say_what_is_reached_and_how_it_is_measured(walk)
        write_the_plan(walk)
        approve_the_plan(walk)
        walk.press("main a.back")
        walk.sees("1 av 3 partner har en godkänd plan.")
        walk.picture("overview")
    waited = time.monotonic() - began
    assert walk.seconds + waited < MINUTES * 60, (walk.pages, walk.fields, waited)
    # The refusal is an answer of its own, and the browser notes its number.
    assert [line for line in page.complaints if "422" not in line] == []
