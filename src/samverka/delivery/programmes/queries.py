import datetime as dt

from django.db.models import QuerySet

from samverka.foundation.accounts.models import User
from samverka.foundation.accounts.queries import asks_second_factor
from samverka.toolkit.periods import in_force

from .models import ProgrammeRole


def roles_of(user: User, *, on: dt.date) -> QuerySet[ProgrammeRole]:
    """The roles a user holds in programmes on a day, with their organisations."""
    return (
        ProgrammeRole.objects.filter(in_force(on), user=user)
        .annotate(asks_second_factor=asks_second_factor(on))
        .select_related("organisation")
        .order_by("organisation__name", "role", "pk")
    )
