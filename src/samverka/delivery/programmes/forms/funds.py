from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes import actions
from samverka.delivery.programmes.models import (
    Fund,
    FundRule,
    NoAgeBands,
    Programme,
    ProgrammeFund,
    read_bands,
)
from samverka.delivery.programmes.permissions import changed_funds
from samverka.engine.hours import Rule

from .parts import PartForm
from .rough_day import DayInput

# The sums follow these by their codes, which the engine knows.
HOURS = (
    (Rule.EXACT, gettext_lazy("Minutes are counted as they are")),
    (
        Rule.WHOLE_DOWN,
        gettext_lazy("Whole hours, rounded down for each person and month"),
    ),
)


# What days are reckoned from, besides what the rule says in words.
REPORTING = ("period_months", "due_days")
KEEPING = ("kept_years", "counted_from")
RECKONED = {
    FundRule.Subject.REPORTING: REPORTING,
    FundRule.Subject.RETENTION: KEEPING,
    # Within so many days after the programme's last one a cost must have been paid.
    FundRule.Subject.COSTS: ("due_days",),
}


class PayForm(PartForm):
    """What pays for the programme: a fund of the catalogue, or one that is added to it."""

    thing = gettext_lazy("Who pays")
    action = staticmethod(actions.add_fund)
    found_by = ("fund",)
    new_name = forms.CharField(
        label=gettext_lazy("Or a fund that is not in the list"), max_length=120, required=False
    )
    administered_by = forms.CharField(
        label=gettext_lazy("Administered by"), max_length=120, required=False
    )
    field_order = (
        *("fund", "new_name", "administered_by", "reference"),
        *("settled_on", "settled_source"),
    )

    class Meta:
        model = ProgrammeFund
        fields = ("fund", "reference", "settled_on", "settled_source")
        labels = {
            "fund": gettext_lazy("Fund"),
            "settled_on": gettext_lazy("Last payment, or accounts handed in"),
        }
        help_texts = {
            "reference": gettext_lazy("The number of the decision, if there is one."),
            "settled_on": gettext_lazy("How long the records are kept is counted from it."),
            "settled_source": gettext_lazy(
                "For example the number of the payment. Without it nothing is ever deleted."
            ),
        }
        widgets = {"settled_on": DayInput()}

    def narrow(self, programme: Programme) -> None:
        field = self.fields["fund"]
        field.queryset = Fund.objects.order_by("name")
        field.empty_label = _("Not in the list")
        field.required = False
        if self.instance.pk:
            del self.fields["new_name"], self.fields["administered_by"]

    def clean(self):
        cleaned = super().clean()
        new = cleaned.get("new_name", "")
        if cleaned.get("fund") is None and not new:
            self.add_error("fund", _("Choose a fund, or write its name below."))
        if cleaned.get("fund") and new:
            self.add_error("new_name", _("Choose one in the list or write a new one, not both."))
        if new and Fund.objects.filter(code=slugify(new)).exists():
            self.add_error("new_name", _("It is in the list already. Choose it there."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {"new_name": "", "administered_by": "", **super().facts()}


class FundForm(PartForm):
    """A fund of the catalogue, which other programmes share."""

    thing = gettext_lazy("Fund")
    action = staticmethod(actions.set_fund)

    class Meta:
        model = Fund
        fields = ("name", "administered_by", "valid_from", "valid_to")
        widgets = {"valid_from": DayInput(), "valid_to": DayInput()}
        labels = {"valid_to": gettext_lazy("First day without")}

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "code": self.instance.code}


class FundRuleForm(PartForm):
    """What a fund asks, from a day, and where that is written."""

    thing = gettext_lazy("Rule of a fund")
    action = staticmethod(actions.set_fund_rule)
    found_by = ("fund", "subject", "valid_from")
    hours = forms.ChoiceField(
        label=gettext_lazy("How hours are counted"),
        help_text=gettext_lazy("Only for the rule about hours, which the sums follow."),
        choices=[("", "–"), *HOURS],
        required=False,
    )
    asks = forms.MultipleChoiceField(
        label=gettext_lazy("What the form for a participant asks"),
        help_text=gettext_lazy("Only for what must be known of a participant."),
        choices=FundRule.Asked.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "fund",
        "subject",
        "hours",
        "value",
        "asks",
        *REPORTING,
        *KEEPING,
        "source",
        "valid_from",
        "valid_to",
    )

    class Meta:
        model = FundRule
        fields = (
            "fund",
            "subject",
            "value",
            *REPORTING,
            *KEEPING,
            "source",
            "valid_from",
            "valid_to",
        )
        labels = {
            "fund": gettext_lazy("Fund"),
            "subject": gettext_lazy("What the rule is about"),
            "valid_from": gettext_lazy("In force from"),
            "valid_to": gettext_lazy("First day without"),
        }
        help_texts = {
            "period_months": gettext_lazy("Only for when it is reported."),
            "due_days": gettext_lazy(
                "Only for when it is reported, and for what may be paid for: how long after the "
                "programme's last day a cost may be paid. Empty if nothing is said."
            ),
            "kept_years": gettext_lazy("Only for how long the records are kept."),
            "counted_from": gettext_lazy("Only for how long the records are kept."),
            "source": gettext_lazy("Law, regulation or handbook, with paragraph or page."),
        }
        widgets = {
            "value": forms.Textarea(attrs={"rows": 3}),
            "valid_from": DayInput(),
            "valid_to": DayInput(),
        }

    def narrow(self, programme: Programme) -> None:
        own = changed_funds(self.actor).filter(programmes=programme)
        self.fields["fund"].queryset = own.order_by("name")
        self.fields["fund"].to_field_name = "code"
        self.fields["value"].required = False
        if self.instance.subject == FundRule.Subject.HOURS:
            self.initial["hours"] = self.instance.value
        self.initial["asks"] = self.instance.asks

    def clean(self):
        cleaned = super().clean()
        is_about_hours = cleaned.get("subject") == FundRule.Subject.HOURS
        hours = cleaned.pop("hours", "")
        if is_about_hours:
            cleaned["value"] = hours
        self._check_numbers(cleaned)
        if not cleaned.get("value"):
            self.add_error("hours" if is_about_hours else "value", _("Write what the rule says."))
        elif cleaned.get("subject") == FundRule.Subject.AGE_BANDS:
            self._check_bands(cleaned["value"])
        return cleaned

    def _check_bands(self, value: str) -> None:
        try:
            read_bands(value)
        except NoAgeBands as refused:
            self.add_error("value", str(refused))

    def _check_numbers(self, cleaned: dict[str, Any]) -> None:
        """Numbers of another kind of rule say nothing; years need to know from when."""
        own = RECKONED.get(cleaned.get("subject", ""), ())
        for name in {*REPORTING, *KEEPING} - set(own):
            cleaned[name] = "" if name == "counted_from" else None
        if cleaned.get("subject") != FundRule.Subject.PARTICIPANTS:
            cleaned["asks"] = []
        if cleaned.get("kept_years") and not cleaned.get("counted_from"):
            self.add_error("counted_from", _("Say from when the years are counted."))
        if cleaned.get("period_months") == 0:
            self.add_error("period_months", _("A period has at least one month."))
        is_reported = cleaned.get("subject") == FundRule.Subject.REPORTING
        has_days = cleaned.get("due_days") is not None
        if is_reported and has_days and not cleaned.get("period_months"):
            self.add_error("period_months", _("Say how long a period is, too."))

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
