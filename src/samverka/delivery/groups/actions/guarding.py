"""Texts of a group that discusses cases: what tells whom they are about is refused (S12)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.groups.models import (
    AgendaItem,
    Decision,
    Group,
    GroupTask,
    Meeting,
    NoPerson,
)
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
from samverka.foundation.audit import trail
from samverka.register.partners.queries import words_of_places
from samverka.register.people.queries.said import names_heard
from samverka.toolkit import sealing

# What is written in a group, each with a key of its own.
Written = AgendaItem | Decision | GroupTask | Meeting

CONTEXT = "groups.no_person"
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
    def hash(self) -> str:
        return sealing.search_hash(self.words.casefold(), context=CONTEXT)


class Identifying(Exception):
    """A text may tell whom it is about."""

    def __init__(self, places: list[Place]):
        self.places = places

    def __str__(self):
        told = _(
            "The text may tell whom it is about, and cases are discussed here without that. "
            "Write it in another way, as “a girl of about ten”."
        )
        if self.may_be_said_no_person:
            return told + " " + _("If it is no person, say why below.")
        return told

    @property
    def may_be_said_no_person(self) -> bool:
        """Not where the check digit of a number is right: that is somebody."""
        return all(place.kind not in CHECKED for place in self.places)


def guard(
    *,
    group: Group,
    about: Written,
    texts: Mapping[str, str],
    no_person: str = "",
    by: Actor,
) -> None:
    """Refuse texts that may tell whom they are about; keep why something is no person.

    Called within the action that writes them, which is then undone. Nothing of a register is told:
    a name is looked for among those that `by` sees, and otherwise by how it is written.

    :raises Identifying: with every place; nothing is written
    """
    if not group.discusses_cases:
        return
    key = about.public_key
    said = set(group.no_persons.filter(of=key).values_list("kind", "word_hash"))
    places = [it for it in _places(texts, by) if (it.kind, it.hash) not in said]
    if not places:
        return
    refusal = Identifying(places)
    if not no_person.strip() or not refusal.may_be_said_no_person:
        raise refusal
    in_reason = _places({"no_person": no_person}, by)
    if in_reason:
        raise Identifying(in_reason)
    NoPerson.objects.bulk_create(
        (
            NoPerson(group=group, of=key, kind=kind, word_hash=word_hash, reason=no_person.strip())
            for kind, word_hash in {(it.kind, it.hash) for it in places}
        ),
    )
    trail.note(by=by, verb="groups.no_person_said", about=about)


def _places(texts: Mapping[str, str], by: Actor) -> list[Place]:
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


def _place(field: str, text: str, finding: Finding) -> Place:
    line = text.count("\n", 0, finding.start) + 1
    return Place(field, finding.kind, line, text[finding.start : finding.end])
