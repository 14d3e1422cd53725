"""The day of a move, and whether a household lives there still."""

from django import forms
from django.utils.translation import gettext_lazy

from samverka.toolkit.inputs import DayInput


class MoveDayForm(forms.Form):
    move_on = forms.DateField(
        label=gettext_lazy("Day of the move"),
        widget=DayInput,
        help_text=gettext_lazy("What is to be done gets its days from this one."),
    )


class StayForm(forms.Form):
    moved_out_on = forms.DateField(
        label=gettext_lazy("Moved on, if they did"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Leave it empty if they live there today. No reason is asked."),
    )
