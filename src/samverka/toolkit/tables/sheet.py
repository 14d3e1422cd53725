"""A sheet that has been read, whatever kind of file it stood in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .cells import Cell, Row, cell_name
from .limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from .problems import TooManyColumns, TooManyRows


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that were made into one: only the first of them holds anything."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


@dataclass
class Sheet:
    """The rows that hold something, each with its own number."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    cells: int = 0

    def add(self, number: int, cells: Sequence[Cell]) -> None:
        """Keep a row, unless nothing stands in it.

        :raises TooManyRows: of rows or cells there are more than we read
        :raises TooManyColumns: something stands too far out
        """
        width = len(cells)
        while width and cells[width - 1] is None:
            width -= 1
        if not width:
            return
        if width > MOST_COLUMNS:
            raise TooManyColumns(cell_name(width - 1, number), MOST_COLUMNS)
        self.cells += width
        if len(self.rows) >= MOST_ROWS or self.cells > MOST_CELLS:
            raise TooManyRows(MOST_ROWS)
        self.rows.append(Row(number, tuple(cells[:width])))


@dataclass(frozen=True)
class Book:
    """The sheets of a file by name; the hidden ones are told, and not read."""

    sheets: list[str]
    hidden: list[str]
    read: Callable[[str], Sheet]
