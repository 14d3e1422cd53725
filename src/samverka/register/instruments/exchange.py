"""Forms in and out as XLSForm, the workbook that ODK, Kobo and others read; each loss is named."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.forms.definition import Form, Item, Kind
from samverka.engine.forms.xlsform import Note, NoteKind, from_rows, to_rows
from samverka.toolkit.spreadsheet import Sheet, workbook
from samverka.toolkit.tables import Book, Cell, Fault
from samverka.toolkit.tables import Formula as Computed

from .saying import said

# As many rows as the engine looks at; a row that is numbered higher is told to be too far down.
MOST_ROWS = 10_000
K = NoteKind
NOTES = {
    K.COLUMN: gettext_lazy("The column %(key)s is not used here and was left out."),
    K.APPEARANCE: gettext_lazy("The appearance %(key)s is not used here."),
    K.SETTING: gettext_lazy("The setting %(key)s is not used here and was left out."),
    K.SHEET: gettext_lazy("The sheet %(key)s is not used here and was left out."),
    K.META: gettext_lazy("%(key)s is not asked or kept here and was left out."),
    K.BLANK: gettext_lazy("%(key)s is asked about elsewhere, where it is blank."),
    K.DEFAULT: gettext_lazy("%(key)s is no fixed answer to begin with and was left out."),
    K.READ_ONLY: gettext_lazy("It can be changed here, whatever %(key)s says."),
    K.BECAME_TEXT: gettext_lazy("%(key)s became a text: there is no such kind of answer here."),
    K.BECAME_MULTIPLE: gettext_lazy("%(key)s became several choices without an order."),
    K.BECAME_NUMBER: gettext_lazy("%(key)s became a number between its ends."),
    K.BECAME_CHOICE: gettext_lazy("%(key)s became one choice."),
    K.BECAME_CALCULATED: gettext_lazy("%(key)s became a calculation that is not shown."),
    K.BECAME_SECTION: gettext_lazy("The table became a section: its rows have several lists."),
    K.CHOICES_ELSEWHERE: gettext_lazy("Its choices stand in %(key)s, so it became a text."),
    K.OTHER: gettext_lazy("“Other” became a choice and a text of its own, %(key)s."),
    K.NAME_AS_TEXT: gettext_lazy("There is no text; %(key)s stands there instead."),
    K.HINT_AS_TEXT: gettext_lazy("There is no text but a hint, which became the text."),
    K.MADE_NAME: gettext_lazy("There is no name; it was named %(key)s."),
    K.LANGUAGE: gettext_lazy("%(key)s is no tag of a language; it was taken for one."),
    K.NO_SURVEY: gettext_lazy("There is no sheet named survey with a column type."),
    K.TOO_LONG: gettext_lazy("There are more than %(key)s rows."),
    K.TOO_DEEP: gettext_lazy("Groups stand more than %(key)s deep in one another."),
    K.UNKNOWN_TYPE: gettext_lazy("%(key)s is not a type that is known here."),
    K.NO_TYPE: gettext_lazy("There is no type."),
    K.NO_NAME: gettext_lazy("There is no name."),
    K.NO_LIST: gettext_lazy("There is no list of choices named %(key)s."),
    K.LOOP: gettext_lazy("A loop over %(key)s cannot be read. Write out its questions."),
    K.INCLUDE: gettext_lazy("%(key)s stands in another form. Put its rows here."),
    K.END_ALONE: gettext_lazy("%(key)s ends what has not begun."),
    K.NO_END: gettext_lazy("%(key)s begins and has no end."),
    K.ONE_TITLE: gettext_lazy("XLSForm has one title; the one in %(key)s was left out."),
    K.OWN_COLUMN: gettext_lazy("%(key)s stands in a column that other programs pass over."),
    K.AS_CALCULATION: gettext_lazy("The mean became a calculation."),
}
NO_FILES = gettext_lazy(
    "A file cannot be asked for several times, so the question became a text to read."
)


def read_xlsform(book: Book) -> tuple[Form | None, list[tuple[str, str]], bool]:
    """The form, what is to be known of it as (place, sentence), and whether it is refused."""
    sheets = {name: _rows(book, name) for name in book.sheets}
    found = from_rows(sheets)
    notes = [(_place(note), sentence(note)) for note in found.notes]
    if found.form is None:
        return None, notes, True
    form, left = _without_files(found.form)
    return form, [*notes, *((name, str(NO_FILES)) for name in left)], False


def _rows(book: Book, name: str) -> list[Mapping[str, object]]:
    """Rows by heading, with empty ones where the file has them, so that numbers are the file's."""
    rows = book.read(name).rows
    if not rows:
        return []
    headings = [str(_plain(cell) or "") for cell in rows[0].cells]
    found: list[Mapping[str, object]] = []
    for row in rows[1:]:
        gap = row.number - rows[0].number - 1 - len(found)
        found += [{}] * min(max(gap, 0), MOST_ROWS - len(found))
        values = {
            heading: _plain(row[column])
            for column, heading in enumerate(headings)
            if heading and row[column] is not None
        }
        found.append(values)
    return found


def _plain(cell: Cell) -> object:
    if isinstance(cell, Computed):
        cell = cell.value
    return cell.code if isinstance(cell, Fault) else cell


def _place(note: Note) -> str:
    row = _("row %(number)s") % {"number": note.row} if note.row else ""
    return " ".join(filter(None, [note.sheet, row, note.name]))


def sentence(note: Note) -> str:
    if note.problem:
        return said(note.problem)
    return str(NOTES[note.kind]) % {"key": note.key}


def _without_files(form: Form) -> tuple[Form, list[str]]:
    """A repeat is one answer and a file is one of its own: none is asked for within a repeat."""
    repeated = [item for item in form.walk() if item.kind == Kind.REPEAT]
    left = {one.name for item in repeated for one in item.walk() if one.kind == Kind.FILE}
    items = tuple(_told_instead(item, left) for item in form.items)
    return replace(form, items=items), sorted(left)


def _told_instead(item: Item, left: set[str]) -> Item:
    if item.name in left:
        return Item(item.name, Kind.NOTE, item.label, item.hint, show_when=item.show_when)
    return replace(item, items=tuple(_told_instead(held, left) for held in item.items))


def written_xlsform(form: Form, version: str) -> bytes:
    """The workbook; what XLSForm has no room for stands in a sheet of its own."""
    told = to_rows(form, version)
    sheets = [
        Sheet(name, list(rows[0]), [list(row.values()) for row in rows])
        for name, rows in told.sheets.items()
        if rows
    ]
    if told.notes:
        rows = [(_place(note), sentence(note)) for note in told.notes]
        sheets.append(Sheet(_("Not in XLSForm"), [_("Where"), _("What")], rows))
    return workbook(sheets)
