"""What a table of the files is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

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
    """The programme, the day, and what each protected person is called in these files."""

    programme: Programme
    on: dt.date
    protected: dict[str, str]

    def person(self, key: str) -> str:
        return self.protected.get(key, key)


def asked(programme: Programme, *, on: dt.date) -> Asked:
    keys = Person.objects.filter(is_protected=True).order_by("pk")
    names = {
        key: f"protected-{number}"
        for number, key in enumerate(keys.values_list("public_key", flat=True), start=1)
    }
    return Asked(programme, on, names)


def yes(value: bool | None) -> str:
    """As the files have it; empty where it is not known."""
    return "" if value is None else ("yes" if value else "no")
