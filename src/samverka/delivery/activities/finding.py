"""Activities are found by theme, by function and by municipality (S13)."""

import re
from collections.abc import Iterable
from typing import cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Theme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.lists import Filters, Search

from .models import Activity


class ActivityFilters(Filters):
    """Narrowing the list of activities."""

    q = Search()
    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("", gettext_lazy("To come")), ("past", gettext_lazy("Have been"))],
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    function = forms.CharField(label=gettext_lazy("Function"), max_length=80)

    def __init__(self, *args, programmes, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_programmes = self._offer(
            "programme", _("All programmes"), programmes.values_list("public_key", "name")
        )
        seen = Activity.objects.visible_to(actor)
        themes = Theme.objects.filter(pk__in=seen.values("themes")).order_by("name")
        places = Municipality.objects.filter(pk__in=seen.values("municipality")).order_by("name")
        # What nothing is tagged with is nothing to choose by.
        if not self._offer("theme", _("All themes"), themes.values_list("slug", "name")):
            del self.fields["theme"]
        rows = places.values_list("code", "name")
        if not self._offer("municipality", _("All municipalities"), rows):
            del self.fields["municipality"]

    def _offer(self, name: str, everything: str, rows: Iterable[tuple[str, str]]) -> bool:
        """Whether there is anything to choose."""
        field = cast(forms.ChoiceField, self.fields[name])
        choices = [("", everything), *rows]
        field.choices = choices
        return len(choices) > 1


def tagged(*, theme: str, function: str, municipality: str) -> Q:
    """Which activities carry all that is asked for."""
    wanted = Q()
    if theme:
        wanted &= Q(themes__slug=theme)
    if municipality:
        wanted &= Q(municipality__code=municipality)
    if function.strip():
        # By pattern, since SQLite's own "like" does not know that Å and å are one letter.
        word = re.escape(function.strip())
        wanted &= Q(functions__iregex=word) | Q(target_group__iregex=word)
    return wanted
