"""What a scenario counts: points by criterion, other room, least means of kinds of households."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.guidance.matching.actions.scenarios import Counts
from samverka.guidance.matching.criteria import CRITERIA
from samverka.guidance.matching.models import MOST_POINTS, Scenario
from samverka.guidance.matching.queries.groups import KIND_NAMES
from samverka.guidance.matching.saying import thing_named

MOST_MORE = 500
THINGS = ("persons", "school")


class PlaceFilter(forms.Form):
    """Whose households a table shows: one municipality's, or all."""

    place = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)

    def __init__(self, *args, names: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        by_name = sorted(names.items(), key=lambda pair: pair[1])
        self.fields["place"].choices = [("", _("All")), *by_name]


class PointsInput(forms.NumberInput):
    """A slider; where there is no script it is one all the same, and a button sends it."""

    input_type = "range"


class CountsForm(forms.Form):
    """Sliders for weights, and numbers for room; `kinds` are the homes there are, by place."""

    def __init__(
        self,
        *args,
        names: Mapping[str, str],
        kinds: Mapping[str, list[str]],
        start: Scenario | None = None,
        weights: Mapping[str, int],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.names, self.kinds = names, kinds
        more = start.capacities if start else {}
        for criterion in CRITERIA:
            self.fields[f"w_{criterion.key}"] = forms.IntegerField(
                label=str(criterion.label),
                help_text=str(criterion.says),
                min_value=0,
                max_value=MOST_POINTS,
                initial=weights.get(criterion.key, 0),
                widget=PointsInput(attrs={"step": 1, "data-points": ""}),
            )
        for place in names:
            for thing in (*THINGS, *kinds.get(place, ())):
                self.fields[f"m_{place}_{thing}"] = forms.IntegerField(
                    label=thing_named(thing),
                    min_value=-MOST_MORE,
                    max_value=MOST_MORE,
                    required=False,
                    initial=more.get(place, {}).get(thing, 0),
                )

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[f"w_{criterion.key}"] for criterion in CRITERIA]

    @property
    def room_fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (
                name,
                [self[f"m_{place}_{thing}"] for thing in (*THINGS, *self.kinds.get(place, ()))],
            )
            for place, name in self.names.items()
        ]

    @property
    def weights(self) -> dict[str, int]:
        return {one.key: self.cleaned_data[f"w_{one.key}"] for one in CRITERIA}

    @property
    def more(self) -> dict[str, dict[str, int]]:
        """What is more or less than offered; nothing where nothing is."""
        found: dict[str, dict[str, int]] = {}
        for place in self.names:
            for thing in (*THINGS, *self.kinds.get(place, ())):
                number = self.cleaned_data.get(f"m_{place}_{thing}")
                if number:
                    found.setdefault(place, {})[thing] = number
        return found

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(self.weights.values()):
            raise forms.ValidationError(_("Nothing counts. Give at least one criterion points."))
        return facts


class ScenarioForm(CountsForm):
    """A scenario that is computed to the end and kept."""

    name = forms.CharField(
        label=gettext_lazy("Name of the scenario"),
        max_length=80,
        help_text=gettext_lazy("What is different in it, such as More weight on work."),
    )

    def __init__(self, *args, start: Scenario | None = None, **kwargs):
        super().__init__(*args, start=start, **kwargs)
        means = {floor["group"]: floor["mean"] for floor in (start.floors if start else ())}
        for kind, name in KIND_NAMES.items():
            self.fields[f"f_{kind}"] = forms.DecimalField(
                label=str(name),
                min_value=0,
                max_value=1000,
                max_digits=5,
                decimal_places=1,
                required=False,
                initial=means.get(kind),
            )

    @property
    def floor_fields(self) -> list[forms.BoundField]:
        return [self[f"f_{kind}"] for kind in KIND_NAMES]

    @property
    def counts(self) -> Counts:
        floors = [
            {"group": kind, "mean": float(self.cleaned_data[f"f_{kind}"])}
            for kind in KIND_NAMES
            if self.cleaned_data.get(f"f_{kind}")
        ]
        return Counts(self.weights, self.more, floors)


class TryForm(CountsForm):
    """What would be if: weights, room, and one household somewhere."""

    number = forms.IntegerField(
        label=gettext_lazy("Household"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Its number in the round, such as 17."),
    )
    place = forms.ChoiceField(label=gettext_lazy("Put it in"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nowhere = ("", _("where it is best"))
        self.fields["place"].choices = [nowhere, *self.names.items()]


class HoldForm(forms.Form):
    """Where an officer puts a household in a scenario."""

    place = forms.ChoiceField(
        label=gettext_lazy("Hold the household fast in"),
        required=False,
        help_text=gettext_lazy(
            "The others are placed around it the next time the scenario is computed."
        ),
    )

    def __init__(self, *args, names: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        nowhere = ("", _("nowhere: let the engine propose"))
        self.fields["place"].choices = [nowhere, *names.items()]
