"""What is found about a row: what it says, what would be done, what must be decided or mended."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from samverka.register.imports.models import ImportRow

Outcome = ImportRow.Outcome
NEW = "new"


@dataclass
class Verdict:
    """One row of the file, judged."""

    number: int
    name: str = ""
    # The row in words, in the order of the columns.
    says: list[str] = field(default_factory=list)
    # (fact, what stands, what it becomes)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    # (cell, what is wrong and how to mend it)
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Who it may be: (key, who, why)
    candidates: list[tuple[str, str, str]] = field(default_factory=list)
    # Those of the register whom the row tells of: reading it is noted.
    persons: list[int] = field(default_factory=list)
    decided: str = ""
    is_new: bool = False
    # What the actions are given; kept in memory only.
    facts: dict[str, Any] = field(default_factory=dict)
    # What is corrected: an organisation, or the key of a person.
    target: Any = None

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.WRONG
        if self.candidates and not self.decided:
            return Outcome.ASK
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.SAME

    def as_kept(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "says": self.says,
            "changes": self.changes,
            "problems": sorted(self.problems, key=lambda problem: (len(problem[0]), problem[0])),
            "notes": self.notes,
            "candidates": self.candidates,
            "persons": self.persons,
            "decided": self.decided,
        }

    def as_compared(self) -> list[Any]:
        """What would be done, without what is only said about it."""
        facts = {name: _plain(value) for name, value in sorted(self.facts.items())}
        return [
            self.number,
            self.outcome,
            facts,
            self.changes,
            getattr(self.target, "pk", self.target),
        ]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str | int | None):
        return value
    return str(getattr(value, "hash", "") or getattr(value, "pk", value))
