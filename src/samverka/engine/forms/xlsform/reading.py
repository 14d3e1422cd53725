"""Rows of an XLSForm as a form, with a note on each thing that could not be taken as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samverka.engine.forms import checks
from samverka.engine.forms.as_json import DEEPEST
from samverka.engine.forms.definition import Form, Item, Kind, Language, Score

from . import groups, items, words
from .lists import Lists
from .notes import Note, NoteKind

Sheet = Sequence[Mapping[str, object]]
Sheets = Mapping[str, Sheet]

# Rows, comments too: enough for the most items a form may have, and few enough to look at.
MOST_ROWS = 10_000
USED_SETTINGS = {"form_title", "form_id", "default_language", "title", "id_string", "name"}
SET_TITLE = {"set form title": "form_title", "set form id": "form_id"}


@dataclass(frozen=True)
class Imported:
    """The form, or None where it is refused, and what is to be known of it, row by row."""

    form: Form | None
    notes: tuple[Note, ...]

    @property
    def refusals(self) -> tuple[Note, ...]:
        """Why it is refused; empty where it is not."""
        return tuple(note for note in self.notes if note.is_refusal)


def from_rows(sheets: Sheets, language: str = "sv") -> Imported:
    """The form that the sheets tell; `language` is that of texts whose heading names none.

    Sheets are called survey, choices and settings, in any case of letters. Never fails: what is no
    form is refused in `notes`.
    """
    reading = _Reading({name.strip().lower(): rows for name, rows in sheets.items()}, language)
    form = reading.form()
    is_refused = any(note.is_refusal for note in reading.notes)
    return Imported(None if is_refused else form, tuple(reading.notes))


@dataclass
class _Open:
    """A group or repeat that has begun: its row, and what it holds so far."""

    row: items.Row
    kind: Kind
    held: list[Item] = field(default_factory=list)


class _Reading:
    def __init__(self, sheets: Sheets, language: str) -> None:
        self.sheets, self.notes = sheets, list[Note]()
        self.settings = self.read_settings()
        told = self.settings.get("default_language", "")
        self.languages: dict[str, Language] = {}
        self.unnamed = self.language(told) if told else language
        self.scores: list[Score] = []
        self.rows: dict[str, int] = {}
        self.open: list[_Open] = []
        self.top: list[Item] = []
        self.left_out: dict[str, items.Row] = {}

    # --- Sheets ---------------------------------------------------------------------------------

    def read_settings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in self.sheets.get("settings", ())[:1]:
            for name, text in words.cells(row).items():
                column = "_".join(name.split()).lower()
                if column in USED_SETTINGS:
                    found[column] = text
                else:
                    self.notes.append(Note(NoteKind.SETTING, "settings", 2, key=name))
        for name in self.sheets:
            if name not in {"survey", "choices", "settings"} and self.sheets[name]:
                self.notes.append(Note(NoteKind.SHEET, name, key=name))
        return found

    def language(self, told: str) -> str:
        """The code of a language that a heading or setting names."""
        known, is_known = words.language(told)
        if not is_known and known.code not in self.languages:
            self.notes.append(Note(NoteKind.LANGUAGE, key=told))
        before = self.languages.get(known.code)
        if before is None or (known.name and not before.name):
            self.languages[known.code] = known
        return known.code

    def code(self, told: str) -> str:
        if told:
            return self.language(told)
        self.languages.setdefault(
            self.unnamed, Language(self.unnamed, is_rtl=words.is_right_to_left(self.unnamed))
        )
        return self.unnamed

    def form(self) -> Form | None:
        survey = self.sheets.get("survey", ())
        if len(survey) > MOST_ROWS or len(self.sheets.get("choices", ())) > 5 * MOST_ROWS:
            self.notes.append(Note(NoteKind.TOO_LONG, key=str(MOST_ROWS)))
            return None
        read = [items.row_of(row, at, self.code) for at, row in enumerate(survey, 2)]
        choices = self.sheets.get("choices", ())
        self.lists = Lists(choices, self.code, self.own_code, self.notes)
        if not any("type" in row.said for row in read):
            self.notes.append(Note(NoteKind.NO_SURVEY))
            return None
        self.read = read
        for row in read:
            row.own = self.own_code()
            if row.said and not row.is_comment:
                self.take(row)
        for begun in self.open:
            self.note(NoteKind.NO_END, begun.row, begun.row.name or begun.row.type)
        return self.checked()

    def checked(self) -> Form | None:
        if any(note.is_refusal for note in self.notes):
            return None
        title = self.settings.get("form_title") or self.settings.get("title")
        key = self.settings.get("form_id") or self.settings.get("id_string") or "form"
        own = self.own_code()
        held = (*self.blanks(), *self.top)
        form = Form(key, {own: title or key}, self.in_order(), held, tuple(self.scores))
        for problem in checks.problems(form):
            name = problem.where.split(".")[0]
            row = self.rows.get(name, 0)
            sheet = "survey" if row else ""
            self.notes.append(Note(NoteKind.PROBLEM, sheet, row, name, str(problem), problem))
        return form

    def own_code(self) -> str:
        """The form's own language: that of headings without one, else the first that is named."""
        if self.unnamed in self.languages or not self.languages:
            return self.code("")
        return next(iter(self.languages))

    def blanks(self) -> list[Item]:
        """What was left out and is asked about elsewhere stays there, blank."""
        told = {name for row in self.read for name in items.names_told(row)}
        found = []
        for name, row in self.left_out.items():
            if name in told:
                self.note(NoteKind.BLANK, row, name)
                found.append(Item(name, Kind.CALCULATED, calculation="''"))
        return found

    def in_order(self) -> tuple[Language, ...]:
        """The form's own language first."""
        own = [known for code, known in self.languages.items() if code == self.unnamed]
        return (*own, *(known for known in self.languages.values() if known not in own))

    # --- Rows -----------------------------------------------------------------------------------

    def note(self, kind: NoteKind, row: items.Row, key: str = "") -> None:
        self.notes.append(Note(kind, "survey", row.at, row.name, key))

    def take(self, row: items.Row) -> None:
        begins = words.BEGIN.fullmatch(row.type)
        if begins:
            self.begin(row, begins["what"], begins[2] or "")
        elif words.END.fullmatch(row.type):
            self.end(row)
        elif row.type in SET_TITLE:
            title = row.name or next(iter(row.texts("label").values()), "")
            self.settings.setdefault(SET_TITLE[row.type], title)
        elif row.said.get("score_of"):
            self.rows[row.name] = row.at
            self.scores.append(items.score_of(row))
        else:
            taken = items.items_of(row, self.lists, self.note)
            for item in taken:
                self.rows[item.name] = row.at
                self.put(item)
            if not taken and row.name:
                self.left_out[row.name] = row

    def put(self, item: Item) -> None:
        (self.open[-1].held if self.open else self.top).append(item)

    def begin(self, row: items.Row, what: str, over: str) -> None:
        if what == "loop":
            self.note(NoteKind.LOOP, row, over)
        if len(self.open) == DEEPEST:
            self.note(NoteKind.TOO_DEEP, row, str(DEEPEST))
        kind = Kind.SECTION if what == "group" else Kind.REPEAT
        self.open.append(_Open(row, kind))

    def end(self, row: items.Row) -> None:
        if not self.open:
            self.note(NoteKind.END_ALONE, row, row.type)
            return
        ended = self.open.pop()
        if len(self.open) > DEEPEST:
            return
        item = groups.holder_of(ended.row, ended.kind, tuple(ended.held), self.note)
        self.rows[item.name] = ended.row.at
        # An empty group is shown to nobody; pyxform takes it as well.
        if item.items or item.rows:
            self.put(item)
