"""When a cost was paid can be noted after it was handed in; nothing else of it changes."""

import datetime as dt

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from samverka.delivery.budgets import actions
from samverka.delivery.budgets.models import Cost
from samverka.foundation.audit.models import Event
from tests.people import TODAY

from .test_accounts import add, paid_within

LAST = dt.date(2026, 10, 31)


def address(cast, cost) -> str:
    return reverse("budgets:note_payment", args=[cast.programme.public_key, cost.public_key])


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


@pytest.fixture
def cost(cast) -> Cost:
    """Handed in and accepted before anybody knew when it would be paid."""
    kept = add(cast)
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    report = actions.hand_in(**own, until=TODAY, on=TODAY, by=cast.karin)
    actions.accept_report(report=report, by=cast.erik)
    kept.refresh_from_db()
    return kept


def test_the_day_is_noted_on_the_costs_page_and_nothing_else_changes(cast, karin, cost):
    page = reverse("budgets:correct_cost", args=[cast.programme.public_key, cost.public_key])
    assert address(cast, cost) in karin.get(page).content.decode()
    before = model_to_dict(cost)
    sent = {"paid_on": "2026-03-01", "amount": "1", "text": "Något annat"}
    answer = karin.post(address(cast, cost), sent, follow=True)
    assert "The day of payment is noted." in answer.content.decode()
    cost.refresh_from_db()
    assert model_to_dict(cost) == {**before, "paid_on": dt.date(2026, 3, 1)}
    assert Event.objects.filter(verb="budgets.payment_noted").count() == 1


def test_later_than_the_funds_days_is_refused_with_the_source_and_what_was_typed_stays(
    cast, karin, cost, settings
):
    paid_within(cast, 61)
    Cost.objects.update(incurred_on=LAST)
    settings.FIXED_TODAY = "2027-02-01"
    text = karin.post(address(cast, cost), {"paid_on": "2027-01-01"}).content.decode()
    assert "paid after Thursday 31 December 2026" in text
    assert "Beslutets § 9" in text
    assert 'value="2027-01-01"' in text
    cost.refresh_from_db()
    assert cost.paid_on is None
    karin.post(address(cast, cost), {"paid_on": "2026-12-31"})
    cost.refresh_from_db()
    assert cost.paid_on == dt.date(2026, 12, 31)


def test_a_day_to_come_is_no_payment_yet(cast, karin, cost):
    day = (TODAY + dt.timedelta(days=1)).isoformat()
    assert "has not come yet" in karin.post(address(cast, cost), {"paid_on": day}).content.decode()
    cost.refresh_from_db()
    assert cost.paid_on is None


def test_each_notes_payments_in_its_own_account_alone(cast, client, cost):
    client.force_login(cast.erik.user)
    assert client.post(address(cast, cost), {"paid_on": "2026-03-01"}).status_code in (403, 404)
    cost.refresh_from_db()
    assert cost.paid_on is None
