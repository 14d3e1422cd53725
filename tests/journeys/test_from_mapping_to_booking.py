"""A unit is mapped, a plan is made of what lacks, and people get their places, or read why not.

Petra pastes what the work asks, maps Kungälv and makes a plan; Amanda answers on her telephone.
"""

import datetime as dt
from importlib import import_module
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.urls import reverse
from playwright.sync_api import expect

from samverka.delivery.activities.models import Registration
from samverka.development.competence.models import Competence, Mapping
from samverka.development.competence.tests.factories import answered, staff
from samverka.development.training.models import PlanLine, TrainingPlan
from samverka.development.training.tests.factories import module
from samverka.register.instruments.queries import token_of
from tests.people import TODAY
from tests.post import do_what_waits

from .test_attendance_sheet import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = Path("/tmp/samverka-pictures")
TABLE = (
    "Område\tKompetens\tVikt\tHandläggare\nSamtal\tTolkade samtal\t3\t3\nSamtal\tKlarspråk\t2\t9\n"
)
NAMES = ("Amanda", "Bashir", "Cecilia")


def holds(page, name: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page, options=RULES).response["violations"] == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / name, full_page=True)


def goes(page, name: str, *keys: str) -> None:
    origin = "/".join(page.url.split("/")[:3])
    page.goto(origin + reverse(name, args=keys))


def press(page, label: str) -> None:
    page.get_by_role("button", name=label).first.click()
    page.wait_for_load_state()


@pytest.fixture
def scale(cast):
    """As it is shipped: an earlier journey has emptied the tables."""
    import_module("samverka.development.competence.migrations.0002_scale").ship(apps, None)


@pytest.mark.usefixtures("scale")
def test_a_unit_is_mapped_a_plan_is_made_and_people_are_booked(page_of, cast, settings):
    settings.LANGUAGE_CODE, settings.FIXED_TODAY = "sv", TODAY.isoformat()
    key = cast.programme.public_key
    people = staff(cast, *NAMES)
    page = page_of(cast.petra, reverse("competence:from_table", args=[key]))
    take_in(page)
    made = mapped(page, key)
    on_a_telephone(page_of, made, people[0])
    talk, plain = Competence.objects.order_by("order")
    for one in people[1:]:
        answered(made, one, **{talk.item: 1, plain.item: 2})
    module(cast, "Att tala genom tolk", talk, places=2)
    module(cast, "Skriva så att det förstås", plain)
    goes(page, "training:overview", key)
    press(page, "Gör en plan av")
    expect(page.locator("progress")).to_have_count(1)
    page.reload()
    expect(page.locator("progress")).to_have_count(1)
    do_what_waits()
    # The bar asks by itself how far it has come, and then for the plan.
    expect(page.locator("main")).to_contain_text("Gjord")
    plan = TrainingPlan.objects.get()
    holds(page, "mapping-3-plan.png", 1280)
    line = plan.lines.get(module__name="Att tala genom tolk")
    expect(page.locator("main")).to_contain_text("Tolkade samtal")
    edited(page, key, plan, line)
    with_a_day(page, key, plan, line)
    booked(page, page_of, cast, plan)
    # The table with a fault was answered with 422, as it should be.
    assert [one for one in page.complaints if "422" not in one] == []


def take_in(page) -> None:
    """A fault is told with its row, mended where it stands, and then all is taken in."""
    page.fill("#id_text", TABLE)
    press(page, "Gå igenom")
    expect(page.locator(".error-summary")).to_contain_text("Handläggare")
    holds(page, "mapping-1-fault.png", 1280)
    page.fill("#id_text", TABLE.replace("\t9", "\t3"))
    press(page, "Gå igenom")
    press(page, "Ta in dem")
    expect(page.locator("main")).to_contain_text("Klarspråk")


def mapped(page, key: str) -> Mapping:
    goes(page, "competence:new_mapping", key)
    page.fill("#id_name", "Våren 2026")
    page.fill("#id_closes_on", (TODAY + dt.timedelta(days=20)).isoformat())
    page.get_by_label("Kungälv").first.check()
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_load_state()
    return Mapping.objects.select_related("round").get()


def on_a_telephone(page_of, made: Mapping, who) -> None:
    """Who sees what is read before the first question."""
    asked = made.round.asked.get(person=who)
    phone = page_of(None, reverse("instruments_answer:begin", args=[token_of(asked)]), width=360)
    expect(phone.locator("main")).to_contain_text("lön eller uppsägning")
    phone.locator("button.button:not(.quiet)").click()
    for group in phone.locator("fieldset.scale").all():
        group.locator("input[type=radio]").nth(1).check()
    holds(phone, "mapping-2-answer-360.png", 360)
    for _page in range(2):
        phone.locator("button[value=next]").click()
        phone.wait_for_load_state()
    asked.refresh_from_db()
    assert asked.state == asked.State.DONE


def edited(page, key: str, plan: TrainingPlan, line: PlanLine) -> None:
    goes(page, "training:line", key, plan.public_key, line.public_key)
    page.fill("#id_sessions", "1")
    page.fill("#id_note", "En gång räcker i vår.")
    page.locator("main form.form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("En gång räcker i vår.")


def with_a_day(page, key: str, plan: TrainingPlan, line: PlanLine) -> None:
    goes(page, "training:day", key, plan.public_key, line.public_key)
    page.fill("#id_day", (TODAY + dt.timedelta(days=30)).isoformat())
    page.fill("#id_starts", "13:00")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Dagar som är bestämda")


def booked(page, page_of, cast, plan: TrainingPlan) -> None:
    """Two places for three: who gets none reads why; the others are registered by a task."""
    address = reverse("training:booking", args=[cast.programme.public_key, plan.public_key])
    goes(page, "training:booking", cast.programme.public_key, plan.public_key)
    press(page, "Räkna fram vem som går vart")
    do_what_waits()
    page.reload()
    expect(page.locator("main")).to_contain_text("Ingen plats, och varför")
    expect(page.locator("main article.card li").first).to_contain_text("fullt")
    holds(page, "mapping-4-booking.png", 1280)
    phone = page_of(cast.petra, address, width=360)
    holds(phone, "mapping-5-booking-360.png", 360)
    press(page, "Godkänn")
    expect(page.locator("progress")).to_have_count(1)
    do_what_waits()
    page.reload()
    expect(page.locator("main .lead").first).to_contain_text("2 platser")
    assert Registration.objects.in_force().count() == 2
