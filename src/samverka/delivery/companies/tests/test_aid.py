"""De minimis aid: what a company has had over three years, whoever granted it (S95)."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.companies.aid import aid_standing, years_before
from samverka.delivery.companies.models import AidRule
from tests.people import TODAY

from .factories import aid, company, the_rule

THREE_YEARS_AGO = dt.date(2023, 3, 16)


@pytest.fixture
def rule(db) -> AidRule:
    return the_rule()


def page(cast, client, work) -> str:
    client.force_login(cast.petra.user)
    address = reverse("companies:detail", args=[cast.programme.public_key, work.public_key])
    return client.get(address).content.decode().replace("\u00a0", " ")


def test_the_ceiling_is_that_of_the_regulation_with_its_source(rule):
    assert (rule.ceiling, rule.years) == (300_000_00, 3)
    assert "2023/2831" in rule.source


def test_three_years_are_counted_back_from_the_day_and_no_longer(cast, client, rule):
    work = company(cast)
    aid(cast, work, THREE_YEARS_AGO, 90_000)
    aid(cast, work, THREE_YEARS_AGO + dt.timedelta(days=1), 200_000)
    aid(cast, work, TODAY, 50_000)
    standing = aid_standing(work.company, on=TODAY)
    assert (standing.euro_cents, standing.left) == (250_000_00, 50_000_00)
    assert aid_standing(work.company, on=TODAY - dt.timedelta(days=1)).euro_cents == 290_000_00
    shown = page(cast, client, work)
    assert "250,000 € over the last 3 years, of at most 300,000 €. 50,000 € is left" in shown


def test_what_goes_above_the_ceiling_is_flagged_on_its_day(cast, client, rule):
    work = company(cast)
    aid(cast, work, dt.date(2025, 1, 10), 300_000)
    aid(cast, work, dt.date(2025, 6, 1), 1)
    first, second = aid_standing(work.company, on=TODAY).lines
    assert not first.is_above
    assert second.is_above
    assert "Above the ceiling" in page(cast, client, work)


def test_aid_from_others_counts_and_so_does_that_of_another_programme(cast, rule):
    work = company(cast)
    aid(cast, work, TODAY, 100, is_from_programme=False)
    aid(cast, work, TODAY, 200)
    assert aid_standing(work.company, on=TODAY).euro_cents == 300_00


def test_without_a_rule_for_the_day_nothing_is_summed_up(cast, client, rule):
    work = company(cast)
    aid(cast, work, dt.date(2023, 5, 1), 500)
    before = aid_standing(work.company, on=dt.date(2023, 12, 31))
    assert (before.rule, before.left) == (None, None)
    AidRule.objects.all().delete()
    assert "No ceiling is known for today" in page(cast, client, work)


def test_a_leap_day_has_a_day_three_years_before():
    assert years_before(dt.date(2028, 2, 29), 3) == dt.date(2025, 2, 28)


def test_aid_is_noted_in_kronor_and_euro_on_the_page(cast, client, rule):
    work = company(cast)
    client.force_login(cast.petra.user)
    address = reverse("companies:add", args=[cast.programme.public_key, work.public_key, "stod"])
    sent = {
        "is_from_programme": "1",
        "granted_by": "Regionen",
        "granted_on": "2026-02-01",
        "amount": "112 500",
        "euro": "10000.50",
    }
    client.post(address, sent)
    noted = work.company.aids.get()
    assert (noted.amount, noted.euro_cents) == (112_500_00, 10_000_50)
    assert noted.programme == cast.programme
    refused = client.post(address, {**sent, "amount": "0"})
    assert "Write an amount above nothing." in refused.content.decode()
