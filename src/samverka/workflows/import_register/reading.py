"""A sent file looked through: which sheet and columns, and what each row would do."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.imports.models import Import
from samverka.toolkit.clock import today
from samverka.toolkit.sealed_body import unsealed
from samverka.toolkit.sealed_file import FileProblem
from samverka.toolkit.tables import (
    Book,
    Row,
    Sheet,
    TableProblem,
    heading_and_rows,
    in_words,
    recognised,
    sheet_with,
)
from samverka.toolkit.tables import open_book as open_table

from .columns import headings_of, missing
from .judging import Given, judge
from .verdicts import Verdict

SAMPLES = 3


class Gone(TableProblem):
    """The key that sealed the file is no longer used."""

    def __init__(self) -> None:
        super().__init__(_("What was sent can no longer be opened. Send the file once more."))


@dataclass
class Looked:
    """What was found in the file, and the verdicts where the columns are clear."""

    sheets: list[str]
    hidden: list[str]
    sheet: str
    heading_row: int
    headings: list[str]
    samples: list[list[str]]
    places: dict[str, int]
    verdicts: list[Verdict] = field(default_factory=list)
    is_clear: bool = False

    def as_kept(self) -> dict:
        names = "sheets hidden sheet heading_row headings samples places"
        return {name: getattr(self, name) for name in names.split()}


def actor_of(batch: Import) -> Actor:
    return Actor(user=batch.user, role=batch.role, organisation=batch.organisation)


def look_through(batch: Import, tell: Callable[[int, int], None]) -> Looked:
    """
    :raises TableProblem: the file cannot be read
    """
    try:
        book = open_table(io.BytesIO(unsealed(batch.content)))
    except FileProblem:
        raise Gone from None
    sheet = _sheet(batch, book)
    heading, rows = heading_and_rows(sheet, headings_of(batch.kind))
    looked = _looked(batch, book, sheet, heading, rows)
    if not missing(batch.kind, looked.places):
        looked.is_clear = True
        given = Given(
            rows=rows,
            places=looked.places,
            merged=[area for area in sheet.merged if area.last_row >= rows[0].number],
            actor=actor_of(batch),
            on=today(),
            decided=batch.chosen.get("decided", {}),
        )
        looked.verdicts = judge(batch.kind, given, tell)
    return looked


def _sheet(batch: Import, book: Book) -> Sheet:
    """The one that was chosen, else the first with headings that we know, else the first."""
    chosen = batch.chosen.get("sheet")
    return (
        book.read(chosen) if chosen in book.sheets else sheet_with(book, headings_of(batch.kind))
    )


def _looked(batch: Import, book: Book, sheet: Sheet, heading: Row, rows: list[Row]) -> Looked:
    headings = [in_words(cell) for cell in heading.cells]
    below = rows[:SAMPLES]
    width = max([len(headings), *(len(other.cells) for other in below)])
    headings += [""] * (width - len(headings))
    chosen = batch.chosen.get("columns")
    places = recognised(headings_of(batch.kind), headings) if chosen is None else chosen
    return Looked(
        sheets=book.sheets,
        hidden=book.hidden,
        sheet=sheet.name,
        heading_row=heading.number,
        headings=headings,
        samples=[[in_words(other[place]) for other in below] for place in range(width)],
        places={name: place for name, place in places.items() if place < width},
    )
