"""The keys of one part of a programme file, asked for one by one. What is wrong is collected."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Precision

from .document import Part, Problem, Rows, Table, Text

Value = TypeVar("Value")
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s+([^\W\d]+)")
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
TIMES = re.compile(r"(\d{1,2})[.:](\d{2})\s*[–-]\s*(\d{1,2})[.:](\d{2})")


@dataclass(frozen=True)
class Said:
    """A day, and how exactly it is said."""

    day: dt.date
    precision: str


def nearest(word: str, words: Iterable[str]) -> str:
    """The word most like it, whatever the case; nothing where none is like it."""
    by_lower = {other.lower(): other for other in words}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


@dataclass(frozen=True)
class Known:
    """What a file may name that is not in the file."""

    # The code of every municipality by its name.
    places: Mapping[str, str] = field(default_factory=dict)
    # The keys of the programmes that are loaded.
    programmes: frozenset[str] = frozenset()


class Fields:
    """One part of the file. A key that nobody asks for is unknown; `finish` says so."""

    def __init__(self, table: Table, problems: list[Problem], known: Known):
        self.table = table
        self.problems = problems
        self.known = known
        self.asked: list[str] = []

    def line_of(self, key: str) -> int:
        return self.table.lines.get(key, self.table.line)

    def problem(self, at: str, sentence: str, /, **words: object) -> None:
        """Something is wrong at a key, or where it should have stood."""
        self.problems.append(Problem(self.line_of(at), sentence % words))

    def _part(self, key: str) -> Part | None:
        self.asked.append(key)
        part = self.table.parts.get(key)
        return None if isinstance(part, Text) and not part.value else part

    def has(self, key: str) -> bool:
        return self._part(key) is not None

    def text(self, key: str, *, required: bool = True, longest: int = 0) -> str:
        part = self._part(key)
        if part is None:
            if required:
                self.problem(key, _("'%(key)s' is missing. Add a line '%(key)s: …'."), key=key)
            return ""
        if not isinstance(part, Text):
            sentence = _("'%(key)s' should be a text on the same line.")
            self.problem(key, sentence, key=key)
            return ""
        if longest and len(part.value) > longest:
            sentence = _("'%(key)s' is %(length)s signs long. Shorten it to %(longest)s.")
            self.problem(key, sentence, key=key, length=len(part.value), longest=longest)
        return part.value

    def choice(
        self, key: str, choices: Mapping[str, Value], *, required: bool = True
    ) -> Value | None:
        """One of a few words, each standing for a value."""
        word = self.text(key, required=required)
        if not word:
            return None
        return self.one_of(key, word, choices)

    def one_of(self, key: str, word: str, choices: Mapping[str, Value]) -> Value | None:
        by_lower = {name.lower(): value for name, value in choices.items()}
        if word.lower() in by_lower:
            return by_lower[word.lower()]
        near = nearest(word, choices)
        if near:
            sentence = _("'%(word)s' cannot stand at '%(key)s'. Did you mean '%(near)s'?")
        else:
            sentence = _("'%(word)s' cannot stand at '%(key)s'. Write one of: %(words)s.")
        self.problem(key, sentence, word=word, key=key, near=near, words=", ".join(choices))
        return None

    def day(self, key: str, *, last: bool = False, required: bool = True) -> dt.date | None:
        """A day, or a month: its first day, or its last where a last day is asked for."""
        said = self.said_day(key, last=last, required=required)
        if said and said.precision == Precision.YEAR:
            self._no_day(key)
            return None
        return said.day if said else None

    def said_day(self, key: str, *, last: bool = False, required: bool = False) -> Said | None:
        """A day as exactly as it is said: the day, only its month, or only its year."""
        word = self.text(key, required=required)
        if not word:
            return None
        found = DAY.fullmatch(word)
        try:
            year, month, day = (int(part) for part in found.groups(default=0))  # type: ignore[union-attr]
            if day:
                return Said(dt.date(year, month, day), Precision.DAY)
            if month:
                end = calendar.monthrange(year, month)[1]
                return Said(dt.date(year, month, end if last else 1), Precision.MONTH)
            return Said(dt.date(year, *((12, 31) if last else (1, 1))), Precision.YEAR)
        except (AttributeError, ValueError):
            self._no_day(key)
            return None

    def _no_day(self, key: str) -> None:
        sentence = _(
            "'%(word)s' is not a day. Write year, month and day as 2019-02-05, or only the "
            "month as 2019-02."
        )
        self.problem(key, sentence, word=self.text(key))

    def times(self, key: str) -> tuple[dt.time, dt.time] | None:
        word = self.text(key, required=False)
        if not word:
            return None
        found = TIMES.fullmatch(word)
        try:
            hours = [int(part) for part in found.groups()]  # type: ignore[union-attr]
            begins, ends = dt.time(hours[0], hours[1]), dt.time(hours[2], hours[3])
        except (AttributeError, ValueError):
            sentence = _("'%(word)s' is not a time. Write start and end as 09.00–16.00.")
            self.problem(key, sentence, word=word)
            return None
        if ends <= begins:
            self.problem(
                key,
                _("It ends at %(ends)s, before it begins at %(begins)s. Put the earlier first."),
                ends=f"{ends:%H.%M}",
                begins=f"{begins:%H.%M}",
            )
            return None
        return begins, ends

    def amount(
        self, key: str, units: Mapping[str, Value], example: str, *, without: str = ""
    ) -> Decimal | None:
        """A number with its unit; `units` are the words of the one unit that is asked for.

        `without` is a word that may stand before it.
        """
        word = self.text(key, required=False)
        if not word:
            return None
        found = AMOUNT.fullmatch(re.sub(f"^{without}", "", word, flags=re.IGNORECASE))
        if found is None:
            sentence = _(
                "'%(word)s' at '%(key)s' should be a number and its unit, as '%(example)s'."
            )
            self.problem(key, sentence, word=word, key=key, example=example)
            return None
        number, unit = found.groups()
        if unit.lower() not in units:
            sentence = _(
                "'%(word)s' at '%(key)s' is in another unit than asked for. "
                "Write it as '%(example)s'."
            )
            self.problem(key, sentence, word=word, key=key, example=example)
            return None
        return Decimal(number.replace(",", "."))

    def whole(
        self, key: str, units: Mapping[str, Value], example: str, *, without: str = ""
    ) -> int | None:
        number = self.amount(key, units, example, without=without)
        if number is None:
            return None
        if number != int(number):
            sentence = _("'%(word)s' at '%(key)s' should be a whole number, as '%(example)s'.")
            self.problem(key, sentence, word=self.text(key), key=key, example=example)
            return None
        return int(number)

    def words(self, key: str) -> list[str]:
        """A list of texts, written [one, two] or one a line."""
        part = self._part(key)
        if part is None:
            return []
        if not isinstance(part, Rows) or not all(isinstance(item, Text) for item in part.items):
            self.problem(key, _("'%(key)s' should be a list, as [one, two]."), key=key)
            return []
        return [item.value for item in part.items if isinstance(item, Text)]

    def rows(self, key: str, *, required: bool = False) -> list["Fields"]:
        """The parts of a list, each with keys of its own."""
        part = self._part(key)
        if part is None and not required:
            return []
        if part is None:
            sentence = _("'%(key)s' is missing. Add it with at least one row that begins '- '.")
            self.problem(key, sentence, key=key)
            return []
        items = part.items if isinstance(part, Rows) else []
        tables = [item for item in items if isinstance(item, Table)]
        if not items or len(tables) < len(items):
            sentence = _(
                "'%(key)s' should be a list: each row begins '- ' and holds keys with values."
            )
            self.problem(key, sentence, key=key)
        return [Fields(table, self.problems, self.known) for table in tables]

    def single(self, key: str) -> "Fields | None":
        """A part with keys of its own."""
        part = self._part(key)
        if part is None:
            return None
        if not isinstance(part, Table):
            sentence = _("'%(key)s' should hold keys with values, each on a line of its own.")
            self.problem(key, sentence, key=key)
            return None
        return Fields(part, self.problems, self.known)

    def finish(self) -> None:
        """Tell of the keys that are not known here."""
        for key in self.table.parts:
            if key in self.asked:
                continue
            near = nearest(key, self.asked)
            if near:
                sentence = _("'%(key)s' is not a key here. Did you mean '%(near)s'?")
            else:
                sentence = _("'%(key)s' is not a key here. Those that are: %(keys)s.")
            keys = ", ".join(dict.fromkeys(self.asked))
            self.problem(key, sentence, key=key, near=near, keys=keys)
