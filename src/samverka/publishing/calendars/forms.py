from collections.abc import Collection
from typing import cast
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit.lists import Filters

from .queries import GROUP, MUNICIPALITY, SERIES, SUB_REGION, THEME, Asked


class CalendarFilters(Filters):
    """Which days are shown. The same words stand in the address of a feed."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    place = forms.ChoiceField(label=gettext_lazy("Municipality or part of the region"))
    network = forms.ChoiceField(label=gettext_lazy("Group, network or series"))
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    mine = forms.BooleanField(label=gettext_lazy("Only mine"))

    def __init__(
        self,
        *args,
        programmes: Collection[tuple[str, str]],
        named: Collection[tuple[str, str, str]],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self._offer("programme", _("All programmes"), programmes)
        self._offer("place", _("The whole region"), _of(named, SUB_REGION, MUNICIPALITY))
        self._offer("network", _("All"), _of(named, GROUP, SERIES))
        self._offer("theme", _("All themes"), _of(named, THEME))

    def _offer(self, name: str, everything: str, rows: Collection[tuple[str, str]]) -> None:
        """Where there is nothing to choose there is no choice."""
        if rows:
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", everything), *rows]
        else:
            del self.fields[name]

    @property
    def asked(self) -> Asked:
        chosen = self.chosen
        place, where = _parted(chosen.get("place", ""))
        network, which = _parted(chosen.get("network", ""))
        return Asked(
            programme=chosen.get("programme", ""),
            municipality=where if place == MUNICIPALITY else "",
            sub_region=where if place == SUB_REGION else "",
            group=which if network == GROUP else "",
            series=which if network == SERIES else "",
            theme=_parted(chosen.get("theme", ""))[1],
            only_mine=chosen["mine"],
        )

    @property
    def named(self) -> str:
        """What is chosen, as a calendar program lists it beside others from here."""
        names = [_("My days")] if self.chosen["mine"] else []
        for name, value in self.chosen.items():
            if value and isinstance(field := self.fields[name], forms.ChoiceField):
                names.append(str(dict(cast(list, field.choices))[value]))
        return ", ".join(names) or _("Samverka")

    @property
    def in_address(self) -> str:
        """What is chosen, as the end of an address."""
        chosen = {name: value for name, value in self.chosen.items() if value}
        return urlencode(
            {name: "on" if value is True else value for name, value in chosen.items()}
        )

    @property
    def is_refused(self) -> bool:
        """Whether something was asked for that there is no choice of."""
        known = bool(self.is_valid())
        return not known or any(self.data.get(name) for name in _NAMES if name not in self.fields)


_NAMES = tuple(CalendarFilters.base_fields)


def _of(named: Collection[tuple[str, str, str]], *kinds: str) -> list[tuple[str, str]]:
    return [(f"{kind}-{key}", name) for kind, key, name in named if kind in kinds]


def _parted(value: str) -> tuple[str, str]:
    kind, _dash, key = value.partition("-")
    return kind, key
