"""A sheet that was kept elsewhere: each row is fitted to who stands on ours, or says why not.

Only whoever the reader sees by name is found: a protected person stands under their alias.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _

from samverka.engine.names import in_latin, likeness
from samverka.register.people.identity import NotANumber
from samverka.register.people.identity import read as read_number
from samverka.register.people.models import Person
from samverka.toolkit import clock
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.tables import Cell, Formula, in_words, open_book, plain
from samverka.toolkit.tables.problems import NoRows, TooManyRows

from .actions import Mark, Recorded
from .models import Attendance, Session
from .sheet import Row
from .sheet import Sheet as Ours
from .spent import NotATime, minutes_spent

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
MOST = 500
LIKE = 5
# Words of a first line that names columns instead of somebody.
HEADINGS = {"name", "namn", "e mail", "email", "e post", "epost", "mail", "nr", "time", "tid"}
HEADINGS |= {"timmar", "minuter", "minutes", "hours", "attendance", "deltog", "attended"}
HERE_WORDS = {"x", "ok", "yes", "ja", "j", "v", "here"}
ABSENT_WORDS = {"no", "nej", "n", "f", "absent", "0"}


NUMBERS = re.compile(
    r"(?P<first>\d{1,4})(?:-(?P<last>\d{1,4}))?(?:=(?P<time>\S{1,12})|(?P<absent>[fFaA]))?"
)


@dataclass
class Line:
    """A row as it was written, who it fits, and what of it cannot be saved."""

    number: int
    who: str
    time: str
    chosen: str = ""
    row: Row | None = None
    candidates: list[Row] = field(default_factory=list)
    mark: Mark | None = None
    fault: str = ""
    is_about_time: bool = False

    @property
    def minutes(self) -> int | None:
        """None for the whole session."""
        return self.mark.minutes if self.mark else None

    @property
    def differs(self) -> bool:
        """Whether the sheet says something else of the person now."""
        return bool(self.mark and self.row and self.row.mark not in ("", self.mark.mark))

    @property
    def says(self) -> str:
        return str(Attendance.Mark(self.mark.mark).label) if self.mark else ""


def from_text(text: str, session: Session) -> list[Line]:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    if "\t" not in text:
        return from_file(BytesIO(text.encode()), session)
    # What is copied from a spreadsheet has tabs between its cells, and commas within them.
    table = csv.reader(text.splitlines(), delimiter="\t")
    return _lines(
        [(number, [in_words(cell) for cell in cells]) for number, cells in enumerate(table, 1)],
        session,
    )


def from_file(file: BinaryIO, session: Session) -> list[Line]:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    book = open_book(file)
    rows = book.read(book.sheets[0]).rows
    return _lines([(row.number, [_written(cell) for cell in row.cells]) for row in rows], session)


def _written(cell: Cell) -> str:
    """A formula whose value is not in the file is shown, so that its row is not lost."""
    return in_words(cell) or (_no_value() if isinstance(cell, Formula) else "")


def _no_value() -> str:
    return _("(formula without value)")


def _lines(table: list[tuple[int, list[str]]], session: Session) -> list[Line]:
    rows = [(number, cells) for number, cells in table if any(cells)]
    if rows and {plain(cell) for cell in rows[0][1]} & HEADINGS:
        rows = rows[1:]
    if not rows:
        raise NoRows
    if len(rows) > MOST:
        raise TooManyRows(MOST)
    column = _time_column([cells for _number, cells in rows], session)
    return [_line(number, cells, column) for number, cells in rows]


def from_numbers(text: str) -> list[Line]:
    """Numbers of the paper list: "1-12 14 17=2.30 18f". What is none stays, to be mended."""
    lines: list[Line] = []
    for word in text.replace(";", " ").split():
        found = NUMBERS.fullmatch(word.rstrip(","))
        first = int(found["first"]) if found else 0
        last = int(found["last"] or first) if found else 0
        if not found or not first <= last < first + MOST:
            lines.append(Line(len(lines) + 1, word, ""))
            continue
        time = "f" if found["absent"] else found["time"] or ""
        for number in range(first, last + 1):
            lines.append(Line(len(lines) + 1, str(number), time))
    return lines[:MOST]


def others_absent(lines: list[Line], ours: Ours) -> None:
    """Whoever is neither written nor marked was not there."""
    known = _Known(ours.rows)
    written = {row.key for line in lines if (row := known.of(line)[0])}
    for row in ours.rows:
        if row.key not in written and not row.mark:
            lines.append(Line(len(lines) + 1, str(row.number), "f"))


def _line(number: int, cells: list[str], column: int | None) -> Line:
    time = cells[column] if column is not None and column < len(cells) else ""
    who = [cell for place, cell in enumerate(cells) if place != column and cell]
    # Where a mail or a number stands beside the name, it is enough, and surer.
    exact = [cell for cell in who if "@" in cell]
    return Line(number, exact[0] if exact else " ".join(who), time)


def _time_column(rows: Sequence[Sequence[str]], session: Session) -> int | None:
    """The last column in which most of what stands is a time, or says here or absent."""
    for column in range(max(map(len, rows)) - 1, 0, -1):
        said = [row[column] for row in rows if column < len(row) and row[column]]
        if said and sum(_is_time(text, session) for text in said) * 2 > len(said):
            return column
    return None


def _is_time(text: str, session: Session) -> bool:
    # Names are written, times are computed: a column of formulas without values is of times.
    if text == _no_value():
        return True
    with suppress(NotATime):
        _read(text, session)
        return True
    return False


def _read(text: str, session: Session) -> tuple[str, int | None]:
    """Mark and minutes, None for the whole session.

    :raises NotATime: with a sentence on what to write
    """
    word = plain(text)
    if not text.strip() or word in HERE_WORDS | {plain(str(HERE.label))}:
        return HERE, None
    # A dash alone is nobody.
    if not word or word in ABSENT_WORDS | {plain(str(ABSENT.label))}:
        return ABSENT, 0
    return HERE, minutes_spent(
        text,
        starts=session.starts_at.astimezone(clock.SWEDEN).time(),
        ends=session.ends_at.astimezone(clock.SWEDEN).time(),
        whole=session.minutes,
    )


def fit(lines: Iterable[Line], ours: Ours, *, seen: int) -> None:
    """Lay each line beside a row of our sheet. `seen` is the sheet's version one looked at.

    What somebody else wrote after that is told first, and holds unless one saves once more.
    """
    known = _Known(ours.rows)
    taken: dict[str, int] = {}
    for line in lines:
        line.row, line.candidates = known.of(line)
        if line.row is None:
            line.fault = _nobody(line)
            continue
        if line.row.key in taken:
            line.fault = _("The same person is on row %(number)s. Empty one of the two.") % {
                "number": taken[line.row.key]
            }
            continue
        taken[line.row.key] = line.number
        try:
            mark, minutes = _read(line.time, ours.session)
        except NotATime as problem:
            line.fault, line.is_about_time = str(problem), True
            continue
        if line.row.changed_in > seen:
            line.fault = _(
                "Somebody else has marked this row meanwhile. Save once more if yours is right."
            )
            continue
        line.mark = Mark(line.row.key, mark, minutes, line.row.version)


def _nobody(line: Line) -> str:
    if line.candidates:
        return _("Nobody on the sheet is written so. Choose who it is, or mend what is written.")
    return _("Nobody on the sheet is written so. Mend it, or add the person on the sheet first.")


def lay(lines: Iterable[Line], recorded: Recorded) -> list[Line]:
    """The lines that could not be saved, each with why."""
    conflicts = {conflict.wanted.key for conflict in recorded.conflicts}
    left = []
    for line in lines:
        if line.row and line.row.key in recorded.refused:
            line.fault = recorded.refused[line.row.key]
        elif line.row and line.mark and line.row.key in conflicts:
            line.fault = _("Somebody else marked this row at the same moment. Save once more.")
        if line.fault:
            left.append(line)
    return left


class _Known:
    """Those on the sheet by name, mail, telephone and number."""

    def __init__(self, rows: Sequence[Row]):
        self.rows = rows
        self.by_key = {row.key: row for row in rows}
        self.by_word: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.by_word[_plain_name(row.name)].append(row)
            self.by_word[str(row.number)].append(row)
        by_person = {row.person_id: row for row in rows if row.person_id}
        told = Person.objects.filter(pk__in=by_person).values_list(
            "pk", "email", "phone", "identity_hash"
        )
        for pk, *words in told:
            for word in filter(None, words):
                self.by_word[word.casefold()].append(by_person[pk])

    def of(self, line: Line) -> tuple[Row | None, list[Row]]:
        """Who a line is; or nobody, and who it may be."""
        if line.chosen in self.by_key:
            return self.by_key[line.chosen], []
        found: list[Row] = []
        for word in _words(line.who):
            found = self.by_word.get(word, [])
            if found:
                break
        found = found or self._named_in(line.who)
        if len(found) == 1:
            return found[0], []
        return None, found or self._alike(line.who)

    def _named_in(self, who: str) -> list[Row]:
        """Where more stands than the name: a number in front, the employer after it."""
        words = set(in_latin(who).split())
        return [row for row in self.rows if words.issuperset(in_latin(row.name).split() or [""])]

    def _alike(self, who: str) -> list[Row]:
        alike = [(likeness(who, row.name).score, row) for row in self.rows if not row.is_alias]
        alike = [pair for pair in alike if pair[0] > 0]
        alike.sort(key=lambda pair: -pair[0])
        return [row for _score, row in alike[:LIKE]]


def _words(who: str) -> Iterator[str]:
    yield who.casefold()
    yield _plain_name(who)
    with suppress(NotAPhoneNumber):
        yield read_phone(who).casefold()
    with suppress(NotANumber):
        yield read_number(who, on=clock.today()).hash


def _plain_name(name: str) -> str:
    """Letters only, words in order of the alphabet: "Exempel, Amanda" is "Amanda Exempel"."""
    return " ".join(sorted(in_latin(name).split())) or name.casefold()
