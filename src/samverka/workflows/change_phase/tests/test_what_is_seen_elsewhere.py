"""A phase waits for what is entered elsewhere: plans, decisions on methods, hand-overs."""

import pytest
from django.urls import reverse

from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.plans import actions as plans
from samverka.delivery.plans.models import StartPoint
from samverka.delivery.plans.tests.factories import approved, eleven, risk_of
from samverka.delivery.programmes.models import Phase, PhaseCriterion, Programme
from samverka.development.methods import actions as methods
from samverka.development.methods.tests.factories import (
    WHOLE,
    Choice,
    decided,
    described,
    pelle,
    stages,
    tried,
)
from samverka.foundation.accounts.models import Role
from tests.people import TODAY, appoint


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def step(cast, name: str, number: str) -> str:
    return reverse(f"change_phase:{name}", args=[cast.programme.public_key, number])


def criterion(phase: Phase, kind: str, seen_by: str) -> None:
    PhaseCriterion.objects.create(
        phase=phase, kind=kind, number=1, text="Det här är klart", seen_by=seen_by
    )


def taken_over(cast, client, activity) -> None:
    said = {
        "goes_on": "yes",
        "organisation": cast.kungalv.pk,
        "function": "Enhetschef",
        "taken_over_on": "2027-01-01",
    }
    keys = [cast.programme.public_key, activity.public_key]
    client.post(reverse("budgets:take_over", args=keys), said)


def test_implementation_opens_when_all_eleven_have_an_approved_plan(cast, petra):
    """S111."""
    phase = Phase.objects.create(programme=cast.programme, number="2", name="Genomförande")
    criterion(phase, "entry", "plans_approved")
    leaders = [
        appoint(f"ledare{number}", Role.SUB_PROJECT_LEADER, organisation)
        for number, organisation in enumerate(eleven(cast))
    ]
    *ten, last = leaders
    for leader in ten:
        approved(cast, leader)
    refused = petra.post(step(cast, "open", "2"))
    assert refused.status_code == 409
    assert f"not yet {last.organisation}." in refused.content.decode()
    approved(cast, last)
    petra.post(step(cast, "open", "2"))
    phase.refresh_from_db()
    assert phase.state == Phase.State.OPEN


def test_pilot_two_begins_when_what_pilot_one_tried_is_decided_on(cast, petra):
    """S114."""
    first, second = stages(cast)
    Phase.objects.filter(pk=first.parent_id).update(state=Phase.State.OPEN)
    criterion(second, "entry", "methods_decided")
    method = described(cast)
    tried(method, cast.karin, first)
    refused = petra.post(step(cast, "open", "2.2"))
    assert refused.status_code == 409
    assert "not yet Språkvän (Kungälv kommun)." in refused.content.decode()
    decided(method, cast.karin, first, Choice.IMPROVE)
    petra.post(step(cast, "open", "2.2"))
    second.refresh_from_db()
    assert second.state == Phase.State.OPEN


@pytest.mark.parametrize("seen_by", ["handed_over", "line_owners"])
def test_a_programme_does_not_close_before_its_methods_are_handed_over(cast, petra, seen_by):
    """S115."""
    first, _second = stages(cast)
    closing = Phase.objects.create(
        programme=cast.programme, number="3", name="Avslut", state=Phase.State.OPEN
    )
    criterion(closing, "exit", seen_by)
    method = described(cast)
    source = tried(method, cast.karin, first)
    decided(method, pelle(cast), first, Choice.ADOPT, source)
    refused = petra.post(step(cast, "close", "3"))
    assert refused.status_code == 409
    assert "Språkvän (Kungälv kommun), Språkvän (Partille kommun)" in refused.content.decode()
    for organisation in (cast.kungalv, cast.partille):
        methods.hand_over(method=method, organisation=organisation, values=WHOLE, by=cast.karin)
    petra.post(step(cast, "close", "3"))
    closing.refresh_from_db()
    assert closing.state == Phase.State.CLOSED


