"""A local agreement laid beside the regional one (S76)."""

import pytest
from django.urls import reverse

from samverka.register.agreements import actions
from samverka.register.agreements.models import Agreement

from .factories import agreement_of, commitment_of, five_parts, signed_by


@pytest.fixture
def regional(cast) -> Agreement:
    """Three commitments, signed by both: what was signed is laid beside all the same."""
    agreement = agreement_of(cast)
    for number in ("1", "2", "10"):
        commitment_of(agreement, by=cast.petra, number=number, text=f"Regionalt åtagande {number}")
    signed_by(agreement, cast.gr, cast.kungalv, by=cast.petra)
    return agreement


@pytest.fixture
def local(cast) -> Agreement:
    made = {"kind": Agreement.Kind.LOCAL, "title": "LÖK i Kungälv", "wording": five_parts()}
    agreement = agreement_of(cast, cast.gr, cast.kungalv, **made)
    for number in ("1", "2"):
        commitment_of(agreement, by=cast.petra, number=number, text=f"Lokalt åtagande {number}")
    return agreement


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def page(local, regional, *keys) -> str:
    name = "agreements:cover" if keys else "agreements:compare"
    return reverse(name, args=[local.public_key, regional.public_key, *keys])


def numbered(agreement, number):
    return agreement.commitments.get(number=number)


def test_what_the_local_agreement_covers_of_the_regional_and_what_not(petra, local, regional):
    """S76: one of three; 2 and 10 are not, in the order of their numbers."""
    sent = {"covered_by": [numbered(local, "2").public_key]}
    where = page(local, regional, numbered(regional, "1").public_key)
    shown = petra.post(where, sent, follow=True).content.decode()
    assert "1 of 3 commitments of the regional agreement are covered." in shown
    assert "Not covered: <bdi>2</bdi>, <bdi>10</bdi>." in shown
    only_local = shown[shown.index("Only in the local agreement") :]
    assert "Lokalt åtagande 1" in only_local
    assert "Lokalt åtagande 2" not in only_local
    petra.post(where, {"covered_by": []})
    shown = petra.get(page(local, regional)).content.decode()
    assert "0 of 3 commitments" in shown


def test_one_local_commitment_may_cover_several_regional_ones(cast, petra, local, regional):
    for number in ("1", "2", "10"):
        actions.set_covered(
            local=local,
            commitment=numbered(regional, number),
            covered_by=[numbered(local, "1")],
            by=cast.petra,
        )
    shown = petra.get(page(local, regional)).content.decode()
    assert "3 of 3 commitments" in shown
    assert "Not covered" not in shown


def test_the_local_agreements_page_leads_to_the_comparison(petra, local, regional):
    shown = petra.get(reverse("agreements:detail", args=[local.public_key])).content.decode()
    assert page(local, regional) in shown


def test_a_regional_agreement_is_not_laid_beside_another(petra, regional):
    assert petra.get(page(regional, regional)).status_code == 404


def test_the_page_asks_the_same_few_questions_for_any_number(
    cast, petra, local, regional, django_assert_max_num_queries
):
    for number in range(3, 9):
        commitment_of(local, by=cast.petra, number=str(number))
    petra.get(page(local, regional))
    with django_assert_max_num_queries(18):
        petra.get(page(local, regional))
