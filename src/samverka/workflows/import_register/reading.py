"""A sent file looked through: which sheet and columns, and what each row would do."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.register.imports.models import Import
from samverka.register.imports.sealed import opened_file
from samverka.toolkit.clock import today
from samverka.toolkit.sealed_file import FileProblem
from samverka.toolkit.tables import Book, Row, Sheet, TableProblem, found_heading, in_words
from samverka.toolkit.tables import open_book as open_table

from .columns import known_headings, missing, recognised
from .judging import Given, judge
from .verdicts import Verdict

SAMPLES = 3
ENOUGH = 2


class NoRows(TableProblem):
    def __init__(self) -> None:
        super().__init__(
            _("There are no rows below the heading. Choose the file that holds them.")
        )


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
        book = open_table(opened_file(batch.content))
    except FileProblem:
        raise Gone from None
    sheet = _sheet(batch, book)
    heading = found_heading(sheet.rows, known_headings(batch.kind))
    if heading is None or heading + 1 >= len(sheet.rows):
        raise NoRows
    rows = sheet.rows[heading + 1 :]
    looked = _looked(batch, book, sheet, heading)
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
    if chosen in book.sheets:
        return book.read(chosen)
    first = None
    for name in book.sheets:
        sheet = book.read(name)
        heading = found_heading(sheet.rows, known_headings(batch.kind))
        if heading is not None and len(_recognised(batch, sheet.rows[heading])) >= ENOUGH:
            return sheet
        first = first or sheet
    return first or Sheet("")


def _recognised(batch: Import, heading: Row) -> dict[str, int]:
    return recognised(batch.kind, [in_words(cell) for cell in heading.cells])


def _looked(batch: Import, book: Book, sheet: Sheet, heading: int) -> Looked:
    row = sheet.rows[heading]
    headings = [in_words(cell) for cell in row.cells]
    below = sheet.rows[heading + 1 : heading + 1 + SAMPLES]
    width = max([len(headings), *(len(other.cells) for other in below)])
    headings += [""] * (width - len(headings))
    chosen = batch.chosen.get("columns")
    places = _recognised(batch, row) if chosen is None else chosen
    return Looked(
        sheets=book.sheets,
        hidden=book.hidden,
        sheet=sheet.name,
        heading_row=row.number,
        headings=headings,
        samples=[[in_words(other[place]) for other in below] for place in range(width)],
        places={name: place for name, place in places.items() if place < width},
    )
