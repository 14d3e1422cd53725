"""Certified hours are worth what the fund says, and are told against what the budget asks."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.budgets.co_financing import standing
from samverka.delivery.certification.tests.factories import certify, counts, course
from samverka.delivery.programmes.models import Programme
from samverka.delivery.rates import actions as rates
from samverka.delivery.rates.tests.factories import category, esf
from samverka.toolkit.money import kronor
from tests.people import person

ORE = {"total": 181_193_750, "grant": 241_591_667}


@pytest.fixture
def budget(cast):
    Programme.objects.update(budget=724_775_000, co_financing_share=2_500)
    cast.programme.refresh_from_db()


@pytest.fixture
def hours(cast, budget):
    """17.5 h of Amina's, of which 17 are claimed, in each of five months."""
    own, somebody = category(cast), person("Amina", cast.kungalv)
    for number in range(5):
        month = dt.date(2025 + (number + 8) // 12, (number + 9 - 1) % 12 + 1, 1)
        counts(cast, course(cast, {somebody: [150] * 7}, month=month, title=f"Kurs {month}"))
        certify(cast, category=own, month=month)
    return own


def amount(cast, own, ore=23_450):
    where = {"year": 2022, "region": "rest", "source": "Påhittat för provet"}
    rates.choose_rates(programme=cast.programme, fund=esf(cast), by=cast.petra, **where)
    rates.set_rate(category=own, amount=ore, by=cast.petra, **where)


def shown(cast, client):
    client.force_login(cast.petra.user)
    url = reverse("budgets:co_financing", args=[cast.programme.public_key])
    return client.get(url).content.decode()


def test_certified_hours_times_the_rate_stand_against_both_readings(cast, hours, client):
    amount(cast, hours)
    now = standing(cast.programme)
    assert now.worth == 5 * 17 * 23_450
    assert {one.basis: one.asked.own for one in now.towards} == ORE
    for one in now.towards:
        assert one.left == ORE[one.basis] - now.worth
        assert one.hours_by_category == [(hours, -(-one.left // 23_450))]
    text = shown(cast, client)
    assert kronor(181_193_750) in text
    assert kronor(241_591_667) in text


def test_five_months_alike_are_told_to_go_on_so_to_the_end(cast, hours):
    amount(cast, hours)
    # September to January are certified; February to December remain.
    told = standing(cast.programme).towards[0].forecast
    assert told.expected == 16 * 17 * 23_450


def test_where_the_amount_lacks_the_hours_are_shown_and_in_no_sum(cast, hours, client):
    now = standing(cast.programme)
    assert (now.worth, now.lacks_amounts) == (0, True)
    assert [row.minutes for row in now.rows] == [5 * 1020]
    assert "For some hours the amount lacks" in shown(cast, client)


def test_the_rates_of_another_year_or_region_are_not_taken(cast, hours):
    amount(cast, hours)
    rates.choose_rates(
        programme=cast.programme,
        fund=esf(cast),
        year=2022,
        region="stockholm",
        source="Beslut",
        by=cast.petra,
    )
    assert standing(cast.programme).lacks_amounts


def test_without_a_budget_there_is_no_target_and_the_page_says_so(cast, client):
    assert "no target to compare with" in shown(cast, client)
