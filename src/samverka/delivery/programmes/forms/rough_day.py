import calendar
import datetime as dt
import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.actions import Rough
from samverka.delivery.programmes.models import Precision
from samverka.toolkit.periods import YearFrom

WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
FIRST_YEAR = 1990
LENGTH = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class MonthInput(forms.DateInput):
    input_type = "month"

    def __init__(self):
        super().__init__(format="%Y-%m")


class RoughDayField(forms.CharField):
    """A day, or only its month or year; of these a last day is the last one."""

    def __init__(self, *, is_last: bool = False, **kwargs):
        self.is_last = is_last
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "As 2026-09-01. If only the month or the year is known: 2026-09 or 2026."
            ),
        )
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "size": 12}))
        super().__init__(required=False, max_length=20, **kwargs)

    def clean(self, value) -> Rough:
        text = super().clean(value)
        if not text:
            return Rough()
        written = WRITTEN.fullmatch(text)
        if not written:
            raise forms.ValidationError(
                _("This is not a day. Write it as 2026-09-01, or only 2026-09 or 2026.")
            )
        try:
            day, precision = self._day(*(int(part) for part in written.groups() if part))
        except ValueError as no_such_day:
            raise forms.ValidationError(
                _("There is no such day. Look at the month and the day.")
            ) from no_such_day
        YearFrom(FIRST_YEAR)(day)
        return Rough(day, precision)

    def _day(
        self, year: int, month: int | None = None, day: int | None = None
    ) -> tuple[dt.date, Precision]:
        """
        :raises ValueError: there is no such day
        """
        if month is None:
            first_or_last = (12, 31) if self.is_last else (1, 1)
            return dt.date(year, *first_or_last), Precision.YEAR
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return dt.date(year, month, last if self.is_last else 1), Precision.MONTH
        return dt.date(year, month, day), Precision.DAY


def as_written(day: dt.date | None, precision: str) -> str:
    """As somebody would write it into the field."""
    return day.isoformat()[: LENGTH[Precision(precision)]] if day else ""
