"""Of two who change the same fact, the later is told, and neither loses what was written."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import Gate, Phase, Wording
from tests.people import TODAY


@pytest.fixture
def gate(cast) -> Gate:
    phase = Phase.objects.create(programme=cast.programme, number="2", name="Genomförande")
    return Gate.objects.create(phase=phase, decided_by="Styrgruppen")


@pytest.fixture
def client_(cast) -> Client:
    client = Client()
    client.force_login(cast.petra.user)
    return client


def test_a_decision_that_another_noted_meanwhile_is_shown_and_not_written_over(
    cast, gate, client_
):
    address = reverse("programmes:change_part", args=[cast.programme.public_key, "beslut", "2"])
    seen = client_.get(address).context["seen"]
    Gate.objects.update(outcome="refused", decided_on=TODAY, ground="Pengarna räcker inte")
    mine = {
        "phase": "2",
        "decided_by": "Styrgruppen",
        "outcome": "approved",
        "decided_on": TODAY.isoformat(),
        "ground": "Alla planer är godkända",
    }
    answer = client_.post(address, mine | {"seen": seen})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Somebody else has saved this since you opened it" in shown
    assert "Pengarna räcker inte" in shown
    assert "Alla planer är godkända" in shown
    gate.refresh_from_db()
    assert gate.outcome == "refused"
    again = client_.post(address, mine | {"seen": answer.context["seen"]})
    assert again.status_code == 302
    gate.refresh_from_db()
    assert (gate.outcome, gate.ground) == ("approved", "Alla planer är godkända")


def test_a_phase_is_saved_where_nobody_else_has_changed_it(cast, gate, client_):
    address = reverse("programmes:change_part", args=[cast.programme.public_key, "fas", "2"])
    seen = client_.get(address).context["seen"]
    typed = {"number": "2", "name": "Genomförandet", "seen": seen}
    assert client_.post(address, typed).status_code == 302
    assert Phase.objects.get().name == "Genomförandet"
    assert client_.post(address, typed | {"name": "Annat"}).status_code == 422
    assert Phase.objects.get().name == "Genomförandet"


@pytest.fixture
def written() -> dict[str, str]:
    return {"text-0": "Parent support", "written_by": "Communicator", "written_on": "2026-03-02"}


def in_english(cast) -> str:
    return reverse("programmes:wording", args=[cast.programme.public_key, "en"])


def test_of_two_who_write_in_the_same_language_the_later_is_told(cast, client_, written):
    both_began_with = client_.get(in_english(cast)).context["seen"]
    assert client_.post(in_english(cast), written | {"seen": both_began_with}).status_code == 302
    mine = written | {"text-0": "Help for parents", "seen": both_began_with}
    answer = client_.post(in_english(cast), mine)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Somebody else has saved this since you opened it" in shown
    assert "<dd>Parent support</dd>" in shown
    assert 'value="Help for parents"' in shown
    assert Wording.objects.get().texts["name"] == "Parent support"
    again = client_.post(in_english(cast), mine | {"seen": answer.context["seen"]})
    assert again.status_code == 302
    assert Wording.objects.get().texts["name"] == "Help for parents"


def test_what_only_a_share_needs_lies_folded_until_something_is_written_there(cast, client_):
    address = reverse("programmes:add_part", args=[cast.programme.public_key, "matt"])
    assert "<details><summary>Only for a share" in client_.get(address).content.decode()
    begun = client_.post(address, {"numerator": "Those who were there"}).content.decode()
    assert "<details open><summary>Only for a share" in begun
    assert "---------" not in begun
