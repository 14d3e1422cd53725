"""What in somebody's text tells whom it is about: where texts are kept that shall not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.identifying import (
    CHECKED,
    Finding,
    Known,
    KnownName,
    identifying,
    words_to_look_up,
)
from samverka.engine.names import leaves_vowels_out
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.queries import words_of_places

from .said import names_heard

SAYS = {
    "personal_number": gettext_lazy("a personal number"),
    "coordination_number": gettext_lazy("a co-ordination number"),
    "like_personal_number": gettext_lazy("something like a personal number"),
    "replacement_id": gettext_lazy("a replacement id"),
    "lma_number": gettext_lazy("an LMA number"),
    "birth_date": gettext_lazy("a date of birth"),
    "telephone": gettext_lazy("a telephone number"),
    "e_mail": gettext_lazy("an e-mail address"),
    "address": gettext_lazy("an address"),
    "name": gettext_lazy("a name"),
}


@dataclass(frozen=True)
class Place:
    """What was found, in which field and line, in the words of whoever wrote it."""

    field: str
    kind: str
    line: int
    words: str

    def __str__(self):
        told = {"line": self.line, "what": SAYS[self.kind], "words": self.words}
        return _("Line %(line)s looks like %(what)s: “%(words)s”.") % told

    @property
    def is_checked(self) -> bool:
        """The check digit of a number is right: that is somebody."""
        return self.kind in CHECKED


def places_in(texts: Mapping[str, str], by: Actor) -> list[Place]:
    """By field, what may tell whom a text is about. Nothing of a register is told:

    a name is looked for among those that `by` sees, and otherwise by how it is written.
    """
    whole = "\n".join(texts.values())
    if not whole.strip():
        return []
    names = names_heard(by, words_to_look_up(whole), bare=leaves_vowels_out(whole))
    known = Known([KnownName(*name) for name in names], words_of_places())
    return [
        _place(field, text, finding)
        for field, text in texts.items()
        for finding in identifying(text, known)
    ]


def checked_in(texts: Mapping[str, str]) -> list[Place]:
    """By field, the personal and co-ordination numbers alone; asks for no name."""
    places = (_place(field, text, it) for field, text in texts.items() for it in identifying(text))
    return [place for place in places if place.is_checked]


def _place(field: str, text: str, finding: Finding) -> Place:
    line = text.count("\n", 0, finding.start) + 1
    return Place(field, finding.kind, line, text[finding.start : finding.end])
