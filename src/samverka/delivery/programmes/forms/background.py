from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import (
    Finding,
    OpenPoint,
    PreStudy,
    Programme,
    ProgrammeLink,
)

from .parts import PartForm, next_number
from .rough_day import DayInput


class LinkForm(PartForm):
    """An earlier programme that this one builds on."""

    thing = gettext_lazy("Builds on")
    action = staticmethod(actions.set_link)
    found_by = ("earlier",)

    class Meta:
        model = ProgrammeLink
        fields = ("earlier", "kind", "note")
        labels = {"earlier": gettext_lazy("Earlier programme")}

    def narrow(self, programme: Programme) -> None:
        others = Programme.objects.visible_to(self.actor).exclude(pk=programme.pk)
        # An earlier one that is no longer seen stays chosen.
        mine = Programme.objects.filter(pk=self.instance.earlier_id or 0)
        self.fields["earlier"].queryset = (others | mine).order_by("name")
        self.fields["earlier"].empty_label = _("Choose")

    def facts(self) -> dict[str, Any]:
        return {"later": self.programme, **self.cleaned_data}


class FindingForm(PartForm):
    """A result or a lesson of the programme."""

    thing = gettext_lazy("Finding")
    action = staticmethod(actions.set_finding)
    found_by = ("number",)

    class Meta:
        model = Finding
        fields = ("number", "kind", "text")
        labels = {"number": gettext_lazy("Number")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def narrow(self, programme: Programme) -> None:
        if self.instance.pk is None:
            numbers = programme.findings.values_list("number", flat=True)
            self.initial.setdefault("number", next_number(numbers))

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "taken_from": self.instance.taken_from}


class CarryOverForm(forms.Form):
    """Findings of the programmes this one builds on."""

    findings = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Findings of earlier programmes"),
        queryset=Finding.objects.none(),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = found
        self.fields["findings"].label_from_instance = _with_programme


def _with_programme(finding: Finding) -> str:
    return f"{finding.programme}: {finding.text}"


class PreStudyForm(PartForm):
    """What the pre-study asks, and what it recommends."""

    thing = gettext_lazy("Pre-study")
    action = staticmethod(actions.set_pre_study)
    is_alone = True

    class Meta:
        model = PreStudy
        fields = ("question", "recommendation")
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "recommendation": forms.Textarea(attrs={"rows": 3}),
        }

    def facts(self) -> dict[str, Any]:
        decided = ("decision", "decided_on", "decided_by", "ground")
        kept = {name: getattr(self.instance, name) for name in decided}
        return {**super().facts(), **kept}


class DecisionForm(forms.ModelForm):
    """The decision on a pre-study; going on makes a project."""

    project_name = forms.CharField(
        label=gettext_lazy("Name of the project"),
        help_text=gettext_lazy("Only if you go on: it begins with what the pre-study found."),
        max_length=150,
        required=False,
    )

    class Meta:
        model = PreStudy
        fields = ("decision", "decided_on", "decided_by", "ground")
        widgets = {
            "decision": forms.RadioSelect(),
            "decided_on": DayInput(),
            "ground": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = PreStudy.Decision.choices[1:]
        for name in ("decision", "decided_on", "decided_by", "ground"):
            self.fields[name].required = True

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == PreStudy.Decision.GO and not cleaned.get("project_name"):
            self.add_error("project_name", _("Write what the project is to be called."))
        return cleaned


class OpenPointForm(PartForm):
    """What the sources leave open, and what was settled."""

    thing = gettext_lazy("Open point")
    action = staticmethod(actions.set_open_point)
    found_by = ("number",)

    class Meta:
        model = OpenPoint
        fields = ("number", "text", "settled")
        labels = {"number": gettext_lazy("Number")}
        help_texts = {"settled": gettext_lazy("Left empty until it is decided.")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "settled": forms.Textarea(attrs={"rows": 2}),
        }

    def narrow(self, programme: Programme) -> None:
        if self.instance.pk is None:
            numbers = programme.open_points.values_list("number", flat=True)
            self.initial.setdefault("number", next_number(numbers))

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "rows": self.instance.rows}
