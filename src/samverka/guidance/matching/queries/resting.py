"""What promised households rest on in a place: what they need, and wishes told as reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching.models import (
    Case,
    MatchingRound,
    Place,
    PlaceFact,
    Placement,
    Proposal,
)
from samverka.guidance.matching.queries.one_case import not_met_by
from samverka.guidance.matching.shipped import code_said, met_by

State = Proposal.State
# Whoever has moved lives there, whatever else is offered now.
PROMISED = (State.DECIDED, State.SHOWN, State.YES)
Thing = tuple[str, str]  # a dimension and a code


@dataclass(frozen=True)
class Promise:
    """A proposal that a household is promised, and what the plan gives as its reasons."""

    proposal: Proposal
    parts: Mapping[str, int]

    def rests_on(self, fact: PlaceFact) -> bool:
        """Whether the household needs it, or wished it and was told so."""
        thing, case = (fact.dimension, fact.code), self.proposal.case
        told = (things for key, things in _wished(case).items() if self.parts.get(key, 0) > 0)
        return bool(fact.code) and (
            thing in _needed(case) or any(_meets(thing, one) for things in told for one in things)
        )


def promises_at(place: Place) -> list[Promise]:
    """By the households' numbers."""
    placed = Placement.objects.filter(scenario__is_current=True, place=place)
    parts = {one.case_id: one.parts for one in placed}
    held = Proposal.objects.filter(place=place, state__in=PROMISED)
    held = held.select_related("case").order_by("case__number")
    rows = held.prefetch_related("case__members", "case__needs", "case__interests")
    return [Promise(proposal, parts.get(proposal.case_id, {})) for proposal in rows]


def households_on(fact: PlaceFact, promises: Sequence[Promise]) -> list[Proposal]:
    """Promises that rest on a fact of a place."""
    return [promise.proposal for promise in promises if promise.rests_on(fact)]


def _needed(case: Case) -> set[Thing]:
    return {met_by(need.code) for need in case.needs.all() if need.is_hard}


def _wished(case: Case) -> Mapping[str, set[Thing]]:
    """What a household wished of a place, by the criterion that says so in its reasons."""
    members = list(case.members.all())
    return {
        "work": {("work", one.occupation) for one in members if one.occupation},
        "practice": {("practice", one.practice) for one in members if one.practice},
        "studies": {("studies", one.studies) for one in members if one.studies},
        "network": {("network", one.code) for one in case.interests.all()},
        "language": {("language", case.community_language)} - {("language", "")},
        "support": {met_by(need.code) for need in case.needs.all() if not need.is_hard},
    }


def _meets(there: Thing, wished: Thing) -> bool:
    """Of occupations one of the same group of SSYK counts too, as in the plan."""
    if there == wished:
        return True
    is_occupation = wished[0] in {"work", "practice"}
    return is_occupation and there[0] == wished[0] and there[1][:3] == wished[1][:3]


def reasons_gone(proposal: Proposal) -> set[str]:
    """Criteria whose wish nothing in the place meets any more, so that it is no reason."""
    there: list[Thing] = list(proposal.place.facts.values_list("dimension", "code"))
    return {
        criterion
        for criterion, things in _wished(proposal.case).items()
        if things and not any(_meets(fact, one) for fact in there for one in things)
    }


@dataclass(frozen=True)
class Lacking:
    """A household that is promised a place, and what it needs that is not there."""

    proposal: Proposal
    what: list[str]


def lacks_there(proposal: Proposal) -> list[str]:
    """What the household needs of the place and is not there any more, in words."""
    if proposal.state not in PROMISED:
        return []
    needs = [need.code for need in proposal.case.needs.all() if need.is_hard]
    of_place = [code for code in needs if met_by(code)[0] != "home"]
    return [code_said(*met_by(code)) for code in not_met_by(proposal, of_place)]


def lacking(matching: MatchingRound, actor: Actor | None) -> list[Lacking]:
    """Promised households of an officer whose need a place does not meet any more."""
    held = Proposal.objects.filter(
        case__in=Case.objects.of_officer(actor).filter(round=matching).values("pk"),
        state__in=PROMISED,
        case__needs__is_hard=True,
    )
    related = held.select_related("case", "home", "place__organisation").distinct()
    rows = related.prefetch_related("case__needs", "place__facts").order_by("case__number")
    found = [Lacking(proposal, lacks_there(proposal)) for proposal in rows]
    return [one for one in found if one.what]
