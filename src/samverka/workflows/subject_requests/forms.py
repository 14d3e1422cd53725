import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.register.requests.models import SubjectRequest
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters
from samverka.toolkit.periods import YearFrom

Answer, Ground, Kind = SubjectRequest.Answer, SubjectRequest.Ground, SubjectRequest.Kind
NEEDS_GROUND = {Answer.PARTLY, Answer.REFUSED}


class RequestFilters(Filters):
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("All")),
            ("open", _("Not answered")),
            ("late", _("Late")),
            ("answered", _("Answered")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("What is asked"), choices=[("", _("All rights")), *Kind.choices]
    )


class ReceiveForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is asked"), choices=Kind.choices, widget=forms.RadioSelect
    )
    received_on = forms.DateField(
        label=_("Received"),
        widget=DayInput(),
        validators=[YearFrom(2018)],
        help_text=_("The month within which it is answered is counted from this day."),
    )

    def __init__(self, *args, on: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["received_on"].initial = on

    def clean_received_on(self) -> dt.date:
        day = self.cleaned_data["received_on"]
        if day > self.on:
            raise forms.ValidationError(gettext("That day is to come. Write the day it came."))
        return day


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[choice for choice in Answer.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=Ground.choices,
        required=False,
        help_text=_("Only where something is refused."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") in NEEDS_GROUND and not cleaned.get("ground"):
            self.add_error("ground", gettext("Say on what ground it is refused."))
        return cleaned
