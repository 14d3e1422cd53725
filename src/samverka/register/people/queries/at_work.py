"""What persons do at one's own organisation."""

import datetime as dt

from django.db.models import Q, QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.queries import with_units
from samverka.register.people.models import Position


def ever_here(actor: Actor) -> QuerySet[Position]:
    """Every function at the actor's organisation and its units, ended or not."""
    here = with_units(actor.organisation).order_by().values("pk")
    return (
        Position.objects.filter(organisation__in=here, person__forgotten_on=None)
        .select_related("person", "organisation__part_of__part_of")
        .order_by("pk")
    )


def held_here(actor: Actor, *, on: dt.date) -> QuerySet[Position]:
    """Those that have not ended on a day."""
    return ever_here(actor).filter(Q(valid_to=None) | Q(valid_to__gt=on))
