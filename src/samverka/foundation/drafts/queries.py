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


def draft_at(user: User, address: str) -> Draft | None:
    return drafts_of(user).filter(found_by=found_by(user, address)).first()


def held_of(user: User) -> QuerySet[HeldForm]:
    """What still waits to be sent, the latest first."""
    mine = HeldForm.objects.filter(user=user, saved_at__gte=now() - HELD_FOR)
    return mine.order_by("-saved_at", "-pk")
