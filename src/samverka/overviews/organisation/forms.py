from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import KINDS, Organisation, Region
from samverka.register.partners.queries import municipalities_by_name
from samverka.toolkit.lists import Asks, Filters, Search

from .queries import programmes_by_name, sub_regions_by_name

KIND = Asks("kind", forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS))


class OrganisationFilters(Filters):
    q = Search()
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("All kinds")), *KINDS]
    )
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    region = forms.ChoiceField(label=gettext_lazy("At home in"))
    programme = forms.ChoiceField(label=gettext_lazy("Takes part in"))
    via = forms.ChoiceField(label=gettext_lazy("Takes part through"))
    state = forms.ChoiceField(
        label=gettext_lazy("Open or closed"),
        choices=[
            ("", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
            ("all", gettext_lazy("Both")),
        ],
    )

    def __init__(self, *arguments: Any, actor: Actor, **options: Any):
        super().__init__(*arguments, **options)
        regions = Region.objects.order_by("name").values_list("public_key", "name")
        self._choose("municipality", _("All municipalities"), municipalities_by_name())
        self._choose("region", _("All regions"), regions)
        self._choose("programme", _("Any programme, or none"), programmes_by_name(actor))
        self._choose("via", _("Any sub-region"), sub_regions_by_name(actor))

    def _choose(self, name: str, everything: str, rows: Any) -> None:
        """Where there is nothing to choose between, one need not."""
        found = list(rows)
        if found:
            self.fields[name].choices = [("", everything), *found]
        else:
            del self.fields[name]


class TrainingFilters(Filters):
    office = forms.ChoiceField(label=gettext_lazy("Office"))

    def __init__(self, *arguments: Any, offices: Collection[Organisation], **options: Any):
        super().__init__(*arguments, **options)
        named = sorted((one.name, one.public_key) for one in offices)
        everything = [("", _("All offices"))]
        self.fields["office"].choices = everything + [(key, name) for name, key in named]
