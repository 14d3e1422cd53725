from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Measure
from samverka.toolkit.clock import today
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .stages import Cell

LARGEST = 10**9


class MeasureFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=_("How far"),
        choices=[
            ("", _("All")),
            ("short", _("Short of the target")),
            ("reached", _("Target reached")),
            ("without", _("Without a target")),
        ],
    )


class StageFilters(Filters):
    organisation = forms.ChoiceField(label=_("Municipality or other partner"))
    stage = forms.ChoiceField(label=_("Stage"))

    def __init__(self, *args, cells: Sequence[Cell], **kwargs):
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        organisations = {cell.organisation.public_key: str(cell.organisation) for cell in cells}
        self.fields["organisation"].choices = everything + list(organisations.items())
        stages = {cell.stage: cell.stage_name for cell in cells}
        self.fields["stage"].choices = everything + list(stages.items())


class ValueForm(forms.Form):
    """A number, or the two that a share is made of, with where they come from."""

    day = forms.DateField(
        label=_("Day"), initial=today, widget=DayInput(), validators=[YearFrom(1990)]
    )
    numerator = forms.IntegerField(label=_("Number"), min_value=0, max_value=LARGEST)
    denominator = forms.IntegerField(label=_("Of how many"), min_value=1, max_value=LARGEST)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        validators=[no_turning_signs],
        help_text=_("The system or the list that the numbers come from."),
    )

    def __init__(self, *args, measure: Measure, **kwargs):
        super().__init__(*args, **kwargs)
        if measure.numerator:
            self.fields["numerator"].label = measure.numerator
        if measure.denominator:
            self.fields["denominator"].label = measure.denominator
        else:
            del self.fields["denominator"]

    def facts(self) -> dict:
        return {"denominator": None, **self.cleaned_data}
