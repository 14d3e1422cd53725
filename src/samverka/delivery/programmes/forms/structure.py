import datetime as dt
from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import (
    AreaPart,
    Contact,
    Field,
    Gate,
    Phase,
    PhaseCriterion,
    Programme,
    StageStart,
    WorkArea,
)
from samverka.delivery.programmes.queries import users_acting_for
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import YearFrom

from .parts import PartForm, choose_partner, next_number
from .programme import check_order
from .rough_day import FIRST_YEAR, DayInput, MonthInput, RoughDayField, as_written


class PhaseForm(PartForm):
    """A phase, or a stage of one."""

    thing = gettext_lazy("Phase")
    action = staticmethod(actions.set_phase)
    found_by = ("number",)
    starts = RoughDayField(label=gettext_lazy("Starts"))
    ends = RoughDayField(label=gettext_lazy("Ends"), is_last=True)
    field_order = ("number", "name", "parent", "starts", "ends", "purpose")

    class Meta:
        model = Phase
        fields = ("number", "name", "parent", "purpose")
        labels = {"parent": gettext_lazy("Stage of the phase")}
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2})}

    def narrow(self, programme: Programme) -> None:
        phase = self.instance
        wholes = programme.phases.filter(parent=None).exclude(pk=phase.pk).order_by("number")
        self.fields["parent"].queryset = wholes
        self.fields["parent"].empty_label = _("A phase of its own")
        self.fields["parent"].to_field_name = "number"
        self.initial.update(
            starts=as_written(phase.starts_on, phase.starts_precision),
            ends=as_written(phase.ends_on, phase.ends_precision),
        )
        if phase.pk is None:
            numbers = programme.phases.values_list("number", flat=True)
            self.initial.setdefault("number", next_number(numbers))

    def clean(self):
        cleaned = super().clean()
        check_order(self, "starts", "ends")
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        starts, ends = facts.pop("starts"), facts.pop("ends")
        return {
            **facts,
            "starts_on": starts.day,
            "starts_precision": starts.precision,
            "ends_on": ends.day,
            "ends_precision": ends.precision,
        }


def choose_phase(form: PartForm, programme: Programme) -> None:
    form.fields["phase"].queryset = programme.phases.order_by("number")
    form.fields["phase"].to_field_name = "number"


