"""Several lines of a plan are changed at once, and it is taken back."""

import pytest
from django.urls import reverse

from samverka.delivery.plans import actions
from samverka.delivery.plans.models import PlanItem

from .factories import approved, facts, plan_of

Status = PlanItem.Status
MANY = ("Språkcafé", "Idrottsdag", "Matlagning")


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def lines(plan, *more: str) -> str:
    name = ["lines", "lines_many"][len(more)]
    keys = [plan.programme.public_key, plan.public_key, *more]
    return reverse(f"plans:{name}", args=keys)


def ticked(plan, *activities: str, **asked) -> dict:
    found = plan.items.filter(activity__in=activities)
    return {"row": list(found.values_list("line_key", flat=True)), **asked}


def undone(client, answer):
    [said] = answer.context["messages"]
    return client.post(said.extra_tags, follow=True)


def in_force(plan) -> list[tuple[int, str]]:
    return list(plan.items.in_force().order_by("number").values_list("number", "activity"))


def test_lines_are_taken_away_together_and_come_back_where_they_were(cast, karin):
    plan = plan_of(cast, cast.karin, *MANY)
    before = in_force(plan)
    answer = karin.post(lines(plan, "bort"), ticked(plan, *MANY[:2]), follow=True)
    assert "2 lines are taken away." in answer.content.decode()
    assert in_force(plan) == [(1, "Matlagning")]
    undone(karin, answer)
    assert in_force(plan) == before


def test_one_function_answers_for_several_lines_until_it_is_undone(cast, karin):
    plan = plan_of(cast, cast.karin, *MANY)
    rows = ticked(plan, *MANY[:2], function="Språkcoach")
    answer = karin.post(lines(plan, "ansvarig"), rows, follow=True)
    told = plan.items.order_by("number").values_list("responsible", flat=True)
    assert list(told) == ["Språkcoach", "Språkcoach", "Integrationssamordnare"]
    undone(karin, answer)
    assert set(told.all()) == {"Integrationssamordnare"}


def test_how_several_lines_go_is_noted_in_an_approved_plan_and_nothing_else(cast, karin):
    plan = approved(cast, cast.karin, *MANY)
    rows = ticked(plan, *MANY[:2], status=Status.DONE)
    answer = karin.post(lines(plan, "lage"), rows, follow=True)
    told = plan.items.order_by("number").values_list("status", flat=True)
    assert list(told) == [Status.DONE, Status.DONE, Status.PLANNED]
    undone(karin, answer)
    assert set(told.all()) == {Status.PLANNED}
    assert karin.post(lines(plan, "bort"), ticked(plan, *MANY)).status_code == 403
    assert plan.items.in_force().count() == 3


def test_the_list_shows_only_the_lines_that_lack_something(cast, karin):
    plan = plan_of(cast, cast.karin, *MANY)
    actions.add_item(plan=plan, values=facts(cast, "Idé", measure=None), by=cast.karin)
    page = karin.get(lines(plan), {"lacks": "on"}).content.decode()
    assert "Idé" in page
    assert "Missing" in page
    assert "Matlagning" not in page


def test_a_leader_reads_the_lines_and_has_nothing_to_tick(cast, client):
    plan = approved(cast, cast.karin, *MANY)
    client.force_login(cast.petra.user)
    page = client.get(lines(plan)).content.decode()
    assert "Matlagning" in page
    assert 'name="row"' not in page


def test_the_list_asks_few_questions_however_long_the_plan_is(
    cast, karin, django_assert_max_num_queries
):
    plan = plan_of(cast, cast.karin, *(f"Rad {number}" for number in range(20)))
    karin.get(lines(plan))
    with django_assert_max_num_queries(10):
        karin.get(lines(plan))
