import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from samverka.engine.names import (
    WORD_ALIKE,
    in_latin,
    keys_of_word,
    leaves_vowels_out,
    word_likeness,
    words_of,
)
from samverka.register.people.models import WORD, NameKey, Person
from samverka.toolkit.beginnings import begins_with

# A pasted page of text asks more than a database answers in one question.
MOST_WORDS = 10
# A shorter word is looked for as it is: too much sounds like one or two letters.
SHORTEST_HEARD = 3


def matching(words: str, *, among: QuerySet[Person]) -> Q:
    """Persons whom every word fits: in a name however it is spelled, e-mail or telephone.

    What is asked depends on the names of those among whom one looks, and on nobody else's.
    """
    asked = words.split()[:MOST_WORDS]
    # Names of several parts are one word: "Abd al-Rahman" is found by either.
    whole = words_of(" ".join(asked))
    every = {*whole, *(word for part in asked for word in words_of(part))}
    heard = heard_among(every, among, bare=leaves_vowels_out(words))
    condition = Q()
    for part in asked:
        condition &= _fits(part, heard)
    if len(whole) < len(asked) and all(heard.get(word) for word in whole):
        named = Q()
        for word in whole:
            named &= Q(pk__in=_named(Q(word__in=heard[word])))
        condition |= named
    return condition


def _fits(part: str, heard: dict[str, set[str]]) -> Q:
    condition = (
        Q(given_name__icontains=part) | Q(family_name__icontains=part) | Q(email__icontains=part)
    )
    digits = re.sub(r"^(00|\+)46", "0", re.sub(r"[\s()./-]", "", part))
    if digits.isdecimal():
        condition |= Q(phone__contains=digits)
    letters = re.sub(r"[^a-z']", "", in_latin(part))[:WORD]
    if letters:
        condition |= Q(pk__in=_named(begins_with("word", letters)))
    alike = {one for word in words_of(part) for one in heard.get(word, ())}
    if alike:
        condition |= Q(pk__in=_named(Q(word__in=alike)))
    return condition


def _named(condition: Q):
    return NameKey.objects.filter(condition).values("person")


def heard_among(
    words: Iterable[str], among: QuerySet[Person], *, bare: bool
) -> dict[str, set[str]]:
    """For each word those of somebody's name that sound like it, all in one question."""
    keys = {word: keys_of_word(word) for word in words if len(word) >= SHORTEST_HEARD}
    every = set().union(*keys.values())
    named = NameKey.objects.filter(key__in=every, person__in=among.values("pk"))
    found = named.values_list("word", "key", "leaves_vowels_out")
    heard: dict[str, set[str]] = {word: set() for word in keys}
    for other, key, is_bare in found.distinct():
        for word, own in keys.items():
            if key in own and _sounds_like(word, other, bare or is_bare):
                heard[word].add(other)
    return heard


def _sounds_like(word: str, other: str, bare: bool) -> bool:
    return word_likeness(word, other, without_vowels=bare) >= WORD_ALIKE
