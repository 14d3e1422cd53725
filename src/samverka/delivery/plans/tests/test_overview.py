"""All partners' plans at a glance, and what is in place at the start."""

import pytest
from django.urls import reverse

from samverka.delivery.plans import actions, queries
from samverka.delivery.plans.models import StartEvidence, StartPoint
from samverka.delivery.programmes.models import Participation
from samverka.foundation.accounts.models import Role
from tests.people import TODAY, appoint

from .factories import approved, eleven, facts, plan_of, risk_of


def overview(cast, asked: str = "") -> str:
    return reverse("plans:overview", args=[cast.programme.public_key]) + asked


def test_every_partner_has_a_row_with_the_state_of_its_plan(cast, client):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.add_item(plan=plan, values=facts(cast, "Idé", measure=None), by=cast.karin)
    approved(cast, cast.petra)
    client.force_login(cast.petra.user)
    page = client.get(overview(cast)).content.decode()
    assert "1 of 3 partners have an approved plan." in page
    for state in ("Being written", "Not begun", "Approved"):
        assert state in page
    lacking = {
        line.organisation: (line.lines, line.lacking)
        for line in queries.overview(cast.programme, cast.petra, on=TODAY)
    }
    assert lacking[cast.kungalv] == (2, 1)


def test_a_partner_that_has_not_begun_is_opened_itself_and_its_row_has_no_dashes(cast, client):
    client.force_login(cast.petra.user)
    page = client.get(overview(cast)).content.decode()
    assert "No partner has begun." in page
    assert reverse("organisation:detail", args=[cast.kungalv.public_key]) in page
    assert "–" not in page[page.index("<tbody>") : page.index("</tbody>")]


def test_an_owner_that_is_also_a_partner_is_one_organisation(cast):
    """S127: both owner and partner, counted once."""
    Participation.objects.create(
        programme=cast.programme,
        organisation=cast.gr,
        part=Participation.Part.PARTICIPANT,
        valid_from=cast.programme.starts_on,
    )
    assert len(queries.overview(cast.programme, cast.petra, on=TODAY)) == 3


def test_whoever_has_left_is_not_waited_for(cast):
    Participation.objects.filter(organisation=cast.partille).update(valid_to=TODAY)
    assert cast.partille not in queries.partners_without_approved_plan(cast.programme, on=TODAY)


def test_others_read_a_plan_only_when_it_is_approved(cast, client):
    plan = plan_of(cast, cast.petra, "Upptaktsmöte")
    detail = reverse("plans:detail", args=[cast.programme.public_key, plan.public_key])
    client.force_login(cast.karin.user)
    assert client.get(detail).status_code == 404
    assert detail not in client.get(overview(cast)).content.decode()
    actions.approve_plan(plan=plan, on=TODAY, by=cast.petra)
    assert client.get(detail).status_code == 200
    assert detail in client.get(overview(cast)).content.decode()


def test_the_list_is_narrowed_to_those_that_wait(cast, client):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.send_plan(plan=plan, by=cast.karin)
    client.force_login(cast.petra.user)
    page = client.get(overview(cast, "?state=sent"))
    assert "Kungälv kommun" in page.content.decode()
    assert "Partille kommun" not in page.content.decode()


def test_the_list_asks_as_much_for_eleven_as_for_three(cast, client, django_assert_num_queries):
    client.force_login(cast.petra.user)
    approved(cast, cast.petra)
    client.get(overview(cast, "?q="))
    with django_assert_num_queries(9):
        client.get(overview(cast, "?q="))
    for number, organisation in enumerate(eleven(cast)[1:]):
        approved(cast, appoint(f"ledare{number}", Role.SUB_PROJECT_LEADER, organisation))
    with django_assert_num_queries(9):
        client.get(overview(cast, "?q="))


# --- What is in place at the start ------------------------------------------------------------


@pytest.fixture
def start(cast) -> str:
    return reverse("plans:start", args=[cast.programme.public_key])


def note(cast, number: int, name: str = "note_start") -> str:
    return reverse(f"plans:{name}", args=[cast.programme.public_key, number])


def test_who_leads_begins_with_the_usual_four_and_adds_one(cast, client, start):
    client.force_login(cast.petra.user)
    for _twice in range(2):
        client.post(reverse("plans:use_usual", args=[cast.programme.public_key]))
    assert list(StartPoint.objects.values_list("number", "kind")) == [
        (1, "activity_list"),
        (2, "roles"),
        (3, "routines"),
        (4, "risks"),
    ]
    own = {"text": "Lokal för språkcaféet", "kind": "other"}
    client.post(reverse("plans:add_point", args=[cast.programme.public_key]), own)
    assert "Lokal för språkcaféet" in client.get(start).content.decode()


def test_a_partner_shows_what_is_in_place_and_can_take_it_back(cast, client, start):
    actions.use_usual_start_points(programme=cast.programme, by=cast.petra)
    client.force_login(cast.karin.user)
    assert client.post(note(cast, 2), {"evidence": "", "met_on": TODAY}).status_code == 422
    client.post(note(cast, 2), {"evidence": "Rollbeskrivning, beslut 12", "met_on": TODAY})
    assert "Rollbeskrivning, beslut 12" in client.get(start).content.decode()
    client.post(note(cast, 2, "take_back_start"))
    assert not StartEvidence.objects.exists()


def test_the_activity_plan_is_seen_from_the_plan_and_not_ticked(cast, client):
    actions.use_usual_start_points(programme=cast.programme, by=cast.petra)
    client.force_login(cast.karin.user)
    shown = {"evidence": "Den är klar", "met_on": TODAY}
    assert client.post(note(cast, 1), shown).status_code == 404
    assert in_place(cast) == 0
    approved(cast, cast.karin)
    assert in_place(cast) == 1


def in_place(cast) -> int:
    lines = queries.overview(cast.programme, cast.petra, on=TODAY)
    return next(line.in_place for line in lines if line.organisation == cast.kungalv)


def test_everybody_with_everything_in_place_is_said(cast, client, start):
    actions.use_usual_start_points(programme=cast.programme, by=cast.petra)
    partille = appoint("pelle", Role.SUB_PROJECT_LEADER, cast.partille)
    for leader in (cast.petra, cast.karin, partille):
        approved(cast, leader)
        risk_of(cast, leader)
        for point in StartPoint.objects.filter(kind__in=["roles", "routines"]):
            actions.note_start(
                point=point,
                organisation=leader.organisation,
                evidence="Beslut 12",
                on=TODAY,
                by=leader,
            )
    client.force_login(cast.petra.user)
    assert "3 of 3 partners have everything in place." in client.get(start).content.decode()
