from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Measure, Participation, Programme
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from . import queries
from .models import HandOver, Method, MethodDecision, MethodVersion, Trial

Choice = MethodDecision.Choice


class MethodForm(forms.ModelForm):
    class Meta:
        model = Method
        fields = ("name", "owner", "description", "target_group", "needs", "evidence")
        labels = {"owner": gettext_lazy("Owner")}
        help_texts = {
            "needs": gettext_lazy("Staff, time, places, training, money."),
            "evidence": gettext_lazy("What it builds on, and how sure one can be."),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "needs": forms.Textarea(attrs={"rows": 3}),
            "evidence": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        places = Participation.objects.filter(programme=programme).values("organisation")
        self.fields["owner"].queryset = Organisation.objects.filter(pk__in=places).order_by("name")
        self.fields["owner"].empty_label = _("Nobody yet")


class TakeUpForm(forms.Form):
    method = forms.ModelChoiceField(
        Method.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Method"),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=gettext_lazy("It is described as there, and shows where it comes from."),
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["method"].queryset = found
        self.fields["method"].label_from_instance = _with_programme


def _with_programme(method: Method) -> str:
    return f"{method} ({method.programme})"


class VersionForm(forms.ModelForm):
    class Meta:
        model = MethodVersion
        fields = ("what_changed", "valid_from")
        widgets = {
            "what_changed": forms.Textarea(attrs={"rows": 4}),
            "valid_from": DayInput(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what_changed"].required = True
        self.fields["valid_from"].validators.append(YearFrom(2000))


class TrialForm(forms.ModelForm):
    class Meta:
        model = Trial
        fields = (
            "version",
            "stage",
            "starts_on",
            "ends_on",
            "participants",
            "measure",
            "own_measure",
            "start_value",
            "end_value",
            "fidelity",
            "result",
            "cost",
        )
        labels = {
            "version": gettext_lazy("Version of the method"),
            "stage": gettext_lazy("Stage"),
            "measure": gettext_lazy("Measure"),
        }
        help_texts = {
            "own_measure": gettext_lazy("If none of the programme's measures fits."),
            "start_value": gettext_lazy(
                "Measured before the trial began. Without it nobody can say what changed."
            ),
        }
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "result": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, method: Method, **kwargs):
        super().__init__(*args, **kwargs)
        stages = queries.stages_of(method.programme)
        self.fields["version"].queryset = method.versions.order_by("-number")
        self.fields["version"].empty_label = None
        self.fields["stage"].queryset = self.fields["stage"].queryset.filter(
            pk__in=[stage.pk for stage in stages]
        )
        self.fields["stage"].choices = [(stage.pk, stage.name) for stage in stages]
        self.fields["measure"].queryset = Measure.objects.filter(programme=method.programme)
        self.fields["measure"].empty_label = _("None")
        for name in ("starts_on", "ends_on"):
            self.fields[name].validators.append(YearFrom(2000))

    def clean(self):
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends before it begins. Look at the days."))
        return self.cleaned_data


class DecisionForm(forms.ModelForm):
    class Meta:
        model = MethodDecision
        fields = ("choice", "adopted", "evidence", "reason", "decided_on")
        labels = {"adopted": gettext_lazy("Adopted from")}
        help_texts = {
            "adopted": gettext_lazy("Only when another's is adopted: whose trial, which version."),
            "evidence": gettext_lazy("What you have seen that the decision rests on."),
        }
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 3}),
            "decided_on": DayInput(),
        }

    def __init__(self, *args, method: Method, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adopted"].queryset = queries.could_be_adopted_by(
            organisation, method.programme
        )
        self.fields["adopted"].empty_label = _("Nobody")
        self.fields["adopted"].label_from_instance = as_source
        self.fields["decided_on"].validators.append(YearFrom(2000))

    def clean(self):
        choice, adopted = self.cleaned_data.get("choice"), self.cleaned_data.get("adopted")
        if choice == Choice.ADOPT and not adopted:
            self.add_error("adopted", _("Choose whose trial the method is adopted from."))
        if choice and choice != Choice.ADOPT:
            self.cleaned_data["adopted"] = None
        return self.cleaned_data


def as_source(trial: Trial) -> str:
    """Whose, which version and in which stage."""
    return _("%(organisation)s: %(method)s, version %(number)s, %(stage)s") % {
        "organisation": trial.organisation,
        "method": trial.version.method,
        "number": trial.version.number,
        "stage": trial.stage,
    }


class HandOverForm(forms.ModelForm):
    class Meta:
        model = HandOver
        fields = (
            "line_owner",
            "budget",
            "routine",
            "training",
            "follow_up_on",
            "followed_up_on",
            "follow_up",
        )
        help_texts = {
            "line_owner": gettext_lazy("A function, not a name."),
            "routine": gettext_lazy("Where it is written down how the work is done."),
            "training": gettext_lazy("How new staff learn it."),
            "follow_up_on": gettext_lazy("Six months after the programme's end, as a rule."),
        }
        widgets = {
            "routine": forms.Textarea(attrs={"rows": 3}),
            "training": forms.Textarea(attrs={"rows": 3}),
            "follow_up": forms.Textarea(attrs={"rows": 3}),
            "follow_up_on": DayInput(),
            "followed_up_on": DayInput(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("follow_up_on", "followed_up_on"):
            self.fields[name].validators.append(YearFrom(2000))


class MethodFilters(Filters):
    q = Search()
    recommended = forms.BooleanField(label=gettext_lazy("Only recommended"))


class DecisionFilters(Filters):
    q = Search()
    choice = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("", gettext_lazy("All")), *Choice.choices],
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stage"))
    organisation = forms.ChoiceField(label=gettext_lazy("Partner"))

    def __init__(self, *args, stages, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        everything = ("", _("All"))
        self.fields["stage"].choices = [everything, *((one.number, one.name) for one in stages)]
        self.fields["organisation"].choices = [
            everything,
            *((one.public_key, one.name) for one in organisations),
        ]
