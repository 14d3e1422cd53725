from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import (
    Goal,
    GoalCommitment,
    Measure,
    Participation,
)
from samverka.foundation.accounts.actor import Actor
from samverka.register.agreements.models import Commitment
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from . import queries
from .models import Plan, PlanItem, Risk, StartEvidence, StartPoint

# What a line may well be without.
FURTHER = ("aim", "target_group", "resources", "commitment")


class ItemForm(forms.ModelForm):
    """One line. What the programme does not have is not asked for."""

    class Meta:
        model = PlanItem
        fields = queries.FACTS
        labels = {
            "goal": gettext_lazy("Goal it serves"),
            "measure": gettext_lazy("Measure"),
            "responsible_at": gettext_lazy("Where the function is"),
            "commitment": gettext_lazy("Commitment it keeps"),
        }
        help_texts = {
            "own_measure": gettext_lazy("If none of the programme's measures fits."),
            "measure": gettext_lazy("Needed before the plan can be approved."),
            "responsible": gettext_lazy(
                "A function, not a name. Needed before the plan can be approved."
            ),
        }
        widgets = {
            "aim": forms.Textarea(attrs={"rows": 2}),
            "resources": forms.Textarea(attrs={"rows": 2}),
            "starts_on": DayInput(),
            "ends_on": DayInput(),
        }

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, auto_id=f"{kwargs.get('prefix') or 'line'}_%s", **kwargs)
        self._offer(plan)
        for name in ("starts_on", "ends_on"):
            self.fields[name].validators.append(YearFrom(2000))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What a plan cannot be without, and when it is done."""
        return [field for field in self.visible_fields() if field.name not in FURTHER]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in FURTHER]

    @property
    def tells_more(self) -> bool:
        """Whether something is written, or wrong, in what one may leave out."""
        return any(field.value() or field.errors for field in self.further_fields)

    def _offer(self, plan: Plan) -> None:
        programme = plan.programme_id
        goals = Goal.objects.filter(programme=programme).order_by("number")
        named = GoalCommitment.objects.filter(goal__programme=programme)
        offered = {
            "goal": goals,
            "measure": Measure.objects.filter(programme=programme).order_by("goal", "pk"),
            "commitment": Commitment.objects.filter(pk__in=named.values("commitment")),
        }
        for name, choices in offered.items():
            if choices:
                self._let_choose(name, choices, _("None"))
            else:
                del self.fields[name]
        if "measure" not in self.fields:
            self.fields["own_measure"].label = _("Measure")
            self.fields["own_measure"].help_text = _(
                "How one sees that it has been done. Needed before the plan can be approved."
            )
        places = Participation.objects.filter(programme=programme).values("organisation")
        at = Organisation.objects.filter(Q(pk__in=places) | Q(part_of=plan.organisation_id))
        self._let_choose("responsible_at", at.order_by("name"), plan.organisation.name)

    def _let_choose(self, name: str, rows: QuerySet, nothing: str) -> None:
        """Asked for once: the field alone would ask again for each time it is drawn."""
        self.fields[name].queryset = rows
        self.fields[name].choices = [("", nothing), *((row.pk, str(row)) for row in rows)]

    def clean(self):
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends before it begins. Look at the days."))
        return self.cleaned_data


class ProgressForm(forms.ModelForm):
    class Meta:
        model = PlanItem
        fields = ("status", "progress_note")
        widgets = {"progress_note": forms.Textarea(attrs={"rows": 2})}


class CopyForm(forms.Form):
    source = forms.ModelChoiceField(
        Plan.objects.none(), label=gettext_lazy("Copy the lines of"), to_field_name="public_key"
    )

    def __init__(self, *args, plan: Plan, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = queries.may_be_copied_to(plan, actor)
        self.fields["source"].empty_label = _("Choose a plan")
        self.fields["source"].label_from_instance = _as_choice


def _as_choice(plan: Plan) -> str:
    return _("%(organisation)s, revision %(number)s") % {
        "organisation": plan.organisation,
        "number": plan.revision,
    }


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("What to change"),
        help_text=gettext_lazy("Those who write the plan read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the plan is revised"),
        help_text=gettext_lazy("Stays with the revision, so that one can see why it changed."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Activity.Kind.choices)


class LinkForm(forms.Form):
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=gettext_lazy("Activity"), to_field_name="public_key"
    )

    def __init__(self, *args, plan: Plan, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = queries.own_activities(plan, actor)


class StartPointForm(forms.ModelForm):
    class Meta:
        model = StartPoint
        fields = ("text", "kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = StartPoint.Kind.OTHER


class EvidenceForm(forms.ModelForm):
    class Meta:
        model = StartEvidence
        fields = ("evidence", "met_on")
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3}), "met_on": DayInput()}
        help_texts = {
            "evidence": gettext_lazy("As a document's name and where it is, or what was decided."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["met_on"].validators.append(YearFrom(2000))


class RiskForm(forms.ModelForm):
    class Meta:
        model = Risk
        fields = ("text", "likelihood", "consequence", "measure", "responsible", "follow_up_on")
        labels = {"text": gettext_lazy("What could go wrong")}
        help_texts = {"responsible": gettext_lazy("A function, not a name.")}
        widgets = {
            "measure": forms.Textarea(attrs={"rows": 3}),
            "follow_up_on": DayInput(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["follow_up_on"].validators.append(YearFrom(2000))


class RiskFilters(Filters):
    q = Search()
    organisation = forms.ChoiceField(label=gettext_lazy("Partner"))

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(line.organisation.public_key, line.organisation.name) for line in partners]
        self.fields["organisation"].choices = [("", _("All")), *choices]


class LineFilters(Filters):
    q = Search()
    lacks = forms.BooleanField(label=gettext_lazy("Only those that lack something"))


class PartnerFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("All")),
            ("approved", gettext_lazy("Has an approved plan")),
            ("lacking", gettext_lazy("Has no approved plan")),
            ("sent", gettext_lazy("Waits for approval")),
        ],
    )
