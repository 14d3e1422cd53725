import datetime as dt
from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Fund
from samverka.toolkit.clock import today
from samverka.toolkit.texts import whole_month

from .models import LONGEST_TEXT
from .wording import heading_of


def _choices(months: Sequence[dt.date]) -> list[tuple[str, str]]:
    return [(month.isoformat(), whole_month(month)) for month in months]


class PeriodForm(forms.Form):
    """Which month a claim ends with; it begins where the one before it ended."""

    last_month = forms.TypedChoiceField(label=_("Up to and with"), coerce=dt.date.fromisoformat)

    def __init__(self, *args, months: Sequence[dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_month"].choices = _choices(months)
        # One can choose a month that goes on; most end with the last that is over.
        over = [month for month in months if month < today().replace(day=1)]
        self.fields["last_month"].initial = over[0] if over else ""


class BeginForm(PeriodForm):
    """A new claim: to which fund, and up to which month."""

    fund = forms.ModelChoiceField(
        label=_("Fund"), queryset=Fund.objects.none(), to_field_name="code", empty_label=None
    )
    field_order = ("fund", "last_month")

    def __init__(self, *args, funds: QuerySet[Fund], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds


class TextsForm(forms.Form):
    """A field for each heading of the claim, in its order."""

    def __init__(self, *args, texts: Sequence[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {f"text_{n}": (text["part"], text["about"]) for n, text in enumerate(texts)}
        for name, text in zip(self.keys, texts, strict=True):
            self.fields[name] = forms.CharField(
                label=heading_of(text),
                required=False,
                initial=text["text"],
                max_length=LONGEST_TEXT,
                help_text=text["source"],
                widget=forms.Textarea({"rows": 5}),
            )

    def texts(self) -> dict[tuple[str, str], str]:
        """Of the headings that were sent; one that was not is left as it is."""
        return {
            key: self.cleaned_data[name] for name, key in self.keys.items() if name in self.data
        }
