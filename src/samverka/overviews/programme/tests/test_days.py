"""The days that follow from a programme's period and its funds' rules, where one looks (S109)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import Fund, FundRule, Programme, ProgrammeFund
from samverka.delivery.programmes.queries import coming_deadlines, days_of_funds
from samverka.toolkit.clock import today

LAST = dt.date(2026, 10, 31)


@pytest.fixture
def fund(cast) -> Fund:
    Programme.objects.filter(pk=cast.programme.pk).update(
        starts_on=dt.date(2022, 11, 1), ends_on=LAST, extended_to=None
    )
    cast.programme.refresh_from_db()
    fund = Fund.objects.create(code="amif", name="AMIF")
    ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
    return fund


def rule(fund: Fund, subject: str, **numbers) -> FundRule:
    return FundRule.objects.create(
        fund=fund,
        subject=subject,
        value="Som det står",
        source="Handboken 4.2",
        valid_from=dt.date(2021, 1, 1),
        **numbers,
    )


@pytest.fixture
def read(cast):
    def page(name: str, *keys) -> str:
        client = Client()
        client.force_login(cast.petra.user)
        text = client.get(reverse(name, args=keys)).content.decode()
        return " ".join(text.replace("\u00a0", " ").split())

    return page


def test_48_months_and_1461_days_whose_last_reporting_period_ends_31_october_2026(
    cast, fund, read
):
    rule(fund, "reporting", period_months=6, due_days=30)
    [days] = days_of_funds(cast.programme, on=today())
    assert len(days.periods) == 8
    assert days.periods[0].ends == dt.date(2023, 4, 30)
    assert (days.periods[-1].starts, days.periods[-1].ends) == (dt.date(2026, 5, 1), LAST)
    assert days.periods[-1].due == dt.date(2026, 11, 30)
    text = read("programme:about", cast.programme.public_key)
    assert "48 months" in text
    assert "1461 days" in text
    assert 'datetime="2026-10-31"' in text
    assert 'datetime="2026-11-30"' in text
    assert "Handboken 4.2" in text


def test_what_is_to_be_reported_stands_in_what_is_next(cast, fund, read):
    rule(fund, "reporting", period_months=6, due_days=30)
    [first, *_later] = coming_deadlines(Programme.objects.all(), on=today())
    assert first.day == dt.date(2026, 5, 30)
    text = read("programme:detail", cast.programme.public_key)
    assert 'datetime="2026-05-30"' in text
    assert "Report of period 7 to AMIF" in text
    home = read("home:home")
    assert "Report of period 7 to AMIF" in home
    assert "Report of period 8" not in home, "It is far off still"


def test_where_the_rules_give_no_number_the_page_says_so(cast, fund, read):
    text = read("programme:about", cast.programme.public_key)
    assert "of AMIF do not say how long a reporting period is" in text
    assert "The last period ends with the programme, Saturday 31 October 2026" in text
    assert "or in days how long the records are kept" in text
    assert coming_deadlines(Programme.objects.all(), on=today()) == []


def test_a_month_is_not_made_a_day(cast, fund, read):
    Programme.objects.update(ends_precision="month")
    text = read("programme:about", cast.programme.public_key)
    assert "The last period ends with the programme, October 2026" in text
    assert "31 October 2026" not in text


@pytest.mark.parametrize(
    ("counted_from", "settled_on", "kept_until", "is_earliest"),
    [
        ("last_day", None, dt.date(2031, 10, 31), False),
        ("year_end", None, dt.date(2031, 12, 31), False),
        ("payment", None, dt.date(2031, 12, 31), True),
        ("payment", dt.date(2027, 3, 2), dt.date(2032, 12, 31), False),
        ("accounts", dt.date(2028, 2, 15), dt.date(2033, 12, 31), False),
    ],
)
def test_keeping_ends_so_many_years_after_the_day_the_rule_names(
    cast, fund, read, counted_from, settled_on, kept_until, is_earliest
):
    rule(fund, "retention", kept_years=5, counted_from=counted_from)
    ProgrammeFund.objects.update(settled_on=settled_on)
    [days] = days_of_funds(cast.programme, on=today())
    assert (days.kept_until, days.is_earliest) == (kept_until, is_earliest)
    text = read("programme:about", cast.programme.public_key)
    assert f"{kept_until.day} {kept_until:%B %Y}" in text
    assert ("which is not noted yet" in text) == is_earliest


def test_a_rule_that_is_no_longer_in_force_reckons_nothing(cast, fund):
    rule(fund, "reporting", period_months=6, valid_to=dt.date(2025, 1, 1))
    [days] = days_of_funds(cast.programme, on=today())
    assert days.periods == []


def test_a_programme_without_days_has_no_periods(cast, fund):
    rule(fund, "reporting", period_months=6)
    rule(fund, "retention", kept_years=5, counted_from="year_end")
    Programme.objects.update(ends_on=None, ends_precision="day")
    cast.programme.refresh_from_db()
    [days] = days_of_funds(cast.programme, on=today())
    assert (days.periods, days.kept_until) == ([], None)


def test_the_numbers_of_a_rule_are_written_on_its_form(cast, fund):
    client = Client()
    client.force_login(cast.petra.user)
    address = reverse("programmes:add_part", args=[cast.programme.public_key, "regel"])
    typed = {
        "fund": "amif",
        "subject": "retention",
        "value": "Fem år",
        "kept_years": "5",
        "period_months": "6",
        "source": "Förordningen",
        "valid_from": "2021-01-01",
    }
    refused = client.post(address, typed)
    assert "Say from when the years are counted." in refused.content.decode()
    assert client.post(address, typed | {"counted_from": "payment"}).status_code == 302
    written = FundRule.objects.get()
    assert (written.kept_years, written.counted_from) == (5, "payment")
    assert written.period_months is None, "That is no part of a rule about keeping"
