"""Texts of a group: a personal number is refused, where cases are discussed a name too (S12)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from samverka.delivery.groups.models import (
    AgendaItem,
    Decision,
    Group,
    GroupTask,
    Meeting,
    NoPerson,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.queries.identified import Place, checked_in, places_in
from samverka.toolkit import sealing

# What is written in a group, each with a key of its own.
Written = AgendaItem | Decision | GroupTask | Meeting

CONTEXT = "groups.no_person"


class Identifying(Exception):
    """A text may tell whom it is about."""

    def __init__(self, places: list[Place], *, in_cases: bool = True):
        self.places, self.in_cases = places, in_cases

    def __str__(self):
        if not self.in_cases:
            return _("A personal number is not written here. Take it out; the rest stays.")
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
        return not any(place.is_checked for place in self.places)


def guard(
    *,
    group: Group,
    about: Written,
    texts: Mapping[str, str],
    no_person: str = "",
    by: Actor,
) -> None:
    """Refuse texts that may tell whom they are about; keep why something is no person.

    A personal number is refused in every group: minutes are read by all who sit in it.
    Called within the action that writes them, which is then undone. Nothing of a register is told:
    a name is looked for among those that `by` sees, and otherwise by how it is written.

    :raises Identifying: with every place; nothing is written
    """
    if not group.discusses_cases:
        numbers = checked_in(texts)
        if numbers:
            raise Identifying(numbers, in_cases=False)
        return
    key = about.public_key
    said = set(group.no_persons.filter(of=key).values_list("kind", "word_hash"))
    places = [it for it in places_in(texts, by) if (it.kind, _hash(it)) not in said]
    if not places:
        return
    refusal = Identifying(places)
    if not no_person.strip() or not refusal.may_be_said_no_person:
        raise refusal
    in_reason = places_in({"no_person": no_person}, by)
    if in_reason:
        raise Identifying(in_reason)
    NoPerson.objects.bulk_create(
        (
            NoPerson(group=group, of=key, kind=kind, word_hash=word_hash, reason=no_person.strip())
            for kind, word_hash in {(it.kind, _hash(it)) for it in places}
        ),
    )
    trail.note(by=by, verb="groups.no_person_said", about=about)


def _hash(place: Place) -> str:
    return sealing.search_hash(place.words.casefold(), context=CONTEXT)
