"""One household: what is proposed, why, which home is left for it, and what it has said."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching import homes as stairs
from samverka.guidance.matching.facts import ANY_HOME, HomeKind
from samverka.guidance.matching.models import (
    DECISION,
    OBJECTION,
    Case,
    Home,
    MatchingDecision,
    MatchingRound,
    Member,
    Objection,
    Place,
    Placement,
    Proposal,
)
from samverka.guidance.matching.shipped import met_by
from samverka.toolkit import sealing

from .problem_facts import LEVELS, level_of


def live_proposal(case: Case) -> Proposal | None:
    """The one that holds a place, if any."""
    found = case.proposals.live().select_related("place__organisation", "home", "case__round")
    return found.first()


def is_told(proposal: Proposal) -> bool:
    """Whether the municipality is written as a receiver of the household's facts."""
    told = proposal.case.receivers.filter(valid_to=None)
    return told.filter(organisation=proposal.place.organisation_id).exists()


def next_to_decide(matching: MatchingRound, actor: Actor | None) -> Case | None:
    """The first proposal that waits, or else whom the plan places and nobody has asked."""
    seen = Case.objects.of_officer(actor).filter(round=matching).to_place()
    waits = seen.filter(proposals__state=Proposal.State.TO_DECIDE).order_by("number").first()
    asked = Proposal.objects.live() | Proposal.objects.filter(state=Proposal.State.NO)
    planned = seen.filter(
        placements__scenario__is_current=True, placements__place__isnull=False
    ).exclude(pk__in=asked.filter(case__round=matching).values("case"))
    return waits or planned.order_by("number").first()


def current_placement(case: Case) -> Placement | None:
    """Where the plan that proposals come from has the household."""
    found = Placement.objects.filter(case=case, scenario__is_current=True)
    return found.select_related("place__organisation", "scenario").first()


def proposed_place(case: Case) -> Place | None:
    """What waits to be decided, or else what the plan proposes."""
    if waits := live_proposal(case):
        return waits.place
    placement = current_placement(case)
    return placement.place if placement else None


def places_to_choose(case: Case) -> list[Place]:
    """All of the round but those where the household does not want to live."""
    against = case.not_to.values("organisation")
    found = case.round.places.exclude(organisation__in=against)
    return list(found.select_related("organisation").order_by("organisation__name"))


def sort_of(case: Case) -> tuple[int, int]:
    """How many they are, and how their home must be reached."""
    level = ANY_HOME
    for code in case.needs.values_list("code", flat=True):
        what, how = met_by(code)
        if what == "home":
            level = max(level, LEVELS[how])
    return max(1, case.members.count()), level


def free_homes(place: Place, move_by: dt.date) -> list[Home]:
    """Those that nobody has been promised, smallest first."""
    taken = Proposal.objects.live().filter(place=place, home__isnull=False).values("home")
    found = Home.objects.offered().filter(place=place, from_day__lte=move_by)
    return list(found.exclude(pk__in=taken).order_by("most_persons", "label"))


def home_for(case: Case, place: Place) -> Home | None:
    """A home that fits, chosen so that as many others as can be have one that fits them too."""
    left = free_homes(place, case.round.move_by)
    waiting = [one for one in _without_home_at(place) if one.pk != case.pk]
    sorts = [sort_of(one) for one in (case, *waiting)]
    kinds = [HomeKind(home.most_persons, level_of(home)) for home in left]
    number = stairs.given(sorts, kinds)[0]
    if number is None:
        fits = (i for i, kind in enumerate(kinds) if kind.fits(*sorts[0]))
        number = next(fits, None)
    return None if number is None else left[number]


def _without_home_at(place: Place) -> Sequence[Case]:
    """Whom the plan has there, and whom the place is promised, as long as they have no home."""
    with_home = Proposal.objects.live().filter(home__isnull=False).values("case")
    elsewhere = Proposal.objects.live().exclude(place=place).values("case")
    planned = Q(placements__scenario__is_current=True, placements__place=place)
    promised = Q(pk__in=Proposal.objects.live().filter(place=place).values("case"))
    cases = Case.objects.filter(planned | promised, round=place.round_id).to_place()
    return list(cases.exclude(pk__in=with_home).exclude(pk__in=elsewhere).distinct())


