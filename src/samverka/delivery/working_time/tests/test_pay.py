"""What an hour of staff costs is fixed from the first month reported, by the fund's own rule."""

import datetime as dt
import shutil

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samverka.delivery.working_time import actions, queries
from samverka.delivery.working_time.models import FundActivity, HourlyRate, PayRule, TimeReport
from samverka.delivery.working_time.sealed import opened
from samverka.foundation.accounts.models import Role
from samverka.toolkit import keyring
from samverka.toolkit.money import kronor
from tests.people import appoint, person

from .factories import FEBRUARY, amif, as_person, hourly_rate, month_of, saras_month


def page(name, cast, *keys):
    return reverse(f"working_time:{name}", args=[cast.programme.public_key, *keys])


@pytest.fixture
def eva(cast):
    """The economist of Kungälv."""
    return appoint("eva", Role.ECONOMIST, cast.kungalv)


@pytest.fixture
def sara(cast):
    saras_month(cast)
    return as_person(cast.sara, cast.kungalv)


def test_an_hour_is_monthly_pay_times_12_through_1720(cast, sara):
    rate = hourly_rate(cast, sara, 35_000_00)
    [(_rate, pay)] = opened([rate])
    assert pay.hourly == 244_19  # 35,000 × 12 / 1,720 = 244.186…
    assert rate.from_month == FEBRUARY


def test_what_somebody_is_paid_lies_sealed_and_is_sealed_anew_with_another_key(
    cast, sara, eva, settings, tmp_path
):
    # A file of its own: others seal with the common one meanwhile.
    settings.KEY_FILE = shutil.copy(settings.KEY_FILE, tmp_path / "keys.json")
    hourly_rate(cast, sara, 35_000_00)
    before = str(HourlyRate.objects.values().get())
    assert "35000" not in before
    assert "24419" not in before
    keyring.add_encryption_key(settings.KEY_FILE)
    assert actions.seal_pay_anew(at_most=5, by=cast.ada) == 1
    assert actions.seal_pay_anew(at_most=5, by=cast.ada) == 0
    keyring.drop_old_encryption_keys(settings.KEY_FILE)
    (row,) = queries.staff_costs(eva, cast.programme, amif(cast))
    assert (row.pay.monthly, row.pay.hourly) == (35_000_00, 244_19)


def test_approved_hours_cost_hours_times_the_rate_in_ore(cast, sara, eva):
    hourly_rate(cast, sara, 35_000_00)
    (before,) = queries.staff_costs(eva, cast.programme, amif(cast))
    assert (before.minutes, before.cost) == (0, 0)
    actions.approve(reports=TimeReport.objects.all(), on=dt.date(2026, 3, 10), by=cast.karin)
    (row,) = queries.staff_costs(eva, cast.programme, amif(cast))
    assert row.minutes == 690
    assert row.cost == 280_819  # 11.5 h × 244.19 = 2,808.185, a half upwards


@given(st.integers(1, 60_000), st.integers(1, 100_000))
def test_money_never_leaves_ore_and_is_rounded_once(minutes, amount):
    cost = queries.cost(minutes, amount)
    assert isinstance(cost, int)
    assert abs(cost * 60 - minutes * amount) <= 30


def test_higher_pay_later_is_no_new_rate_and_what_was_wrong_is_corrected_with_a_reason(
    cast, sara, client, eva
):
    hourly_rate(cast, sara, 35_000_00)
    client.force_login(eva.user)
    url = page("set_rate", cast, "amif", sara.public_key)
    facts = {"monthly_pay": "38 000", "source": "Lönebesked"}
    answer = client.post(url, facts)
    assert "fixed from February 2026" in answer.content.decode()
    client.post(url, {**facts, "why": "Fel månad avlästes"})
    numbers = opened(HourlyRate.objects.order_by("number"))
    told = [(rate.number, pay.monthly) for rate, pay in numbers]
    assert told == [(1, 35_000_00), (2, 38_000_00)]
    assert HourlyRate.objects.in_force().get().number == 2


def test_a_month_handed_in_later_does_not_move_the_rate(cast, sara):
    hourly_rate(cast, sara)
    month_of(cast, sara, {2: 60}, month=dt.date(2026, 3, 1))
    assert HourlyRate.objects.get().from_month == FEBRUARY


