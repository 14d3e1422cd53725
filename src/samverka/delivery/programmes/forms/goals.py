from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import Goal, Measure, MeasurePart, Programme
from samverka.foundation.classifications.models import Municipality

from .parts import PartForm, choose_partner, next_number, partners_in

# What is counted is counted in one unit only.
UNIT_OF = {
    Measure.Counts.PERSONS: Measure.Unit.PERSONS,
    Measure.Counts.HOURS: Measure.Unit.HOURS,
    Measure.Counts.MUNICIPALITIES: Measure.Unit.MUNICIPALITIES,
    Measure.Counts.TRAINING_DAYS: Measure.Unit.DAYS,
    Measure.Counts.WORKSHOPS: Measure.Unit.WORKSHOPS,
    Measure.Counts.MEETINGS: Measure.Unit.MEETINGS,
    Measure.Counts.COURSES: Measure.Unit.COURSES,
    Measure.Counts.COURSES_AT_OWNER: Measure.Unit.COURSES,
    Measure.Counts.COURSES_ELSEWHERE: Measure.Unit.COURSES,
    Measure.Counts.UNITS: Measure.Unit.UNITS,
    Measure.Counts.DAYS_TO_FIRST: Measure.Unit.DAYS,
    Measure.Counts.SHARE_OF_PERSONS: Measure.Unit.PERSONS,
}
LONGEST_CODE = 56


class GoalForm(PartForm):
    """A goal, or a sub-goal under one, with the organisation that answers for it."""

    thing = gettext_lazy("Goal")
    action = staticmethod(actions.set_goal)
    found_by = ("number",)

    class Meta:
        model = Goal
        fields = ("number", "title", "owner", "parent")
        labels = {
            "title": gettext_lazy("What is to be reached"),
            "owner": gettext_lazy("Who answers for it"),
            "parent": gettext_lazy("Part of the goal"),
        }

    def narrow(self, programme: Programme) -> None:
        choose_partner(self.fields["owner"], programme, _("Choose"))
        others = programme.goals.exclude(pk=self.instance.pk).order_by("number")
        self.fields["parent"].queryset = others.exclude(parent=self.instance.pk or 0)
        self.fields["parent"].empty_label = _("A goal of its own")
        self.fields["parent"].to_field_name = "number"
        if self.instance.pk is None:
            self.initial.setdefault("owner", programme.owner_id)
            numbers = programme.goals.values_list("number", flat=True)
            self.initial.setdefault("number", next_number(numbers))


class MeasureForm(PartForm):
    """What a goal is measured by. Its code is made from its title."""

    thing = gettext_lazy("Measure")
    action = staticmethod(actions.set_measure)
    seldom = ("numerator", "denominator")
    seldom_label = gettext_lazy("Only for a share: what is divided by what")

    class Meta:
        model = Measure
        fields = (
            "goal",
            "title",
            "definition",
            "counts",
            "unit",
            "target",
            "target_is_limit",
            "numerator",
            "denominator",
        )
        labels = {
            "goal": gettext_lazy("Goal it belongs to"),
            "title": gettext_lazy("What is measured"),
            "counts": gettext_lazy("What is counted"),
            "target_is_limit": gettext_lazy("The target is a limit: at most so many"),
        }
        help_texts = {
            "definition": gettext_lazy("Exactly what counts, so that two people count alike."),
            "unit": gettext_lazy("Given by what is counted, where something is."),
            "numerator": gettext_lazy("What is counted."),
            "denominator": gettext_lazy("Out of what."),
        }
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 2}),
            "numerator": forms.TextInput(),
            "denominator": forms.TextInput(),
        }

    def narrow(self, programme: Programme) -> None:
        self.fields["goal"].queryset = programme.goals.order_by("number")
        self.fields["goal"].to_field_name = "number"
        self.fields["goal"].empty_label = _("Choose")
        self.fields["counts"].choices = Measure.Counts.choices
        self.fields["unit"].required = False

    def clean(self):
        cleaned = super().clean()
        unit = UNIT_OF.get(cleaned.get("counts"))
        cleaned["unit"] = unit or cleaned.get("unit")
        if not cleaned["unit"]:
            self.add_error("unit", _("Choose what the number is a number of."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "code": self.instance.code or self._new_code()}

    def _new_code(self) -> str:
        wanted = slugify(self.cleaned_data["title"])[:LONGEST_CODE] or "matt"
        codes = set(self.programme.measures.values_list("code", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(codes) + 3))
        return next(code for code in [wanted, *numbered] if code not in codes)


class MeasurePartForm(PartForm):
    """A part of a target: of a sub-region, or of some municipalities."""

    thing = gettext_lazy("Part of a target")
    action = staticmethod(actions.set_measure_part)

    class Meta:
        model = MeasurePart
        fields = ("measure", "number", "title", "target", "sub_region", "municipalities")
        labels = {
            "measure": gettext_lazy("Measure it is a part of"),
            "title": gettext_lazy("What the part is"),
            "municipalities": gettext_lazy("Municipalities"),
        }
        widgets = {"municipalities": forms.CheckboxSelectMultiple()}

    found_by = ("measure", "number")

    def narrow(self, programme: Programme) -> None:
        self.fields["measure"].queryset = programme.measures.order_by("goal__number", "title")
        self.fields["measure"].to_field_name = "code"
        self.fields["sub_region"].queryset = programme.sub_regions.order_by("name")
        self.fields["sub_region"].empty_label = _("No sub-region")
        codes = partners_in(programme).values("municipality")
        self.fields["municipalities"].queryset = Municipality.objects.filter(
            pk__in=codes
        ).order_by("name")
        if self.instance.pk:
            return
        taken = MeasurePart.objects.filter(
            measure__programme=programme, measure__code=self.initial.get("measure", "")
        )
        self.initial.setdefault("number", next_number(taken.values_list("number", flat=True)))

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
