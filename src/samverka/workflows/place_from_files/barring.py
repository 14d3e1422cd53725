"""Where a case may not be placed, and whom it must be with: read from both tables."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from samverka.toolkit.tables import in_words, plain

from .criteria import no_such_place, place_names
from .faults import Faults
from .tables_read import Table
from .words import listed

# A reason is kept without language, and said by `reason_in_words`.
NOT_THERE, REQUIRES, LARGEST = "not there", "requires", "largest"
Barred = dict[tuple[str, str], str]


def reason_in_words(reason: str) -> str:
    """Why a case may not be at a place, so that it can follow “because” or stand alone."""
    kind, _mark, what = reason.partition(": ")
    if kind == REQUIRES:
        return _("%(what)s is needed and is not there") % {"what": what}
    if kind == LARGEST:
        return _("the largest home there takes %(count)s persons") % {"count": what}
    if what:
        return what
    return _("the list of cases says “not there”")


def barred(cases: Table, places: Table, persons: list[Decimal], faults: Faults) -> Barred:
    """The reason of each pair that may not be; a case's own word first, then what it requires."""
    found: Barred = {}
    for pairs in (
        _too_small(cases, places, persons, faults),
        _required(cases, places),
        _said_not(cases, places, faults),
    ):
        found.update(pairs)
    return found


def _said_not(
    cases: Table, places: Table, faults: Faults
) -> Iterator[tuple[tuple[str, str], str]]:
    keys, names = list(places.rows), place_names(places)
    for column in cases.known_as("not_to"):
        because = next(iter(cases.known_as("because")), None)
        for case, row in cases.rows.items():
            why = in_words(row[because.position]) if because else ""
            for word in listed(in_words(row[column.position])):
                if plain(word) in names:
                    reason = f"{NOT_THERE}: {why}" if why else NOT_THERE
                    yield (case, keys[names[plain(word)]]), reason
                else:
                    faults.add(no_such_place(word, cases.where(case)))


def _required(cases: Table, places: Table) -> Iterator[tuple[tuple[str, str], str]]:
    """What a case requires must stand in some column of the place's."""
    offered = {place: _all_words(places, place) for place in places.rows}
    for column in cases.known_as("requires"):
        for case, row in cases.rows.items():
            for word in listed(in_words(row[column.position])):
                for place, words in offered.items():
                    if plain(word) not in words:
                        yield (case, place), f"{REQUIRES}: {word}"


def _all_words(places: Table, place: str) -> set[str]:
    cells = [in_words(places.rows[place][column.position]) for column in places.columns]
    return {plain(word) for cell in cells for word in listed(cell)}


def _too_small(
    cases: Table, places: Table, persons: list[Decimal], faults: Faults
) -> Iterator[tuple[tuple[str, str], str]]:
    for column in places.known_as("largest"):
        largest = places.numbers(column, faults, empty=None)
        for case, count in zip(cases.rows, persons, strict=True):
            for place, most in zip(places.rows, largest, strict=True):
                if count > most:
                    yield (case, place), f"{LARGEST}: {most}"


def groups_of(cases: Table, fact: str, faults: Faults) -> list[list[str]]:
    """Each case with those whom its row names."""
    keys = {plain(key): key for key in cases.rows}
    found = []
    for column in cases.known_as(fact):
        for case, row in cases.rows.items():
            named = listed(in_words(row[column.position]))
            for word in named:
                if plain(word) not in keys:
                    text = _("“%(name)s” on %(where)s is none of the cases. Write it as there.")
                    faults.add(text % {"name": word, "where": cases.where(case)})
            others = [keys[plain(word)] for word in named if plain(word) in keys]
            if others:
                found.append([case, *others])
    return found
