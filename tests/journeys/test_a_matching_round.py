"""A matching round in the browser: offers from a file, a plan, decisions by people, a hand-over.

Ulla sends in Kungälv's whole offer in one workbook, homes and what there is, and mends the faults
in it. Mats has a plan computed and another,
moves two households by hand, decides about one, and shows it. The household answers on its phone
in Arabic, and Mats begins the hand-over.
"""

import datetime as dt
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from openpyxl import Workbook
from playwright.sync_api import expect

from samverka.guidance.matching.criteria import CRITERIA, USUAL
from samverka.guidance.matching.models import LegalGround, Part, Proposal, Scenario, Wish
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_home,
    a_place,
    a_round,
    gets,
    officer,
)
from samverka.toolkit.clock import today
from tests.people import TODAY, person
from tests.post import do_what_waits

from .test_attendance_sheet import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# One looks at them afterwards.
PICTURES = Path(tempfile.gettempdir()) / "samverka-pictures"
HEADING = ("Bostad", "Rum", "Personer", "Bottenvåning eller hiss", "Inga trappsteg", "Ledig från")

# A browser without a window saves a document instead of showing it: so it is fetched.
PRINTED = """async () => {
    const button = document.querySelector("button[formaction$='/papper/']");
    const body = new FormData(button.form);
    const answer = await fetch(button.formAction, {method: "POST", body: body});
    return [answer.status, answer.headers.get("content-type")];
}"""


@pytest.fixture
def matching(cast):
    """Twelve households, four places; Kungälv has no home yet."""
    made = a_round(cast)
    made.move_by = today() + dt.timedelta(days=200)
    made.save()
    for criterion, points in USUAL.items():
        made.weights.create(criterion=criterion, points=points)
    gets(made, cast.ulla.user, cast.kungalv, Part.MUNICIPALITY)
    cast.mats = officer(made, cast.gr)
    for organisation in (cast.kungalv, cast.partille, cast.osby, cast.gr):
        place = a_place(made, organisation, 10, 10)
        if organisation != cast.kungalv:
            for number in range(3):
                a_home(place, f"{organisation} {number}", most_persons=2)
    for number in range(12):
        case = a_case(made, cast.partille, person(f"Namn{number}", cast.partille))
        first = cast.kungalv if number % 2 else cast.partille
        Wish.objects.create(case=case, organisation=first, order=1)
        for kind, code in (("data_protection", "public_task"), ("secrecy", "consent")):
            LegalGround.objects.create(case=case, kind=kind, code=code, noted_on=TODAY)
    return made


def at(made, name: str, **more) -> str:
    about = {"programme_key": made.programme.public_key, "round_key": made.public_key}
    return reverse(f"matching:{name}", kwargs=about | more)


def workbook() -> bytes:
    """Three homes, of which one says no number of persons; and five rows of what there is."""
    book = Workbook()
    day = today() + dt.timedelta(days=30)
    for row in (
        HEADING,
        ("Torggatan 1, lgh 1001", 3, 4, "ja", "ja", day),
        ("Torggatan 1, lgh 1002", 2, "tre", "ja", "nej", day),
        ("Torggatan 1, lgh 1003", 2, 3, "nej", "nej", day),
    ):
        book.active.append(row)
    there = book.create_sheet("Vad som finns")
    for row in (
        ("Gäller", "Vad", "Hur många", "Förklaring"),
        ("Arbete", "Undersköterska", 6, "Äldreboendet"),
        ("Arbeten i skogen", "Odlare", 2, None),
        ("Sfi", "Sfi studieväg 2", 12, None),
        ("Föreningar", "Kören i kyrkan", None, None),
        ("Plats", "Personer", 18, None),
    ):
        there.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def is_clean(page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"matching-{name}.png", full_page=True)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"], page.url) for one in found] == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0


def go(page, address: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + address)


def send(page, inside: str = "main form.form") -> None:
    page.locator(f"{inside} button.button").first.click()
    page.wait_for_load_state()


