"""Of two who tick the same criterion, the later is told and loses nothing."""

from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import Phase, PhaseCriterion
from tests.people import TODAY


def test_a_criterion_that_another_ticked_keeps_their_evidence(cast):
    phase = Phase.objects.create(programme=cast.programme, number="2", name="Genomförande")
    client_ = Client()
    client_.force_login(cast.petra.user)
    criterion = PhaseCriterion.objects.create(
        phase=phase, kind="exit", number=1, text="Planerna är godkända"
    )
    address = reverse("change_phase:meet", args=[cast.programme.public_key, "2~exit~1"])
    seen = client_.get(address).context["seen"]
    PhaseCriterion.objects.update(met_on=TODAY, evidence="Protokoll 4")
    mine = {"met_on": TODAY.isoformat(), "evidence": "Protokoll 5", "seen": seen}
    answer = client_.post(address, mine)
    assert answer.status_code == 422
    assert "Protokoll 4" in answer.content.decode()
    assert "Protokoll 5" in answer.content.decode()
    criterion.refresh_from_db()
    assert criterion.evidence == "Protokoll 4"
