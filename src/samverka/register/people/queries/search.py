"""Persons by words: what is asked, from what somebody wrote."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from samverka.engine.names import in_latin, leaves_vowels_out, words_of
from samverka.register.people.models import WORD, NameKey, Person
from samverka.toolkit.beginnings import after, begins_with
from samverka.toolkit.plain import plain

from .heard import Heard, as_many, heard_among

# A pasted page of text asks more than a database answers in one question.
MOST_WORDS = 10

# What stands in a place of the question: a value, or where one is filled in.
Take = Callable[[str], Any]


class Part(NamedTuple):
    """What is asked of a word: how many sound like it, and whether it has digits, and letters."""

    alike: int
    has_digits: bool
    has_letters: bool


@dataclass(frozen=True)
class Shape:
    """What is asked, without the words: the same question for all who write so many so."""

    parts: tuple[Part, ...]
    # For each word of a name in one piece, how many sound like it; none where it is as written.
    whole: tuple[int, ...]


@dataclass
class Asked:
    """The question's shape, and what it is filled with."""

    shape: Shape
    values: dict[str, str] = field(default_factory=dict)


def matching(words: str, *, among: QuerySet[Person]) -> Q:
    """Persons whom every word fits: in a name however it is spelled, e-mail or telephone.

    What is asked depends on the names of those among whom one looks, and on nobody else's.
    """
    asked = asked_for(
        words, lambda every: heard_among(every, among, bare=leaves_vowels_out(words))
    )
    return fits(asked.shape, asked.values.__getitem__)


def asked_for(words: str, hear: Callable[[Iterable[str]], Heard]) -> Asked:
    """What to ask; `hear` finds the words of somebody's name that sound like those given."""
    written = words.split()[:MOST_WORDS]
    named = [part for part in written if not _is_address(part)]
    # Names of several parts are one word: "Abd al-Rahman" is found by either.
    whole = words_of(" ".join(named))
    heard = hear({*whole, *(word for part in named for word in words_of(part))})
    is_joined = named == written and len(whole) < len(written)
    is_joined = is_joined and all(heard.get(word) for word in whole)
    values: dict[str, str] = {}
    parts = tuple(_part(number, part, heard, values) for number, part in enumerate(written))
    joined = enumerate(whole if is_joined else ())
    names = tuple(_alike(f"whole_{number}", heard[word], values) for number, word in joined)
    return Asked(Shape(parts, names), values)


def _part(number: int, part: str, heard: Heard, values: dict[str, str]) -> Part:
    values[f"plain_{number}"] = plain(part)
    digits = re.sub(r"^(00|\+)46", "0", re.sub(r"[\s()./-]", "", part))
    values[f"digits_{number}"] = digits
    is_name = not _is_address(part)
    letters = re.sub(r"[^a-z']", "", in_latin(part))[:WORD] if is_name else ""
    if letters:
        values |= {f"letters_{number}": letters, f"after_{number}": after(letters)}
    words = words_of(part) if is_name else ()
    alike = {one for word in words for one in heard.get(word, ())}
    return Part(_alike(f"alike_{number}", alike, values), digits.isdecimal(), bool(letters))


def _is_address(part: str) -> bool:
    """Of an e-mail address no part is a name: it is looked for as it is."""
    return "@" in part


def _alike(name: str, words: Iterable[str], values: dict[str, str]) -> int:
    """How many places there are for words; as many as there is a question for."""
    alike = as_many(sorted(words))
    values |= {f"{name}_{number}": word for number, word in enumerate(alike)}
    return len(alike)


def fits(shape: Shape, take: Take, *, person: str = "") -> Q:
    """Rows whose person every word fits: persons, or those that have `plain_words` as they.

    :param person: the path to the person there, empty for persons
    """
    condition = Q()
    for number, part in enumerate(shape.parts):
        condition &= _fits(number, part, take, person)
    if shape.whole:
        named = Q()
        for number, alike in enumerate(shape.whole):
            named &= _sounds_so(f"whole_{number}", alike, take, person)
        condition |= named
    return condition


def _fits(number: int, part: Part, take: Take, person: str) -> Q:
    condition = Q(plain_words__contains=take(f"plain_{number}"))
    if part.has_digits:
        phone = f"{person}__phone" if person else "phone"
        condition |= Q(**{f"{phone}__contains": take(f"digits_{number}")})
    if part.has_letters:
        letters = begins_with("word", take(f"letters_{number}"), take(f"after_{number}"))
        condition |= _is_named(letters, person)
    if part.alike:
        condition |= _sounds_so(f"alike_{number}", part.alike, take, person)
    return condition


def _sounds_so(name: str, alike: int, take: Take, person: str) -> Q:
    words: Sequence[Any] = [take(f"{name}_{number}") for number in range(alike)]
    return _is_named(Q(word__in=words), person)


def _is_named(condition: Q, person: str) -> Q:
    return Q(**{f"{person or 'pk'}__in": NameKey.objects.filter(condition).values("person")})
