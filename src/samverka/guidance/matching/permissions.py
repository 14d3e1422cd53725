"""A part in the round is the only way in; who leads the programme opens it and gives parts."""

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Case, MatchingRound, Part, Place, RoundRole


def may_open(actor: Actor | None, programme: Programme) -> bool:
    """Open a round, and give parts in it."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER) and leads(actor, programme)


def may_give_words(actor: Actor | None) -> bool:
    """Write and approve what households read in all rounds: whoever leads, or administers, and
    officers, who meet those that read it."""
    if actor is None:
        return False
    leads_all = actor.is_one_of(Role.PROGRAMME_LEADER, Role.ADMINISTRATOR) and not actor.programme
    return leads_all or MatchingRound.objects.with_part(actor, Part.OFFICER).exists()


def seen_rounds(actor: Actor | None, programme_key: str) -> QuerySet[MatchingRound]:
    """Those of a programme, for whoever has a part in them or leads it."""
    seen = MatchingRound.objects.visible_to(actor).filter(programme__public_key=programme_key)
    return seen.select_related("programme__owner")


def seen_round(actor: Actor | None, programme_key: str, key: str) -> MatchingRound:
    """The round of an address; to everybody else there is none (404)."""
    return get_object_or_404(seen_rounds(actor, programme_key), public_key=key)


def parts_of(actor: Actor | None, matching: MatchingRound) -> frozenset[str]:
    """What the actor is in the round; empty for who only leads the programme."""
    if actor is None:
        return frozenset()
    held = RoundRole.objects.held_by(actor).filter(round=matching)
    return frozenset(held.values_list("part", flat=True))


def is_officer(actor: Actor | None, matching: MatchingRound) -> bool:
    """Enter households, make plans, decide."""
    return Part.OFFICER in parts_of(actor, matching)


def is_reviewer(actor: Actor | None, matching: MatchingRound) -> bool:
    """Run plans again, and see how decisions were made; without names."""
    return Part.REVIEWER in parts_of(actor, matching)


def may_offer(actor: Actor | None, matching: MatchingRound) -> bool:
    """Describe what the municipality that one acts for offers."""
    return Part.MUNICIPALITY in parts_of(actor, matching)


def seen_case(actor: Actor | None, programme_key: str, round_key: str, key: str) -> Case:
    """A household whose facts the actor answers for; to everybody else there is none."""
    found = Case.objects.of_officer(actor).filter(
        round__programme__public_key=programme_key, round__public_key=round_key
    )
    related = found.select_related("round__programme", "lives_now", "contact")
    return get_object_or_404(related, public_key=key)


def seen_place(actor: Actor | None, programme_key: str, round_key: str, key: str) -> Place:
    """What a municipality offers, for whoever reads of offers in the round."""
    return get_object_or_404(
        _in_round(Place.objects.visible_to(actor), programme_key, round_key), public_key=key
    )


def own_place(actor: Actor | None, programme_key: str, round_key: str, key: str) -> Place:
    """What the actor's own municipality offers: it alone changes it."""
    return get_object_or_404(
        _in_round(Place.objects.offered_by(actor), programme_key, round_key), public_key=key
    )


def _in_round(places: QuerySet[Place], programme_key: str, round_key: str) -> QuerySet[Place]:
    found = places.filter(round__programme__public_key=programme_key, round__public_key=round_key)
    return found.select_related("round__programme", "organisation__municipality")


def has_part(actor: Actor | None, programme_key: str) -> bool:
    """Whether the actor has a part in a round of the programme, for its menu."""
    found = MatchingRound.objects.with_part(actor).filter(programme__public_key=programme_key)
    return found.exists()


def counted(rounds: QuerySet[MatchingRound]) -> QuerySet[MatchingRound]:
    """With how many households and municipalities are in each: numbers are no secret here."""
    inside = Q(cases__state=Case.State.IN_ROUND)
    return rounds.annotate(
        households=Count("cases", filter=inside, distinct=True),
        municipalities=Count("places", distinct=True),
    )
