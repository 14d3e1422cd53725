import datetime as dt
import re
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.register.people.models import Person
from samverka.register.people.queries import first_named
from samverka.toolkit.plain import WITHOUT_MARKS, plain
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Part

from .kinds import KINDS, Kind, Row

# So many of a kind are shown; one more tells that there are others.
SHOWN = 8
MOST_WORDS = 6
SHORTEST = 2


def _letters_alike() -> dict[str, str]:
    """For each letter that may bear marks, the pattern of all that are written for it.

    With and without them, and in either case, since not every database knows that a letter with a
    mark has two.
    """
    families: dict[str, str] = {}
    for sign, letter in WITHOUT_MARKS.items():
        small = letter.lower()
        families[small] = families.get(small, small + small.upper()) + chr(sign)
    return {sign: f"[{family}]" for family in families.values() for sign in family}


ANY_OF = _letters_alike()


@dataclass(frozen=True)
class Found:
    """A row that is found, and the page that it opens."""

    title: str
    about: str
    day: dt.date | None
    url: str


@dataclass(frozen=True)
class FoundOfAKind:
    kind: Kind
    rows: list[Found]
    has_more: bool


def is_enough(words: str) -> bool:
    """Whether so much is written that it tells one thing from another."""
    return max(map(len, words.split()), default=0) >= SHORTEST


def find_persons(actor: Actor, words: str, *, on: dt.date) -> list[Person]:
    """Those called so before those who only sound so; one more than is shown tells of others."""
    return first_named(actor, words, on=on, most=SHOWN + 1)


def find(actor: Actor, words: str) -> list[FoundOfAKind]:
    """All that the actor sees and every word fits, by kind: one question for all kinds."""
    asked = words.split()[:MOST_WORDS]
    patterns = [_pattern(word) for word in asked]
    begins = {"begins": f"^{patterns[0]}", "plain_begins": f" {plain(asked[0])}"}
    given = {f"word_{number}": pattern for number, pattern in enumerate(patterns)}
    given |= {f"plain_{number}": plain(word) for number, word in enumerate(asked)}
    part = part_for(_all_kinds, actor, len(asked), **begins, **given)
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        rows = [Row(*row[: len(Row._fields)]) for row in cursor.fetchall()]
    kinds = [
        _as_found(KINDS[number], list(found))
        for number, found in groupby(sorted(rows, key=attrgetter("kind")), attrgetter("kind"))
    ]
    # What is called so before what only has the word somewhere in its name.
    return sorted(kinds, key=lambda one: not re.match(patterns[0], one.rows[0].title, re.I))


def _pattern(word: str) -> str:
    """Whatever its case and the marks of its letters."""
    return "".join(ANY_OF.get(sign, re.escape(sign)) for sign in word.lower())


def _of(number: int, kind: Kind, actor: Actor, words: int) -> QuerySet:
    rows = kind.seen(actor)
    for word in range(words):
        rows = rows.filter(_fits(kind, word))
    if kind.plain:
        # Their keys from an index of words, and only of these the rows.
        rows = rows.model._default_manager.filter(pk__in=rows.values("pk"))
    nothing = Value("", output_field=CharField())
    columns: dict[str, Any] = {
        "key": F("public_key"),
        "within": nothing,
        "about": nothing,
        "day": nothing,
    }
    columns |= kind.columns
    begins = When(_begins(kind), then=Value(0))
    rows = rows.annotate(
        found_kind=Value(number, output_field=IntegerField()),
        **{f"found_{name}": column for name, column in columns.items()},
        found_first=Case(begins, default=Value(1)),
    )
    names = [f"found_{name}" for name in Row._fields]
    # What begins with the words before the rest; of what has days the latest first.
    return rows.order_by("found_first", "-found_day", "found_title", "pk").values_list(*names)[
        : SHOWN + 1
    ]


def _fits(kind: Kind, word: int) -> Q:
    if kind.plain:
        return Q(**{f"{kind.plain}__contains": Given(f"plain_{word}")})
    fits = Q()
    for field in kind.fields:
        fits |= Q(**{f"{field}__iregex": Given(f"word_{word}")})
    return fits


def _begins(kind: Kind) -> Q:
    if kind.plain:
        return Q(**{f"{kind.plain}__startswith": Given("plain_begins")})
    return Q(**{f"{kind.fields[0]}__iregex": Given("begins")})


def _all_kinds(actor: Actor, words: int) -> Part:
    """Several questions as one; Django's own union lets no part of it be cut short."""
    asked: list[str] = []
    values: list[Any] = []
    for number, kind in enumerate(KINDS):
        sql, given = _of(number, kind, actor, words).query.sql_with_params()
        asked.append(f"SELECT * FROM ({sql}) AS part_{number}")  # noqa: S608 - values are parameters
        values.extend(given)
    return Part(" UNION ALL ".join(asked), values, ())


def _as_found(kind: Kind, rows: list[Row]) -> FoundOfAKind:
    shown = [
        Found(
            row.title,
            row.about,
            dt.date.fromisoformat(row.day) if row.day else None,
            kind.opens(row),
        )
        for row in rows[:SHOWN]
    ]
    return FoundOfAKind(kind, shown, len(rows) > SHOWN)
