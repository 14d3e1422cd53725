"""Homes as a table that somebody pastes or sends: read, judged row by row, mended in place."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.toolkit import tables
from samverka.toolkit.signs import TURNING
from samverka.toolkit.tables import Column, Row, TableProblem, in_words, plain
from samverka.toolkit.tables.problems import TooManyRows
from samverka.toolkit.texts import whole_number

from .models import Place
from .queries.offers import label_key, same_homes

MOST = 200
MOST_ROOMS, MOST_PERSONS = 12, 20
LONGEST = 80
YES = {"x", "ja", "j", "yes", "y", "1", "finns", "نعم"}
NO = {"", "nej", "n", "no", "0", "لا"}
COLUMNS = (
    Column("label", gettext_lazy("Home"), gettext_lazy("A street with a number."), "", True),
    Column("rooms", gettext_lazy("Rooms"), gettext_lazy("Whole rooms."), "3", True),
    Column("most_persons", gettext_lazy("Persons"), gettext_lazy("At the most."), "5", True),
    Column(
        "ground_floor_or_lift",
        gettext_lazy("Ground floor or lift"),
        gettext_lazy("Yes or no."),
        "x",
    ),
    Column("step_free", gettext_lazy("No steps"), gettext_lazy("Yes or no."), ""),
    Column("from_day", gettext_lazy("Free from"), gettext_lazy("A day."), "2026-05-01", True),
)
NAMES = tuple(column.name for column in COLUMNS)
# What the columns are called besides, in Swedish and in English.
WORDS = json.loads((Path(__file__).parent / "data" / "home_words.json").read_text("utf-8"))


@dataclass
class HomeRow:
    """A row as it was written, what it says, and what of it is wrong."""

    number: int
    said: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[Column, str]]:
        return [(column, self.said.get(column.name, "")) for column in COLUMNS]


def from_text(text: str) -> list[HomeRow]:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    return from_file(BytesIO(text.replace("\t", ";").encode()))


def from_file(file: BinaryIO) -> list[HomeRow]:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    known = {column.name: {plain(str(column.label)), *WORDS[column.name]} for column in COLUMNS}
    sheet = tables.sheet_with(tables.open_book(file), known)
    heading, rows = tables.heading_and_rows(sheet, known)
    places = tables.recognised(known, [in_words(cell) for cell in heading.cells])
    missing = [column for column in COLUMNS if column.is_required and column.name not in places]
    if missing:
        raise NoSuchColumns(missing)
    if len(rows) > MOST:
        raise TooManyRows(MOST)
    return [_row(row, places) for row in rows if any(in_words(cell) for cell in row.cells)]


class NoSuchColumns(TableProblem):
    """The headings are not those of homes."""

    def __init__(self, missing: Sequence[Column]):
        names = ", ".join(str(column.label) for column in missing)
        super().__init__(_("The column %(names)s is not found. Name it so.") % {"names": names})


def _row(row: Row, places: Mapping[str, int]) -> HomeRow:
    return HomeRow(row.number, {name: in_words(row[place]) for name, place in places.items()})


def rows_sent(data: QueryDict) -> list[HomeRow]:
    """The rows as somebody has mended them; one whose home was emptied is left out."""
    numbers = [whole_number(text) for text in data.getlist("row")[:MOST]]
    rows = [
        HomeRow(number, {name: data.get(f"{name}-{number}", "").strip() for name in NAMES})
        for number in numbers
        if number is not None
    ]
    return [row for row in rows if row.said["label"]]


def judge(place: Place, rows: Sequence[HomeRow]) -> None:
    """What each row says, and everything that is wrong with it; in one question."""
    for row in rows:
        row.faults = []
        row.facts = {
            "label": _label(row),
            "rooms": _count(row, "rooms", MOST_ROOMS),
            "most_persons": _count(row, "most_persons", MOST_PERSONS),
            "step_free": _yes(row, "step_free"),
            "ground_floor_or_lift": _yes(row, "ground_floor_or_lift"),
            "from_day": _day(row),
        }
        row.facts["ground_floor_or_lift"] |= row.facts["step_free"]
    keys = [label_key(row.facts["label"]) for row in rows]
    there = {home.label_key: home for home in same_homes(place, keys)}
    first: dict[str, int] = {}
    for row, key in zip(rows, keys, strict=True):
        if not key:
            continue
        if home := there.get(key):
            text = _("This home is offered already, in %(round)s.")
            row.faults.append(text % {"round": home.place.round.name})
        elif key in first:
            text = _("The same home stands in row %(number)s.")
            row.faults.append(text % {"number": first[key]})
        first.setdefault(key, row.number)


def _label(row: HomeRow) -> str:
    label = row.said.get("label", "")
    if not label_key(label):
        row.faults.append(_("Say which home it is."))
    elif len(label) > LONGEST or TURNING & set(label):
        row.faults.append(_("What the home is called is too long, or holds hidden signs."))
    return label[:LONGEST]


def _count(row: HomeRow, name: str, most: int) -> int:
    number = whole_number(row.said.get(name, ""))
    if number is None or not 1 <= number <= most:
        row.faults.append(
            _("%(column)s: write a whole number from 1 to %(most)s.")
            % {"column": _said(name), "most": most}
        )
        return 1
    return number


def _yes(row: HomeRow, name: str) -> bool:
    said = row.said.get(name, "").strip().casefold()
    if said not in YES | NO:
        row.faults.append(_("%(column)s: write yes or no.") % {"column": _said(name)})
    return said in YES


def _day(row: HomeRow) -> dt.date:
    with suppress(ValueError):
        day = dt.date.fromisoformat(row.said.get("from_day", ""))
        if 2000 <= day.year <= 2099:
            return day
    row.faults.append(_("%(column)s: write a day as 2026-05-01.") % {"column": _said("from_day")})
    return dt.date.max


def _said(name: str) -> str:
    return next(str(column.label) for column in COLUMNS if column.name == name)


def table_to_fill() -> bytes:
    """The headings, and a sheet on what belongs below each."""
    return tables.table_to_fill(_("Homes"), COLUMNS)
