"""Who was marked on a day after their last one in the programme: the end is wrong, or the mark."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from samverka.delivery.participants.models import SEES_OWN, Participant
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor

from .models import Attendance


def ended_before(
    actor: Actor, programme_id: int, persons: Collection[int], *, day: dt.date
) -> Iterable[Participant]:
    """Of some persons those whom the actor sees to have ended in the programme before a day."""
    if not actor.is_one_of(*SEES_OWN):
        # Every sheet asks, and most who keep one see no participants: to ask for none is dear too.
        return ()
    return _in_order(actor).filter(programme=programme_id, person__in=persons, ended_on__lt=day)


def came_after_end(actor: Actor, programme: Programme) -> QuerySet[Participant]:
    """Those the actor sees who came after their last day; `came_on` is the latest time."""
    marks = Attendance.objects.filter(
        mark=Attendance.Mark.HERE,
        person=OuterRef("person"),
        session__activity__programme=programme,
        session__held_on__gt=OuterRef("ended_on"),
    )
    latest = marks.order_by("-session__held_on").values("session__held_on")[:1]
    rows = _in_order(actor).filter(programme=programme, ended_on__isnull=False)
    return rows.annotate(came_on=Subquery(latest)).filter(came_on__isnull=False)


def _in_order(actor: Actor) -> QuerySet[Participant]:
    rows = Participant.objects.visible_to(actor).filter(person__forgotten_on=None)
    return rows.select_related("person", "programme").order_by(
        "person__family_name", "person__given_name", "pk"
    )