def test_a_programme_does_not_close_before_every_running_activity_has_an_owner(cast, petra):
    """S53."""
    closing = Phase.objects.create(
        programme=cast.programme, number="3", name="Avslut", state=Phase.State.OPEN
    )
    criterion(closing, "exit", "line_owners")
    activity = training_day(cast, TOMORROW)
    refused = petra.post(step(cast, "close", "3"))
    assert refused.status_code == 409
    assert f"not yet {activity.title}." in refused.content.decode()
    taken_over(cast, petra, activity)
    petra.post(step(cast, "close", "3"))
    closing.refresh_from_db()
    assert closing.state == Phase.State.CLOSED


def test_the_last_phase_never_closes_before_every_running_activity_has_an_owner(cast, petra):
    """S53: also without a condition that somebody has written."""
    first, closing = (
        Phase.objects.create(
            programme=cast.programme, number=number, name=name, state=Phase.State.OPEN
        )
        for number, name in (("1", "Genomförande"), ("2", "Avslut"))
    )
    activity = training_day(cast, TOMORROW)
    petra.post(step(cast, "close", "1"))
    first.refresh_from_db()
    assert first.state == Phase.State.CLOSED
    refused = petra.post(step(cast, "close", "2"))
    assert refused.status_code == 409
    assert f"goes on with this yet: {activity.title}." in refused.content.decode()
    taken_over(cast, petra, activity)
    petra.post(step(cast, "close", "2"))
    closing.refresh_from_db()
    assert closing.state == Phase.State.CLOSED


def test_a_project_becomes_ordinary_work_with_owners_and_shares_of_100_percent(cast, petra):
    """S53."""
    address = reverse("change_phase:to_ordinary_work", args=[cast.programme.public_key])
    activity = training_day(cast, TOMORROW)
    refused = petra.post(address)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert f"goes on with this yet: {activity.title}." in shown
    assert "do not make 100 % yet" in shown
    taken_over(cast, petra, activity)
    assert petra.post(address).status_code == 409
    shares = {cast.gr.public_key: "50", cast.kungalv.public_key: "50"}
    petra.post(reverse("budgets:shares", args=[cast.programme.public_key]), shares)
    told = petra.post(address, follow=True).content.decode()
    assert "It is ordinary work from now." in told
    cast.programme.refresh_from_db()
    assert cast.programme.kind == Programme.Kind.ORDINARY
    back = [cast.programme.public_key, "project"]
    petra.post(reverse("change_phase:become_again", args=back))
    cast.programme.refresh_from_db()
    assert cast.programme.kind == Programme.Kind.PROJECT


def test_a_project_does_not_become_ordinary_work_as_a_fact_among_others(cast, petra):
    address = reverse("programmes:change", args=[cast.programme.public_key])
    assert 'value="ordinary"' not in petra.get(address).content.decode()
    sent = {"name": cast.programme.name, "kind": "ordinary", "starts": "2026", "ends": "2027"}
    assert petra.post(address, sent).status_code == 422
    cast.programme.refresh_from_db()
    assert cast.programme.kind == Programme.Kind.PROJECT


def test_implementation_opens_when_all_eleven_have_roles_routines_risks_and_plan(cast, petra):
    """S111: the list of risks by its rows, the plan by its approval, the rest by evidence."""
    phase = Phase.objects.create(programme=cast.programme, number="2", name="Genomförande")
    criterion(phase, "entry", "start_in_place")
    plans.use_usual_start_points(programme=cast.programme, by=cast.petra)
    leaders = [
        appoint(f"ledare{number}", Role.SUB_PROJECT_LEADER, organisation)
        for number, organisation in enumerate(eleven(cast))
    ]
    for leader in leaders:
        approved(cast, leader)
        for point in StartPoint.objects.filter(kind__in=["roles", "routines"]):
            plans.note_start(
                point=point,
                organisation=leader.organisation,
                evidence="Protokoll 3",
                on=TODAY,
                by=leader,
            )
    *ten, last = leaders
    for leader in ten:
        risk_of(cast, leader)
    refused = petra.post(step(cast, "open", "2"))
    assert refused.status_code == 409
    assert f"not yet {last.organisation}." in refused.content.decode()
    risk_of(cast, last)
    petra.post(step(cast, "open", "2"))
    phase.refresh_from_db()
    assert phase.state == Phase.State.OPEN
