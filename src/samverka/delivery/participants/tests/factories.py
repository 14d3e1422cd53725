"""Participants, and funds that ask for something."""

import datetime as dt

from samverka.delivery.participants.models import Participant, ParticipantVersion
from samverka.delivery.programmes.models import Fund, FundRule, ProgrammeFund
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY


def rule(cast, subject: str, value: str = "Som det står", asks: tuple[str, ...] = ()) -> None:
    """Let a fund that pays for the programme say something, from long ago on."""
    fund, _is_new = Fund.objects.get_or_create(code="amif", name="Asylfonden")
    ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    FundRule.objects.create(
        fund=fund,
        subject=subject,
        value=value,
        source="Handboken",
        valid_from=LONG_AGO,
        asks=list(asks),
    )


def age_groups(cast, *lines: str) -> None:
    rule(cast, "age_bands", "\n".join(lines or ("0–17", "18–60", "61–")))


def participant(cast, somebody: Person, **facts) -> Participant:
    """Somebody who takes part through Kungälv from a month ago on."""
    began = TODAY - dt.timedelta(days=30)
    usual = {"organisation": cast.kungalv, "started_on": began, "noted_on": began}
    return Participant.objects.create(person=somebody, programme=cast.programme, **(usual | facts))


def full_participant(cast, somebody: Person, *, reason: str) -> Participant:
    """Somebody of whom everything is noted, and was noted otherwise before."""
    row = participant(
        cast,
        somebody,
        sex="non_binary",
        age_band="61-",
        is_unaccompanied=False,
        ended_on=TODAY,
        end_reason=reason,
        verified_on=TODAY,
        verified_how="Pass",
    )
    ParticipantVersion.objects.create(participant=row, facts={"end_reason": reason})
    return row