def offers_from_a_file(page_of, cast, matching) -> None:
    place = matching.places.get(organisation=cast.kungalv)
    page = page_of(cast.ulla, at(matching, "take_in", key=place.public_key))
    form = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file = {"name": "bostader.xlsx", "mimeType": form, "buffer": workbook()}
    page.locator("main input[type=file]").set_input_files(file)
    send(page)
    expect(page.locator("tr.faulty")).to_have_count(2)
    is_clean(page, "1-faults-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    is_clean(page, "1-faults-360")
    assert not place.homes.exists()
    assert not place.facts.exists()
    page.locator("tr.faulty input[name^=most_persons]").fill("3")
    page.locator("tr.faulty input[name^=about]").fill("Praktik")
    page.locator("main p.toolbar button.quiet").click()
    expect(page.locator("tr.faulty")).to_have_count(0)
    page.locator("main button[name=save]").click()
    page.wait_for_load_state()
    assert place.homes.count() == 3
    assert set(place.facts.values_list("dimension", "code", "text")) == {
        ("work", "5321", "Äldreboendet"),
        ("practice", "6111", ""),
        ("sfi", "track_2", ""),
        ("network", "", "Kören i kyrkan"),
    }
    place.refresh_from_db()
    assert place.persons == 18


def compute(page, matching, name: str, **weights: int) -> Scenario:
    go(page, at(matching, "plan_new"))
    page.fill("#id_name", name)
    for one in CRITERIA:
        points = weights.get(one.key)
        if points is not None:
            slider = page.locator(f"#id_w_{one.key}")
            slider.evaluate(f"(each) => {{ each.value = {points} }}")
    send(page)
    # It is told how far it is, also after a reload.
    page.reload()
    expect(page.locator("main [hx-get$='/framsteg/']")).to_be_visible()
    do_what_waits()
    page.reload()
    return Scenario.objects.get(name=name)


def hold(page, matching, scenario, case, place) -> None:
    keys = {"key": scenario.public_key, "case_key": case.public_key}
    go(page, at(matching, "plan_household", **keys))
    page.locator("#id_place").select_option(place.public_key)
    send(page)


def decide(page, matching, case) -> str:
    """Accepts what is proposed, and shows it: the address that the household gets."""
    go(page, at(matching, "decide", key=case.public_key))
    is_clean(page, "4-decide-1280")
    page.locator("input[name=kind][value=accept]").check()
    send(page)
    page.locator("form[action$='/visa/'] input[name=tells]").check()
    page.locator("form[action$='/visa/'] button").first.click()
    page.wait_for_load_state()
    link = page.locator("main section.card a[dir=ltr]").get_attribute("href")
    return "/" + link.split("/", 3)[3]


def answer_yes(page_of, link: str) -> None:
    swedish = page_of(None, f"{link}?sprak=sv")
    is_clean(swedish, "5-household-sv-1280")
    swedish.set_viewport_size({"width": 360, "height": 800})
    is_clean(swedish, "5-household-sv-360")
    page = page_of(None, f"{link}?sprak=ar", language="ar", width=1280)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    is_clean(page, "5-household-ar-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    is_clean(page, "5-household-ar-360")
    page.locator("button[name=says][value=yes]").click()
    page.wait_for_load_state()
    is_clean(page, "6-yes-ar-360")


def test_from_offers_to_a_hand_over(page_of, cast, matching, settings):
    # Nobody who speaks Arabic has reviewed its sentences yet: they are shown in a demonstration.
    settings.DEMONSTRATION = True
    offers_from_a_file(page_of, cast, matching)
    page = page_of(cast.mats, at(matching, "plans"))
    usual = compute(page, matching, "Som vanligt")
    assert usual.state == "ready"
    assert usual.placed == 12
    is_clean(page, "2-plan-1280")
    # Two are moved by hand, in a scenario of their own; the rest is solved around them.
    moved = list(usual.placements.filter(place__organisation=cast.kungalv).select_related("case"))
    osby = matching.places.get(organisation=cast.osby)
    for one in moved[:2]:
        hold(page, matching, usual, one.case, osby)
    page.locator("form[action$='/berakna/'] button").click()
    do_what_waits()
    held = usual.placements.filter(case__in=[one.case_id for one in moved[:2]])
    assert set(held.values_list("place", flat=True)) == {osby.pk}
    compute(page, matching, "Mer hem", wish=0, home=100)
    go(page, at(matching, "plans"))
    expect(page.locator("main table").last).to_contain_text("Som vanligt")
    expect(page.locator("main table").last).to_contain_text("Mer hem")
    is_clean(page, "3-side-by-side-1280")
    go(page, at(matching, "plan", key=usual.public_key))
    page.locator("form[action$='/valj/'] button").click()
    page.wait_for_load_state()
    # A chosen plan decides about nobody.
    assert not Proposal.objects.exists()
    page.locator("main a[href$='state=to_decide']").click()
    expect(page.locator("main tbody tr")).to_have_count(12)
    case = moved[0].case
    link = decide(page, matching, case)
    answer_yes(page_of, link)
    assert case.proposals.get().state == "yes"
    go(page, f"{at(matching, 'cases')}?state=to_decide")
    expect(page.locator("main tbody tr")).to_have_count(11)
    go(page, at(matching, "decide", key=case.public_key))
    assert page.evaluate(PRINTED) == [200, "application/pdf"]
    go(page, at(matching, "hand_over_new", key=case.public_key))
    day = page.locator("main input[type=date]").first
    day.fill((today() + dt.timedelta(days=60)).isoformat())
    send(page)
    is_clean(page, "7-hand-over-1280")
    assert case.proposals.get().hand_over.items.exists()
    page.set_viewport_size({"width": 360, "height": 800})
    is_clean(page, "7-hand-over-360")
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    page.screenshot(path=PICTURES / "matching-8-on-paper.png", full_page=True)
    assert page.complaints == []
