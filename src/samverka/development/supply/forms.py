from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.models import Activity
from samverka.delivery.series.models import ActivitySeries
from samverka.development.competence.models import HIGHEST
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import (
    CriticalRole,
    InductionStep,
    LeaderLog,
    LeaderTraining,
    Nomination,
    WheelRow,
)

FIRST_YEAR = 2000
# A wheel is made a year or two ahead.
YEARS_AHEAD = 2


class Written(forms.ModelForm):
    """Texts without signs that turn their direction, and days that somebody can have meant."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
                field.validators.append(YearFrom(FIRST_YEAR))
            elif type(field) is forms.CharField:
                field.validators.append(no_turning_signs)

    def values(self) -> dict[str, Any]:
        """The model's own fields, as an action takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class PlaceForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Municipality or unit"),
    )

    def __init__(self, *args: Any, places: QuerySet[Organisation], **options: Any):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = places
        self.fields["organisation"].label_from_instance = lambda place: place.name_with_home


class RoleForm(Written):
    successor = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="public_key",
        required=False,
        label=gettext_lazy("Successor, a person"),
        help_text=gettext_lazy("Talk with them first: it is shown in what is kept of them."),
    )

    class Meta:
        model = CriticalRole
        fields = (
            "function",
            "needed",
            "leaves",
            "leaves_source",
            "leaves_on",
            "rises",
            "new_level",
            "successor_function",
        )
        help_texts = {
            "function": gettext_lazy("As it stands at those who hold it, as social secretary."),
            "leaves": gettext_lazy(
                "Of those who hold the function. An assumption: say its source."
            ),
            "leaves_source": gettext_lazy("As: the municipality's own staff figures for 2025."),
            "rises": gettext_lazy("An assumption of what training and practice come to."),
            "new_level": gettext_lazy("From 0, nothing, to 4, can teach others."),
            "successor_function": gettext_lazy("Leave both empty where there is nobody yet."),
        }

    def __init__(
        self, *args: Any, persons: QuerySet[Person], functions: list[str], **options: Any
    ):
        super().__init__(*args, **options)
        self.fields["successor"].queryset = persons
        self.fields["successor"].empty_label = _("Nobody, or a function")
        self.functions = functions
        named = getattr(self.instance, "successor", None)
        if named:
            self.initial["successor"] = named.person.public_key


class AssumedForm(forms.Form):
    """What the projection assumes, to try other figures without saving them."""

    leaves = forms.DecimalField(
        label=gettext_lazy("Leave in a year, %"), min_value=0, max_value=100, localize=True
    )
    rises = forms.DecimalField(
        label=gettext_lazy("Rise a level in a year, %"), min_value=0, max_value=100, localize=True
    )
    new_level = forms.IntegerField(
        label=gettext_lazy("Level of somebody new"), min_value=0, max_value=HIGHEST
    )


class StepForm(Written):
    class Meta:
        model = InductionStep
        fields = ("text", "by_day", "function")
        help_texts = {"function": gettext_lazy("A function, as unit head. Write no names.")}


class RowForm(Written):
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"), choices=lambda: list(MONTHS.items()), coerce=int
    )

    class Meta:
        model = WheelRow
        fields = ("month", "text", "function", "note")
        help_texts = {
            "function": gettext_lazy(
                "As it stands at those who hold it: they have the task on their home."
            ),
        }


class YearForm(forms.Form):
    year = forms.IntegerField()

    def __init__(self, *args: Any, this_year: int, **options: Any):
        super().__init__(*args, **options)
        self.fields["year"].validators += [
            MinValueValidator(this_year),
            MaxValueValidator(this_year + YEARS_AHEAD),
        ]


class LeaderFilters(Filters):
    only = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("without", gettext_lazy("Without anybody trained")),
            ("with", gettext_lazy("With somebody trained")),
        ],
    )


class NominationForm(Written):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Municipality"),
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("Those who work at the municipality, or at a unit of it."),
    )

    class Meta:
        model = Nomination
        fields = ("nominated_by", "nominated_on")
        help_texts = {"nominated_by": gettext_lazy("A function, as head of social services.")}

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Organisation],
        persons: QuerySet[Person],
        **options: Any,
    ):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = places
        self.fields["person"].queryset = persons
        self.order_fields(["organisation", "person"])
        if len(places) == 1:
            self.fields["organisation"].initial = places[0]


class DaysForm(Written):
    class Meta:
        model = Nomination
        fields = ("trained_on", "valid_from", "valid_to")
        help_texts = {
            "trained_on": gettext_lazy(
                "Only where the training is not among what counts: being there is seen by itself."
            ),
            "valid_to": gettext_lazy("The first day on which they no longer are."),
        }


class TrainingForm(forms.ModelForm):
    what = forms.ChoiceField(label=gettext_lazy("Activity or series"))

    class Meta:
        model = LeaderTraining
        fields = ("times",)

    def __init__(
        self,
        *args: Any,
        activities: Iterable[Activity],
        series: Iterable[ActivitySeries],
        **options: Any,
    ):
        super().__init__(*args, **options)
        self.activities = {f"a-{one.public_key}": one for one in activities}
        self.series = {f"s-{one.public_key}": one for one in series}
        self.fields["what"].choices = [
            ("", _("Choose")),
            (_("Series"), [(key, one.title) for key, one in self.series.items()]),
            (_("Activities"), [(key, one.title) for key, one in self.activities.items()]),
        ]
        self.order_fields(["what", "times"])

    def chosen(self) -> dict[str, Any]:
        key = self.cleaned_data["what"]
        return {
            "activity": self.activities.get(key),
            "series": self.series.get(key),
            "times": self.cleaned_data["times"],
        }


class LogForm(Written):
    peer = forms.ChoiceField(
        label=gettext_lazy("With which process leader"),
        required=False,
        help_text=gettext_lazy("Of peer support. It then stands in both logs."),
    )

    class Meta:
        model = LeaderLog
        fields = ("held_on", "kind", "minutes", "text")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "text": gettext_lazy("What you did, in short. No names, and nothing about a person."),
        }

    def __init__(self, *args: Any, peers: dict[str, tuple[Nomination, str]], **options: Any):
        super().__init__(*args, **options)
        self.peers = peers
        self.fields["kind"].choices = LeaderLog.Kind.choices
        self.fields["peer"].choices = [
            ("", _("Nobody")),
            *((key, said) for key, (_peer, said) in peers.items()),
        ]
        if self.instance.peer_id:
            self.initial["peer"] = self.instance.peer.public_key

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("peer") and told.get("kind") != LeaderLog.Kind.PEER:
            self.add_error("peer", _("Only peer support is with another process leader."))
        return told

    def values(self) -> dict[str, Any]:
        chosen = self.peers.get(self.cleaned_data["peer"])
        return {**super().values(), "peer": chosen and chosen[0]}
