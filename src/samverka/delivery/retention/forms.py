from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import KeepingRule, Records

LONGEST_KEPT = 100


class RuleForm(forms.Form):
    records = forms.ChoiceField(label=_("Records"), choices=Records.choices)
    kept_years = forms.IntegerField(
        label=_("Years they are kept"), min_value=0, max_value=LONGEST_KEPT
    )
    counted_from = forms.ChoiceField(
        label=_("Counted from"),
        choices=KeepingRule.CountedFrom.choices,
        initial=KeepingRule.CountedFrom.YEAR_END,
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        validators=[no_turning_signs],
        help_text=_("The information plan or the decision, with paragraph and day."),
    )
    valid_from = forms.DateField(
        label=_("Holds from"), widget=DayInput(), validators=[YearFrom(1990)]
    )


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        validators=[no_turning_signs],
        help_text=_("For example the number of the case or the audit. Name no person here."),
    )
