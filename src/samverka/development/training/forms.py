from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.development.competence.models import Competence
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput, TimeInput
from samverka.toolkit.signs import no_turning_signs

from .models import ClosedDay, PlanLine, PlannedSession, TrainingModule

MOST_SESSIONS = 60


class ModuleForm(forms.ModelForm):
    class Meta:
        model = TrainingModule
        fields = (
            "name",
            "form",
            "competences",
            "up_to",
            "least_gap",
            "most_gap",
            "places",
            "minutes",
            "least",
            "of_one_workplace",
        )
        widgets = {"competences": forms.CheckboxSelectMultiple}
        help_texts = {
            "up_to": gettext_lazy("0 nothing, 4 can teach others."),
            "least_gap": gettext_lazy("It is for those who lack so much of any of them."),
            "least": gettext_lazy("With fewer it is not held. 0: it is held for anybody."),
            "of_one_workplace": gettext_lazy("So that groups are mixed. Empty: any number."),
        }

    def __init__(self, *args: Any, competences, **options: Any):
        super().__init__(*args, **options)
        self.fields["competences"].queryset = competences
        self.fields["competences"].to_field_name = "public_key"
        if self.instance.pk and "competences" in self.initial:
            self.initial["competences"] = [one.public_key for one in self.initial["competences"]]
        for name, highest in (("places", 1_000), ("minutes", 720), ("least", 1_000)):
            self.fields[name].max_value = highest
            self.fields[name].validators.append(
                forms.IntegerField(max_value=highest).validators[0]
            )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        no_turning_signs(name)
        return name

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        least, most = said.get("least_gap"), said.get("most_gap")
        if least is not None and most is not None and most < least:
            self.add_error("most_gap", _("The most is less than the least. Choose a higher one."))
        if (said.get("least") or 0) > (said.get("places") or 0):
            self.add_error("least", _("There are not so many places. Write a lower number."))
        return said


class LineForm(forms.Form):
    place = forms.IntegerField(label=gettext_lazy("Place in the order"), min_value=1)
    sessions = forms.IntegerField(
        label=gettext_lazy("Sessions"), min_value=1, max_value=MOST_SESSIONS
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Stands with the reasons, on the page and on paper."),
        max_length=300,
        required=False,
        validators=[no_turning_signs],
    )


class OwnLineForm(forms.Form):
    module = forms.ModelChoiceField(
        TrainingModule.objects.none(), to_field_name="public_key", label=gettext_lazy("Module")
    )
    sessions = forms.IntegerField(
        label=gettext_lazy("Sessions"), min_value=1, max_value=MOST_SESSIONS, initial=1
    )
    note = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, validators=[no_turning_signs]
    )

    def __init__(self, data, *, modules, **options: Any):
        super().__init__(data, **options)
        self.fields["module"].queryset = modules


class DayForm(forms.Form):
    """One session of a line: its activity is made when it is saved."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    starts = forms.TimeField(label=gettext_lazy("Starts"), widget=TimeInput())
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=gettext_lazy("Municipality"), required=False
    )
    place = forms.CharField(
        label=gettext_lazy("Place"), max_length=150, required=False, validators=[no_turning_signs]
    )

    def __init__(self, data, *, municipalities, **options: Any):
        super().__init__(data, **options)
        self.fields["municipality"].queryset = municipalities


class ClosedDaysForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), to_field_name="public_key", label=gettext_lazy("Workplace")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days when it can spare nobody"),
        help_text=gettext_lazy("Nothing ticked: any day will do."),
        choices=ClosedDay.Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data, *, organisations, **options: Any):
        super().__init__(data, **options)
        self.fields["organisation"].queryset = organisations


class ProposeForm(forms.Form):
    away = forms.DecimalField(
        label=gettext_lazy("What a way to another municipality costs, in levels"),
        help_text=gettext_lazy(
            "With 1, somebody goes to another municipality only for what is worth more than a "
            "level of weight one."
        ),
        min_value=0,
        max_value=20,
        decimal_places=1,
        initial=1,
    )
    most = forms.IntegerField(
        label=gettext_lazy("Sessions a person can be away for at the most"),
        help_text=gettext_lazy("Empty: any number."),
        min_value=1,
        max_value=MOST_SESSIONS,
        required=False,
    )


class PlaceForm(forms.Form):
    session = forms.ChoiceField(label=gettext_lazy("Session"), required=False)

    def __init__(self, data, *, sessions: Iterable[tuple[PlannedSession, str]], **options: Any):
        super().__init__(data, **options)
        self.of_key = {one.activity.public_key: one for one, _told in sessions}
        told = [(one.activity.public_key, text) for one, text in sessions]
        self.fields["session"].choices = [("", _("No session")), *told]

    @property
    def chosen(self) -> PlannedSession | None:
        return self.of_key.get(self.cleaned_data["session"])


def weights_in(data, competences: Iterable[Competence]) -> dict[str, int]:
    """The weights chosen that are not the programme's own."""
    known = {str(value): value for value in Competence.Importance.values}
    chosen = {one: known.get(data.get(one.item, "")) for one in competences}
    return {
        one.public_key: value
        for one, value in chosen.items()
        if value is not None and value != one.importance
    }


def line_facts(line: PlanLine, place: int) -> dict[str, Any]:
    return {"place": place, "sessions": line.sessions, "note": line.note}
