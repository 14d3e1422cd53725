import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.periods import YearFrom

from .actions.texts import Wording
from .models import Agreement, AgreementPart, AgreementVersion, Commitment, Party
from .queries import in_order

FIRST_YEAR = 1990
# What belongs in each part of a local agreement: the questions that the parties answer (S76).
GUIDING = {
    AgreementPart.Part.RESPONSIBILITY: gettext_lazy(
        "Who answers for what: school, social services, health care and others."
    ),
    AgreementPart.Part.ROLES: gettext_lazy(
        "Which functions work together, who calls the meetings, who may decide."
    ),
    AgreementPart.Part.ROUTINES: gettext_lazy(
        "Step by step from arrival: who tells whom, when, and how."
    ),
    AgreementPart.Part.GOALS: gettext_lazy("What the parties want to reach together."),
    AgreementPart.Part.FOLLOW_UP: gettext_lazy(
        "How and when the parties look at what was reached, and who calls them."
    ),
}


class DayField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(widget=DayInput(), validators=[YearFrom(FIRST_YEAR)], **kwargs)


def _text(label, help_text="", rows=6, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, **kwargs)


class WordingForm(forms.Form):
    """The text of a version with its days; a local agreement has its five parts besides."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    what_changed = _text(gettext_lazy("What is changed"), rows=3)
    text = _text(gettext_lazy("Text"), required=False, rows=10)
    valid_from = DayField(label=gettext_lazy("Holds from"), required=False)
    last_day = DayField(label=gettext_lazy("Last day it holds"), required=False)
    review_on = DayField(label=gettext_lazy("To be looked through again"), required=False)

    def __init__(self, *args, kind: str, is_next: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["title" if is_next else "what_changed"]
        self.part_names = {}
        if kind == Agreement.Kind.LOCAL:
            self.fields["text"].label = _("What it is about")
            self.fields["text"].widget.attrs["rows"] = 4
            for part in AgreementPart.Part:
                name = f"part_{part.value}"
                self.part_names[name] = part.value
                self.fields[name] = _text(part.label, GUIDING[part], rows=4, required=False)
            # The days come last, as on paper.
            self.order_fields(["title", "what_changed", "text", *self.part_names])

    def clean(self):
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("It ends before it begins. Look at the two days."))
        return self.cleaned_data

    @property
    def wording(self) -> Wording:
        cleaned = self.cleaned_data
        last = cleaned["last_day"]
        return Wording(
            text=cleaned["text"],
            valid_from=cleaned["valid_from"],
            valid_to=last + dt.timedelta(days=1) if last else None,
            review_on=cleaned["review_on"],
            parts={part: cleaned[name] for name, part in self.part_names.items()},
        )


def wording_of(version: AgreementVersion) -> dict:
    """A version as the form shows it."""
    parts = {f"part_{part.part}": part.text for part in version.parts.all()}
    return parts | {
        "title": version.agreement.title,
        "text": version.text,
        "valid_from": version.valid_from,
        "last_day": version.last_day,
        "review_on": version.review_on,
    }


class PartiesForm(forms.Form):
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Who is to be a party"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one organisation.")},
    )
    valid_from = DayField(label=gettext_lazy("Party from"), required=False)

    def __init__(self, *args, choosable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = choosable


class LeaveForm(forms.Form):
    on = DayField(
        label=gettext_lazy("First day without the party"),
        help_text=gettext_lazy(
            "What it has signed stays signed. It is asked no more, and what it undertook alone is "
            "shown as without a party."
        ),
    )


class SignForm(forms.Form):
    signed_on = DayField(label=gettext_lazy("Day it was signed"))
    function = forms.CharField(
        label=gettext_lazy("Signed as"),
        max_length=120,
        help_text=gettext_lazy("The function that signs, for example head of administration."),
    )


class CommitmentForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Number"), max_length=10)
    text = _text(gettext_lazy("What is undertaken"), rows=3)
    party = forms.ModelChoiceField(
        Party.objects.none(),
        required=False,
        label=gettext_lazy("By whom"),
        empty_label=gettext_lazy("All parties"),
    )

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        parties = agreement.parties.filter(valid_to=None).select_related("organisation")
        self.fields["party"].queryset = parties.order_by("organisation__name")


class CoverForm(forms.Form):
    covered_by = forms.ModelMultipleChoiceField(
        Commitment.objects.none(),
        to_field_name="public_key",
        required=False,
        label=gettext_lazy("Which of ours cover it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none if nothing in the local agreement does."),
    )

    def __init__(self, *args, choices: list[Commitment], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["covered_by"]
        field.queryset = Commitment.objects.filter(pk__in=[each.pk for each in choices])
        field.choices = [(each.public_key, f"{each.number} {each.text}") for each in choices]


def next_number(commitments: list[Commitment]) -> str:
    """The number after the last whole one."""
    whole = [in_order(each.number)[0] for each in commitments]
    return str(max((int(number) for number in whole if number.isdecimal()), default=0) + 1)
