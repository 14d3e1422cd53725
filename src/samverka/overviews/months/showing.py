"""The picture in words: months beside one another, a sign and a word in each square."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.publishing.statements.queries import State
from samverka.toolkit.addresses import address
from samverka.toolkit.texts import listed

from .money import Time
from .queries import OwnMonth, Picture, ProgrammeMonths, Square

# The picture and the first of what waits, for the page that greets.
GREETING = "months/_greeting.html"
A_YEAR = 12
# As many as stand beside one another without being moved.
AT_ONCE = 8


@dataclass(frozen=True)
class Cell:
    """A square as it stands in the table; `span` months wide, without a state where empty."""

    months: tuple[dt.date, ...]
    kind: str = ""
    icon: str = ""
    word: str = ""
    note: str = ""
    url: str = ""

    @property
    def span(self) -> int:
        return len(self.months)


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    title: str
    about: str
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Task:
    """Something to do with a period, and what it is worth."""

    square: Square
    what: str
    url: str


def month_before(month: dt.date, number: int) -> dt.date:
    """The first day of a month so many months earlier; later if negative."""
    year, at = divmod(month.year * A_YEAR + month.month - 1 - number, A_YEAR)
    return dt.date(year, at + 1, 1)


def months_until(last: dt.date, number: int) -> list[dt.date]:
    return [month_before(last, passed) for passed in range(number - 1, -1, -1)]


def lines(picture: Picture, months: Sequence[dt.date]) -> list[Line]:
    """A row a series; what is told of another period than the months is left out."""
    return [
        Line(
            title=str(row.series.programme),
            about=listed([row.series.layout, row.series.fund]),
            url=address("statements:overview", row.series.programme.public_key),
            cells=list(_cells(row.squares, months)),
        )
        for row in picture.rows
    ]


def _cells(squares: Sequence[Square], months: Sequence[dt.date]) -> Iterator[Cell]:
    held = {
        month: square
        for square in squares
        for month in months
        if square.period.first_month <= month <= square.period.last_month
    }
    done: set[dt.date] = set()
    for month in months:
        square = held.get(month)
        if square is None:
            yield Cell((month,))
        elif square.period.first_month not in done:
            done.add(square.period.first_month)
            wide = tuple(each for each in months if held.get(each) is square)
            yield _cell(square, wide)


def _cell(square: Square, months: tuple[dt.date, ...]) -> Cell:
    state = square.stand.state
    word, kind, icon = str(state.label), state.value, state.icon
    if not square.is_over:
        word, kind = _("Goes on"), "later"
    elif square.has_changed and square.stand.is_done:
        word, kind, icon = _("Changed since"), "differs", "late"
    elif square.is_late:
        kind, icon = "late", "late"
    return Cell(months, kind, icon, word, _note(square), url_of(square))


def _note(square: Square) -> str:
    """The one thing more that one would ask of it."""
    if square.is_over and square.time.due:
        return lacking(square.time)
    if square.is_late:
        return _("late")
    return ""


def lacking(time: Time) -> str:
    lack = ngettext("%(count)s certificate lacks", "%(count)s certificates lack", time.due)
    return lack % {"count": time.due}


def url_of(square: Square) -> str:
    series = square.series
    return address(
        "statements:month",
        series.programme.public_key,
        series.public_key,
        square.period.first_month,
    )


def tasks(picture: Picture) -> list[Task]:
    return [Task(square, _what(square), url_of(square)) for square in picture.waiting]


def _what(square: Square) -> str:
    state = square.stand.state
    if state == State.RE_SEND:
        return _("To be sent again")
    if square.has_changed:
        return _("Changed since it was sent")
    if state == State.READY:
        return _("Ready to be sent")
    if square.time.due:
        return lacking(square.time)
    return _("To be made ready")


def own_lines(own: Sequence[ProgrammeMonths], months: Sequence[dt.date]) -> list[Line]:
    """One's own employer's months to certify."""
    return [
        Line(
            title=str(programme),
            about="",
            url=address("certification:overview", programme.public_key),
            cells=[_own_cell(month, rows) for month in months],
        )
        for programme, rows in own
    ]


def _own_cell(month: dt.date, rows: Sequence[OwnMonth]) -> Cell:
    row = next((each for each in rows if each.month == month), None)
    if row is None:
        return Cell((month,))
    url = address("certification:overview", row.programme.public_key)
    if row.time.due:
        return Cell((month,), "re_send", "late", _("To certify"), "", url)
    if row.time.ticked and not row.time.certified:
        return Cell((month,), "later", "open", _("Goes on"), "", url)
    return Cell((month,), "sent", "check", _("Certified"), "", url)
