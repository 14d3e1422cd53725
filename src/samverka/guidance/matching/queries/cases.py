"""Households of a round, and those who may be in them."""

from django.db.models import Count, Q, QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching.models import Case, MatchingRound, Member, Placement, Proposal
from samverka.register.people.models import Person
from samverka.register.people.queries import persons_seen
from samverka.toolkit.clock import today

MOST_FOUND = 10
TO_DECIDE = Proposal.State.TO_DECIDE.value
# How far the proposal to a household has come, as a list is narrowed by it.
PROPOSED = {
    "waiting": (Proposal.State.DECIDED, Proposal.State.SHOWN),
    "yes": (Proposal.State.YES,),
    "moved": (Proposal.State.MOVED,),
}
COUNTED = (Case.State.IN_ROUND, Case.State.PREPARING, TO_DECIDE, *PROPOSED)


def cases_of(matching: MatchingRound, actor: Actor, state: str = "") -> QuerySet[Case]:
    """Those that the actor answers for, by number, with how many they are."""
    found = Case.objects.of_officer(actor).filter(round=matching)
    if state:
        found = found.filter(_is(state))
    return (
        found.select_related("lives_now", "contact")
        .annotate(persons=Count("members", distinct=True), asks=Count("needs", distinct=True))
        .order_by("number")
    )


def numbers_of(matching: MatchingRound, actor: Actor) -> dict[str, int]:
    """How many of those that the actor answers for are where: as many as the list then shows."""
    found = Case.objects.of_officer(actor).filter(round=matching)
    return found.aggregate(**{str(state): Count("pk", filter=_is(state)) for state in COUNTED})


def _is(state: str) -> Q:
    if state == TO_DECIDE:
        return _to_decide()
    if state in PROPOSED:
        return Q(pk__in=Proposal.objects.filter(state__in=PROPOSED[state]).values("case"))
    return Q(state=state)


def _to_decide() -> Q:
    """Whose proposal waits, and whom the chosen plan places and nobody has asked."""
    asked = Proposal.objects.live() | Proposal.objects.filter(state=Proposal.State.NO)
    waiting = Proposal.objects.filter(state=Proposal.State.TO_DECIDE)
    placed = Placement.objects.filter(scenario__is_current=True, place__isnull=False)
    planned = Q(pk__in=placed.values("case")) & ~Q(pk__in=asked.values("case"))
    of_plan = Case.objects.to_place().values("pk")
    return Q(pk__in=of_plan) & (Q(pk__in=waiting.values("case")) | planned)


def found_persons(words: str, actor: Actor) -> list[Person]:
    """Those whom the actor sees in the register anyway; nobody where nothing is asked."""
    return list(persons_seen(actor, words=words, on=today())[:MOST_FOUND]) if words else []


def person_seen(key: str, actor: Actor) -> Person | None:
    seen = Person.objects.visible_to(actor).filter(forgotten_on=None)
    return seen.filter(public_key=key).first()


def members_of(case: Case) -> list[Member]:
    return list(case.members.select_related("person").order_by("-is_adult", "pk"))


def ties_of(case: Case) -> list[tuple[Case, str]]:
    """The other households that it belongs with, and how."""
    ties = case.ties.select_related("other")
    tied = case.tied_by.select_related("case")
    found = [(tie.other, tie.get_kind_display()) for tie in ties]
    return found + [(tie.case, tie.get_kind_display()) for tie in tied]


def others_in(case: Case, actor: Actor) -> QuerySet[Case]:
    """Households that it can belong with."""
    found = Case.objects.of_officer(actor).filter(round=case.round_id).exclude(pk=case.pk)
    return found.exclude(state=Case.State.WITHDRAWN).order_by("number")
