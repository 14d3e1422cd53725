from django import forms
from django.utils.translation import gettext_lazy

from samverka.toolkit.lists import Filters, Search


class IndicatorFilters(Filters):
    q = Search()
    shown = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[
            ("", gettext_lazy("All")),
            ("computed", gettext_lazy("Computed here")),
            ("not_computed", gettext_lazy("Not computed here")),
        ],
    )
