"""Activities are found by theme, by function and by municipality (S13)."""

import re
from collections.abc import Iterable
from typing import cast

from django import forms
from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.delivery.programmes.queries import themes_in
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.lists import Filters, Search
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

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

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        programmes, themes, places = _offered(actor) if actor else ((), (), ())
        self.has_programmes = self._offer("programme", _("All programmes"), programmes)
        # Where there is nothing to choose there is no choice.
        if not self._offer("theme", _("All themes"), themes):
            del self.fields["theme"]
        if not self._offer("municipality", _("All municipalities"), places):
            del self.fields["municipality"]

    def _offer(self, name: str, everything: str, rows: Iterable[tuple[str, str]]) -> bool:
        """Whether there is anything to choose."""
        field = cast(forms.ChoiceField, self.fields[name])
        choices = [("", everything), *rows]
        field.choices = choices
        return len(choices) > 1


def _offered(actor: Actor) -> list[list[tuple[str, str]]]:
    """Programmes, themes and municipalities of the activities one sees, each with its key."""
    return together(
        Ask(_by_name, part_for(_programmes, actor)),
        Ask(_by_name, part_for(_themes, actor)),
        Ask(_by_name, part_for(_places, actor)),
    )


def _by_name(rows: Rows) -> list[tuple[str, str]]:
    return [(key, name) for _place, key, name in sorted(rows)]


# The database puts names in order, as it does in other lists.
BY_NAME = Window(RowNumber(), order_by="name")


def _programmes(actor: Actor) -> Part:
    return part_of(Programme.objects.visible_to(actor).values_list(BY_NAME, "public_key", "name"))


def _themes(actor: Actor) -> Part:
    return part_of(themes_in(keys_seen_by(actor)).values_list(BY_NAME, "slug", "name"))


def _places(actor: Actor) -> Part:
    seen = Activity.objects.visible_to(actor).values("municipality")
    return part_of(Municipality.objects.filter(pk__in=seen).values_list(BY_NAME, "code", "name"))


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
