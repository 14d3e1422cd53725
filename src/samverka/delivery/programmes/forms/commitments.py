from django import forms
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Goal, Programme


class GoalsForm(forms.Form):
    """The programme's goals that work on a commitment; none is a choice too."""

    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        required=False,
        label=gettext_lazy("Goals that work on it"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = programme.goals.order_by("number")
