import datetime as dt

from django.db.models import QuerySet

from samverka.foundation.accounts.models import User
from samverka.toolkit.clock import now

from .models import Deed, found_by

KEPT_FOR = dt.timedelta(days=30)


def lately(user: User) -> QuerySet[Deed]:
    """What somebody did themselves in the last thirty days, the latest first."""
    return Deed.objects.filter(user=user, done_at__gte=now() - KEPT_FOR).order_by(
        "-done_at", "-pk"
    )


def to_take_back(user: User, address: str) -> QuerySet[Deed]:
    """The deed that an address takes back, unless it is done."""
    return lately(user).filter(found_by=found_by(user, address), taken_back_at=None)


def is_taken_back(user: User, address: str) -> bool:
    """Whether what the address takes back is undone."""
    done = lately(user).filter(found_by=found_by(user, address), taken_back_at__isnull=False)
    return done.exists()
