"""What is offered, what of it is promised, and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching import shipped
from samverka.guidance.matching.models import Home, MatchingRound, Member, Place, Proposal


@dataclass(frozen=True)
class Promised:
    """Room that households are promised: decided, shown to them, or answered with a yes."""

    persons: int
    school_seats: int


def promised(place: Place) -> Promised:
    held = Proposal.objects.filter(place=place, state__in=Proposal.HOLDS_ROOM)
    persons = Member.objects.filter(case__in=held.values("case")).count()
    seats = held.aggregate(seats=Sum("case__school_seats"))["seats"]
    return Promised(persons, seats or 0)


def label_key(label: str) -> str:
    """Letters and digits alone: "Skolgatan 1, lgh 1001" is "skolgatan 1 LGH 1001"."""
    return "".join(filter(str.isalnum, label.casefold()))[:80]


def fact_key(dimension: str, code: str, text: str) -> tuple[str, str]:
    """What makes a fact of a place the same: its code, else its words however they are written."""
    return dimension, code or shipped.folded(text)


def same_homes(place: Place, keys: Sequence[str]) -> QuerySet[Home]:
    """Homes that the municipality offers under these labels, in any round that is open.

    Of a round that is over those stand, too, that a household is promised or lives in.
    """
    kept = (Proposal.State.YES, Proposal.State.MOVED)
    lives_there = Proposal.objects.filter(
        home=OuterRef("pk"), state__in=kept, hand_over__stay__moved_out_on=None
    )
    return (
        Home.objects.offered()
        .filter(place__organisation=place.organisation_id, label_key__in=keys)
        .filter(~Q(place__round__state=MatchingRound.State.CLOSED) | Exists(lives_there))
        .select_related("place__round")
    )


def offered_elsewhere(matching: MatchingRound) -> Home | None:
    """A home of the round that another round, which is open, offers too."""
    twin = (
        Home.objects.offered()
        .filter(place__organisation=OuterRef("place__organisation"))
        .filter(label_key=OuterRef("label_key"))
        .exclude(place__round=matching)
        .exclude(place__round__state=MatchingRound.State.CLOSED)
    )
    there = Home.objects.offered().filter(place__round=matching)
    return there.filter(Exists(twin)).order_by("place", "label").first()


def places_of(matching: MatchingRound, seen: QuerySet[Place]) -> QuerySet[Place]:
    """The offers of a round with how many homes there are, and room that is promised."""
    held = Proposal.objects.filter(place=OuterRef("pk"), state__in=Proposal.HOLDS_ROOM)
    persons = held.order_by().values("place").annotate(all=Count("case__members")).values("all")
    return (
        seen.filter(round=matching)
        .select_related("organisation__municipality")
        .annotate(
            offered=Count("homes", filter=Q(homes__withdrawn_on=None), distinct=True),
            known=Count("facts", distinct=True),
            promised_persons=Coalesce(Subquery(persons), 0),
        )
        .annotate(left=F("persons") - F("promised_persons"))
        .order_by("organisation__name")
    )


def homes_of(place: Place) -> QuerySet[Home]:
    """Homes of a place, withdrawn ones last, with whether somebody is promised each."""
    held = Q(proposals__state__in=Proposal.HOLDS_ROOM)
    return place.homes.annotate(held=Count("proposals", filter=held)).order_by(
        F("withdrawn_on").asc(nulls_first=True), "label"
    )


def without_home(matching: MatchingRound) -> QuerySet[Proposal]:
    """Said yes, and the home was withdrawn, or none was chosen: what officers mend first."""
    return (
        Proposal.objects.filter(
            case__round=matching, state=Proposal.State.YES, home=None, place__round=matching
        )
        .select_related("case", "place__organisation")
        .order_by("case__number")
    )


def offer_of(matching: MatchingRound, actor: Actor) -> Place | None:
    """What the municipality that the actor acts for offers in the round, if it has begun."""
    return Place.objects.offered_by(actor).filter(round=matching).first()
