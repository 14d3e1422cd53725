import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.inputs import DayInput
from samverka.toolkit.signs import no_turning_signs


class NewcomerForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the round"),
        help_text=gettext_lazy("As in “Autumn 2026”. Those who answer see it."),
        max_length=60,
        validators=[no_turning_signs],
    )
    opens_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    closes_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("opens_on"), said.get("closes_on")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            self.add_error("closes_on", _("The last day is before the first. Choose a later one."))
        return said