def lacks_room(case: Case, place: Place) -> bool:
    """Whether those who are promised room there already leave too little for the household."""
    held = Proposal.objects.filter(place=place, state__in=Proposal.HOLDS_ROOM).exclude(case=case)
    persons = Member.objects.filter(case__in=held.values("case")).count()
    seats = sum(held.values_list("case__school_seats", flat=True))
    return (
        persons + max(1, case.members.count()) > place.persons
        or seats + case.school_seats > place.school_seats
    )


def held_place(case: Case) -> Proposal | None:
    """What the household is promised and has not moved to yet."""
    proposal = live_proposal(case)
    if proposal is None or proposal.state == Proposal.State.MOVED:
        return None
    return proposal if proposal.state in Proposal.HOLDS_ROOM else None


def not_met_by(proposal: Proposal, codes: Collection[str]) -> list[str]:
    """Which of these needs the home and the place that are promised do not meet."""
    there = {(fact.dimension, fact.code) for fact in proposal.place.facts.all()}
    home = proposal.home

    def is_met(code: str) -> bool:
        what, how = met_by(code)
        if what == "home":
            return home is None or level_of(home) >= LEVELS[how]
        return (what, how) in there

    return sorted(code for code in codes if not is_met(code))


@dataclass(frozen=True)
class Told:
    """A decision with the officer's own words."""

    decision: MatchingDecision
    text: str


def decisions_of(case: Case) -> list[Told]:
    """Latest first."""
    rows = MatchingDecision.objects.filter(proposal__case=case)
    rows = rows.select_related(
        "decided_by", "place__organisation", "proposal__place__organisation"
    )
    opened = sealing.opener(context=DECISION)
    return [
        Told(row, opened(row.text_sealed) if row.text_sealed else "")
        for row in rows.order_by("-decided_at", "-pk")
    ]


@dataclass(frozen=True)
class Said:
    """An objection in words, with its answer."""

    objection: Objection
    text: str
    answer: str


def objections_of(proposals) -> list[Said]:
    rows = Objection.objects.filter(proposal__in=proposals).select_related("proposal__case")
    opened = sealing.opener(context=OBJECTION)
    return [
        Said(row, opened(row.text_sealed), opened(row.answer_sealed) if row.answer_sealed else "")
        for row in rows.order_by("-made_on", "-pk")
    ]


def objection_of(case: Case, key: str) -> Objection | None:
    found = Objection.objects.filter(proposal__case=case).select_related("proposal__case")
    return found.filter(public_key=key).first()


def objections_waiting(matching: MatchingRound, actor: Actor | None) -> list[Objection]:
    """Those that nobody has answered, of households that the actor decides about."""
    found = Objection.objects.filter(
        proposal__case__in=Case.objects.of_officer(actor).filter(round=matching).values("pk"),
        state=Objection.State.OPEN,
    )
    return list(found.select_related("proposal__case").order_by("made_on", "pk"))


def noes_of_a_closed(matching: MatchingRound, actor: Actor | None) -> list[Proposal]:
    """Who has said no in a round that is over and has no other place in it, latest first."""
    if matching.is_open:
        return []
    placed = Proposal.objects.live().filter(case__round=matching).values("case")
    seen = Case.objects.of_officer(actor).filter(round=matching).exclude(pk__in=placed)
    found = Proposal.objects.filter(case__in=seen.values("pk"), state=Proposal.State.NO)
    related = found.select_related("case", "place__organisation", "answer")
    return list(related.order_by("-changed_at", "-pk"))


def earlier_noes(case: Case) -> list[Proposal]:
    """Where the household has said no, so that nobody asks the same once more by mistake."""
    found = case.proposals.filter(state=Proposal.State.NO).select_related("place__organisation")
    return list(found.order_by("pk"))


LINK = "matching.answer_link"


def link_hash(secret: str) -> str:
    return sealing.search_hash(secret, context=LINK)


def proposal_with(secret: str, on: dt.date) -> Proposal | None:
    """What stands behind a link that still holds; one that never was is nothing.

    After a yes it holds until they have moved, since the yes may become a no.
    """
    found = Proposal.objects.filter(
        Q(links__valid_until__gte=on) | Q(state=Proposal.State.YES),
        links__secret_hash=link_hash(secret),
        state__in=("shown", "yes", "no", "moved"),
    )
    return found.select_related(
        "case__round__programme__owner", "case__lives_now", "place__organisation", "home"
    ).first()
