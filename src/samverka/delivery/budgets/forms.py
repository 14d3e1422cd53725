import datetime as dt
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.money import KronorField, percent
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import Cost, CostReport, CostShare
from .queries import taking_part


def _day(label, **options) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), validators=[YearFrom(1900)], **options)


class CostFilters(Filters):
    """Narrowing an account."""

    q = Search()
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Cost.Kind.choices])
    standing = forms.ChoiceField(
        label=_("How it stands"),
        choices=[
            ("", _("All")),
            ("kept", _("Kept here")),
            (CostReport.State.HANDED_IN, _("Handed in")),
            (CostReport.State.ACCEPTED, _("Accepted")),
            (CostReport.State.RETURNED, _("Returned")),
            ("struck", _("Struck")),
        ],
    )


class CostForm(forms.Form):
    incurred_on = _day(
        _("Incurred"), help_text=_("The day the work was done or the thing was delivered.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose a kind")), *Cost.Kind.choices]
    )
    text = forms.CharField(
        label=_("What it was for"),
        max_length=200,
        validators=[no_turning_signs],
        help_text=_("No names of people: the receipt tells who."),
    )
    receipt = forms.CharField(
        label=_("Receipt"), max_length=60, help_text=_("Its number in your own accounts.")
    )
    amount = KronorField(label=_("Amount, kronor"))
    paid_on = _day(_("Paid"), required=False, help_text=_("Empty means not paid yet."))

    def clean_amount(self) -> int:
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(gettext("Write an amount above 0."))
        return self.cleaned_data["amount"]


class PaymentForm(forms.Form):
    """The day a cost was paid that is handed in already."""

    paid_on = _day(_("Paid"), help_text=_("Nothing else of the cost changes."))

    def clean_paid_on(self) -> dt.date:
        if self.cleaned_data["paid_on"] > today():
            raise forms.ValidationError(
                gettext("That day has not come yet. Note the payment when it is made.")
            )
        return self.cleaned_data["paid_on"]


class RateForm(forms.Form):
    """What an hour of taking part is worth: asked for on the page and kept nowhere."""

    rate = KronorField(
        label=_("Kronor an hour"),
        required=False,
        help_text=_("The fund's unit cost, from its own decision. It is not kept here."),
    )


class HandInForm(forms.Form):
    until = _day(
        _("Costs until and with"),
        initial=today,
        help_text=_("Every cost incurred up to this day that is not handed in yet."),
    )


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What must be corrected"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )


class PercentField(forms.CharField):
    """A share in percent, cleaned to hundredths of one."""

    def clean(self, value) -> int:
        text = super().clean(value).replace(",", ".").rstrip("% ")
        if not text:
            return 0
        try:
            share = Decimal(text) * 100
            whole = int(share)
        except (InvalidOperation, ValueError, OverflowError):
            share, whole = Decimal(-1), 0
        if share != whole or not 0 <= whole <= 10_000:
            raise forms.ValidationError(
                gettext("Write a share from 0 to 100, with at most two decimals.")
            )
        return whole


class SharesForm(forms.Form):
    """One field for each that takes part, named by its key."""

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = {party.public_key: party for party in taking_part(programme)}
        now = dict(
            CostShare.objects.filter(programme=programme).values_list("organisation", "share")
        )
        for key, party in self.parties.items():
            share = now.get(party.pk)
            self.fields[key] = PercentField(
                label=party.name,
                required=False,
                initial=percent(share) if share else "",
                widget=forms.TextInput({"inputmode": "decimal"}),
            )

    def shares(self) -> dict[Organisation, int]:
        return {party: self.cleaned_data[key] for key, party in self.parties.items()}


class TakeOverForm(forms.Form):
    goes_on = forms.ChoiceField(
        label=_("What happens to it"),
        choices=[("yes", _("Somebody goes on with it")), ("no", _("It ends with the programme"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=_("Who takes it over"), required=False, empty_label=_("Choose an organisation")
    )
    function = forms.CharField(
        label=_("Function that answers for it"),
        max_length=120,
        required=False,
        validators=[no_turning_signs],
        help_text=_("As head of unit, not a person's name."),
    )
    taken_over_on = _day(_("From"), required=False)

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = taking_part(activity.programme)

    def clean(self):
        facts = super().clean()
        if facts.get("goes_on") == "no":
            return {"goes_on": "no", "organisation": None, "function": "", "taken_over_on": None}
        for name in ("organisation", "function", "taken_over_on"):
            if name not in self.errors and not facts.get(name):
                self.add_error(name, gettext("Fill this in when somebody goes on with it."))
        return facts

    def facts(self) -> dict:
        return {
            name: self.cleaned_data[name] for name in ("organisation", "function", "taken_over_on")
        }
