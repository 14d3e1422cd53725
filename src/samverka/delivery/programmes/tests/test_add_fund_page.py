"""Who pays for a programme is added on its page: whatever the form holds, the page can save."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Fund, ProgrammeFund


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def page(cast) -> str:
    return reverse("programmes:add_part", args=[cast.programme.public_key, "finansiering"])


def test_a_fund_that_is_not_in_the_list_is_added_with_all_that_the_form_asks(cast, petra):
    assert 'name="settled_source"' in petra.get(page(cast)).content.decode()
    said = {
        "fund": "",
        "new_name": "Regionens egna medel",
        "administered_by": "Regionen",
        "reference": "2026/17",
        "settled_on": "2026-03-02",
        "settled_source": "Utbetalning 4411",
    }
    answer = petra.post(page(cast), said, follow=True)
    assert answer.status_code == 200
    paying = ProgrammeFund.objects.get(programme=cast.programme, fund__name=said["new_name"])
    assert paying.fund.administered_by == "Regionen"
    assert (paying.reference, paying.settled_on, paying.settled_source) == (
        "2026/17",
        dt.date(2026, 3, 2),
        "Utbetalning 4411",
    )
    assert said["new_name"] in answer.content.decode()


def test_a_fund_of_the_catalogue_is_added_without_what_is_not_known_yet(cast, petra):
    fund = Fund.objects.create(code="paragraf-37", name="Länsstyrelsens medel")
    petra.post(page(cast), {"fund": fund.code, "new_name": "", "reference": ""})
    petra.post(page(cast), {"fund": fund.pk, "new_name": "", "reference": ""})
    paying = ProgrammeFund.objects.get(programme=cast.programme, fund=fund)
    assert (paying.settled_on, paying.settled_source) == (None, "")
