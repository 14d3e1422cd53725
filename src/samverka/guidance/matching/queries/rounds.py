"""Rounds: who has a part, and what waits to be done."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from samverka.delivery.programmes.models import ProgrammeRole
from samverka.foundation.accounts.models import User
from samverka.guidance.matching.models import Case, MatchingRound, Part, Proposal, RoundRole
from samverka.guidance.matching.near import grouped
from samverka.register.partners.models import Appointment, Organisation
from samverka.toolkit.periods import in_force
from samverka.toolkit.texts import listed


def parts_in(matching: MatchingRound, on: dt.date) -> QuerySet[RoundRole]:
    """Who has which part on a day, by part and name."""
    held = matching.roles.filter(in_force(on))
    return held.select_related("user", "organisation").order_by("part", "organisation__name", "pk")


def organisations_to_choose() -> QuerySet[Organisation]:
    """Whole organisations that are not closed: a round reaches beyond the programme's partners."""
    return Organisation.objects.filter(part_of=None, valid_to=None).order_by("name")


def acting_user(email: str, organisation: Organisation, *, on: dt.date) -> User | None:
    """The account of an address, if it holds a role for the organisation on a day."""
    facts = {"user": OuterRef("pk"), "organisation": organisation}
    at_home = Appointment.objects.filter(in_force(on), **facts)
    in_programmes = ProgrammeRole.objects.filter(in_force(on), **facts)
    return (
        User.objects.filter(email__iexact=email, is_active=True)
        .filter(Exists(at_home) | Exists(in_programmes))
        .first()
    )


def municipalities_in(matching: MatchingRound) -> QuerySet[Organisation]:
    """Those that offer something, for wishes and what one does not want."""
    return Organisation.objects.filter(pk__in=matching.places.values("organisation")).order_by(
        "name"
    )


def near_in(matching: MatchingRound) -> list[str]:
    """The groups of municipalities that are near one another, as "Gävle, Sandviken"."""
    rows = matching.places.exclude(organisation__municipality=None)
    names = dict(
        rows.values_list("organisation__municipality", "organisation__municipality__name")
    )
    found = grouped(tuple(names))
    return [listed(sorted(names[code] for code in group)) for group in found if len(group) > 1]


def that_may_offer(matching: MatchingRound, on: dt.date) -> QuerySet[Organisation]:
    """Those for which somebody has the municipality's part, offered or not."""
    held = matching.roles.filter(in_force(on), part=Part.MUNICIPALITY)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")


def states_of(matching: MatchingRound) -> dict[str, int]:
    """How many households of the round are where: without names, for all who see the round."""
    rows = dict.fromkeys(
        ("preparing", "in_round", "to_decide", "waiting", "yes", "no", "moved", "left"), 0
    )
    for state in matching.cases.values_list("state", flat=True):
        rows["left" if state == Case.State.WITHDRAWN else state] += 1
    waiting = {Proposal.State.DECIDED, Proposal.State.SHOWN}
    proposals = Proposal.objects.filter(case__round=matching)
    for state in proposals.values_list("state", flat=True):
        key = "waiting" if state in waiting else state
        if key in rows:
            rows[key] += 1
    return rows
