"""Writing a plan: on one page, line by line."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.delivery.activities.models import Activity
from samverka.delivery.plans import actions
from samverka.delivery.plans.models import Plan

from .factories import approved, facts, item, measure, plan_of


def address(plan: Plan, name: str = "detail", *more: str) -> str:
    return reverse(f"plans:{name}", args=[plan.programme.public_key, plan.public_key, *more])


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def activities(plan: Plan) -> list[str]:
    return [one.activity for one in plan.items.in_force().order_by("number")]


def test_a_sub_project_leader_begins_the_plan_and_adds_a_line(cast, karin):
    karin.post(reverse("plans:start_plan", args=[cast.programme.public_key]))
    plan = Plan.objects.get(organisation=cast.kungalv)
    line = {"activity": "Språkcafé", "measure": measure(cast).pk, "responsible": "Samordnare"}
    assert karin.post(address(plan, "add_item"), line).status_code == 302
    made = item(plan, "Språkcafé")
    assert (made.number, made.measured_by, made.responsible) == (
        1,
        "Timmar av språkpraktik",
        "Samordnare",
    )


def test_a_second_first_plan_is_refused(cast, karin):
    plan_of(cast, cast.karin)
    start = reverse("plans:start_plan", args=[cast.programme.public_key])
    assert "has a plan" in karin.post(start, follow=True).content.decode()
    assert Plan.objects.count() == 1


def test_a_refused_line_keeps_what_was_typed(cast, karin):
    plan = plan_of(cast, cast.karin)
    line = {"activity": "Språkcafé", "starts_on": "2026-05-01", "ends_on": "2026-04-01"}
    response = karin.post(address(plan, "add_item"), line)
    assert response.status_code == 422
    assert 'value="Språkcafé"' in response.content.decode()
    assert "It ends before it begins." in response.content.decode()


def test_a_line_is_changed_where_it_stands(cast, karin):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    line = item(plan, "Språkcafé").line_key
    page = karin.get(f"{address(plan)}?rad={line}").content.decode()
    assert f'name="{line}-activity"' in page
    karin.post(address(plan, "item", line), {f"{line}-activity": "Språkvän"})
    assert activities(plan) == ["Språkvän"]


def test_a_line_that_is_taken_away_can_be_had_back(cast, karin):
    plan = plan_of(cast, cast.karin, "Ett", "Två", "Tre")
    line = item(plan, "Två").line_key
    page = karin.post(address(plan, "remove_item", line), follow=True)
    assert address(plan, "restore_item", line) in page.content.decode()
    assert activities(plan) == ["Ett", "Tre"]
    karin.post(address(plan, "restore_item", line))
    assert activities(plan) == ["Ett", "Två", "Tre"]
    assert [one.number for one in plan.items.order_by("number")] == [1, 2, 3]


def test_a_line_that_was_taken_away_meanwhile_is_not_moved(cast, karin):
    plan = plan_of(cast, cast.karin, "Ett", "Två")
    gone = item(plan, "Två")
    actions.remove_items(plan=gone.plan, items=[gone], by=cast.karin)
    page = karin.post(address(plan, "move_item", gone.line_key), {"up": "1"}, follow=True)
    assert page.status_code == 200
    assert item(plan, "Ett").number == 1


def test_lines_change_places_and_the_first_stays_first(cast, karin):
    plan = plan_of(cast, cast.karin, "Ett", "Två", "Tre")
    karin.post(address(plan, "move_item", item(plan, "Tre").line_key), {"up": "1"})
    assert activities(plan) == ["Ett", "Tre", "Två"]
    karin.post(address(plan, "move_item", item(plan, "Ett").line_key), {"up": "1"})
    karin.post(address(plan, "move_item", item(plan, "Ett").line_key), {"down": "1"})
    assert activities(plan) == ["Tre", "Ett", "Två"]


def test_another_partners_approved_lines_are_copied_without_their_responsible(cast, karin):
    theirs = approved(cast, cast.petra, "Upptaktsmöte", "Utbildningsdag")
    plan = plan_of(cast, cast.karin, "Språkcafé")
    karin.post(address(plan, "copy"), {"source": theirs.public_key})
    assert activities(plan) == ["Språkcafé", "Upptaktsmöte", "Utbildningsdag"]
    copied = item(plan, "Utbildningsdag")
    assert copied.measure == measure(cast)
    assert copied.responsible == ""
    assert copied.line_key != item(theirs, "Utbildningsdag").line_key


def test_what_others_are_still_writing_cannot_be_copied(cast, karin):
    theirs = plan_of(cast, cast.petra, "Upptaktsmöte")
    plan = plan_of(cast, cast.karin, "Språkcafé")
    karin.post(address(plan, "copy"), {"source": theirs.public_key})
    assert activities(plan) == ["Språkcafé"]


def test_a_plan_that_is_sent_stays_as_it_is_until_it_is_taken_back(cast, karin):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.send_plan(plan=plan, by=cast.karin)
    response = karin.post(address(plan, "add_item"), {"activity": "Sent"})
    assert response.status_code == 422
    assert "The plan is now: Sent for approval" in response.content.decode()
    karin.post(address(plan, "take_back"))
    assert karin.post(address(plan, "add_item"), {"activity": "I tid"}).status_code == 302


def test_a_revision_keeps_the_earlier_one_and_tells_what_changed(cast, karin):
    first = approved(cast, cast.karin, "Språkcafé", "Läxhjälp")
    assert karin.post(address(first, "revise"), {"reason": ""}).status_code == 422
    karin.post(address(first, "revise"), {"reason": "Färre kommer"})
    second = Plan.objects.get(organisation=cast.kungalv, revision=2)
    actions.correct_item(
        item=item(second, "Språkcafé"), values={"target_group": "Föräldrar"}, by=cast.karin
    )
    actions.remove_items(plan=second, items=[item(second, "Läxhjälp")], by=cast.karin)
    actions.add_item(plan=second, values=facts(cast, "Språkvän"), by=cast.karin)
    assert item(first, "Språkcafé").target_group == ""
    page = karin.get(address(second, "compare")).content.decode()
    for told in ("Färre kommer", "Föräldrar", "New line", "Språkvän", "Taken away", "Läxhjälp"):
        assert told in page


def test_how_it_goes_is_noted_in_an_approved_plan(cast, karin):
    plan = approved(cast, cast.karin)
    line = item(plan, "Språkcafé").line_key
    told = {"status": "done", "progress_note": "Tolv träffar"}
    karin.post(address(plan, "progress", line), told)
    page = karin.get(address(plan)).content.decode()
    assert "Tolv träffar" in page
    plan.refresh_from_db()
    assert plan.state == Plan.State.APPROVED


def test_an_activity_is_made_of_a_line_and_stands_on_it_in_later_revisions_too(cast, karin):
    plan = approved(cast, cast.karin)
    line = item(plan, "Språkcafé").line_key
    response = karin.post(address(plan, "make_activity", line), {"kind": "meeting"})
    made = Activity.objects.get(title="Språkcafé")
    assert response["Location"] == reverse("activities:edit", args=[made.public_key])
    assert made.organiser == cast.kungalv
    revision = actions.revise_plan(plan=plan, reason="Fler träffar", by=cast.karin)
    detail = reverse("activities:detail", args=[made.public_key])
    for one in (plan, revision):
        assert detail in karin.get(address(one)).content.decode()
    karin.post(address(plan, "unlink_activity", line), {"activity": made.public_key})
    assert detail not in karin.get(address(plan)).content.decode()
    karin.post(address(plan, "link_activity", line), {"activity": made.public_key})
    assert detail in karin.get(address(plan)).content.decode()


def test_the_file_holds_the_lines(cast, karin):
    plan = plan_of(cast, cast.karin, "Språkcafé", "=1+1")
    answer = karin.get(f"{address(plan)}?format=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    lines = rows.to_python()
    assert [row[:2] for row in lines[1:]] == [[1.0, "Språkcafé"], [2.0, "=1+1"]]
    assert lines[1][6] == "Timmar av språkpraktik"
    assert lines[1][9:11] == ["Integrationssamordnare", "Kungälv kommun"]


def test_the_page_asks_as_much_for_many_lines_as_for_few(
    cast, karin, django_assert_max_num_queries
):
    plan = plan_of(cast, cast.karin, *(f"Rad {number}" for number in range(2)))
    with django_assert_max_num_queries(22) as few:
        karin.get(address(plan))
    for number in range(12):
        actions.add_item(plan=plan, values=facts(cast, f"Mer {number}"), by=cast.karin)
    with django_assert_max_num_queries(len(few)):
        karin.get(address(plan))


def test_after_a_refusal_the_links_still_lead_to_the_plan(cast, karin):
    """A refused step is answered at an address of its own, which cannot be read."""
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.send_plan(plan=plan, by=cast.karin)
    page = karin.post(address(plan, "add_item"), {"activity": "Sent"}).content.decode()
    assert f'href="{address(plan)}?format=xlsx"' in page
    refused = karin.post(address(plan, "take_back"), follow=True)
    assert refused.status_code == 200
    page = karin.post(address(plan, "add_item"), {"activity": ""}).content.decode()
    line = item(plan, "Språkcafé").line_key
    assert f'href="{address(plan)}?rad={line}#rad-{line}"' in page
