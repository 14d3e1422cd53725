"""The periods of a series: whole months, one after another from its first."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, DateField, Expression, Q, Value, When

from samverka.toolkit.months import MonthOf
from samverka.toolkit.periods import MONTHS, months_after

from .models import Series

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Whole months; `after` is the first day that is no longer in it."""

    first_month: dt.date
    last_month: dt.date

    @property
    def after(self) -> dt.date:
        return months_after(self.last_month, 1)

    @property
    def last_day(self) -> dt.date:
        return self.after - ONE_DAY

    @property
    def text(self) -> str:
        """As a cell has it: "2026-02", or the first and the last month."""
        first, last = f"{self.first_month:%Y-%m}", f"{self.last_month:%Y-%m}"
        return first if first == last else f"{first}–{last}"


def periods_until(series: Series, on: dt.date, *, told: dt.date | None = None) -> list[Period]:
    """Those that have begun on a day and before the programme's last one, the first one first.

    Until `told` they are there all the same: what was told once stays when a programme is cut.
    """
    length = series.layout.period_months
    last = min(on, series.programme.last_day or on)
    found = []
    month = series.first_month
    while month <= max(last, told or last):
        found.append(Period(month, months_after(month, length - 1)))
        month = months_after(month, length)
    return found


def period_at(series: Series, first_month: dt.date) -> Period | None:
    """The series' period that begins with a month; None where none does."""
    length = series.layout.period_months
    apart = (first_month.year - series.first_month.year) * MONTHS
    apart += first_month.month - series.first_month.month
    if first_month.day != 1 or apart < 0 or apart % length:
        return None
    return Period(first_month, months_after(first_month, length - 1))


def first_month_of(day: str, periods: list[Period]) -> Expression:
    """The first month of the period that a day is in, asked of the database by the day's path.

    The periods follow one another, and no day is before the first of them.
    """
    if all(period.first_month == period.last_month for period in periods):
        return MonthOf(day)
    whens = [
        When(Q(**{f"{day}__lt": period.after}), then=Value(period.first_month))
        for period in periods
    ]
    return Case(*whens, output_field=DateField())
