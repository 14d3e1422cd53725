"""Signing: who is asked, who is missing, and what a new version asks of all (S50)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.register.agreements import actions
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation
from samverka.toolkit.as_seen import mark_of
from tests.people import LONG_AGO, TODAY, municipality

from .factories import (
    agreement_of,
    commitment_of,
    five_parts,
    newest,
    party_of,
    signed_by,
    stands,
)

TOMORROW = TODAY + dt.timedelta(days=1)
# The ten municipalities of Gävleborg's county.
MUNICIPALITIES = {
    "2101": "Ockelbo",
    "2104": "Hofors",
    "2121": "Ovanåker",
    "2132": "Nordanstig",
    "2161": "Ljusdal",
    "2180": "Gävle",
    "2181": "Sandviken",
    "2182": "Söderhamn",
    "2183": "Bollnäs",
    "2184": "Hudiksvall",
}


def twenty_one() -> list[Organisation]:
    """Eleven authorities and others, and ten municipalities, as the agreement of 2006."""
    authorities = [
        Organisation.objects.create(
            name=f"Myndighet {number:02}", kind=Organisation.Kind.AUTHORITY
        )
        for number in range(1, 12)
    ]
    return authorities + [municipality(code, name) for code, name in MUNICIPALITIES.items()]


def page(actor, agreement: Agreement) -> str:
    client = Client()
    client.force_login(actor.user)
    return client.get(reverse("agreements:detail", args=[agreement.public_key])).content.decode()


def test_twenty_one_of_twenty_one_then_one_is_missing_and_named_then_all_are_asked_anew(cast):
    parties = twenty_one()
    agreement = agreement_of(cast, *parties)
    signed_by(agreement, *parties, by=cast.petra)
    assert "21/21" in page(cast.petra, agreement)
    assert "every party has signed" in page(cast.petra, agreement)

    hofors = next(party for party in parties if party.name == "Hofors kommun")
    signature = party_of(agreement, hofors).signatures.get()
    actions.take_back_signature(party=signature.party, seen=mark_of(signature), by=cast.petra)
    shown = page(cast.petra, agreement)
    assert "20/21" in shown
    assert "These have not signed: Hofors kommun." in shown

    signed_by(agreement, hofors, by=cast.petra)
    actions.new_version(
        agreement=agreement,
        what_changed="Ny inledning",
        wording=Wording(text="Vi samarbetar mer.", valid_from=TODAY),
        by=cast.petra,
    )
    shown = page(cast.petra, agreement)
    assert "0/21" in shown
    assert "Until then version 1 holds." in shown
    assert stands(agreement).of(1).signed == 21


def test_a_party_signs_for_itself_and_it_is_not_called_a_paper(cast, client):
    agreement = agreement_of(cast)
    client.force_login(cast.karin.user)
    address = reverse("agreements:sign", args=[agreement.public_key, cast.kungalv.public_key])
    client.post(address, {"signed_on": "2026-03-16", "function": "Socialchef"})
    signature = party_of(agreement, cast.kungalv).signatures.get()
    assert (signature.function, signature.from_paper) == ("Socialchef", False)
    assert "Socialchef" in page(cast.petra, agreement)


def test_what_the_keeper_notes_is_called_a_paper(cast):
    agreement = agreement_of(cast)
    signed_by(agreement, cast.kungalv, by=cast.petra)
    assert "noted from a signed paper" in page(cast.karin, agreement)


def test_whom_to_ask_is_looked_for_by_name(cast, client):
    agreement = agreement_of(cast)
    client.force_login(cast.petra.user)
    url = reverse("agreements:add_parties", args=[agreement.public_key])
    text = client.get(url, {"q": "parti"}).content.decode()
    assert f'value="{cast.partille.public_key}"' in text
    assert f'value="{cast.kungalv.public_key}"' not in text
    client.post(f"{url}?q=parti", {"organisations": [cast.partille.public_key]})
    assert agreement.parties.filter(organisation=cast.partille).exists()


def test_nobody_signs_twice(cast):
    agreement = agreement_of(cast)
    signed_by(agreement, cast.kungalv, by=cast.karin)
    with pytest.raises(actions.SignedAlready, match="has signed version 1 already"):
        signed_by(agreement, cast.kungalv, by=cast.karin)


def test_a_day_that_has_not_come_is_refused_with_what_to_write(cast, client):
    agreement = agreement_of(cast)
    client.force_login(cast.karin.user)
    address = reverse("agreements:sign", args=[agreement.public_key, cast.kungalv.public_key])
    answer = client.post(address, {"signed_on": TOMORROW.isoformat(), "function": "Chef"})
    assert answer.status_code == 422
    assert "Write the day it was signed." in answer.content.decode()


def test_a_party_that_signed_and_left_keeps_its_signature_and_counts_no_more(cast):
    agreement = agreement_of(cast)
    alone = commitment_of(agreement, by=cast.petra, party=party_of(agreement, cast.kungalv))
    signed_by(agreement, cast.gr, cast.kungalv, by=cast.petra)
    actions.let_party_leave(party=alone.party, on=TODAY, by=cast.petra)
    standing = newest(agreement)
    assert (standing.signed, len(standing.asked), len(standing.rows)) == (1, 1, 2)
    assert standing.is_in_force
    shown = page(cast.petra, agreement)
    assert "Has left" in shown
    assert "Without a party" in shown
    assert "counts neither as signed nor as missing" in shown


def test_a_party_that_left_without_signing_is_not_missing_and_can_come_back(cast):
    agreement = agreement_of(cast)
    signed_by(agreement, cast.gr, by=cast.petra)
    party = party_of(agreement, cast.kungalv)
    actions.let_party_leave(party=party, on=TODAY, by=cast.petra)
    assert newest(agreement).is_signed_by_all
    actions.let_party_back(party=party, by=cast.petra)
    assert [missing.name for missing in newest(agreement).missing] == ["Kungälv kommun"]


def test_a_party_cannot_leave_before_it_came(cast):
    party = party_of(agreement_of(cast), cast.kungalv)
    with pytest.raises(actions.LeavesBeforeItCame):
        actions.let_party_leave(party=party, on=LONG_AGO, by=cast.petra)


def test_nobody_joins_what_all_others_have_signed_and_the_next_version_asks_them(cast):
    agreement = agreement_of(cast)
    signed_by(agreement, cast.gr, cast.kungalv, by=cast.petra)
    joins = {"agreement": agreement, "organisations": [cast.partille], "on": TODAY}
    with pytest.raises(actions.PartyOfAll):
        actions.add_parties(**joins, by=cast.petra)
    actions.new_version(
        agreement=agreement, what_changed="Partille", wording=Wording(), by=cast.petra
    )
    actions.add_parties(**joins, by=cast.petra)
    assert len(newest(agreement).asked) == 3
    assert stands(agreement).of(1).is_in_force


def test_a_local_agreement_is_in_force_only_when_all_have_signed(cast):
    agreement = agreement_of(cast, kind=Agreement.Kind.LOCAL, wording=five_parts())
    signed_by(agreement, cast.gr, by=cast.petra)
    assert not newest(agreement).is_in_force
    assert "Not in force. These have not signed: Kungälv kommun." in page(cast.petra, agreement)
    signed_by(agreement, cast.kungalv, by=cast.karin)
    assert newest(agreement).is_in_force


def test_a_local_agreement_is_not_signed_while_a_part_is_empty(cast):
    agreement = agreement_of(
        cast, kind=Agreement.Kind.LOCAL, wording=five_parts(without="routines")
    )
    with pytest.raises(actions.CannotBeSigned, match="These are empty: Routines"):
        signed_by(agreement, cast.kungalv, by=cast.karin)


def test_an_agreement_that_has_ended_or_not_begun_is_not_in_force(cast):
    ended = agreement_of(cast, wording=Wording(valid_from=LONG_AGO, valid_to=TODAY))
    later = agreement_of(cast, wording=Wording(valid_from=TOMORROW), title="Senare")
    for agreement in (ended, later):
        signed_by(agreement, cast.gr, cast.kungalv, by=cast.petra)
        assert not newest(agreement).is_in_force


def test_a_signature_of_another_version_than_the_page_showed_is_not_taken_back(cast):
    agreement = agreement_of(cast, cast.kungalv)
    signed_by(agreement, cast.kungalv, by=cast.karin)
    client = Client()
    client.force_login(cast.karin.user)
    shown = client.get(reverse("agreements:detail", args=[agreement.public_key]))
    [(row, _may)] = shown.context["rows"]
    actions.new_version(
        agreement=agreement,
        what_changed="Ny inledning",
        wording=Wording(text="Vi samarbetar mer.", valid_from=TODAY),
        by=cast.petra,
    )
    signed_by(agreement, cast.kungalv, by=cast.karin)
    address = reverse("agreements:take_back", args=[agreement.public_key, cast.kungalv.public_key])
    answer = client.post(address, {"seen": row.mark}, follow=True)
    assert "version 2 is signed" in answer.content.decode()
    assert newest(agreement).version.signatures.count() == 1
    [(row, _may)] = answer.context["rows"]
    client.post(address, {"seen": row.mark})
    assert not newest(agreement).version.signatures.exists()
