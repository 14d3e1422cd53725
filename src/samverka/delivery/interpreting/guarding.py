"""Texts of bookings and deviations: what tells whom the talk was with is refused."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.people.queries.identified import places_in

# Where one meets is an address.
OF_A_PLACE = frozenset({"address"})


class TellsOfSomebody(Exception):
    """A text may tell whom the talk is with."""

    def __init__(self, words: str):
        self.words = words

    def __str__(self):
        return _(
            "“%(words)s” may tell who somebody is. A booking tells of nobody: write it without "
            "names, numbers and ways to reach somebody."
        ) % {"words": self.words}


def guard(text: str, *, by: Actor, allowed: Collection[str] = ()) -> None:
    """:raises TellsOfSomebody: with the first words that do"""
    for place in places_in({"text": text}, by):
        if place.kind not in allowed:
            raise TellsOfSomebody(place.words)
