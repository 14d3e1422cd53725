"""Nothing is claimed of whom no sent month tells: the claim waits, and says of whom."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.participants.models import Participant
from samverka.publishing.claims import actions
from samverka.publishing.claims.contents import Parts
from samverka.publishing.claims.hinders import Checks
from samverka.publishing.claims.untold import untold
from samverka.publishing.statements.actions import correct
from samverka.publishing.statements.models import Version
from samverka.publishing.statements.tests import factories as statements
from samverka.publishing.statements.tests.factories import FEBRUARY, JANUARY, NUMBERS
from tests.people import TODAY

from .factories import begun

CHRISTMAS = dt.date(2025, 12, 20)
DECEMBER = dt.date(2025, 12, 1)


@pytest.fixture
def left_before(cast):
    """Bo's last day is noted as before the month of which Kungälv has certified four hours."""
    amina = statements.participant(cast, "Amina", NUMBERS[0])
    bo = statements.participant(
        cast, "Bo", NUMBERS[1], started_on=DECEMBER, ended_on=CHRISTMAS, end_reason="Flyttade"
    )
    statements.certified(cast, JANUARY, {amina.person: [150] * 7, bo.person: [250]}, cast.karin)
    series = statements.series(cast)
    statements.sent(cast, series, JANUARY)
    return series, bo


def test_a_claim_waits_for_hours_that_no_sent_month_tells_and_names_them(
    cast, client, left_before
):
    series, bo = left_before
    claim = begun(cast, last_month=JANUARY)
    (hinder,) = Checks(claim, on=TODAY).hinders()
    said = hinder.text.replace("\u2068", "").replace("\u2069", "").replace("\xa0", " ")
    assert said == "Certified, and in no month that was sent: 4 h of 1 person."
    with pytest.raises(actions.ClaimProblem):
        actions.make_ready(claim=claim, on=TODAY, by=cast.erik)
    client.force_login(cast.erik.user)
    text = client.get(hinder.address.partition("#")[0]).content.decode()
    assert reverse("participants:detail", args=[cast.programme.public_key, bo.public_key]) in text
    assert "before the month" in text

    Participant.objects.filter(pk=bo.pk).update(ended_on=None, end_reason="")
    correct(series=series, first_month=JANUARY, reason="Bo var kvar", on=TODAY, by=cast.erik)
    version = Version.objects.get(series=series, state=Version.State.READY)
    told = statements.send(cast, version)
    assert Checks(claim, on=TODAY).hinders() == []
    assert Parts(claim, on=TODAY)["sums"]["claimed"] == told.claimed == 21 * 60


def test_nothing_is_asked_of_a_month_that_no_file_tells(cast, left_before):
    """What was certified before the first month that is told is in no file, and is claimed."""
    claim = begun(cast, last_month=FEBRUARY)
    series, _bo = left_before
    Version.objects.filter(series=series).update(emptied_on=TODAY)
    assert not untold(claim, Parts(claim, on=TODAY).taken).exists()
