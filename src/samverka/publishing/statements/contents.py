"""What a period holds: rows by a layout's columns, their sums, and the digest of all of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .models import Layout

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

# Days as ISO text, choices as their codes: the same in every language. `Field.said` gives words.
Cell = str | int | bool | None


@dataclass(frozen=True)
class Line:
    """One row: what it is told apart by, whose it is, and its cells by the layout's columns."""

    key: str
    person_id: int | None
    person_key: str
    is_protected: bool
    cells: tuple[Cell, ...]
    minutes: int = 0
    claimed: int = 0
    # Emptied: what is not known of somebody erased cannot be asked for.
    is_forgotten: bool = False

    @cached_property
    def hashed(self) -> bytes:
        """The row as it goes into the digest."""
        return f"{canonical([self.key, list(self.cells)])}\n".encode()


@dataclass(frozen=True)
class Sums:
    """Of everybody, the protected too; `claimed` in minutes, as the fund's rule has counted."""

    rows: int
    persons: int
    protected: int
    minutes: int
    claimed: int


@dataclass(frozen=True)
class Content:
    """A period as the facts say, or as it was sent; the rows in the order of their keys."""

    layout: Layout
    first_month: dt.date
    last_month: dt.date
    rows: list[Line]
    sums: Sums

    @cached_property
    def digest(self) -> str:
        return digest_of(self.layout, self.first_month, self.last_month, self.rows)

    @property
    def ordinary(self) -> list[Line]:
        """The rows of the ordinary file."""
        return [row for row in self.rows if not row.is_protected]

    @property
    def protected(self) -> list[Line]:
        """The rows that go a way of their own."""
        return [row for row in self.rows if row.is_protected]


def canonical(value: object) -> str:
    """A text that is the same however the value was made."""
    return _ENCODER.encode(value)


def digest_of(
    layout: Layout, first_month: dt.date, last_month: dt.date, lines: Iterable[Line]
) -> str:
    """The hash of a content: a line for layout and period, and one for each row."""
    hashed = hashlib.sha256(f"{_head(layout, first_month, last_month)}\n".encode())
    for line in lines:
        hashed.update(line.hashed)
    return hashed.hexdigest()


def _head(layout: Layout, first_month: dt.date, last_month: dt.date) -> str:
    return canonical(
        {
            "layout": layout.code,
            "version": layout.version,
            "columns": layout.columns,
            "first_month": f"{first_month:%Y-%m}",
            "last_month": f"{last_month:%Y-%m}",
        }
    )
