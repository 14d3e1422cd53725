"""A form as rows of an XLSForm that other programs read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from samverka.engine.forms import expressions as ex
from samverka.engine.forms.definition import (
    Choice,
    FileSort,
    Form,
    Item,
    Kind,
    Language,
    Personal,
    Score,
    Texts,
)

from .notes import Note, NoteKind

Row = dict[str, str]

TYPES = {
    Kind.NUMBER: "decimal",
    Kind.WHOLE_NUMBER: "integer",
    Kind.DATE: "date",
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.NOTE: "note",
    Kind.CALCULATED: "calculate",
}

BARE = {
    "relevant": "show_when",
    "constraint": "constraint",
    "calculation": "calculation",
    "default": "default",
    "choice_filter": "choice_filter",
    "repeat_count": "times",
}


ROOT = "data"


@dataclass(frozen=True)
class Exported:
    """The sheets survey, choices and settings, and what XLSForm has no room for.

    Every row of a sheet has all its columns, in the same order; the keys are the headings.
    """

    sheets: dict[str, list[Row]]
    notes: tuple[Note, ...]


def to_rows(form: Form, version: str = "") -> Exported:
    """The form as an XLSForm; `form` is one in which `checks.problems` finds nothing."""
    writing = _Writing(form)
    for item in form.items:
        writing.write(item)
    for score in form.scores:
        writing.survey.append(writing.score(score))
        writing.notes.append(Note(NoteKind.AS_CALCULATION, name=score.name))
    sheets = {
        "survey": _squared(writing.survey, ("type", "name")),
        "choices": _squared(writing.choices, ("list_name", "name")),
        "settings": _squared([writing.settings(version)], ("form_title", "form_id")),
    }
    return Exported(sheets, tuple(writing.notes))


def _squared(rows: list[Row], first: tuple[str, ...]) -> list[Row]:
    """Rows that all have every column that one of them has."""
    columns = dict.fromkeys((*first, *(column for row in rows for column in row)))
    return [{column: row.get(column, "") for column in columns} for row in rows]


def _heading(language: Language) -> str:
    return f"{language.name or language.code} ({language.code})"


class _Writing:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.headings = {language.code: _heading(language) for language in form.languages}
        self.survey: list[Row] = []
        self.choices: list[Row] = []
        self.notes: list[Note] = []
        # What each list that is written already holds.
        self.lists: dict[str, tuple[Choice, ...]] = {}

    def settings(self, version: str) -> Row:
        text, used = self.form.text(self.form.title, self.form.languages[0].code)
        for code in self.form.title:
            if code != used:
                self.notes.append(Note(NoteKind.ONE_TITLE, "settings", key=code))
        row = {"form_title": text, "form_id": self.form.key}
        if version:
            row["version"] = version
        # The root of what is handed in, which no repeat may be named as.
        if any(item.name == ROOT for item in self.form.walk()):
            row["name"] = f"{ROOT}_root"
        return row | {"default_language": _heading(self.form.languages[0])}

    def texts(self, column: str, texts: Texts) -> Row:
        return {
            f"{column}::{self.headings[code]}": text
            for code, text in texts.items()
            if text.strip() and code in self.headings
        }

    # --- Items ----------------------------------------------------------------------------------

    def write(self, item: Item) -> None:
        if item.kind == Kind.MATRIX:
            self.matrix(item)
        elif item.kind in {Kind.SECTION, Kind.REPEAT}:
            what = "group" if item.kind == Kind.SECTION else "repeat"
            self.survey.append({"type": f"begin_{what}", **self.rest(self.counted(item))})
            for held in item.items:
                self.write(held)
            self.survey.append({"type": f"end_{what}"})
        else:
            self.survey.append({"type": self.type(item), **self.rest(item)})

    def counted(self, item: Item) -> Item:
        """pyxform makes an item `…_count` of `times`; where that is taken, one is made here."""
        names = {known.name for known in self.form.walk()}
        if not item.times or f"{item.name}_count" not in names:
            return item
        name = next(
            one
            for number in range(len(names) + 1)
            if (one := f"{item.name}_{number}") not in names
        )
        self.survey.append({"type": "calculate", "name": name, "calculation": item.times})
        return replace(item, times=f"${{{name}}}")

    def type(self, item: Item) -> str:
        if item.kind in {Kind.SINGLE, Kind.SCALE}:
            return f"select_one {self.list_of(item)}"
        if item.kind == Kind.MULTIPLE:
            return f"select_multiple {self.list_of(item)}"
        if item.kind == Kind.FILE:
            return "file" if item.accepts == FileSort.ANY else str(item.accepts)
        return TYPES[item.kind]

    def rest(self, item: Item) -> Row:
        row = {"name": item.name, **self.texts("label", item.label)}
        row |= self.texts("hint", item.hint)
        row |= {
            column: getattr(item, part) for column, part in BARE.items() if getattr(item, part)
        }
        row |= self.needed(item)
        row |= self.texts("constraint_message", item.constraint_message)
        appearance = {Kind.LONG_TEXT: "multiline", Kind.SCALE: "likert"}.get(item.kind)
        if appearance:
            row["appearance"] = appearance
        if item.read_only:
            row["read_only"] = "yes"
        return row | self.own(item)

    def needed(self, item: Item) -> Row:
        required = "yes" if item.required else item.required_when
        row = {"required": required} if required else {}
        return row | self.texts("required_message", item.required_message)

    def own(self, item: Item) -> Row:
        if item.personal == Personal.NONE:
            return {}
        self.notes.append(Note(NoteKind.OWN_COLUMN, "survey", name=item.name, key="personal"))
        return {"personal": str(item.personal)}

    def matrix(self, item: Item) -> None:
        """A table as XLSForm knows it: a group of choices from one list."""
        row = {"type": "begin_group", "name": item.name, **self.texts("label", item.label)}
        row |= self.texts("hint", item.hint) | {"appearance": "table-list"}
        if item.show_when:
            row["relevant"] = item.show_when
        self.survey.append(row)
        kind = f"select_one {self.list_of(item)}"
        for one in item.rows:
            asked = {"type": kind, "name": one.name, **self.texts("label", one.label)}
            self.survey.append(asked | self.needed(item) | self.own(item))
        self.survey.append({"type": "end_group"})

    # --- Choices --------------------------------------------------------------------------------

    def list_of(self, item: Item) -> str:
        """The name of the list that holds the item's choices; written when it is first used."""
        choices = tuple(self.with_text(choice) for choice in item.choices or item.anchors)
        names = self.names(item)
        name = next(one for one in names if self.lists.get(one, choices) == choices)
        if name not in self.lists:
            self.lists[name] = choices
            for choice in choices:
                row = {"list_name": name, "name": choice.name}
                self.choices.append(row | self.texts("label", choice.label) | dict(choice.facts))
        return name

    def names(self, item: Item) -> Iterator[str]:
        first = item.list_name or f"{item.name}_choices"
        yield first
        number = 2
        while True:
            yield f"{first}_{number}"
            number += 1

    def with_text(self, choice: Choice) -> Choice:
        """A step without a text is shown by its number."""
        if any(text.strip() for text in choice.label.values()):
            return choice
        return Choice(choice.name, dict.fromkeys(self.headings, choice.name), choice.facts)

    # --- Scores ---------------------------------------------------------------------------------

    def score(self, score: Score) -> Row:
        row = {"type": "calculate", "name": score.name, **self.texts("label", score.label)}
        row |= {"calculation": self.mean(score), "score_of": " ".join(score.items)}
        if score.turned:
            row["score_turned"] = " ".join(score.turned)
        if score.at_least:
            row["score_at_least"] = str(score.at_least)
        return row

    def mean(self, score: Score) -> str:
        """The mean of what is answered as an expression; blank where too little is."""
        number = " + ".join(f"if(${{{name}}} != '', 1, 0)" for name in score.items)
        total = " + ".join(f"coalesce({self.answer(name, score)}, 0)" for name in score.items)
        least = max(score.at_least or len(score.items), 1)
        mean = f"if({number} >= {least}, ({total}) div ({number}), '')"
        # Longer than is read anywhere: then the columns of our own say it alone.
        return mean if len(mean) <= ex.LONGEST else "''"

    def answer(self, name: str, score: Score) -> str:
        if name not in score.turned:
            return f"${{{name}}}"
        for item in self.form.walk():
            if item.name == name or name in {row.name for row in item.rows}:
                steps = [int(step.name) for step in item.anchors or item.choices]
                return f"if(${{{name}}} != '', {min(steps) + max(steps)} - ${{{name}}}, '')"
        return f"${{{name}}}"
