import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.signs import no_turning_signs

from .models import HIGHEST, Area, Competence


class AreaForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, validators=[no_turning_signs]
    )


class CompetenceForm(forms.ModelForm):
    class Meta:
        model = Competence
        fields = ("name", "importance", *(f"level_{step}" for step in range(HIGHEST + 1)))
        help_texts = {
            "importance": gettext_lazy("How much a gap weighs beside the others."),
            "level_0": gettext_lazy(
                "What each level means here, if the words of the scale are not enough."
            ),
        }

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        no_turning_signs(name)
        return name


class NewCompetenceForm(CompetenceForm):
    area = forms.ModelChoiceField(
        Area.objects.none(), to_field_name="public_key", label=gettext_lazy("Area")
    )

    def __init__(self, *args: Any, areas, **options: Any):
        super().__init__(*args, **options)
        self.fields["area"].queryset = areas
        self.order_fields(["area", "name", "importance"])


class LevelsForm(forms.Form):
    """A level of each competence, or none."""

    def __init__(
        self,
        data,
        *,
        competences: Iterable[Competence],
        scale: list[tuple[int, str]],
        there: Mapping[int, int | None],
        **options: Any,
    ):
        super().__init__(data, **options)
        self.competences = list(competences)
        for one in self.competences:
            self.fields[one.item] = forms.TypedChoiceField(
                label=one.name,
                choices=[("", _("Not said")), *scale],
                coerce=int,
                empty_value=None,
                required=False,
                initial=there.get(one.pk),
            )

    def areas(self) -> list[tuple[Area, list]]:
        """The fields, an area at a time."""
        return [
            (area, [self[one.item] for one in held])
            for area, held in groupby(self.competences, key=lambda one: one.area)
        ]

    def first_fields(self) -> list:
        """What is asked before the levels."""
        items = {one.item for one in self.competences}
        return [field for field in self if field.name not in items]

    def levels(self) -> dict[Competence, int | None]:
        return {one: self.cleaned_data[one.item] for one in self.competences}


class RequireForm(LevelsForm):
    function = forms.CharField(
        label=gettext_lazy("Function"),
        help_text=gettext_lazy("As it stands with the people who hold it."),
        max_length=100,
        validators=[no_turning_signs],
    )
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DayInput())

    def asked(self) -> dict[Competence, int]:
        """What the function asks; where nothing is chosen what stood before goes on."""
        return {one: level for one, level in self.levels().items() if level is not None}


class WhomForm(forms.Form):
    """Whose staff, and in which functions."""

    organisations = forms.ModelMultipleChoiceField(
        queryset=Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Staff of"),
        help_text=gettext_lazy(
            "Those you can see are asked, in units too. Others are added by their own "
            "sub-project leader."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    functions = forms.MultipleChoiceField(
        label=gettext_lazy("Only in these functions"),
        help_text=gettext_lazy("Nothing ticked means all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data, *, organisations, functions: Iterable[str], **options: Any):
        super().__init__(data, **options)
        self.fields["organisations"].queryset = organisations
        self.fields["functions"].choices = [(one, one) for one in functions]


class MappingForm(WhomForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the mapping"),
        help_text=gettext_lazy("As in “Spring 2026”. Those who are asked see it."),
        max_length=60,
        validators=[no_turning_signs],
    )
    opens_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    closes_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    asks_then = forms.BooleanField(
        label=gettext_lazy("Ask in each area how it was a year ago, as one sees it now"),
        help_text=gettext_lazy(
            "Who has learnt more often thinks less of what they could before. Asking both "
            "afterwards tells the change more truly."
        ),
        required=False,
    )
    others_see = forms.CharField(
        label=gettext_lazy("What others see, and what the answers are used for"),
        help_text=gettext_lazy("Shown before the first question."),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        validators=[no_turning_signs],
    )

    def __init__(self, data, **options: Any):
        super().__init__(data, **options)
        self.fields["organisations"].required = False
        self.order_fields(["name", "opens_on", "closes_on", "organisations", "functions"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("opens_on"), said.get("closes_on")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            self.add_error("closes_on", _("The last day is before the first. Choose a later one."))
        return said
