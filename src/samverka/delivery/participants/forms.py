import datetime as dt
from collections.abc import Iterable, Mapping
from math import inf

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import AgeBand, FundRule, band_of
from samverka.register.people import identity
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from .models import Participant

FIRST_YEAR = 2000
OLDEST_CHILD = 17
Asked = FundRule.Asked
CHILD = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class AskedForm(forms.Form):
    """What the programme's fund asks of a participant on the day, and nothing else (S2).

    Everything asked is to be filled in, or said not to be known yet: nobody is turned away.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args,
        asked: Mapping[str, FundRule],
        bands: Iterable[AgeBand],
        on: dt.date,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        noted = band_of(self.initial.get("age_band", ""))
        # What another fund's grouping says stays, and can be chosen.
        self.on, self.bands = on, sorted({*bands, *([noted] if noted else [])}, key=youngest)
        for name, make in ASKED_FIELDS.items():
            if name in asked:
                self.fields[name] = self._field(make(self.bands), asked[name])
        if self.asks:
            self.fields["later"] = forms.BooleanField(
                label=_("What is left empty is not known yet"),
                help_text=_("It then stands in the list of what is missing."),
                required=False,
            )

    def _field(self, field: forms.Field, rule: FundRule) -> forms.Field:
        field.help_text = _("Asked for by %(fund)s: %(source)s.") % {
            "fund": rule.fund,
            "source": rule.source,
        }
        field.required = not self._may_wait
        field.error_messages["required"] = _(
            "Fill this in, or tick below that it is not known yet."
        )
        return field

    @cached_property
    def _may_wait(self) -> bool:
        return self.is_bound and bool(self.data.get(self.add_prefix("later")))

    @property
    def asks(self) -> list[str]:
        return [name for name in ASKED_FIELDS if name in self.fields]

    def leave_out(self, name: str) -> None:
        """It is known, and is not shown again."""
        self.fields.pop(name, None)
        if not self.asks:
            self.fields.pop("later", None)

    def clean_number(self) -> identity.IdentityNumber | None:
        written = self.cleaned_data["number"]
        if not written:
            return None
        try:
            return identity.read(written, on=self.on)
        except identity.NotANumber as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self):
        """Whether a child came alone is asked of children only."""
        cleaned = super().clean()
        child, band = cleaned.get("unaccompanied"), cleaned.get("age_band")
        if not child and band and band not in codes_of_children(self.bands):
            self.errors.pop("unaccompanied", None)
        return cleaned

    @property
    def facts(self) -> dict:
        """As the actions take them."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "later"}
        if "unaccompanied" in self.fields:
            said = facts.pop("unaccompanied", "")
            facts["is_unaccompanied"] = {"yes": True, "no": False}.get(said)
        return facts


def youngest(band: AgeBand) -> tuple[int, float]:
    return band.low, inf if band.high is None else band.high


def codes_of_children(bands: Iterable[AgeBand]) -> list[str]:
    return [band.code for band in bands if band.is_within(0, OLDEST_CHILD)]


def _number_field(_bands: Iterable[AgeBand]) -> forms.Field:
    return forms.CharField(
        label=_("Identity number"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def _chosen(label, choices) -> forms.Field:
    return forms.ChoiceField(label=label, choices=[("", _("Choose")), *choices])


def in_words(bands: Iterable[AgeBand]) -> list[tuple[str, str]]:
    return [(band.code, str(band)) for band in bands]


ASKED_FIELDS = {
    Asked.NUMBER: _number_field,
    Asked.SEX: lambda _bands: _chosen(_("Sex"), Participant.Sex.choices),
    Asked.AGE_BAND: lambda bands: _chosen(
        _("Age group at the first registration"), in_words(bands)
    ),
    Asked.UNACCOMPANIED: lambda _bands: _chosen(
        _("Under 18: came without parents or other guardian"), CHILD
    ),
}


class ParticipantFilters(Filters):
    q = Search()
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("All")),
            ("taking_part", gettext_lazy("Taking part")),
            ("ended", gettext_lazy("Ended")),
            ("waiting", gettext_lazy("Not begun")),
        ],
    )
    lacks = forms.ChoiceField(label=gettext_lazy("What is missing"))
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[("", gettext_lazy("All")), *Participant.Sex.choices]
    )
    age = forms.ChoiceField(label=gettext_lazy("Age group"))
    organisation = forms.ChoiceField(label=gettext_lazy("Through"))

    def __init__(self, *args, asked=(), bands=(), organisations=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["age"].choices = [("", _("All")), *in_words(bands)]
        names = [(name, Asked(name).label) for name in Asked.values if name in asked]
        self.fields["lacks"].choices = [("", _("All")), ("any", _("Something")), *names]
        self.fields["organisation"].choices = [
            ("", _("All organisations")),
            *((each.public_key, each.name) for each in organisations),
        ]


class AnswerField(forms.ChoiceField):
    """One answer that is given for several: of which question, and what."""

    def __init__(self, asked, bands):
        answers = {
            Asked.SEX: Participant.Sex.choices,
            Asked.AGE_BAND: in_words(bands),
            Asked.UNACCOMPANIED: CHILD,
        }
        groups = [
            (Asked(name).label, [(f"{name} {code}", label) for code, label in choices])
            for name, choices in answers.items()
            if name in asked
        ]
        super().__init__(
            label=gettext_lazy("Answer for several"), choices=[("", _("Choose")), *groups]
        )

    def clean(self, value):
        """The field of the row, and what it becomes."""
        name, _space, code = super().clean(value).partition(" ")
        return ANSWERED[name], code == "yes" if name == Asked.UNACCOMPANIED else code


# The field of the row that each question fills in.
ANSWERED = {
    Asked.SEX: "sex",
    Asked.AGE_BAND: "age_band",
    Asked.UNACCOMPANIED: "is_unaccompanied",
}


def day_field(label) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), validators=[YearFrom(FIRST_YEAR)])


def words_field(label, choices, help_text="") -> forms.Field:
    """One of what the fund names; where it names nothing, a few words of one's own."""
    if choices:
        listed = [("", _("Choose")), *((each, each) for each in choices)]
        return forms.ChoiceField(label=label, choices=listed)
    return forms.CharField(label=label, max_length=120, help_text=help_text)


class DaysForm(forms.Form):
    """When somebody began and ended, and why."""

    started_on = day_field(gettext_lazy("First day"))
    ended_on = day_field(gettext_lazy("Last day"))

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["started_on"].help_text = _("It is reported in the month of this day.")
        self.fields["ended_on"].required = False
        self.fields["end_reason"] = words_field(
            _("Why it ended"),
            reasons,
            _("A few words. Nothing about health, and no names."),
        )
        self.fields["end_reason"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ended_on") and not cleaned.get("end_reason"):
            self.add_error("end_reason", _("Say why it ended."))
        if cleaned.get("end_reason") and not cleaned.get("ended_on"):
            self.add_error("ended_on", _("Write the last day."))
        return cleaned


class VerifyForm(forms.Form):
    """That one has seen what shows it, and what it was."""

    def __init__(self, *args, methods, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"] = day_field(_("Seen on"))
        self.fields["how"] = words_field(
            _("What you saw"), methods, _("The kind of document. Never its number.")
        )

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("The day lies ahead. Write the day you saw it."))
        return self.cleaned_data["on"]
