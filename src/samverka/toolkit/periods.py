"""Half-open periods: a period holds its first day and not its last."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from . import texts
from .prepared import Given

LAST_YEAR = 2099
MONTHS = 12


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months on; the last day of a shorter month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    longest = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, longest))


def in_force(on: dt.date | Given, prefix: str = "") -> Q:
    """Rows whose period [valid_from, valid_to) holds the day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def ends_after_start() -> Q:
    """The database's own check of a period."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


@dataclass(frozen=True)
class YearFrom:
    """A day that somebody can have meant: a mistyped year breaks months, and days around it."""

    first: int

    def __call__(self, day: dt.date) -> None:
        if not self.first <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("The year is %(year)s. Write one from %(first)s to %(last)s.")
                % {"year": day.year, "first": self.first, "last": LAST_YEAR}
            )


class EndsBeforeItBegan(Exception):
    """Something would end on its first day, or before it."""

    def __init__(self, first: dt.date):
        super().__init__(_("This began %(day)s. Choose a later day.") % {"day": texts.day(first)})


def check_end(first: dt.date, end: dt.date) -> None:
    """Refuse a period [first, end) that would hold no day.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    if end <= first:
        raise EndsBeforeItBegan(first)
