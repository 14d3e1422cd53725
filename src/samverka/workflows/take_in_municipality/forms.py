from django import forms
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Programme
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom

from . import queries

FIRST_YEAR = 2000


class TakeInForm(forms.Form):
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Choose"),
    )
    contact_function = forms.CharField(
        label=gettext_lazy("Contact function"),
        max_length=120,
        help_text=gettext_lazy("The function that others turn to, not a name."),
    )
    mentor = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        required=False,
        label=gettext_lazy("Mentor municipality"),
        empty_label=gettext_lazy("Not chosen yet"),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Takes part from"),
        widget=DayInput(),
        validators=[YearFrom(FIRST_YEAR)],
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = queries.not_in_yet(programme)
        self.fields["mentor"].queryset = queries.mentors(programme)

    @property
    def facts(self) -> dict:
        """With the name an unknown municipality gets as an organisation."""
        name = queries.name_of(self.cleaned_data["municipality"])
        return {**self.cleaned_data, "name": name}
