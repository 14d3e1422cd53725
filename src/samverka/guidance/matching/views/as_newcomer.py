"""An offer in the words of a language, as whoever may move there reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samverka.guidance.matching import shipped
from samverka.guidance.matching.models import Home, Place, PlaceFact

Dimension = PlaceFact.Dimension


@dataclass(frozen=True)
class Shown:
    """What there is in a place, by what it is about, and its homes by size."""

    facts: list[tuple[str, list[PlaceFact]]]
    homes: list[tuple[int, int, int, int]]
    titles: dict[str, str]


def shown(place: Place, language: str = "") -> Shown:
    """The facts with `.said` in the language; those in own words as they were written."""
    by_dimension: dict[str, list[PlaceFact]] = {}
    for fact in place.facts.all():
        fact.said = said_of(fact, language)
        by_dimension.setdefault(fact.dimension, []).append(fact)
    facts = [
        (str(dimension.label), by_dimension[dimension])
        for dimension in Dimension
        if dimension in by_dimension
    ]
    return Shown(facts, _homes(list(place.homes.offered())), _titles())


def said_of(fact: PlaceFact, language: str = "") -> str:
    """A fact on the list in the language, one in own words as it was written."""
    if not fact.code:
        return fact.text
    said = shipped.code_said(fact.dimension, fact.code, language)
    return f"{said}: {fact.text}" if fact.text else said


def _homes(homes: list[Home]) -> list[tuple[int, int, int, int]]:
    """By number of rooms: how many, for how many persons at the most, and without steps."""
    sizes = sorted({home.rooms for home in homes})
    found = []
    for rooms in sizes:
        these = [home for home in homes if home.rooms == rooms]
        most = max(home.most_persons for home in these)
        found.append((rooms, len(these), most, sum(home.step_free for home in these)))
    return found


def _titles() -> dict[str, str]:
    """The headings, in the language that is active now."""
    return {
        "about": _("About living here"),
        "homes": _("Homes"),
        "rooms": _("Rooms"),
        "many": _("How many"),
        "persons": _("Persons at the most"),
        "step_free": _("Without steps"),
        "free": _("You choose freely. A no costs you nothing."),
    }
