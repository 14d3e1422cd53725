"""A programme's phases begin and end when what they wait for is in place."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Gate, Phase, PhaseCriterion
from samverka.foundation.audit.models import Event


@pytest.fixture
def petra(cast):
    client = Client()
    client.force_login(cast.petra.user)
    return client


@pytest.fixture
def page(cast):
    def address(name, *keys):
        return reverse(f"change_phase:{name}", args=[cast.programme.public_key, *keys])

    return address


@pytest.fixture
def start_up(cast):
    return Phase.objects.create(programme=cast.programme, number="1", name="Uppstart")


def shown(answer) -> str:
    return answer.content.decode()


def test_a_phase_begins_goes_on_and_ends_and_the_trail_says_who_opened_it_again(
    petra, page, start_up, cast
):
    for step in ("open", "close", "reopen"):
        assert petra.post(page(step, "1")).status_code == 302
    assert Phase.objects.get().state == Phase.State.OPEN
    event = Event.objects.last()
    assert (event.verb, event.user_id) == ("programmes.phase_reopened", cast.petra.user.pk)


def test_a_phase_does_not_begin_before_the_decision_it_waits_for(petra, page, start_up):
    gate = Gate.objects.create(phase=start_up, decided_by="ESF-rådet")
    refused = petra.post(page("open", "1"))
    assert refused.status_code == 409
    assert "ESF-rådet has not approved that it begins." in shown(refused)
    gate.outcome, gate.decided_on = Gate.Outcome.APPROVED, dt.date(2026, 3, 16)
    gate.save()
    petra.post(page("open", "1"))
    assert Phase.objects.get().state == Phase.State.OPEN


def test_what_must_hold_at_the_end_is_ticked_with_evidence_before_it_closes(petra, page, start_up):
    PhaseCriterion.objects.create(phase=start_up, kind="exit", number=1, text="Planer finns")
    petra.post(page("open", "1"))
    assert "“Planer finns” is not ticked" in shown(petra.post(page("close", "1")))
    meet = page("meet", "1~exit~1")
    without = petra.post(meet, {"met_on": "2026-03-10", "evidence": ""})
    assert "Write how one can see that it is met." in shown(without)
    petra.post(meet, {"met_on": "2026-03-10", "evidence": "Protokoll 3, § 4"})
    assert "Protokoll 3, § 4" in shown(petra.get(page("phases")))
    petra.post(page("close", "1"))
    assert Phase.objects.get().state == Phase.State.CLOSED


def test_implementation_waits_until_every_partner_has_an_approved_plan(
    petra, page, start_up, cast
):
    PhaseCriterion.objects.create(
        phase=start_up, kind="entry", number=1, text="Alla har en plan", seen_by="plans_approved"
    )
    plans = [
        Plan.objects.create(programme=cast.programme, organisation=organisation)
        for organisation in (cast.gr, cast.kungalv, cast.partille)
    ]
    approved = {"state": Plan.State.APPROVED, "approved_on": dt.date(2026, 3, 2)}
    Plan.objects.exclude(pk=plans[2].pk).update(**approved)
    refused = shown(petra.post(page("open", "1")))
    assert "not yet Partille kommun." in refused
    Plan.objects.update(**approved)
    petra.post(page("open", "1"))
    assert Phase.objects.get().state == Phase.State.OPEN


def test_a_stage_begins_within_its_phase_and_the_phase_ends_after_it(petra, page, start_up, cast):
    Phase.objects.create(programme=cast.programme, number="1.1", name="Pilot 1", parent=start_up)
    assert "“Uppstart” is not open yet." in shown(petra.post(page("open", "1.1")))
    petra.post(page("open", "1"))
    petra.post(page("open", "1.1"))
    assert "“Pilot 1” goes on still." in shown(petra.post(page("close", "1")))


def test_a_phase_that_is_closed_is_not_closed_again(petra, page, start_up):
    petra.post(page("open", "1"))
    petra.post(page("close", "1"))
    assert "Somebody has changed the phase meanwhile." in shown(petra.post(page("close", "1")))


def test_the_report_tells_september_2016_and_36_months(petra, page, cast):
    programme = cast.programme
    programme.starts_on, programme.starts_precision = dt.date(2016, 9, 1), "month"
    programme.ends_on, programme.ends_precision = dt.date(2019, 8, 31), "month"
    programme.save()
    text = shown(petra.get(page("phases")))
    assert "September 2016" in text
    assert "36 months" in text
    assert " days" not in text


def test_four_years_are_48_months_and_1461_days(petra, page, cast):
    programme = cast.programme
    programme.starts_on, programme.ends_on = dt.date(2022, 11, 1), dt.date(2026, 10, 31)
    programme.save()
    text = shown(petra.get(page("phases")))
    assert "48 months" in text
    assert "1461 days" in text


def test_the_planned_and_the_extended_period_are_both_told(petra, page, cast):
    programme = cast.programme
    programme.starts_on, programme.ends_on = dt.date(2018, 9, 1), dt.date(2019, 12, 31)
    programme.extended_to = dt.date(2020, 5, 31)
    programme.save()
    text = shown(petra.get(page("phases")))
    assert "16 months" in text
    assert "21 months" in text


def test_others_read_the_phases_and_see_no_buttons(page, start_up, cast):
    client = Client()
    client.force_login(cast.karin.user)
    assert "Begin Uppstart" not in shown(client.get(page("phases")))


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_asks_as_much_for_many_phases_as_for_one(
    petra, page, cast, count, django_assert_max_num_queries
):
    for number in range(count):
        phase = Phase.objects.create(
            programme=cast.programme, number=number, name="Fas", state=Phase.State.OPEN
        )
        PhaseCriterion.objects.create(phase=phase, kind="entry", number=1, text="Beslut finns")
    petra.get(page("phases"))
    with django_assert_max_num_queries(14):
        petra.get(page("phases"))
