import datetime as dt

from django.db.models import QuerySet

from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import now

from .models import Draft, HeldForm, found_by

DRAFTS_KEPT_FOR = dt.timedelta(days=30)
HELD_FOR = dt.timedelta(hours=1)


def drafts_of(user: User) -> QuerySet[Draft]:
    """Somebody's own, the latest first."""
    mine = Draft.objects.filter(user=user, saved_at__gte=now() - DRAFTS_KEPT_FOR)
    return mine.order_by("-saved_at", "-pk")


def drafts_at(user: User, address: str) -> QuerySet[Draft]:
    """What stands in the form of an address, one for each page it was typed on."""
    return drafts_of(user).filter(found_by=found_by(user, address))


def held_of(user: User) -> QuerySet[HeldForm]:
    """What still waits to be sent, the latest first."""
    mine = HeldForm.objects.filter(user=user, saved_at__gte=now() - HELD_FOR)
    return mine.order_by("-saved_at", "-pk")