class GateForm(PartForm):
    """The decision that a phase waits for, and what was decided."""

    thing = gettext_lazy("Decision that lets a phase begin")
    action = staticmethod(actions.set_gate)
    found_by = ("phase",)

    class Meta:
        model = Gate
        fields = ("phase", "decided_by", "outcome", "decided_on", "ground")
        labels = {"phase": gettext_lazy("Phase that waits for it")}
        widgets = {"decided_on": DayInput(), "ground": forms.Textarea(attrs={"rows": 2})}

    def narrow(self, programme: Programme) -> None:
        choose_phase(self, programme)
        self.fields["outcome"].choices = Gate.Outcome.choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") and not cleaned.get("decided_on"):
            self.add_error("decided_on", _("Write which day it was decided."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CriterionForm(PartForm):
    """What must hold for a phase to begin or end."""

    thing = gettext_lazy("Criterion")
    action = staticmethod(actions.set_criterion)
    found_by = ("phase", "kind", "number")

    class Meta:
        model = PhaseCriterion
        fields = ("phase", "kind", "number", "text", "seen_by")
        labels = {
            "phase": gettext_lazy("Phase"),
            "kind": gettext_lazy("When it must hold"),
            "number": gettext_lazy("Number"),
            "seen_by": gettext_lazy("How it is seen"),
        }

    def narrow(self, programme: Programme) -> None:
        choose_phase(self, programme)
        self.fields["seen_by"].choices = PhaseCriterion.SeenBy.choices
        if self.instance.pk is None:
            taken = PhaseCriterion.objects.filter(
                phase__programme=programme, phase__number=self.initial.get("phase", "")
            )
            self.initial.setdefault("number", next_number(taken.values_list("number", flat=True)))

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class StageStartForm(PartForm):
    """From which month somebody works as a stage says."""

    thing = gettext_lazy("Who begins a stage, and when")
    action = staticmethod(actions.set_stage_start)
    found_by = ("phase", "organisation")
    begins_on = forms.DateField(
        label=gettext_lazy("From the month"),
        input_formats=["%Y-%m"],
        widget=MonthInput(),
        validators=[YearFrom(FIRST_YEAR)],
        help_text=gettext_lazy(
            "A whole month, as 2026-09, so that no month's number is of two stages."
        ),
    )

    class Meta:
        model = StageStart
        fields = ("phase", "organisation", "begins_on")
        labels = {
            "phase": gettext_lazy("Stage"),
            "organisation": gettext_lazy("Municipality or other partner"),
        }

    def narrow(self, programme: Programme) -> None:
        choose_phase(self, programme)
        self.fields["phase"].queryset = self.fields["phase"].queryset.filter(stages=None)
        choose_partner(self.fields["organisation"], programme, _("Choose"))

    def clean(self):
        cleaned = super().clean()
        phase, month = cleaned.get("phase"), cleaned.get("begins_on")
        if phase and month and not _goes_on_in(phase, month):
            self.add_error("begins_on", _("The stage does not go on in that month."))
        if month and self._begins_another(cleaned):
            self.add_error("begins_on", _("It begins another stage that month. Choose another."))
        return cleaned

    def _begins_another(self, cleaned) -> bool:
        others = self._of_programme().exclude(phase=cleaned.get("phase"))
        same = {name: cleaned.get(name) for name in ("organisation", "begins_on")}
        return others.filter(**same).exists()

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _goes_on_in(phase: Phase, month: dt.date) -> bool:
    begun = phase.starts_on is None or phase.starts_on.replace(day=1) <= month
    return begun and (phase.ends_on is None or month <= phase.ends_on)


class AreaForm(PartForm):
    """An area of work: in every sub-region, or common to all of the programme."""

    thing = gettext_lazy("Area of work")
    action = staticmethod(actions.set_area)
    found_by = ("number",)

    class Meta:
        model = WorkArea
        fields = ("number", "title", "is_common")

    def narrow(self, programme: Programme) -> None:
        if self.instance.pk is None:
            numbers = programme.work_areas.values_list("number", flat=True)
            self.initial.setdefault("number", next_number(numbers))


class AreaPartForm(PartForm):
    """Who does what of an area in one place."""

    thing = gettext_lazy("What is done")
    action = staticmethod(actions.set_area_part)
    found_by = ("area", "sub_region")

    class Meta:
        model = AreaPart
        fields = ("area", "sub_region", "responsible", "text")
        labels = {
            "area": gettext_lazy("Area of work"),
            "sub_region": gettext_lazy("Sub-region"),
            "responsible": gettext_lazy("Who is responsible"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def narrow(self, programme: Programme) -> None:
        self.fields["area"].queryset = programme.work_areas.order_by("number")
        self.fields["area"].to_field_name = "number"
        self.fields["sub_region"].queryset = programme.sub_regions.order_by("name")
        self.fields["sub_region"].to_field_name = "public_key"
        self.fields["sub_region"].empty_label = _("All of the programme")
        choose_partner(self.fields["responsible"], programme, _("Nobody yet"))

    def clean(self):
        cleaned = super().clean()
        area, region = cleaned.get("area"), cleaned.get("sub_region")
        if area and area.is_common and region:
            self.add_error("sub_region", _("This area is common to the whole programme."))
        if area and not area.is_common and not region and "sub_region" not in self.errors:
            self.add_error("sub_region", _("Choose where."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class FieldForm(PartForm):
    """A field the programme works in, as labour market or health care."""

    thing = gettext_lazy("Field of work")
    action = staticmethod(actions.set_field)
    found_by = ("name",)

    class Meta:
        model = Field
        fields = ("name", "number", "coordinator", "description")
        labels = {
            "number": gettext_lazy("Place in the order"),
            "coordinator": gettext_lazy("Coordinated by"),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}

    def narrow(self, programme: Programme) -> None:
        choose_partner(self.fields["coordinator"], programme, _("Nobody yet"))
        if self.instance.pk is None:
            numbers = programme.fields.values_list("number", flat=True)
            self.initial.setdefault("number", next_number(numbers))


class ContactForm(PartForm):
    """A function that answers for something, not a person."""

    thing = gettext_lazy("Contact function")
    action = staticmethod(actions.set_contact)
    found_by = ("organisation", "function")

    class Meta:
        model = Contact
        fields = (
            "organisation",
            "function",
            "goal",
            "field",
            "email",
            "is_public",
            "valid_from",
            "valid_to",
        )
        labels = {
            "organisation": gettext_lazy("Organisation"),
            "goal": gettext_lazy("Answers for the goal"),
            "field": gettext_lazy("Answers for the field"),
            "valid_to": gettext_lazy("First day without"),
        }
        help_texts = {
            "function": gettext_lazy("As coordinator or process leader, not somebody's name."),
            "email": gettext_lazy(
                "The function's own address. It is never shown on a public page."
            ),
        }
        widgets = {"valid_from": DayInput(), "valid_to": DayInput()}

    def narrow(self, programme: Programme) -> None:
        choose_partner(self.fields["organisation"], programme, _("Choose"))
        for name, queryset in (("goal", programme.goals), ("field", programme.fields)):
            self.fields[name].queryset = queryset.order_by("number")
            self.fields[name].empty_label = _("All of the programme")
        self.initial.setdefault("valid_from", programme.starts_on)


class StaffForm(PartForm):
    """Who holds a function, and who stands in meanwhile."""

    thing = gettext_lazy("Who holds the function")
    action = staticmethod(actions.staff_contact)

    class Meta:
        model = Contact
        fields = ("holder", "stand_in", "away_until")
        labels = {
            "holder": gettext_lazy("Held by"),
            "stand_in": gettext_lazy("Stand-in"),
            "away_until": gettext_lazy("Away until"),
        }
        help_texts = {
            "away_until": gettext_lazy("Until and with this day questions go to the stand-in."),
        }
        widgets = {"away_until": DayInput()}

    def narrow(self, programme: Programme) -> None:
        there = Organisation.objects.filter(pk=self.instance.organisation_id)
        for name in ("holder", "stand_in"):
            self.fields[name].queryset = users_acting_for(there)
            self.fields[name].label_from_instance = attrgetter("name")
            self.fields[name].empty_label = _("Nobody")

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "contact": self.instance}
