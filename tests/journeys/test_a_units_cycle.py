"""A unit's turn in a browser: self-evaluation, goal, steps, meeting, follow-up, and the next.

Hedda heads the unit, Sara supports it and notes their meeting on a telephone, and Petra asks all
units and sees where each is. What they saw is kept as pictures in .local/pictures/.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samverka.development.cycles import actions
from samverka.development.cycles.models import Cycle, LeaderMeeting, SelfEvaluation
from samverka.development.cycles.shipped import AREAS
from samverka.development.cycles.tests.factories import answer, asked_round, head_of, unit
from tests.people import TODAY

from .steps import PHONE, follow, looks_right, press, press_button, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTES = "Vi prövar den nya mallen i två grupper först."


def test_a_unit_goes_once_round_and_begins_the_next(page_of, cast):
    there = unit(cast)
    hedda = head_of(there, "hedda")
    facts = {"programme": cast.programme, "unit": there, "on": TODAY, "by": cast.petra}
    actions.assign_leader(**facts, user=cast.sara.user)
    asked_round(cast, there, name="Våren 2026")
    page = page_of(hedda, reverse("cycles:mine"))
    follow(page, "Sfi Skissparken")
    evaluates(page)
    address = page.url
    plans(page)
    meets(page_of, cast)
    page.goto(address)
    expect(page.locator("main")).to_contain_text(NOTES)
    press_button(page, "Det är gjort")
    followed_up(page_of, cast, there)
    page.goto(address)
    # The area rose from 3 in all four questions to 3 4 4 4: the mean by 0.75.
    row = page.locator("main table tr", has_text="Kartläggning och studieplan").first
    expect(row).to_contain_text("3,00")
    expect(row).to_contain_text("3,75")
    expect(row).to_contain_text("+0,75")
    looks_right(page, "cycle-4-compared")
    press(page.locator("form[action$='/avsluta/'] button"))
    begun = Cycle.objects.get(unit=there, closed_on=None)
    assert (begun.number, begun.public_key in page.url) == (2, True)
    expect(page.locator("main")).to_contain_text("Varv 2")
    looks_right(page, "cycle-5-next")
    assert page.complaints == []


def evaluates(page) -> None:
    """All 28 statements at once, each with 3."""
    press(page.locator("header.page-head a.button"))
    page.locator("input[name=how][value=whole]").check()
    press(page.locator("button.button:not(.quiet)"))
    for area, _said, statements in AREAS:
        for number in range(1, len(statements) + 1):
            page.locator(f"input[name='a.{area}_{number}'][value='3']").check()
    press(page.locator("button[value=next]"))
    page.goto(reverse("cycles:mine"))
    follow(page, "Sfi Skissparken")
    expect(page.locator("main")).to_contain_text("3,00")
    looks_right(page, "cycle-1-evaluated")


def plans(page) -> None:
    """A goal and a step; one taken away by mistake comes back."""
    press(page.locator("header.page-head a.button"))
    page.locator("#id_area").select_option("plan")
    page.fill("#id_text", "Alla som börjar har en studieplan inom två veckor.")
    page.fill("#id_by_day", "2026-06-01")
    save(page)
    press(page.locator("main a[href$='/steg/']"))
    page.fill("#id_text", "Ny mall för studieplanen")
    page.fill("#id_function", "Förstelärare")
    page.fill("#id_by_day", "2026-04-15")
    save(page)
    press_button(page, "Ta bort målet")
    expect(page.locator("main article h3")).to_have_count(0)
    press_button(page, "Ångra")
    expect(page.locator("main article li")).to_contain_text("Ny mall för studieplanen")
    looks_right(page, "cycle-2-planned")


def meets(page_of, cast) -> None:
    """The process leader notes what they said, on a telephone; it lies sealed."""
    phone = page_of(cast.sara, reverse("cycles:mine"), width=PHONE)
    follow(phone, "Sfi Skissparken")
    looks_right(phone, "cycle-3-phone")
    press(phone.locator("main a[href$='/mote/']"))
    phone.fill("#id_notes", NOTES)
    save(phone)
    expect(phone.locator("main")).to_contain_text(NOTES)
    assert NOTES not in LeaderMeeting.objects.get().sealed


def followed_up(page_of, cast, there) -> None:
    """Petra asks all units again, and sees where this one is; it answers."""
    page = page_of(cast.petra, reverse("cycles:ask", args=[cast.programme.public_key]))
    page.fill("#id_name", "Hösten 2026")
    page.fill("#id_closes_on", "2026-04-30")
    save(page)
    expect(page.locator("main table").first).to_contain_text("Sfi Skissparken")
    expect(page.locator("main table").first).to_contain_text("Uppföljning")
    looks_right(page, "cycle-all-units")
    answer(SelfEvaluation.objects.latest("pk"), there, plan=[3, 4, 4, 4])
