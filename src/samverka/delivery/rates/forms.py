from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.money import KronorField
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.tables import SendTable

from .models import Region
from .sheet import Told, read


def _text(label, longest: int, **options) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, validators=[no_turning_signs], **options
    )


def _source() -> forms.CharField:
    return _text(
        _("Source"), 300, help_text=_("Where it is written: the fund's decision, and its day.")
    )


class CategoryForm(forms.Form):
    code = _text(_("Code"), 20, help_text=_("As the fund writes it."))
    name = _text(_("Category"), 150)
    source = _source()


class ChoiceForm(forms.Form):
    year = forms.IntegerField(
        label=_("Year"),
        min_value=2000,
        max_value=2099,
        help_text=_("The year whose rates the fund's call allows."),
    )
    region = forms.ChoiceField(
        label=_("Part of the country"), choices=[("", _("Choose")), *Region.choices]
    )
    source = _source()


class RateForm(ChoiceForm):
    amount = KronorField(label=_("Kronor an hour"))
    field_order = ("amount", "year", "region", "source")

    def clean_amount(self) -> int:
        amount = self.cleaned_data["amount"]
        if not amount or amount > 10_000_00:
            raise forms.ValidationError(gettext("Write an amount from 0.01 to 10,000 kronor."))
        return amount


class SendRates(SendTable):
    """A table of categories and amounts; its rows as it was read."""

    limits = _("An Excel workbook (.xlsx) or CSV, at most 500 rows.")
    rows: list[Told]

    def look_at(self, file):
        self.rows = read(file)
