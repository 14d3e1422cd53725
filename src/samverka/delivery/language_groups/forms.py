from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.periods import YearFrom

from .languages import language_choices


class LeastForm(forms.Form):
    persons = forms.IntegerField(
        label=_("People in a group at the least"), min_value=2, max_value=100
    )
    within_km = forms.IntegerField(
        label=_("Kilometres that a group may come from"),
        min_value=0,
        max_value=1000,
        help_text=_("About, as the bird flies. In one county distance does not count."),
    )
    from_day = forms.DateField(label=_("From"), widget=DayInput(), validators=[YearFrom(2000)])
    source = forms.CharField(
        label=_("Where it was decided"),
        max_length=200,
        help_text=_("No law says how many a group must be. Write who decided it, and when."),
    )


class WishForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"))
    persons = forms.IntegerField(
        label=_("How many want the course"),
        min_value=0,
        max_value=500,
        help_text=_("A number, no names. Write 0 to take it away."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["language"].choices = language_choices()


class MakeForm(forms.Form):
    first_day = forms.DateField(
        label=_("First meeting"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    starts = forms.TimeField(label=_("From"), widget=TimeInput())
