"""Whose names a text may say."""

from collections.abc import Iterable

from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import NameKey, Person

from .heard import heard_among

# So many words of a whole text are looked up in one question.
WORDS_AT_ONCE = 300


def names_heard(actor: Actor, words: Iterable[str], *, bare: bool) -> list[tuple[str, str]]:
    """Given and family names of those the actor sees, who may be named by one of the words.

    For looking through a text: who they are is not told, and whom the actor does not see is not
    looked for, since that would tell that they are here. `bare`: the text's script leaves vowels
    out.
    """
    asked = sorted(set(words))
    found: set[tuple[str, str]] = set()
    seen = Person.objects.visible_to(actor).filter(forgotten_on=None)
    for first in range(0, len(asked), WORDS_AT_ONCE):
        heard = heard_among(asked[first : first + WORDS_AT_ONCE], seen, bare=bare)
        alike = sorted(set().union(*heard.values()))
        named = NameKey.objects.filter(word__in=alike)
        rows = seen.filter(pk__in=named.values("person"))
        found.update(rows.values_list("given_name", "family_name"))
    return sorted(found)
