"""What there is in a place, as a table: on the shipped list, or in the municipality's own words.

Two rows are about room, for persons and in schools, and change the place itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samverka.guidance.matching import shipped
from samverka.guidance.matching.models import Place, PlaceFact
from samverka.guidance.matching.queries.offers import fact_key, promised
from samverka.guidance.matching.queries.resting import Promise, households_on, promises_at
from samverka.toolkit.spreadsheet import Row
from samverka.toolkit.tables import Column
from samverka.toolkit.texts import listed

from .rows import WORDS, Outcome, SheetRow, Table

Dimension = PlaceFact.Dimension
ROOM = "room"
MOST_SEATS = 10_000
LONGEST = 200
LANGUAGES = ("sv", "en", "ar")
TABLE = Table(
    "there",
    gettext_lazy("What there is"),
    (
        Column(
            "about",
            gettext_lazy("About"),
            gettext_lazy("Room, work, practice, studies, school and so on."),
            "",
            True,
        ),
        Column(
            "what",
            gettext_lazy("What"),
            gettext_lazy("As it is called on the list of what can be chosen, or in your words."),
            "",
            True,
        ),
        Column("seats", gettext_lazy("How many"), gettext_lazy("A whole number."), "3"),
        Column("text", gettext_lazy("In words"), gettext_lazy("What else one should know.")),
    ),
    first="what",
    sizes={"about": 14, "what": 22, "text": 16},
)


@dataclass(frozen=True)
class Choices:
    """What can be chosen of one sort, in the reader's language."""

    key: str
    label: str
    words: Sequence[str]


def choices() -> list[Choices]:
    found = [Choices(ROOM, _("Room"), [_("Persons"), _("School seats")])]
    for one in Dimension:
        said = [words for _code, words in shipped.choices(shipped.codes(one))]
        found.append(Choices(one.value, str(one.label), said))
    return found


def what_can_be_chosen() -> tuple[list[str], list[Row]]:
    """Headings and rows of a sheet: a column for each sort."""
    found = choices()
    return [one.label for one in found], list(zip_longest(*(one.words for one in found)))


def examples(mark: str) -> list[Row]:
    occupation = shipped.code_said(shipped.OCCUPATIONS, "5321")
    return [[str(Dimension.WORK.label), occupation, 3, mark]]


@cache
def _sorts() -> dict[str, str]:
    """{folded word: dimension or ROOM}, in all languages that they are told in."""
    found = {shipped.folded(word): key for key, words in WORDS["sorts"].items() for word in words}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {shipped.folded(one.label): one.key for one in choices()}
    return found


@cache
def _codes(sort: str) -> dict[str, str]:
    """{folded word: code} of a sort, in all its languages; of room the field that it is."""
    if sort == ROOM:
        words = WORDS["rooms"]
        return {shipped.folded(word): name for name, said in words.items() for word in said}
    found = {shipped.folded(code): code for code in shipped.codes(sort)}
    for code, told in shipped.codes(sort).items():
        found |= {shipped.folded(word): code for word in told.values()}
    return found


def sort_of(said: str) -> str:
    """The dimension that a word means, ROOM, or nothing."""
    return _sorts().get(shipped.folded(said), "")


def code_of(sort: str, said: str) -> str:
    """The code that a word means; nothing where it is not on the list."""
    return _codes(sort).get(shipped.folded(said), "")


def judge(place: Place, rows: Sequence[SheetRow]) -> None:
    """What each row says, what of it stands already, and everything that is wrong with it."""
    read_rows(rows)
    there = {fact_key(one.dimension, one.code, one.text): one for one in place.facts.all()}
    least, promises = promised(place), promises_at(place)
    for row in rows:
        if not row.facts or row.faults:
            continue
        if row.facts["dimension"] == ROOM:
            _compare_room(row, place, getattr(least, row.facts["code"]))
        elif fact := there.get(key_of(row)):
            _compare(row, fact, promises)


def read_rows(rows: Sequence[SheetRow]) -> None:
    """What each row says, and what of it is wrong in itself or beside the others."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        row.faults, row.notes, row.facts, row.outcome = [], [], {}, Outcome.NEW
        if row.is_example("text"):
            row.outcome = Outcome.EXAMPLE
            continue
        _read(row)
        if not row.facts:
            continue
        if key_of(row) in first:
            text = _("The same stands in row %(number)s.")
            row.faults.append(text % {"number": first[key_of(row)]})
        first.setdefault(key_of(row), row.number)


def key_of(row: SheetRow) -> tuple[str, str]:
    """What makes two rows the same."""
    return fact_key(row.facts["dimension"], row.facts["code"], row.facts["text"])


def _read(row: SheetRow) -> None:
    """The facts of a row, where it says what it is about and what."""
    sort = row.sort = sort_of(row.said.get("about", ""))
    what, text = row.text("what", LONGEST), row.text("text", LONGEST)
    is_room = sort == ROOM
    is_needed = is_room or row.said.get("seats")
    seats = row.number_of("seats", 0 if is_room else 1, MOST_SEATS) if is_needed else None
    code = code_of(sort, what)
    if not sort:
        these = listed(one.label for one in choices())
        row.fault("about", _("write one of %(these)s.") % {"these": these})
    elif is_room and not code:
        row.fault("what", _("of room there are persons and school seats."))
    elif not what and not row.faults:
        row.fault("what", _("say what there is."))
    if row.faults:
        return
    if not code:
        text = f"{what}: {text}" if text else what
        row.notes.append(_("Not on the list: it is kept in your words, and not matched."))
        if len(text) > LONGEST:
            row.fault("text", _("it is too long. Shorten it."))
    row.facts = {"dimension": sort, "code": code, "text": text, "seats": seats}


def _compare_room(row: SheetRow, place: Place, least: int) -> None:
    number, today = row.facts["seats"], getattr(place, row.facts["code"])
    row.outcome = Outcome.SAME if number == today else Outcome.CHANGED
    if number < least:
        text = _("so many are promised: %(number)s. There can not be less.")
        row.fault("seats", text % {"number": least})
    elif number != today:
        row.notes.append(_("Today: %(number)s.") % {"number": today})


def _compare(row: SheetRow, fact: PlaceFact, promises: Sequence[Promise]) -> None:
    """An empty cell changes nothing, and the very same is passed over."""
    if not (fact.code and row.facts["text"]):
        row.facts["text"] = fact.text
    if row.facts["seats"] is None:
        row.facts["seats"] = fact.seats
    if (fact.text, fact.seats) == (row.facts["text"], row.facts["seats"]):
        row.outcome = Outcome.SAME
        return
    row.outcome = Outcome.CHANGED
    is_less = fact.seats and (row.facts["seats"] or 0) < fact.seats
    if is_less and (households := len(households_on(fact, promises))):
        text = ngettext(
            "%(count)s household that is promised a place with you rests on this.",
            "%(count)s households that are promised a place with you rest on this.",
            households,
        )
        row.notes.append(text % {"count": households})
    before = [str(one) for one in (fact.seats, fact.text) if one]
    if before:
        row.notes.append(_("Today: %(number)s.") % {"number": listed(before)})
