"""Half-open periods: a period holds its first day and not its last."""

import datetime as dt

from django.db.models import F, Q


def in_force(on: dt.date, prefix: str = "") -> Q:
    """Rows whose period [valid_from, valid_to) holds the day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def ends_after_start() -> Q:
    """The database's own check of a period."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