def test_before_a_month_is_handed_in_there_is_no_rate_to_fix(cast, client, eva):
    amif(cast)
    saras_month(cast, handed_in=False)
    sara = as_person(cast.sara, cast.kungalv)
    with pytest.raises(actions.NothingReported):
        hourly_rate(cast, sara)


def test_without_the_funds_rule_the_page_says_who_writes_it(cast, sara, client, eva):
    fund = amif(cast)
    PayRule.objects.all().delete()
    client.force_login(eva.user)
    assert (
        "It is not written down how AMIF"
        in client.get(page("costs", cast, fund.code)).content.decode()
    )
    facts = {"monthly_pay": "35 000", "source": "Lönebesked"}
    text = client.post(page("set_rate", cast, fund.code, sara.public_key), facts).content.decode()
    assert "Ask whoever leads the programme" in text


def test_the_employers_and_the_owners_economist_see_it_and_nobody_else(cast, sara, client, eva):
    fund = amif(cast)
    hourly_rate(cast, sara)
    seen = {}
    for actor in (eva, cast.erik, cast.petra, cast.karin, cast.ulla, cast.sara):
        client.force_login(actor.user)
        answer = client.get(page("costs", cast, fund.code))
        seen[actor.user.name.split()[0]] = kronor(244_19) in answer.content.decode()
    assert [name for name, does in seen.items() if does] == ["Eva", "Erik"]


def test_an_economist_of_another_partner_sees_nothing_of_it(cast, sara, client):
    fund = amif(cast)
    hourly_rate(cast, sara)
    other = appoint("pia", Role.ECONOMIST, cast.partille)
    assert queries.staff_costs(other, cast.programme, fund) == []
    client.force_login(other.user)
    assert kronor(244_19) not in client.get(page("costs", cast, fund.code)).content.decode()


def test_the_rule_is_written_down_with_its_source_from_what_we_know(cast, client):
    amif(cast)
    PayRule.objects.all().delete()
    client.force_login(cast.petra.user)
    text = client.get(page("set_pay_rule", cast) + "?known=amif-2021-2027").content.decode()
    assert 'value="1720"' in text
    facts = {
        "fund": "amif",
        "months": 12,
        "year_hours": 1720,
        "source": "Handboken",
        "valid_from": "2021-01-01",
    }
    client.post(page("set_pay_rule", cast), facts)
    assert PayRule.objects.get().year_hours == 1720


def test_costs_are_fetched_as_a_workbook(cast, sara, client, eva):
    hourly_rate(cast, sara)
    client.force_login(eva.user)
    assert client.get(page("costs", cast, "amif") + "?format=xlsx").content.startswith(b"PK")


def test_the_seven_fixed_activities_are_an_empty_table_that_says_so_and_can_be_filled(
    cast, client
):
    amif(cast)
    client.force_login(cast.petra.user)
    text = client.get(page("activities", cast, "amif")).content.decode()
    assert "There are 7 fixed activities, but what they are called is not in our source" in text
    assert text.count("The name is not known") == 7
    client.post(page("activities", cast, "amif"), {"name_1": "Projektledning", "source": "Mall"})
    assert FundActivity.objects.get().number == 1
    text = client.get(page("activities", cast, "amif")).content.decode()
    assert text.count("The name is not known") == 6
    client.post(page("activities", cast, "amif"), {"name_1": "", "source": "Mall"})
    assert not FundActivity.objects.exists()


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_asks_as_much_for_many_as_for_few(
    cast, client, eva, django_assert_max_num_queries, count
):
    fund = amif(cast)
    for number in range(count):
        who = person(f"Nr{number}", cast.kungalv)
        month_of(cast, who, {2: 60}, handed_in=True)
        hourly_rate(cast, who)
    client.force_login(eva.user)
    with django_assert_max_num_queries(22):
        client.get(page("costs", cast, fund.code) + "?sort=name")


def test_whoever_is_not_seen_stands_after_those_who_are(cast, sara, eva):
    """Between two names one would know how theirs begins."""
    anna = person("Anna", cast.kungalv)
    anna.is_protected = True
    anna.save()
    handed_in = TimeReport.objects.get()
    TimeReport.objects.create(
        person=anna,
        programme=handed_in.programme,
        organisation=handed_in.organisation,
        month=handed_in.month,
        state=handed_in.state,
        handed_in_on=handed_in.handed_in_on,
    )
    rows = queries.staff_costs(eva, cast.programme, amif(cast))
    assert [(row.is_seen, row.person) for row in rows] == [(True, sara), (False, anna)]
