import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.org_number import NotAnOrgNumber, org_number
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs

from .models import KINDS, Organisation, Region
from .queries import alike, municipalities_by_name, partners_by_name

FIRST_YEAR = 1950
UNIT_TYPES = Organisation.UnitType.choices


class NameField(forms.CharField):
    def __init__(self, **options: Any):
        super().__init__(max_length=120, validators=[no_turning_signs], **options)


class DayField(forms.DateField):
    def __init__(self, **options: Any):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, validators=[YearFrom(FIRST_YEAR)], **options)


class MunicipalityField(forms.ModelChoiceField):
    def __init__(self, **options: Any):
        found = Municipality.objects.order_by("name")
        super().__init__(queryset=found, required=False, **options)


class OrganisationField(forms.ModelChoiceField):
    """An organisation by its public key."""

    def __init__(self, **options: Any):
        super().__init__(queryset=partners_by_name(), to_field_name="public_key", **options)

    def label_from_instance(self, organisation: Organisation) -> str:
        return str(organisation.name_with_home)


REASONS = {
    "form": gettext_lazy("Write ten digits, for example 222000-9993."),
    "third_digit": gettext_lazy(
        "This is no organisation number: its third digit would be 2 or more."
    ),
    "check_digit": gettext_lazy("A digit is wrong: the last one does not fit the others."),
}


class OrganisationForm(forms.Form):
    """The facts of an organisation."""

    name = NameField(label=gettext_lazy("Name"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    org_number = forms.CharField(
        label=gettext_lazy("Organisation number"), max_length=20, required=False
    )
    municipality = MunicipalityField(label=gettext_lazy("Municipality"))

    def clean_org_number(self) -> str:
        written: str = self.cleaned_data["org_number"]
        if not written:
            return ""
        try:
            return org_number(written)
        except NotAnOrgNumber as refused:
            raise ValidationError(str(REASONS[refused.reason])) from None


class NewOrganisationForm(OrganisationForm):
    """Asks once whether it is one of those that are written alike."""

    is_another = forms.BooleanField(
        label=gettext_lazy("It is none of these"), required=False, widget=forms.HiddenInput
    )

    def may_be(self) -> list[Organisation]:
        """Those that it may be, until somebody has said that it is none of them."""
        if self.cleaned_data["is_another"]:
            return []
        return alike(self.cleaned_data["name"])

    def ask(self) -> None:
        """Show the question: is it another one?"""
        self.fields["is_another"].widget = forms.CheckboxInput()


class UnitForm(forms.Form):
    """A unit of an organisation."""

    name = NameField(label=gettext_lazy("Name"))
    unit_type = forms.ChoiceField(
        label=gettext_lazy("What kind of unit"), choices=UNIT_TYPES, required=False
    )
    municipality = MunicipalityField(
        label=gettext_lazy("Municipality"),
        help_text=gettext_lazy("If it lies in another one than the organisation."),
    )


class MoveForm(forms.Form):
    to = OrganisationField(label=gettext_lazy("Part of"))
    on = DayField(label=gettext_lazy("From"))

    def __init__(self, *arguments: Any, today: dt.date, **options: Any):
        super().__init__(*arguments, **options)
        self.today = today
        self.fields["on"].initial = today

    def clean_on(self) -> dt.date:
        """What is shown is how it is today."""
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(
                _("Choose today or an earlier day. Write it down when it is so.")
            )
        return on


class CloseForm(forms.Form):
    last_day = DayField(label=gettext_lazy("Last day"))


# --- Regions ----------------------------------------------------------------------------------


class RegionForm(forms.Form):
    name = NameField(label=gettext_lazy("Name"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Region.Kind.choices)
    organisation = OrganisationField(
        label=gettext_lazy("Organisation"),
        required=False,
        help_text=gettext_lazy("If the region is an organisation itself."),
    )
    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.order_by("name"),
        label=gettext_lazy("Municipalities"),
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )
    valid_from = DayField(
        label=gettext_lazy("They belong to it since"),
        required=False,
        help_text=gettext_lazy("Empty if nobody knows."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Where it says which municipalities belong to it."),
    )


class MemberForm(forms.Form):
    municipality = forms.ModelChoiceField(
        Municipality.objects.order_by("name"), label=gettext_lazy("Municipality")
    )
    valid_from = DayField(label=gettext_lazy("Belongs to it since"))


class PopulationForm(forms.Form):
    """One number a municipality; those left empty are not written."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1749, max_value=2099)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=300)

    def __init__(self, *arguments: Any, municipalities: list[Municipality], **options: Any):
        super().__init__(*arguments, **options)
        self.municipalities = municipalities
        for one in municipalities:
            self.fields[f"in_{one.code}"] = forms.IntegerField(
                label=one.name, min_value=1, max_value=20_000_000, required=False
            )

    @property
    def inhabitants(self) -> dict[Municipality, int]:
        given = {one: self.cleaned_data[f"in_{one.code}"] for one in self.municipalities}
        return {one: number for one, number in given.items() if number}


# --- Filters ----------------------------------------------------------------------------------


def every(label: Any, rows: Any) -> list[tuple[str, Any]]:
    """Choices that begin with "all"."""
    return [("", label), *rows]


class UnitFilters(Filters):
    q = Search()
    unit_type = forms.ChoiceField(
        label=gettext_lazy("What kind of unit"),
        choices=every(gettext_lazy("All kinds"), UNIT_TYPES[1:]),
    )
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    region = forms.ChoiceField(label=gettext_lazy("Region"))
    state = forms.ChoiceField(
        label=gettext_lazy("Open or closed"),
        choices=[
            ("", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
            ("all", gettext_lazy("Both")),
        ],
    )

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        regions = Region.objects.order_by("name").values_list("public_key", "name")
        self.fields["municipality"].choices = every(
            _("All municipalities"), municipalities_by_name()
        )
        self.fields["region"].choices = every(_("All regions"), regions)


class RegionFilters(Filters):
    q = Search()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=every(gettext_lazy("All kinds"), Region.Kind.choices),
    )


class RateFilters(Filters):
    year = forms.ChoiceField(label=gettext_lazy("Inhabitants of year"))
    unit_type = forms.ChoiceField(
        label=gettext_lazy("What kind of unit"),
        choices=every(gettext_lazy("All kinds"), UNIT_TYPES[1:]),
    )

    def __init__(self, *arguments: Any, years: list[int], **options: Any):
        super().__init__(*arguments, **options)
        if years:
            self.fields["year"].choices = [(str(year), str(year)) for year in years]
        else:
            del self.fields["year"]
