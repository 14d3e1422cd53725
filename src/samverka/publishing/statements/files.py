"""A month as files: a spreadsheet in the layout's columns, a PDF, and the protected persons' own.

The files are read by an authority here, so they are in the language of the region and not in that
of whoever sends them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.spreadsheet import Cell, Sheet, workbook
from samverka.toolkit.texts import amount, clock_time, hours, isolate, whole_day, whole_month

from .columns import fields_of
from .contents import Content, Line
from .models import Layout, SentFile, Version

Kind = SentFile.Kind
TEMPLATE = Path(__file__).parent / "typst" / "statement.typ"
# Of more rows a paper is no use: it says how many they are, and that the spreadsheet holds them.
MOST_ON_PAPER = 1500
# They stand at the end of their column, everything else at its beginning.
NUMBERS = {"minutes", "whole_hours", "sessions", "persons", "women", "men", "others"}


@dataclass(frozen=True)
class MadeFile:
    kind: str
    name: str
    body: bytes


def kinds_of(content: Content) -> list[str]:
    """The spreadsheet and the PDF; and where somebody is protected, a spreadsheet of their own."""
    return [Kind.XLSX, Kind.PDF, *([Kind.PROTECTED_XLSX] if content.protected else [])]


def files_of(version: Version, content: Content) -> list[MadeFile]:
    """Every file of a version."""
    return [file_of(version, content, kind) for kind in kinds_of(content)]


def file_of(version: Version, content: Content, kind: str) -> MadeFile:
    """The version is told as it stands: by whom and when it is sent is set on it before."""
    name = f"{version.series.programme.slug}-{content.layout.code}"
    name = f"{name}-{content.first_month:%Y-%m}-{version.number}"[:100]
    with translation.override(settings.LANGUAGE_CODE):
        if kind == Kind.PDF:
            return MadeFile(kind, f"{name}.pdf", _pdf(version, content))
        is_own = kind == Kind.PROTECTED_XLSX
        lines = content.protected if is_own else content.ordinary
        ending = "-s.xlsx" if is_own else ".xlsx"
        return MadeFile(kind, f"{name}{ending}", _workbook(version, content, lines))


def period_of(content: Content) -> str:
    """In words: a month, or the first and the last."""
    first, last = whole_month(content.first_month), whole_month(content.last_month)
    return first if first == last else f"{first} – {last}"


def whether_verified(layout: Layout) -> str:
    """What a reader must know of where the columns come from."""
    if layout.is_verified:
        return _("Yes, it was compared with the authority's own.")
    return layout.note


def _workbook(version: Version, content: Content, lines: Sequence[Line]) -> bytes:
    layout = content.layout
    headings = [column["heading"] for column in layout.columns]
    columns = [[column["heading"], column.get("note", "")] for column in layout.columns]
    return workbook(
        [
            Sheet(period_of(content), headings, _said(content, lines)),
            Sheet(_("About the file"), [_("What"), _("Value")], _about(version, content, lines)),
            Sheet(_("Columns"), [_("Column"), _("What it holds")], columns),
        ]
    )


def _said(content: Content, lines: Sequence[Line]) -> list[list[Cell]]:
    """The rows as they are read: days as days, codes by their words."""
    fields = fields_of(content.layout)
    return [
        [field.said(cell) for field, cell in zip(fields, line.cells, strict=True)]
        for line in lines
    ]


def _about(version: Version, content: Content, lines: Sequence[Line]) -> list[list[Cell]]:
    layout, sums = content.layout, content.sums
    rows: list[list[Cell]] = [
        [_("What it is"), layout.name],
        [_("Programme"), version.series.programme.name],
        [_("Sender"), version.series.programme.owner.name],
        [_("Fund"), version.series.fund.name],
        [_("Time"), period_of(content)],
        [_("Version"), version.number],
        [_("Why a new version"), version.reason],
        [_("Rows in this file"), len(lines)],
        [_("Rows that go another way"), sums.rows - len(lines)],
        [_("Persons, all of them"), sums.persons],
        [_("Time, everybody's"), hours(sums.minutes) if sums.minutes else ""],
        [_("Layout"), f"{layout.code}, {layout.version}"],
        [_("Where the layout comes from"), layout.source],
        [_("Is it the authority's own?"), whether_verified(layout)],
        [_("How it stands"), "" if version.sent_at else _("Ready, not sent yet")],
        [_("Sent by"), str(version.sent_by or "")],
        [_("Sent"), version.sent_at],
        [_("Hash of the content"), content.digest],
    ]
    return [row for row in rows if row[1] not in ("", None, 0)]


def _pdf(version: Version, content: Content) -> bytes:
    programme, layout = version.series.programme, content.layout
    period = period_of(content)
    data: dict[str, object] = {
        "title": f"{layout.name}, {programme.name}, {period}",
        "author": programme.owner.name,
        "language": settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": f"{layout.name}, {period}",
        "programme": programme.name,
        "notes": _notes(content),
        "sums": _sums(content),
        "facts": _facts(version, content),
        "rows-heading": _("Rows"),
        **_rows(content),
        "footer": f"{isolate(programme.name)}, {period}",
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }
    return pdf(TEMPLATE, data)


def _notes(content: Content) -> list[str]:
    notes = [] if content.layout.is_verified else [whether_verified(content.layout)]
    elsewhere = len(content.protected)
    if elsewhere:
        notes.append(
            ngettext(
                "%(count)s row goes its own way and is not listed here; the sums hold it.",
                "%(count)s rows go their own way and are not listed here; the sums hold them.",
                elsewhere,
            )
            % {"count": elsewhere}
        )
    return notes


def _sums(content: Content) -> list[list[str]]:
    sums = content.sums
    told = [[amount(sums.rows), ngettext("row", "rows", sums.rows)]]
    if sums.persons:
        told.append([amount(sums.persons), ngettext("person", "persons", sums.persons)])
    if sums.minutes:
        told.append([hours(sums.minutes), _("time")])
    if sums.claimed:
        told.append([hours(sums.claimed), _("claimed")])
    return told


def _facts(version: Version, content: Content) -> list[list[str]]:
    layout = content.layout
    facts = [
        [_("Sender"), version.series.programme.owner.name],
        [_("Fund"), version.series.fund.name],
        [_("Version"), str(version.number)],
        [_("Why a new version"), version.reason],
        [_("Layout"), f"{layout.code}, {layout.version}"],
        [_("Where the layout comes from"), layout.source],
        [_("How it stands"), "" if version.sent_at else _("Ready, not sent yet")],
        [_("Sent"), _when(version)],
        [_("Hash of the content"), content.digest],
    ]
    return [fact for fact in facts if fact[1]]


def _when(version: Version) -> str:
    if version.sent_at is None:
        return ""
    return _("%(day)s at %(time)s by %(name)s") % {
        "day": whole_day(version.sent_at),
        "time": clock_time(version.sent_at),
        "name": version.sent_by or "–",
    }


def _rows(content: Content) -> dict[str, object]:
    lines = content.ordinary
    if len(lines) > MOST_ON_PAPER:
        text = _("There are %(count)s rows. They stand in the spreadsheet of the same name.")
        return {"columns": [], "rows": [], "without-rows": text % {"count": amount(len(lines))}}
    fields = fields_of(content.layout)
    columns = [
        {"heading": column["heading"], "is_number": field.code in NUMBERS}
        for field, column in zip(fields, content.layout.columns, strict=True)
    ]
    rows = [[_in_words(cell) for cell in row] for row in _said(content, lines)]
    return {"columns": columns, "rows": rows, "without-rows": _("There are no rows.")}


def _in_words(cell: Cell) -> str:
    if cell is None:
        return ""
    return amount(cell) if isinstance(cell, int | float) else str(cell)
