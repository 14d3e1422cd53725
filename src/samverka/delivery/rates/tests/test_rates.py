"""A fund's amounts are written from its decision, and chosen for a programme with their source."""

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Programme, ProgrammeFund
from samverka.delivery.rates import queries
from samverka.delivery.rates.tests.factories import category, esf
from samverka.toolkit.money import kronor


def page(name, cast, *keys):
    return reverse(f"rates:{name}", args=[cast.programme.public_key, *keys])


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def test_no_amount_is_shipped_and_the_page_says_who_may_write_it(cast, petra):
    esf(cast)
    text = petra.get(page("overview", cast)).content.decode()
    assert "our sources give no amount" in text
    assert "Nobody has chosen" in text


def test_a_category_a_choice_and_an_amount_are_written_on_their_pages(cast, petra):
    fund = esf(cast)
    facts = {"code": "3", "name": "Yrken med krav på högskola", "source": "Beslut 2022"}
    petra.post(page("add_category", cast, fund.code), facts)
    (row,) = queries.priced(cast.programme, fund)
    chosen = {"year": 2022, "region": "rest", "source": "Utlysningen"}
    petra.post(page("choose", cast, fund.code), chosen)
    assert "The amount lacks" in petra.get(page("overview", cast)).content.decode()
    amount = {**chosen, "amount": "234,50"}
    petra.post(page("set_rate", cast, fund.code, row.category.public_key), amount)
    assert queries.priced(cast.programme, fund)[0].amount == 23_450
    assert kronor(23_450) in petra.get(page("overview", cast)).content.decode()


def test_a_code_that_is_taken_is_refused_and_what_was_typed_stays(cast, petra):
    category(cast, "3")
    facts = {"code": "3", "name": "Någon annan", "source": "Beslut"}
    text = petra.post(page("add_category", cast, "esf"), facts).content.decode()
    assert "has a category with the code 3 already" in text
    assert "Någon annan" in text


def test_amounts_are_not_written_by_those_who_lead_only_one_of_the_funds_programmes(cast, petra):
    fund = esf(cast)
    other = Programme.objects.create(slug="annat", name="Annat", owner=cast.osby)
    ProgrammeFund.objects.create(programme=other, fund=fund)
    assert petra.get(page("add_category", cast, fund.code)).status_code == 403
    assert petra.get(page("choose", cast, fund.code)).status_code == 200
