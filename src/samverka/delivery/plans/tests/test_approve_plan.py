"""A plan is approved when every line has a measure and somebody responsible (S104)."""

import pytest
from django.urls import reverse

from samverka.delivery.plans import actions, queries
from samverka.delivery.plans.models import Plan
from samverka.foundation.accounts.models import Role
from tests.people import TODAY, appoint

from .factories import approved, eleven, facts, item, plan_of


def sent(cast, **lacking) -> Plan:
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.add_item(plan=plan, values=facts(cast, "Språkpraktik", **lacking), by=cast.karin)
    return actions.send_plan(plan=plan, by=cast.karin)


def address(plan: Plan, name: str) -> str:
    return reverse(f"plans:{name}", args=[plan.programme.public_key, plan.public_key])


def approve(cast, client, plan):
    client.force_login(cast.petra.user)
    return client.post(address(plan, "approve"))


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"measure": None}, "a measure is missing"),
        ({"responsible": ""}, "a responsible function is missing"),
        (
            {"measure": None, "responsible": ""},
            "measure and responsible function are missing",
        ),
    ],
)
def test_the_page_names_the_line_and_what_it_lacks(cast, client, lacking, said):
    plan = sent(cast, **lacking)
    response = approve(cast, client, plan)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Line 2, Språkpraktik" in page
    assert said in page
    assert "Line 1, Språkcafé" not in page
    plan.refresh_from_db()
    assert plan.state == Plan.State.SENT


def test_a_measure_of_ones_own_will_do(cast, client):
    plan = sent(cast, measure=None, own_measure="Antal som kommer tillbaka")
    assert approve(cast, client, plan).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (Plan.State.APPROVED, TODAY)


def test_a_line_that_was_taken_away_does_not_stand_in_the_way(cast):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.add_item(plan=plan, values=facts(cast, "Idé", measure=None), by=cast.karin)
    actions.remove_items(plan=plan, items=[item(plan, "Idé")], by=cast.karin)
    actions.send_plan(plan=plan, by=cast.karin)
    assert actions.approve_plan(plan=plan, on=TODAY, by=cast.petra).state == Plan.State.APPROVED


def test_a_plan_without_lines_is_neither_sent_nor_approved(cast, client):
    empty = plan_of(cast, cast.petra)
    assert approve(cast, client, empty).status_code == 422
    with pytest.raises(actions.Incomplete, match="no line"):
        actions.send_plan(plan=empty, by=cast.petra)


def test_who_leads_approves_the_plan_of_their_own_organisation_without_sending_it(cast, client):
    plan = plan_of(cast, cast.petra, "Upptaktsmöte")
    assert approve(cast, client, plan).status_code == 302


def test_a_plan_that_is_still_being_written_by_others_cannot_be_approved(cast):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    with pytest.raises(actions.NotNow, match="Being written"):
        actions.approve_plan(plan=plan, on=TODAY, by=cast.petra)


def test_undo_takes_the_approval_back(cast, client):
    plan = sent(cast)
    approve(cast, client, plan)
    client.post(address(plan, "withdraw"))
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (Plan.State.SENT, None)


def test_an_approval_that_a_revision_builds_on_stays(cast):
    plan = approved(cast, cast.karin)
    actions.revise_plan(plan=plan, reason="Ny målgrupp", by=cast.karin)
    with pytest.raises(actions.HasLaterRevision):
        actions.withdraw_approval(plan=plan, by=cast.petra)


def test_sent_back_it_is_theirs_to_change_and_says_what(cast, client):
    plan = sent(cast)
    client.force_login(cast.petra.user)
    assert client.post(address(plan, "send_back"), {"answer": ""}).status_code == 422
    client.post(address(plan, "send_back"), {"answer": "Skriv målgruppen."})
    client.force_login(cast.karin.user)
    assert "Skriv målgruppen." in client.get(address(plan, "detail")).content.decode()
    actions.add_item(plan=plan, values=facts(cast, "Nytt"), by=cast.karin)
    assert actions.send_plan(plan=plan, by=cast.karin).state == Plan.State.SENT


def test_all_eleven_have_an_approved_plan_before_nobody_is_missing(cast, client):
    """S104 and S111: eight municipalities, two partners and the owner."""
    organisations = eleven(cast)
    assert len(organisations) == 11
    missing = queries.partners_without_approved_plan
    for count, organisation in enumerate(organisations):
        assert len(missing(cast.programme)) == 11 - count
        leader = appoint(f"ledare{count}", Role.SUB_PROJECT_LEADER, organisation)
        approved(cast, leader)
    assert missing(cast.programme) == []
    client.force_login(cast.petra.user)
    page = client.get(reverse("plans:overview", args=[cast.programme.public_key]))
    assert "11 of 11 partners have an approved plan." in page.content.decode()


def test_a_revision_under_way_leaves_the_approved_plan_in_force(cast):
    plan = approved(cast, cast.karin)
    actions.revise_plan(plan=plan, reason="Ny målgrupp", by=cast.karin)
    assert cast.kungalv not in queries.partners_without_approved_plan(cast.programme)
