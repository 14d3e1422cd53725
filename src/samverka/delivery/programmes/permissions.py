from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Fund, Programme, keys_led_by
from .queries import leads


def may_set_up(actor: Actor | None) -> bool:
    """Begin a programme that one's own organisation owns; a role in one programme is for that."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER) and not actor.programme


def may_change(actor: Actor | None, programme: Programme) -> bool:
    """Change a programme's facts: whoever leads it for its owner or a co-leader."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER) and leads(actor, programme)


def changed_funds(actor: Actor) -> QuerySet[Fund]:
    """Funds whose facts and rules the actor may change: those that pay for no other's programme.

    A rule decides how hours are counted in every programme that the fund pays for.
    """
    others = Programme.objects.exclude(pk__in=keys_led_by(actor))
    return Fund.objects.exclude(programmes__in=others)


def seen_programme(actor: Actor | None, key: str) -> Programme:
    """The programme of an address, for those who see it; to everybody else there is none (404)."""
    seen = Programme.objects.visible_to(actor).select_related("owner")
    return get_object_or_404(seen, public_key=key)
