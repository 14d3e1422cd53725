"""What a table of the files is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.clock import SWEDEN
from samverka.toolkit.public_key import new_key
from samverka.toolkit.spreadsheet import Cell, csv

# Somebody protected is found by little: an employer, a day, a municipality. A row of theirs
# under whatever code would tell that, so they have none in any file. `protected` says what they
# add to the figures of the whole programme, and no figure of an employer's has them in it, for
# the rows taken from such a figure would be theirs.
SHOWN = {"person__is_protected": False}
PROTECTED = {"person__is_protected": True}


@dataclass(frozen=True)
class Table:
    """A file: its name without ending, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]

    @property
    def file(self) -> tuple[str, bytes]:
        return f"{self.name}.csv", csv(self.columns, self.rows)


@dataclass(frozen=True)
class Asked:
    """The programme, the day, and what each person is called in these files.

    The codes are drawn anew each time: neither two programmes' files nor two of one programme
    can be joined by them, and none leads to an address here.
    """

    programme: Programme
    on: dt.date
    codes: dict[int, str] = field(default_factory=dict)

    def person(self, pk: int) -> str:
        return self.codes.setdefault(pk, new_key())


def told(at: dt.datetime | None) -> str:
    """An instant with its offset from Greenwich; empty where there is none."""
    return at.astimezone(SWEDEN).isoformat() if at else ""


def yes(value: bool | None) -> str:
    """As the files have it; empty where it is not known."""
    return "" if value is None else ("yes" if value else "no")
