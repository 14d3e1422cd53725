"""Deciding about one household, and noting what it says."""

import datetime as dt

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.guidance.matching.models import HouseholdAnswer, MatchingDecision
from samverka.toolkit.clock import now
from samverka.toolkit.from_outside import FromOutside
from samverka.toolkit.signs import no_turning_signs

Kind, Reason, How = MatchingDecision.Kind, MatchingDecision.Reason, HouseholdAnswer.How
OPENED = "matching.opened"
LONGEST = 2000


def opened_now() -> str:
    """When somebody opened the page, so that nobody writes another time into the form."""
    return signing.dumps(now().timestamp(), salt=OPENED)


class SeenForm(forms.Form):
    """That one acts on what one looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ShowForm(SeenForm):
    """Whether the municipality is written as a receiver, at once."""

    tells = forms.BooleanField(required=False)


class DecideForm(SeenForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Kind.choices, widget=forms.RadioSelect
    )
    place = forms.ChoiceField(
        label=gettext_lazy("If another place, which"),
        required=False,
        help_text=gettext_lazy("Beside each stands what it costs all together."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, if it is not as proposed"),
        choices=Reason.choices,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[no_turning_signs],
        help_text=gettext_lazy("Without names, numbers or illnesses."),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, places: list[tuple[str, str]], is_proposed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Choose")), *places]
        if not is_proposed:
            self.fields["kind"].choices = [(Kind.OTHER, Kind.OTHER.label)]

    def clean_opened(self) -> dt.datetime:
        """Whoever tampers with it has opened the page just now, for the log."""
        try:
            stamp = float(signing.loads(self.cleaned_data["opened"], salt=OPENED))
        except signing.BadSignature:
            return now()
        return dt.datetime.fromtimestamp(stamp, dt.UTC)

    def clean(self):
        super().clean()
        facts = self.cleaned_data
        if facts.get("kind") != Kind.OTHER:
            facts["place"] = ""
        elif not facts.get("place"):
            self.add_error("place", _("Choose the place."))
        if facts.get("kind") == Kind.OTHER and not facts.get("reason"):
            self.add_error("reason", _("Say why another place is better."))
        return facts


class NoteAnswerForm(forms.Form):
    """What a household said in person or on paper. No reason is asked."""

    says = forms.ChoiceField(
        label=gettext_lazy("The household said"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Ask for no reason, and write none down."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[(How.IN_PERSON, How.IN_PERSON.label), (How.PAPER, How.PAPER.label)],
        widget=forms.RadioSelect,
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[no_turning_signs],
    )


class HouseholdForm(forms.Form):
    says = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class ObjectionForm(FromOutside):
    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[no_turning_signs],
    )
