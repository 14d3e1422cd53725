"""A unit is mapped, a plan is made of what lacks, and people get their places, or read why not.

Petra pastes what the work asks, maps Kungälv and makes a plan; Amanda answers on her telephone.
"""

import datetime as dt
from importlib import import_module

import pytest
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

from .steps import PHONE, by_the_bar, looks_right, press, press_button, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = (
    "Område\tKompetens\tVikt\tHandläggare\nSamtal\tTolkade samtal\t3\t3\nSamtal\tKlarspråk\t2\t9\n"
)
NAMES = ("Amanda", "Bashir", "Cecilia")


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
    page.goto(reverse("training:overview", args=[key]))
    press_button(page, "Gör en plan av")
    expect(page.locator("progress")).to_have_count(1)
    page.reload()
    by_the_bar(page, do_what_waits)
    expect(page.locator("main")).to_contain_text("Gjord")
    plan = TrainingPlan.objects.get()
    looks_right(page, "mapping-3-plan")
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
    press_button(page, "Gå igenom")
    expect(page.locator(".error-summary")).to_contain_text("Handläggare")
    looks_right(page, "mapping-1-fault")
    page.fill("#id_text", TABLE.replace("\t9", "\t3"))
    press_button(page, "Gå igenom")
    press_button(page, "Ta in dem")
    expect(page.locator("main")).to_contain_text("Klarspråk")


def mapped(page, key: str) -> Mapping:
    page.goto(reverse("competence:new_mapping", args=[key]))
    page.fill("#id_name", "Våren 2026")
    page.fill("#id_closes_on", (TODAY + dt.timedelta(days=20)).isoformat())
    page.get_by_label("Kungälv").first.check()
    save(page)
    return Mapping.objects.select_related("round").get()


def on_a_telephone(page_of, made: Mapping, who) -> None:
    """Who sees what is read before the first question."""
    asked = made.round.asked.get(person=who)
    phone = page_of(None, reverse("instruments_answer:begin", args=[token_of(asked)]), width=PHONE)
    expect(phone.locator("main")).to_contain_text("lön eller uppsägning")
    press(phone.locator("button.button:not(.quiet)"))
    for group in phone.locator("fieldset.scale").all():
        group.locator("input[type=radio]").nth(1).check()
    looks_right(phone, "mapping-2-answer-360")
    for _page in range(2):
        press(phone.locator("button[value=next]"))
    asked.refresh_from_db()
    assert asked.state == asked.State.DONE


def edited(page, key: str, plan: TrainingPlan, line: PlanLine) -> None:
    page.goto(reverse("training:line", args=[key, plan.public_key, line.public_key]))
    page.fill("#id_sessions", "1")
    page.fill("#id_note", "En gång räcker i vår.")
    save(page)
    expect(page.locator("main")).to_contain_text("En gång räcker i vår.")


def with_a_day(page, key: str, plan: TrainingPlan, line: PlanLine) -> None:
    page.goto(reverse("training:day", args=[key, plan.public_key, line.public_key]))
    page.fill("#id_day", (TODAY + dt.timedelta(days=30)).isoformat())
    page.fill("#id_starts", "13:00")
    save(page)
    expect(page.locator("main")).to_contain_text("Dagar som är bestämda")


def booked(page, page_of, cast, plan: TrainingPlan) -> None:
    """Two places for three: who gets none reads why; the others are registered by a task."""
    address = reverse("training:booking", args=[cast.programme.public_key, plan.public_key])
    page.goto(address)
    press_button(page, "Räkna fram vem som går vart")
    by_the_bar(page, do_what_waits)
    expect(page.locator("main")).to_contain_text("Ingen plats, och varför")
    expect(page.locator("main article.card li").first).to_contain_text("fullt")
    looks_right(page, "mapping-4-booking")
    phone = page_of(cast.petra, address, width=PHONE)
    looks_right(phone, "mapping-5-booking-360")
    press_button(page, "Godkänn")
    by_the_bar(page, do_what_waits)
    expect(page.locator("main .lead").first).to_contain_text("2 platser")
    assert Registration.objects.in_force().count() == 2
