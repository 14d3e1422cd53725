"""A fund's categories and rates as a table that somebody sends: read, and judged row by row."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.delivery.programmes.models import Fund
from samverka.toolkit import tables
from samverka.toolkit.money import read_kronor
from samverka.toolkit.signs import TURNING
from samverka.toolkit.tables import Column, Row, TableProblem, in_words, plain
from samverka.toolkit.tables.problems import TooManyRows
from samverka.toolkit.texts import listed

from .models import Category, Rate, Region

MOST_ROWS = 500
MOST_AMOUNT = 10_000_00
FIRST_YEAR, LAST_YEAR = 2000, 2099
SALT = "samverka.rates.sheet"
# What was looked through is carried out within the hour, or looked through once more.
KEPT = 3600

COLUMNS = (
    Column("code", gettext_lazy("Code"), gettext_lazy("As the fund writes it."), is_required=True),
    Column(
        "name",
        gettext_lazy("Category"),
        gettext_lazy("What the fund calls it. May be empty where the code is known."),
        is_required=True,
    ),
    Column(
        "year", gettext_lazy("Year"), gettext_lazy("The year whose rates the fund's call allows.")
    ),
    Column(
        "region",
        gettext_lazy("Part of the country"),
        gettext_lazy("The whole country, Stockholm County, or outside Stockholm County."),
    ),
    Column(
        "amount",
        gettext_lazy("Kronor an hour"),
        gettext_lazy(
            "With decimals where there are any: 250,50. Empty if only the category is known."
        ),
    ),
    Column(
        "source",
        gettext_lazy("Source"),
        gettext_lazy("Where it is written: the fund's decision, and its day."),
        is_required=True,
    ),
)
# What columns and parts of the country are called besides, in Swedish and in English.
WORDS = json.loads((Path(__file__).parent / "data" / "words.json").read_text())
LONGEST = {"code": 20, "name": 150, "source": 300}


class NoSuchColumns(TableProblem):
    """The headings are not those of rates."""

    def __init__(self, missing: Sequence[str]):
        super().__init__(
            _("The column %(names)s is not found. Name the columns as in the table to fill.")
            % {"names": listed(missing)}
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
    """The rows of the first sheet with rates.

    :raises TableProblem: with a sentence on what cannot be read
    """
    known = _headings()
    sheet = tables.sheet_with(tables.open_book(file), known)
    heading, rows = tables.heading_and_rows(sheet, known)
    places = tables.recognised(known, [in_words(cell) for cell in heading.cells])
    missing = [one for one in COLUMNS if one.is_required and one.name not in places]
    if missing:
        raise NoSuchColumns([str(column.label) for column in missing])
    if len(rows) > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    return [_told(row, places) for row in rows]


def _headings() -> dict[str, set[str]]:
    """What each column may be called: its heading in the reader's language, and people's words."""
    return {
        column.name: {plain(str(column.label)), *WORDS["columns"][column.name]}
        for column in COLUMNS
    }


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
    """All that is wrong with a row, in words; empty where nothing is."""
    return " ".join([*_faults_of_texts(said), *_faults_of_rate(said, year, region, amount)])


def _faults_of_texts(said: Mapping[str, str]) -> Iterator[str]:
    for fact, longest in LONGEST.items():
        text, label = said.get(fact, ""), _label(fact)
        if not text and fact != "name":
            yield _("%(column)s is empty.") % {"column": label}
        elif len(text) > longest or TURNING & set(text):
            yield _("%(column)s is too long, or holds signs that turn a line.") % {"column": label}


def _faults_of_rate(
    said: Mapping[str, str], year: int | None, region: str | None, amount: int | None
) -> Iterator[str]:
    if not any(said.get(fact) for fact in ("year", "region", "amount")):
        return
    if year is None:
        yield _("The year is not one from 2000 to 2099.")
    if region is None:
        yield _("The part of the country is not one of: %(names)s.") % {
            "names": listed(str(label) for label in Region.labels)
        }
    if not amount or amount > MOST_AMOUNT:
        yield _("The amount is not one from 0.01 to 10,000 kronor.")


def _label(fact: str) -> str:
    return next(str(column.label) for column in COLUMNS if column.name == fact)


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
    for row in rows:
        told = _named(row, names, categories.get(row.code))
        key = (told.code, told.year, told.region)
        is_twice = key in seen or names.setdefault(told.code, told.name) != told.name
        seen.add(key)
        rate = rates.get((told.code, told.year or 0, told.region))
        judged.append(_judged(told, categories.get(told.code), rate, is_twice=is_twice))
    return judged


def _named(told: Told, names: Mapping[str, str], category: Category | None) -> Told:
    """A row without a name is of the category that a row above names so, or that stands here."""
    if told.name:
        return told
    if name := names.get(told.code) or (category.name if category else ""):
        return replace(told, name=name)
    fault = _("%(column)s is empty.") % {"column": _label("name")}
    return replace(told, fault=f"{fault} {told.fault}".strip())


def _judged(told: Told, category: Category | None, rate: Rate | None, *, is_twice: bool) -> Judged:
    if told.fault:
        return Judged(told, "wrong")
    if is_twice:
        fault = _("The same code stands in a row above, with the same year or another name.")
        return Judged(replace(told, fault=fault), "wrong")
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
    return tables.table_to_fill(_("What an hour is worth"), COLUMNS)
