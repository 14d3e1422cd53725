from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.instruments.models import Instrument, Round
from samverka.register.partners.models import Organisation
from samverka.toolkit.inputs import DayInput
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.periods import YearFrom

from .models import Inventory

MISSING, CHANGED = "saknas", "andrat"


class InventoryFilters(Filters):
    q = Search()


class InventoryForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewInventoryForm(InventoryForm):
    instrument = forms.ModelChoiceField(
        Instrument.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Questions"),
        help_text=gettext_lazy("An instrument about open matters, with a published version."),
    )

    def __init__(self, data, *, instruments, **options):
        super().__init__(data, **options)
        self.fields["instrument"].queryset = instruments


class NewRoundForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("By which it is told from other rounds, as Spring 2026."),
    )
    opens_on = forms.DateField(
        label=gettext_lazy("First day"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=DayInput(), validators=[YearFrom(2000)]
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="public_key",
        label=gettext_lazy("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Sub-project leaders of those asked read one another's answers"),
        help_text=gettext_lazy("It is told before the first question, and stays."),
        required=False,
    )

    def __init__(self, data, *, municipalities, **options):
        super().__init__(data, **options)
        self.fields["organisations"].queryset = municipalities

    def clean(self):
        first, last = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day is before the first. Write a later day."))
        return self.cleaned_data


class MatrixFilters(Filters):
    omgang = forms.ChoiceField(label=gettext_lazy("Round"))
    mot = forms.ChoiceField(label=gettext_lazy("Compared with"))
    kommun = forms.ChoiceField(label=gettext_lazy("Municipality"))
    visa = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("All")),
            (MISSING, gettext_lazy("What is missing")),
            (CHANGED, gettext_lazy("What has changed")),
        ],
    )
    q = Search(label=gettext_lazy("Question"))

    def __init__(self, data, *, rounds: list[Round], places: list[Organisation]):
        super().__init__(data)
        names = [(each.public_key, each.name) for each in rounds]
        self.fields["omgang"].choices = [("", _("The latest")), *names]
        self.fields["mot"].choices = [("", _("The one before")), ("-", _("None")), *names]
        self.fields["kommun"].choices = [
            ("", _("All")),
            *((each.public_key, each.name) for each in places),
        ]


def fields_of(inventory: Inventory) -> dict[str, str]:
    return {"name": inventory.name, "purpose": inventory.purpose}
