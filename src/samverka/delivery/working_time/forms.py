import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import overload

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Fund
from samverka.register.people.models import Person
from samverka.toolkit import texts
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.money import KronorField
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from . import months
from .models import WHOLE_DAY, FundActivity, TimeReport

FIRST_YEAR = 2000
# "7", "7,5" and "7.25", or "7:30".
WRITTEN = re.compile(r"(?P<hours>\d{1,2})(?:[.,](?P<part>\d{1,2})|:(?P<minutes>[0-5]\d))?")
MINUTES = 60


class DayTime(forms.CharField):
    """Hours as people write them, kept as minutes."""

    def __init__(self, **options):
        attributes = {"inputmode": "decimal", "autocomplete": "off", "size": 5}
        super().__init__(
            required=False, max_length=6, widget=forms.TextInput(attributes), **options
        )

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("Write hours, as 7, 7.5 or 7:30."))
        minutes = int(found["hours"]) * MINUTES + int(found["minutes"] or 0)
        if found["part"]:
            minutes += round(int(found["part"]) * MINUTES / 10 ** len(found["part"]))
        if minutes > WHOLE_DAY:
            raise forms.ValidationError(_("A day has 24 hours. Write fewer."))
        return minutes

    def prepare_value(self, value):
        """What is kept is a number of minutes; what was typed stays as it was."""
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, MINUTES)
        return f"{whole}:{rest:02}" if rest else str(whole)


class MonthForm(forms.Form):
    """A field a day, on those days that one may write."""

    def __init__(self, *args, days: Sequence[dt.date], minutes: dict[dt.date, int], **options):
        initial = {name_of(day): minutes.get(day) for day in days}
        super().__init__(*args, initial=initial, **options)
        self.days = days
        for day in days:
            self.fields[name_of(day)] = DayTime(label=texts.whole_day(day))

    @property
    def told(self) -> dict[dt.date, int | None]:
        """The days that were sent and could be read: the others keep what they had."""
        return {
            day: self.cleaned_data[name_of(day)]
            for day in self.days
            if name_of(day) in self.cleaned_data and name_of(day) in self.data
        }

    @property
    def rows(self) -> list[tuple[dt.date, forms.BoundField, bool]]:
        """Each day with its field, and whether one before it has time to write once more."""
        told = self.told if self.is_bound else {d: self.initial[name_of(d)] for d in self.days}
        found, has_earlier = [], False
        for day in self.days:
            found.append((day, self[name_of(day)], has_earlier))
            has_earlier = has_earlier or bool(told.get(day))
        return found

    def same_as_before(self, text: str) -> dict[dt.date, int]:
        """The day a text names, with the minutes of the last day before it that has any."""
        told = self.told
        day = next((day for day in self.days if day.isoformat() == text), None)
        before = [told.get(one) for one in self.days if day and one < day]
        earlier = [minutes for minutes in before if minutes]
        return {day: earlier[-1]} if day and earlier else {}


def name_of(day: dt.date) -> str:
    return f"d{day.day}"


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is to be changed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StaffFilters(Filters):
    q = Search()
    month = forms.ChoiceField(label=gettext_lazy("Month"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("All")),
            ("missing", gettext_lazy("Not handed in")),
            (TimeReport.State.HANDED_IN, gettext_lazy("Handed in, to approve")),
            (TimeReport.State.APPROVED, gettext_lazy("Approved")),
        ],
    )

    def __init__(self, *args, shown: Sequence[dt.date] = (), **options):
        super().__init__(*args, **options)
        self.fields["month"].choices = [
            ("" if number == 0 else f"{month:%Y-%m}", texts.whole_month(month))
            for number, month in enumerate(shown)
        ]


class AllocationForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), to_field_name="public_key", label=gettext_lazy("Person")
    )
    function = forms.CharField(label=gettext_lazy("Function"), max_length=100)
    share = forms.IntegerField(
        label=gettext_lazy("Share of full time, in percent"), min_value=1, max_value=100
    )
    valid_from = forms.DateField(
        label=gettext_lazy("From"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DayInput(),
        validators=[YearFrom(FIRST_YEAR)],
        required=False,
    )

    def __init__(self, *args, persons, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = persons

    @property
    def facts(self) -> dict:
        facts = dict(self.cleaned_data)
        return facts | {"valid_to": day_after(facts.pop("last_day"))}


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )


class CeilingForm(forms.Form):
    fund = forms.ModelChoiceField(
        Fund.objects.none(), to_field_name="code", label=gettext_lazy("Fund"), empty_label=None
    )
    year_hours = forms.IntegerField(
        label=gettext_lazy("Hours a year at most"), min_value=1, max_value=8784, required=False
    )
    day_hours = forms.IntegerField(
        label=gettext_lazy("Hours a day at most"), min_value=1, max_value=24, required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Where the fund says so."),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("From"), widget=DayInput(), validators=[YearFrom(FIRST_YEAR)]
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DayInput(),
        validators=[YearFrom(FIRST_YEAR)],
        required=False,
    )

    def __init__(self, *args, funds, **options):
        super().__init__(*args, **options)
        self.fields["fund"].queryset = funds

    def clean(self):
        told = super().clean()
        if not self.errors and not (told.get("year_hours") or told.get("day_hours")):
            self.add_error("year_hours", _("Write how much the fund takes a year, or a day."))
        return told

    @property
    def facts(self) -> dict:
        facts = dict(self.cleaned_data)
        return facts | {"valid_to": day_after(facts.pop("last_day"))}


class PayRuleForm(CeilingForm):
    """Months and hours instead of ceilings."""

    months = forms.IntegerField(
        label=gettext_lazy("Months of pay"), min_value=1, max_value=24, initial=12
    )
    year_hours = forms.IntegerField(
        label=gettext_lazy("Hours they are paid for"), min_value=1, max_value=8784
    )
    day_hours = None  # type: ignore[assignment]  # Django leaves out a field that is None
    field_order = ("fund", "months", "year_hours", "source", "valid_from", "last_day")


class HourlyRateForm(forms.Form):
    """Somebody's ordinary monthly pay; the rate is worked out from it by the fund's rule."""

    monthly_pay = KronorField(
        label=gettext_lazy("Ordinary monthly pay, kronor"),
        help_text=gettext_lazy("As it was the first month reported. The rate is fixed from then."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        validators=[no_turning_signs],
        help_text=gettext_lazy("For example the payslip or the contract."),
    )
    why = forms.CharField(
        label=gettext_lazy("What was wrong before"),
        max_length=300,
        required=False,
        validators=[no_turning_signs],
    )

    def __init__(self, *args, is_fixed: bool, **options):
        super().__init__(*args, **options)
        if not is_fixed:
            del self.fields["why"]

    def clean_monthly_pay(self) -> int:
        pay = self.cleaned_data["monthly_pay"]
        if not 1_000_00 <= pay <= 500_000_00:
            raise forms.ValidationError(_("Write an amount from 1,000 to 500,000 kronor."))
        return pay


class ActivitiesForm(forms.Form):
    """A name for each number; what is not known is left empty."""

    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        validators=[no_turning_signs],
        help_text=gettext_lazy("Where the fund says so."),
    )

    def __init__(self, *args, written: Mapping[int, FundActivity], count: int, **options):
        super().__init__(*args, **options)
        self.numbers = range(1, count + 1)
        self.fields["source"].initial = next((one.source for one in written.values()), "")
        for number in self.numbers:
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Activity %(number)s") % {"number": number},
                max_length=150,
                required=False,
                validators=[no_turning_signs],
                initial=written[number].name if number in written else "",
            )

    @property
    def facts(self) -> dict:
        told = self.cleaned_data
        names = {number: told[f"name_{number}"] for number in self.numbers}
        return {"names": names, "source": told["source"]}


@overload
def day_after(day: dt.date) -> dt.date: ...
@overload
def day_after(day: None) -> None: ...
def day_after(day: dt.date | None) -> dt.date | None:
    """The end of a period whose last day one has written."""
    return day and day + dt.timedelta(days=1)


def month_of(text: str, *, on: dt.date) -> dt.date:
    """The month a filter names; the one before this where it names none."""
    return months.read(text) or months.before(on.replace(day=1))
