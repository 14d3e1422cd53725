"""A fund's categories and rates as a table that somebody sends: read, and judged row by row."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Fund
from samverka.toolkit.money import read_kronor
from samverka.toolkit.signs import TURNING
from samverka.toolkit.spreadsheet import Sheet, workbook
from samverka.toolkit.tables import Row, TableProblem, found_heading, in_words, open_book, plain

from .models import Category, Rate, Region

MOST_ROWS = 500
MOST_AMOUNT = 10_000_00
FIRST_YEAR, LAST_YEAR = 2000, 2099
SALT = "samverka.rates.sheet"
# What was looked through is carried out within the hour, or looked through once more.
KEPT = 3600

# Fact: its heading, and whether it must be there.
HEADINGS: Mapping[str, tuple[Any, bool]] = {
    "code": (gettext_lazy("Code"), True),
    "name": (gettext_lazy("Category"), True),
    "year": (gettext_lazy("Year"), False),
    "region": (gettext_lazy("Part of the country"), False),
    "amount": (gettext_lazy("Kronor an hour"), False),
    "source": (gettext_lazy("Source"), True),
}
# What columns and parts of the country are called besides, in Swedish and in English.
WORDS = json.loads((Path(__file__).parent / "data" / "words.json").read_text())
LONGEST = {"code": 20, "name": 150, "source": 300}


class NoSuchColumns(TableProblem):
    """The headings are not those of rates."""

    def __init__(self, missing: Sequence[str]):
        super().__init__(
            _("The column %(names)s is not found. Name the columns as in the table to fill.")
            % {"names": ", ".join(missing)}
        )


class NoRows(TableProblem):
    def __init__(self) -> None:
        super().__init__(_("There are no rows below the heading."))


class TooManyRates(TableProblem):
    def __init__(self) -> None:
        super().__init__(
            _("The table has more than %(count)s rows. Send it in parts.") % {"count": MOST_ROWS}
        )


@dataclass(frozen=True)
class Told:
    """What a row of the file says: a category, and what an hour of it is worth if it says so."""

    number: int
    code: str
    name: str
    source: str
    year: int | None
    region: str
    amount: int | None
    fault: str = ""


@dataclass(frozen=True)
class Judged:
    """A row with what it would do: "new", "changed", "same" or "wrong"."""

    told: Told
    outcome: str
    before: int | None = None
    is_new_category: bool = False

    @property
    def region(self) -> str:
        return str(Region(self.told.region).label) if self.told.region else "–"


def read(file: BinaryIO) -> list[Told]:
    """The rows of the first sheet.

    :raises TableProblem: with a sentence on what cannot be read
    """
    book = open_book(file)
    rows = book.read(book.sheets[0]).rows
    known = {word for fact in HEADINGS for word in _words(fact)}
    heading = found_heading(rows, known)
    if heading is None or heading + 1 >= len(rows):
        raise NoRows
    places = _places(rows[heading])
    below = rows[heading + 1 :]
    if len(below) > MOST_ROWS:
        raise TooManyRates
    return [_told(row, places) for row in below]


def _words(fact: str) -> list[str]:
    """What a column may be called, besides its heading in the reader's language."""
    return [plain(str(HEADINGS[fact][0])), *WORDS["columns"][fact]]


