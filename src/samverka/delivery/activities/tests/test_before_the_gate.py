"""Nothing of a phase is booked before somebody has let it begin (S1)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Session
from samverka.delivery.programmes.models import Gate, Phase

from .factories import training_day, whole_day

IN_PHASE = dt.date(2026, 4, 14)


@pytest.fixture
def gate(cast):
    phase = Phase.objects.create(
        programme=cast.programme,
        number="2",
        name="Genomförande",
        starts_on=dt.date(2026, 4, 1),
    )
    return Gate.objects.create(phase=phase, decided_by="ESF-rådet")


def approve(gate, day):
    gate.outcome, gate.decided_on = Gate.Outcome.APPROVED, day
    gate.save()


def test_a_day_in_a_phase_that_waits_is_refused_with_who_decides(cast, gate):
    client = Client()
    client.force_login(cast.olga.user)
    answer = client.post(
        reverse("activities:create"),
        {
            "programme": cast.programme.pk,
            "title": "Att arbeta med tolk",
            "kind": "training_day",
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-day": IN_PHASE.isoformat(),
            "form-0-starts": "09:00",
            "form-0-ends": "16:00",
        },
    )
    assert answer.status_code == 422
    assert "waits for a decision of ESF-rådet" in answer.content.decode()
    assert not Session.objects.exists()


def test_the_day_may_be_booked_from_the_day_of_the_decision(cast, gate):
    approve(gate, IN_PHASE)
    training_day(cast, IN_PHASE)
    with pytest.raises(actions.IsTooEarly):
        training_day(cast, IN_PHASE - dt.timedelta(days=1))


def test_a_refused_phase_stays_closed(cast, gate):
    gate.outcome, gate.decided_on = Gate.Outcome.REFUSED, IN_PHASE
    gate.save()
    with pytest.raises(actions.IsTooEarly):
        training_day(cast, IN_PHASE)


def test_days_before_the_phase_are_free(cast, gate):
    training_day(cast, dt.date(2026, 3, 31))
    assert Session.objects.count() == 1


def test_a_day_is_not_moved_into_a_phase_that_waits(cast, gate):
    activity = training_day(cast)
    key = activity.sessions.get().public_key
    with pytest.raises(actions.IsTooEarly):
        actions.correct_activity(
            activity=activity, values={}, sessions=[whole_day(IN_PHASE, key)], by=cast.olga
        )


def test_what_is_booked_already_may_be_corrected(cast, gate):
    approve(gate, IN_PHASE)
    activity = training_day(cast, IN_PHASE)
    gate.outcome, gate.decided_on = Gate.Outcome.WAITING, None
    gate.save()
    key = activity.sessions.get().public_key
    actions.correct_activity(
        activity=activity,
        values={"place": "Folkets hus"},
        sessions=[whole_day(IN_PHASE, key)],
        by=cast.olga,
    )
    assert Session.objects.get().held_on == IN_PHASE
