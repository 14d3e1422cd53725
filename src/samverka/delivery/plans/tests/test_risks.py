"""Each partner's list of risks, as rows (S111)."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.plans import actions, queries
from samverka.delivery.plans.models import Risk
from tests.people import TODAY

from .factories import risk_of

WRITTEN = {
    "text": "Handledaren slutar",
    "likelihood": "3",
    "consequence": "5",
    "measure": "Två delar uppgiften",
    "responsible": "Enhetschef",
    "follow_up_on": "2026-09-01",
}


def page(name, cast, *keys) -> str:
    return reverse(f"plans:{name}", args=[cast.programme.public_key, *keys])


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def test_a_risk_is_a_row_with_likelihood_consequence_measure_who_and_when(cast, karin):
    shown = karin.post(page("add_risk", cast), WRITTEN, follow=True).content.decode()
    for told in (
        "Handledaren slutar",
        "Kungälv kommun",
        "15",
        "Två delar uppgiften",
        "Enhetschef",
    ):
        assert told in shown
    risk = Risk.objects.get()
    assert (risk.likelihood, risk.consequence) == (3, 5)
    assert risk.follow_up_on == dt.date(2026, 9, 1)


@pytest.mark.parametrize("lacks", WRITTEN)
def test_a_risk_without_one_of_them_is_not_kept(cast, karin, lacks):
    answer = karin.post(page("add_risk", cast), {**WRITTEN, lacks: ""})
    assert answer.status_code == 422
    assert not Risk.objects.exists()


def test_the_gravest_stands_first(cast, karin):
    risk_of(cast, cast.karin, "Liten", likelihood=1, consequence=2)
    risk_of(cast, cast.petra, "Stor", likelihood=5, consequence=5)
    shown = karin.get(page("risks", cast)).content.decode().split('id="list"')[1]
    assert shown.index("Stor") < shown.index("Liten")
    only = karin.get(page("risks", cast), {"organisation": cast.kungalv.public_key})
    assert "Stor" not in only.content.decode().split('id="list"')[1]


def test_the_start_sees_the_list_of_risks_by_itself(cast, karin):
    actions.use_usual_start_points(programme=cast.programme, by=cast.petra)
    assert "Open the list of risks" in karin.get(page("start", cast)).content.decode()
    number = queries.start_points_of(cast.programme).get(kind="risks").number
    assert karin.get(page("note_start", cast, number)).status_code == 404
    [before] = _of(cast, cast.kungalv)
    risk_of(cast, cast.karin)
    [after] = _of(cast, cast.kungalv)
    assert (before.in_place, after.in_place) == (0, 1)


def _of(cast, organisation):
    lines = queries.overview(cast.programme, cast.karin, on=TODAY)
    return [line for line in lines if line.organisation == organisation]


def test_a_risk_that_is_taken_away_can_be_had_back(cast, karin):
    risk = risk_of(cast, cast.karin)
    shown = karin.post(page("remove_risk", cast, risk.public_key), follow=True).content.decode()
    assert not queries.risks_of(cast.programme).exists()
    assert page("restore_risk", cast, risk.public_key) in shown
    karin.post(page("restore_risk", cast, risk.public_key))
    assert list(queries.risks_of(cast.programme)) == [risk]


def test_the_list_asks_the_same_few_questions_for_any_number(
    cast, karin, django_assert_max_num_queries
):
    for number in range(12):
        risk_of(cast, cast.karin, f"Risk {number}")
    karin.get(page("risks", cast))
    with django_assert_max_num_queries(10):
        karin.get(page("risks", cast))
