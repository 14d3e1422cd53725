"""A project becomes ordinary work: shares that make the whole, and an owner of what goes on."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from samverka.delivery.budgets import actions, queries
from samverka.delivery.budgets.models import CostShare
from samverka.delivery.budgets.sums import co_financing, readings
from samverka.toolkit.money import kronor
from tests.people import TODAY


def page(name, cast, *keys):
    return reverse(f"budgets:{name}", args=[cast.programme.public_key, *keys])


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


@pytest.fixture
def budgeted(cast):
    """LFI's: 7 247 750 kronor, a quarter through taking part (S128)."""
    cast.programme.budget, cast.programme.co_financing_share = 724_775_000, 2_500
    cast.programme.save()
    return cast.programme


def test_co_financing_is_a_quarter_of_the_whole_or_a_third_of_the_grant():
    assert co_financing(724_775_000, 2_500, "total").own == 181_193_750
    of_grant = co_financing(724_775_000, 2_500, "grant")
    assert (of_grant.own, of_grant.total) == (241_591_667, 966_366_667)


def test_both_readings_are_shown_until_one_is_chosen(budgeted, cast, petra):
    text = petra.get(page("overview", cast)).content.decode()
    assert kronor(181_193_750) in text
    assert kronor(241_591_667) in text
    assert "It is not chosen what the budget is" in text
    budgeted.budget_basis = "total"
    budgeted.save()
    text = petra.get(page("overview", cast)).content.decode()
    assert kronor(181_193_750) in text
    assert kronor(241_591_667) not in text
    assert list(readings(budgeted)) == ["total"]


def test_the_hours_that_make_the_co_financing_are_told_at_a_rate(budgeted, cast, petra):
    """S128: hours needed are the target through the rate."""
    where = page("overview", cast)
    assert "Hours of taking part" not in petra.get(where).content.decode()
    told = petra.get(where, {"rate": "250"}).content.decode()
    # 1 811 937,50 and 2 415 916,67 kronor at 250 an hour: 7 247,75 and 9 663,67 hours.
    assert "<bdi>7,248</bdi>" in told
    assert "<bdi>9,664</bdi>" in told
    assert "is not an amount" in petra.get(where, {"rate": "mycket"}).content.decode()
    assert "Hours of taking part" not in petra.get(where, {"rate": "0"}).content.decode()


def test_shares_that_do_not_make_the_whole_are_refused_with_what_lacks(cast, petra):
    typed = {cast.gr.public_key: "50", cast.kungalv.public_key: "24,5"}
    text = petra.post(page("shares", cast), typed).content.decode()
    assert "The shares make 74.5 %. 25.5 % more is to be shared out." in text
    assert 'value="24,5"' in text
    assert not CostShare.objects.exists()


def test_shares_that_make_the_whole_are_kept_and_shown(cast, petra):
    typed = {cast.gr.public_key: "50", cast.kungalv.public_key: "24,5"}
    typed[cast.partille.public_key] = "25,5"
    text = petra.post(page("shares", cast), typed, follow=True).content.decode()
    assert "24.5 %" in text
    assert sum(CostShare.objects.values_list("share", flat=True)) == 10_000


def test_every_activity_to_come_asks_who_goes_on_with_it(cast, petra):
    coming, held = training_day(cast, TOMORROW), training_day(cast, TODAY - dt.timedelta(days=9))
    assert list(queries.without_line_owner(cast.programme, on=TODAY)) == [coming]
    assert (
        "It is not said of any activity who goes on with it"
        in petra.get(page("overview", cast)).content.decode()
    )
    where = page("take_over", cast, coming.public_key)
    refused = petra.post(where, {"goes_on": "yes", "organisation": cast.kungalv.pk})
    assert "Fill this in when somebody goes on with it." in refused.content.decode()
    petra.post(
        where,
        {
            "goes_on": "yes",
            "organisation": cast.kungalv.pk,
            "function": "Enhetschef",
            "taken_over_on": "2027-01-01",
        },
    )
    assert not queries.without_line_owner(cast.programme, on=TODAY).exists()
    assert "Enhetschef" in petra.get(page("overview", cast)).content.decode()
    assert held not in queries.running_activities(cast.programme, on=TODAY)


def test_what_becomes_of_each_activity_is_said_one_after_the_other(cast, petra):
    first = training_day(cast, TOMORROW, title="Att arbeta med tolk")
    second = training_day(cast, TOMORROW, title="Förälder i nytt land")
    where = page("take_over", cast, first.public_key)
    assert "Begin with “Att arbeta med tolk”" in petra.get(page("overview", cast)).content.decode()
    answer = petra.post(where, {"goes_on": "no", "next": "1"})
    assert answer["Location"] == page("take_over", cast, second.public_key)
    assert "Save and take the next" not in petra.get(answer["Location"]).content.decode()
    assert "Not said yet" in petra.get(page("overview", cast)).content.decode()


def test_an_activity_that_ends_with_the_programme_needs_no_owner(cast, petra):
    coming = training_day(cast, TOMORROW)
    petra.post(page("take_over", cast, coming.public_key), {"goes_on": "no"})
    assert not queries.without_line_owner(cast.programme, on=TODAY).exists()


def test_two_who_set_shares_leave_one_whole(cast):
    for parts in ({cast.gr: 10_000}, {cast.gr: 4_000, cast.kungalv: 6_000}):
        actions.set_shares(programme=cast.programme, shares=parts, by=cast.petra)
    assert sum(CostShare.objects.values_list("share", flat=True)) == 10_000