def _places(heading: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(heading.cells):
        said = plain(in_words(cell))
        for fact in HEADINGS:
            if said in _words(fact):
                found.setdefault(fact, place)
    missing = [str(HEADINGS[fact][0]) for fact in HEADINGS if fact not in found]
    needed = [name for name in missing if name in _needed_names()]
    if needed:
        raise NoSuchColumns(needed)
    return found


def _needed_names() -> list[str]:
    return [str(label) for label, needed in HEADINGS.values() if needed]


def _told(row: Row, places: Mapping[str, int]) -> Told:
    said = {fact: in_words(row[place]) for fact, place in places.items()}
    year, region = _year(said.get("year", "")), _region(said.get("region", ""))
    amount = read_kronor(said.get("amount", ""))
    return Told(
        number=row.number,
        code=said["code"],
        name=said["name"],
        source=said["source"],
        year=year,
        region=region or "",
        amount=amount,
        fault=_fault(said, year, region, amount),
    )


def _year(text: str) -> int | None:
    year = int(text) if re.fullmatch(r"[0-9]{4}", text) else None
    return year if year and FIRST_YEAR <= year <= LAST_YEAR else None


def _region(text: str) -> str | None:
    said = plain(text)
    for region in Region:
        if said in [plain(str(region.label)), *WORDS["regions"][region]]:
            return str(region)
    return None


def _fault(
    said: Mapping[str, str], year: int | None, region: str | None, amount: int | None
) -> str:
    """What is wrong with a row, in words; empty where nothing is."""
    for fact, longest in LONGEST.items():
        text, label = said.get(fact, ""), str(HEADINGS[fact][0])
        if not text:
            return _("%(column)s is empty.") % {"column": label}
        if len(text) > longest or TURNING & set(text):
            return _("%(column)s is too long, or holds signs that turn a line.") % {
                "column": label
            }
    if not any(said.get(fact) for fact in ("year", "region", "amount")):
        return ""
    if year is None:
        return _("The year is not one from 2000 to 2099.")
    if region is None:
        return _("The part of the country is not one of: %(names)s.") % {
            "names": ", ".join(str(label) for label in Region.labels)
        }
    if not amount or amount > MOST_AMOUNT:
        return _("The amount is not one from 0.01 to 10,000 kronor.")
    return ""


def judge(fund: Fund, rows: Sequence[Told]) -> list[Judged]:
    """What each row would do now, in two questions; the same rate told twice is wrong."""
    categories = {one.code: one for one in Category.objects.filter(fund=fund)}
    rates = {
        (rate.category.code, rate.year, rate.region): rate
        for rate in Rate.objects.filter(category__fund=fund).select_related("category")
    }
    seen: set[tuple] = set()
    names: dict[str, str] = {}
    judged = []
    for told in rows:
        key = (told.code, told.year, told.region)
        is_twice = key in seen or names.setdefault(told.code, told.name) != told.name
        seen.add(key)
        rate = rates.get((told.code, told.year or 0, told.region))
        judged.append(_judged(told, categories.get(told.code), rate, is_twice=is_twice))
    return judged


def _judged(told: Told, category: Category | None, rate: Rate | None, *, is_twice: bool) -> Judged:
    if told.fault:
        return Judged(told, "wrong")
    if is_twice:
        fault = _("The same code stands in a row above, with the same year or another name.")
        return Judged(Told(**{**asdict(told), "fault": fault}), "wrong")
    before = rate.amount if rate else None
    if category is None:
        return Judged(told, "new", before, is_new_category=True)
    is_named_so = category.name == told.name
    if told.amount is None:
        is_same = is_named_so and category.source == told.source
        return Judged(told, "same" if is_same else "changed", before)
    if rate is None:
        return Judged(told, "new", before)
    is_same = is_named_so and rate.amount == told.amount and rate.source == told.source
    return Judged(told, "same" if is_same else "changed", before)


def kept(rows: Sequence[Told]) -> str:
    """The rows as the page that shows them carries them on: signed, so that they stay the same."""
    return signing.dumps([asdict(row) for row in rows], salt=SALT, compress=True)


def taken_up(text: str) -> list[Told] | None:
    """The rows again; None where they are not those that were shown, or are too old."""
    try:
        return [Told(**row) for row in signing.loads(text, salt=SALT, max_age=KEPT)]
    except signing.BadSignature:
        return None


def table_to_fill() -> bytes:
    """The headings, and a sheet on what belongs below each."""
    told = {
        "code": _("As the fund writes it."),
        "name": _("What the fund calls it."),
        "year": _("The year whose rates the fund's call allows."),
        "region": ", ".join(str(label) for label in Region.labels),
        "amount": _(
            "With decimals where there are any: 250,50. Empty if only the category is known."
        ),
        "source": _("Where it is written: the fund's decision, and its day."),
    }
    rows = [
        [str(label), _("Must be there") if needed else _("May be empty"), told[fact]]
        for fact, (label, needed) in HEADINGS.items()
    ]
    return workbook(
        [
            Sheet(_("What an hour is worth"), [label for label, _needed in HEADINGS.values()], []),
            Sheet(_("Explanations"), [_("Column"), _("Needed"), _("What belongs here")], rows),
        ]
    )
