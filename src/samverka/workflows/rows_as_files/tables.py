"""What a table of the files is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from samverka.delivery.programmes.models import Programme
from samverka.register.people.models import Person
from samverka.toolkit.spreadsheet import Cell, csv


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
    """The programme, the day, and who is protected, with what they are called in these files.

    They are numbered as they come, so that the numbers tell neither of other programmes nor how
    many the region protects.
    """

    programme: Programme
    on: dt.date
    protected: frozenset[str]
    numbered: dict[str, str] = field(default_factory=dict)

    def person(self, key: str) -> str:
        if key not in self.protected:
            return key
        return self.numbered.setdefault(key, f"protected-{len(self.numbered) + 1}")

    def day(self, key: str, day: dt.date) -> dt.date:
        """Of the protected only the month: when somebody is where could find them."""
        return day.replace(day=1) if key in self.protected else day

    def text(self, key: str, text: str) -> str:
        """Of the protected nothing that was written freely."""
        return "" if key in self.protected else text


def asked(programme: Programme, *, on: dt.date) -> Asked:
    keys = Person.objects.filter(is_protected=True).values_list("public_key", flat=True)
    return Asked(programme, on, frozenset(keys))


def yes(value: bool | None) -> str:
    """As the files have it; empty where it is not known."""
    return "" if value is None else ("yes" if value else "no")
