"""What the parties undertook and nobody works on is told to those who can do something."""

import datetime as dt

from django.urls import reverse

from samverka.delivery.programmes.actions import set_goals_of_commitment
from samverka.overviews.agreement.queries import NOBODY, coverage
from samverka.overviews.home.asked_at_once import Thing, asked_at_once
from samverka.overviews.programme.tests.factories import goal
from samverka.register.agreements.models import AgreementVersion
from samverka.register.agreements.tests.factories import (
    agreement_of,
    commitment_of,
    party_of,
    signed_by,
)
from samverka.toolkit.together import together
from tests.people import TODAY


def told(actor) -> list[Thing]:
    (found,) = together(asked_at_once(actor, on=TODAY))
    return [one for one in found if "vem-arbetar" in one.url]


def test_s51_commitments_that_nobody_works_on_are_counted_and_opened(cast, client):
    agreement = agreement_of(cast)
    first, *rest = (
        commitment_of(agreement, by=cast.petra, number=str(number), text=f"Åtagande {number}")
        for number in range(1, 4)
    )
    set_goals_of_commitment(
        programme=cast.programme, commitment=first, goals=[goal(cast)], by=cast.petra
    )
    (one,) = told(cast.petra)
    assert one.url == reverse("agreement:coverage", args=[agreement.public_key]) + "?state=nobody"
    assert "2" in one.what
    assert one.about == agreement.title
    client.force_login(cast.petra.user)
    shown = client.get(one.url).content.decode().split('id="list"')[1]
    assert [f"Åtagande {number}" in shown for number in (1, 2, 3)] == [False, True, True]
    set_goals_of_commitment(
        programme=cast.programme, commitment=rest[0], goals=[goal(cast, "2")], by=cast.petra
    )
    set_goals_of_commitment(
        programme=cast.programme, commitment=rest[1], goals=[goal(cast, "3")], by=cast.petra
    )
    assert told(cast.petra) == []


def test_only_a_programme_leader_of_a_party_that_has_not_left_is_told(cast):
    agreement = agreement_of(cast)
    commitment_of(agreement, by=cast.petra)
    assert told(cast.petra)
    assert told(cast.karin) == [], "Kungälv is a party, and Karin leads no programme"
    assert told(cast.eve) == []
    gr = party_of(agreement, cast.gr)
    gr.valid_to = TODAY
    gr.save()
    assert told(cast.petra) == []


def test_the_version_in_force_counts_as_on_the_agreements_own_page(cast):
    """A newer version that is not signed takes nothing away and adds nothing."""
    agreement = agreement_of(cast)
    commitment_of(agreement, by=cast.petra, number="1")
    newer = commitment_of(agreement, by=cast.petra, number="2")
    signed_by(agreement, cast.gr, cast.kungalv, by=cast.petra)
    AgreementVersion.objects.create(
        agreement=agreement, number=2, valid_from=TODAY - dt.timedelta(days=1)
    )
    newer.first_version = 2
    newer.save()
    nobody = [row for row in coverage(cast.petra, agreement, on=TODAY) if row.state == NOBODY]
    (one,) = told(cast.petra)
    assert len(nobody) == 1
    assert one.what.startswith("1") or " 1 " in one.what
