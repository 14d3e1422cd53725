"""What a judge is given, and how a row is read: every value with the name of its cell."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.periods import YearFrom
from samverka.toolkit.signs import no_turning_signs
from samverka.toolkit.tables import Cell, Fault, Formula, Merged, Row, cell_name, in_words
from samverka.workflows.import_register.verdicts import Verdict

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mar mars march", "apr april",
            "maj may", "jun juni june", "jul juli july", "aug augusti august",
            "sep sept september", "okt oct oktober october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ISO = re.compile(r"(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?: 00:00(?::00)?)?")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4})")
IN_WORDS = re.compile(r"(?:den )?(\d{1,2})\.? ([a-z]+)\.? (\d{4})")


@dataclass(frozen=True)
class Given:
    """The rows below the heading, where each fact stands, who imports and what was decided."""

    rows: list[Row]
    places: Mapping[str, int]
    merged: list[Merged]
    actor: Actor
    on: dt.date
    # {row number as text: public key of somebody, or "new"}
    decided: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> Iterator["Reading"]:
        for row in self.rows:
            yield Reading(row, self)


class Reading:
    """One row while it is read: what it says goes into its verdict, and so do its faults."""

    def __init__(self, row: Row, given: Given):
        self.row, self.given = row, given
        self.verdict = Verdict(number=row.number)
        self.verdict.decided = given.decided.get(str(row.number), "")
        for area in given.merged:
            self._see_merged(area)

    def _see_merged(self, area: Merged) -> None:
        """Below the heading a merged area hides which rows its value is for."""
        touched = (column for column in self.given.places.values())
        if any(area.holds(self.row.number, column) for column in touched):
            self.fault(
                area.name,
                _("The cells are merged. Take the merging away, and write the value in each."),
            )

    def cell(self, fact: str) -> str:
        return cell_name(self.given.places[fact], self.row.number)

    def fault(self, where: str, sentence: str) -> None:
        """Something is wrong: with a fact's cell, or with a place named as it is."""
        place = self.cell(where) if where in self.given.places else where
        self.verdict.problems.append((place, sentence))

    def raw(self, fact: str) -> Cell:
        """What stands in the cell; of a formula what it last showed."""
        place = self.given.places.get(fact)
        value = None if place is None else self.row[place]
        if isinstance(value, Formula):
            value = self._computed(fact, value)
        if isinstance(value, Fault):
            self.fault(fact, _("The cell shows %(code)s. Write the value.") % {"code": value.code})
            return None
        return value

    def _computed(self, fact: str, formula: Formula) -> Cell:
        if formula.value is None:
            self.fault(
                fact,
                _(
                    "The cell holds a formula, and what it comes to is not kept in the file. "
                    "Write the value itself."
                ),
            )
            return None
        self.verdict.notes.append(
            _("%(cell)s holds a formula; what it showed last is used.") % {"cell": self.cell(fact)}
        )
        return formula.value

    def text(self, fact: str, longest: int) -> str:
        """The cell as words, not longer than what the register holds."""
        words = in_words(self.raw(fact))
        if len(words) > longest:
            self.fault(
                fact,
                _("The text has %(length)s characters, and %(longest)s have room. Shorten it.")
                % {"length": len(words), "longest": longest},
            )
            return ""
        try:
            no_turning_signs(words)
        except ValidationError as problem:
            self.fault(fact, problem.messages[0])
            return ""
        return words

    def needed(self, fact: str, longest: int) -> str:
        words = self.text(fact, longest)
        if not words and not any(where == self.cell(fact) for where, _ in self.verdict.problems):
            self.fault(fact, _("The cell is empty. Write something in it."))
        return words

    def day(self, fact: str) -> dt.date | None:
        """A day: a date of the spreadsheet, or one in words."""
        value = self.raw(fact)
        words = in_words(value)
        if not words:
            return None
        try:
            day = _day_in(value, words)
            YearFrom(1900)(day)
        except ValidationError as problem:
            self.fault(fact, problem.messages[0])
        except ValueError:
            self.fault(
                fact, _("“%(words)s” is not a day. Write it as 2026-03-16.") % {"words": words}
            )
        else:
            return day
        return None


def _day_in(value: Cell, words: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if match := ISO.fullmatch(words):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := DAY_FIRST.fullmatch(words):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    match = IN_WORDS.fullmatch(words.casefold())
    if match and match[2] in MONTHS:
        return dt.date(int(match[3]), MONTHS[match[2]], int(match[1]))
    raise ValueError(words)
