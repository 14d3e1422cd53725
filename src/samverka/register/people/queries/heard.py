"""Words of names that sound like those that somebody wrote, among the names that they may see."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from samverka.engine.names import WORD_ALIKE, keys_of_word, word_likeness
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.register.people.models import KnownTo, NameKey, Person
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Part

# A shorter word is looked for as it is: too much sounds like one or two letters.
SHORTEST_HEARD = 3
# For each word those of somebody's name that sound like it.
Heard = dict[str, set[str]]
SAID = ("word", "key", "leaves_vowels_out")


def heard_among(words: Iterable[str], among: QuerySet[Person], *, bare: bool) -> Heard:
    """For each word those of somebody's name that sound like it, all in one question."""
    keys = _keys_of(words)
    every = set().union(*keys.values())
    named = NameKey.objects.filter(key__in=every, person__in=among.values("pk"))
    found = named.values_list("word", "key", "leaves_vowels_out")
    return _heard(keys, found.distinct(), bare)


def heard_by(actor: Actor, words: Iterable[str], *, bare: bool) -> Heard:
    """The same among all whom the actor sees; each word is looked for until one bears it."""
    keys = _keys_of(words)
    every = as_many(sorted(set().union(*keys.values())))
    if not every:
        return _heard(keys, (), bare)
    given = {f"key_{number}": key for number, key in enumerate(every)}
    part = part_for(_borne, actor, len(every), **given)
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        return _heard(keys, cursor.fetchall(), bare)


def as_many(values: Sequence[str]) -> Sequence[str]:
    """The last said again up to 1, 2, 4, 8 …, so that there are few different questions."""
    places = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (places - len(values))] if values else values


def _keys_of(words: Iterable[str]) -> Heard:
    return {word: keys_of_word(word) for word in words if len(word) >= SHORTEST_HEARD}


def _heard(keys: Heard, found: Iterable[tuple[str, str, bool]], bare: bool) -> Heard:
    heard: Heard = {word: set() for word in keys}
    for other, key, is_bare in found:
        for word, own in keys.items():
            if key in own and _sounds_like(word, other, bare or is_bare):
                heard[word].add(other)
    return heard


def _sounds_like(word: str, other: str, bare: bool) -> bool:
    return word_likeness(word, other, without_vowels=bare) >= WORD_ALIKE


def _borne(actor: Actor, count: int) -> Part:
    """Words that have one of the keys and that somebody bears whom the actor sees."""
    known = KnownTo.objects.filter(organisation_id=actor.organisation_id, person=OuterRef("pk"))
    seen = Person.objects.visible_to(actor, known=known.values("person"))
    borne = NameKey.objects.filter(
        Exists(seen.filter(pk=OuterRef("person"), forgotten_on=None)),
        **{name: RawSQL(f"said.{name}", []) for name in SAID},  # noqa: S611 - names of columns
    )
    sql, values = borne.values("pk").query.sql_with_params()
    columns, places = ", ".join(SAID), ", ".join(["%s"] * count)
    return Part(
        f"SELECT * FROM (SELECT DISTINCT {columns} FROM people_namekey"  # noqa: S608 - the same
        f" WHERE key IN ({places})) AS said WHERE EXISTS ({sql})",
        [*(Given(f"key_{number}") for number in range(count)), *values],
        (),
    )
