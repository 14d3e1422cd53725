"""Activities are found by theme, by function and by municipality (S13)."""

import re

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
        choices = programmes.values_list("public_key", "name")
        self.fields["programme"].choices = [("", _("All programmes")), *choices]
        seen = Activity.objects.visible_to(actor)
        themes = Theme.objects.filter(pk__in=seen.values("themes")).order_by("name")
        places = Municipality.objects.filter(pk__in=seen.values("municipality")).order_by("name")
        self._offer("theme", _("All themes"), themes.values_list("slug", "name"))
        self._offer("municipality", _("All municipalities"), places.values_list("code", "name"))

    def _offer(self, name: str, everything: str, rows) -> None:
        """What nothing is tagged with is nothing to choose by."""
        self.fields[name].choices = [("", everything), *rows]
        if len(self.fields[name].choices) == 1:
            del self.fields[name]

    @property
    def has_programmes(self) -> bool:
        return len(self.fields["programme"].choices) > 1


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
