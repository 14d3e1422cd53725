from django import forms
from django.utils.translation import gettext_lazy

from samverka.delivery.groups.models import AgreedNeed


class TakeForm(forms.Form):
    needs = forms.ModelMultipleChoiceField(
        AgreedNeed.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Needs to take into the plan"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each becomes a line; measure and responsible function you add."),
    )

    def __init__(self, *args, needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = needs
        self.fields["needs"].initial = needs
