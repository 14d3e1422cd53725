"""What went before in a group that came of a network (S78)."""

from django.db.models import Count, Prefetch, QuerySet

from samverka.delivery.groups.models import (
    AgendaItem,
    Continuation,
    Decision,
    Group,
    Meeting,
    Term,
)
from samverka.delivery.programmes.models import keys_seen_by
from samverka.foundation.accounts.actor import Actor


def came_of(group: Group) -> Continuation | None:
    """The network that the group was before it became a project."""
    found = Continuation.objects.filter(later=group)
    return found.select_related("earlier__programme__owner", "earlier__convener").first()


def became(group: Group, actor: Actor) -> tuple[Continuation, bool] | None:
    """The project that a network became, and whether the actor may open it."""
    found = Continuation.objects.filter(earlier=group).select_related("later__programme").first()
    if found is None:
        return None
    seen = Group.objects.filter(pk=found.later_id, programme__in=keys_seen_by(actor))
    return found, seen.exists()


def terms_ever(group: Group) -> QuerySet[Term]:
    """Everybody who sat there, by seat and time."""
    terms = Term.objects.filter(seat__group=group).select_related("organisation", "person", "seat")
    return terms.order_by("seat__number", "valid_from")


def meetings_told(group: Group) -> QuerySet[Meeting]:
    """The meetings with all that was written of them, the latest first; three questions."""
    return (
        group.meetings.filter(is_cancelled=False)
        .select_related("group")
        .prefetch_related(
            Prefetch("items", queryset=AgendaItem.objects.order_by("number")),
            Prefetch("decisions", queryset=Decision.objects.order_by("number")),
        )
        .annotate(seats=Count("present", distinct=True))
        .order_by("-held_on")
    )
