from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit import clock


class MeetForm(forms.Form):
    """That a criterion is met, and how one can see it; an empty day takes the tick away."""

    met_on = forms.DateField(
        label=gettext_lazy("Met"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Leave the day empty if it is not met any more."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        required=False,
        help_text=gettext_lazy("How one can see it: a decision, minutes, a document."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        met, evidence = self.cleaned_data.get("met_on"), self.cleaned_data.get("evidence")
        if met and met > clock.today():
            self.add_error("met_on", _("The day has not come yet."))
        if met and not evidence:
            self.add_error("evidence", _("Write how one can see that it is met."))
        return self.cleaned_data
