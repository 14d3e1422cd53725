import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import (
    partners_by_name,
    users_appointed_at,
    with_units,
)
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.signs import no_turning_signs

from . import identity, queries
from .models import KnownTo, Position
from .permissions import ANSWERS_FOR_STAFF

NUMBER_HELP = _(
    "Personal number, co-ordination number, LMA number or the replacement id of a protected "
    "person. It is kept sealed and shown masked."
)


class DayField(forms.DateField):
    """A day, by the browser's own picker."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_validators = [YearFrom(1900)]


class PhoneField(forms.CharField):
    """A telephone number, kept in one form so that equal ones are equal."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        try:
            return read_phone(super().clean(value))
        except NotAPhoneNumber as problem:
            raise ValidationError(str(problem)) from None


class NumberField(forms.CharField):
    """An identity number as people write it."""

    def __init__(self, *, on: dt.date, **options: Any):
        self.on = on
        super().__init__(label=_("Identity number"), help_text=NUMBER_HELP, **options)

    def clean(self, value: Any) -> identity.IdentityNumber | None:
        written = super().clean(value)
        if not written:
            return None
        try:
            return identity.read(written, on=self.on)
        except identity.NotANumber as problem:
            raise ValidationError(str(problem)) from None


class OrganisationField(forms.ModelChoiceField):
    """An organisation by its public key; a unit says what it is part of."""

    def __init__(self, **options: Any):
        super().__init__(queryset=partners_by_name(), to_field_name="public_key", **options)

    def label_from_instance(self, organisation: Organisation) -> str:
        if organisation.part_of:
            return f"{organisation.part_of.name}, {organisation.name}"
        return organisation.name


class PositionForm(forms.Form):
    """What somebody does, and where."""

    employer = OrganisationField(label=_("Works at"))
    title = forms.CharField(label=_("Function"), max_length=100)
    contact = forms.ChoiceField(
        label=_("Contact with newly arrived people"),
        choices=[("", _("Not said")), *Position.Contact.choices[:2]],
        required=False,
    )
    on = DayField(label=_("Since"))

    def __init__(self, *arguments: Any, actor: Actor, on: dt.date, **options: Any):
        super().__init__(*arguments, **options)
        self.fields["on"].initial = on
        # Those who head staff write down their own; organisers anybody who comes.
        if actor.is_one_of(*ANSWERS_FOR_STAFF[1:]):
            self.fields["employer"].queryset = with_units(actor.organisation)
        self.fields["employer"].initial = actor.organisation.public_key


class CorrectionForm(forms.Form):
    """Name and how to reach somebody."""

    given_name = forms.CharField(
        label=_("Given name"), max_length=80, validators=[no_turning_signs]
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=80, validators=[no_turning_signs]
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = PhoneField(label=_("Telephone"), required=False)


class NewPersonForm(CorrectionForm, PositionForm):
    """Somebody new. When likely ones are there already, the form asks before it goes on."""

    protected = forms.BooleanField(
        label=_("Protected identity"),
        help_text=_("Only you see the person until you put others on the access list."),
        required=False,
    )
    is_new = forms.BooleanField(
        label=_("None of these is the person I mean"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *arguments: Any, actor: Actor, on: dt.date, **options: Any):
        super().__init__(*arguments, actor=actor, on=on, **options)
        self.actor, self.today = actor, on
        self.fields["number"] = NumberField(on=on, required=False)
        if not actor.is_one_of(*ANSWERS_FOR_STAFF):
            del self.fields["number"], self.fields["protected"]
        first = "is_new given_name family_name employer title contact on"
        self.order_fields([*first.split(), "email", "phone", "number", "protected"])

    def likely_doubles(self) -> list[queries.Double]:
        """Those who may be the one, until somebody has said that none of them is."""
        if self.cleaned_data["is_new"]:
            return []
        doubles = queries.likely_doubles(self.actor, self.sought, on=self.today)
        if doubles:
            self.fields["is_new"].widget = forms.CheckboxInput()
        return doubles

    @property
    def sought(self) -> queries.Sought:
        facts = self.cleaned_data
        return queries.Sought(
            given_name=facts["given_name"],
            family_name=facts["family_name"],
            email=facts["email"],
            phone=facts["phone"],
            number=facts.get("number"),
        )

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = dict(self.cleaned_data)
        del facts["is_new"]
        facts["access"] = [self.actor.user] if facts.pop("protected", False) else None
        return facts


class NumberForm(forms.Form):
    """The identity number; left empty it is taken away."""

    def __init__(self, *arguments: Any, on: dt.date, **options: Any):
        super().__init__(*arguments, **options)
        self.fields["number"] = NumberField(on=on, required=False)


class FindNumberForm(forms.Form):
    """A whole identity number, to find its person by."""

    def __init__(self, *arguments: Any, on: dt.date, **options: Any):
        super().__init__(*arguments, **options)
        self.fields["number"] = NumberField(on=on)
        self.fields["number"].help_text = _(
            "Personal number, co-ordination number, LMA number or replacement id."
        )
        self.fields["number"].widget.attrs["autocomplete"] = "off"


class EndForm(forms.Form):
    """When somebody left a function."""

    last_day = DayField(label=_("Last day"))


class AccessForm(forms.Form):
    """Somebody who is to see a person with protected identity."""

    user = forms.ModelChoiceField(
        label=_("Who"),
        queryset=User.objects.none(),
        to_field_name="public_key",
        empty_label=_("Choose"),
    )
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *arguments: Any, actor: Actor, on: dt.date, **options: Any):
        super().__init__(*arguments, **options)
        self.fields["user"].queryset = users_appointed_at(actor.organisation_id, on=on)


class PersonFilters(Filters):
    """Narrows the list of persons; a choice that nobody has is not offered."""

    words = Search(label=_("Name, e-mail or telephone"))
    organisation = forms.ChoiceField(label=_("Works at"))
    function = forms.ChoiceField(label=_("Function"))
    contact = forms.ChoiceField(
        label=_("Contact"), choices=[("", _("All")), *Position.Contact.choices[:2]]
    )
    known = forms.ChoiceField(
        label=_("Why you see them"), choices=[("", _("All")), *KnownTo.Reason.choices]
    )
    lacks = forms.ChoiceField(
        label=_("What is missing"),
        choices=[
            ("", _("Does not matter")),
            ("function", _("Function")),
            ("contact", _("Contact with newly arrived people")),
        ],
    )

    def __init__(
        self,
        *arguments: Any,
        organisations: Iterable[tuple[str, str]] = (),
        functions: Iterable[str] = (),
        **options: Any,
    ):
        super().__init__(*arguments, **options)
        everything = [("", _("All"))]
        self.fields["organisation"].choices = [*everything, *organisations]
        self.fields["function"].choices = [*everything, *((title, title) for title in functions)]
