"""What is said of a row that could not be taken as it stands."""

from dataclasses import dataclass
from enum import StrEnum

from samverka.engine.forms.checks import Problem


class NoteKind(StrEnum):
    """What became of something in an XLSForm, or in a form that is written as one."""

    # Left out: the rest means what it did.
    COLUMN = "{key} is not used here and was left out"
    APPEARANCE = "the appearance {key} is not used here; it looks as others of its kind do"
    SETTING = "the setting {key} is not used here and was left out"
    SHEET = "the sheet {key} is not used here and was left out"
    META = "{key} is not asked or kept here and was left out"
    BLANK = "{key} is asked about elsewhere, where it is blank"
    DEFAULT = "{key} is no fixed answer to begin with and was left out"
    READ_ONLY = "it can be changed here, whatever {key} says"
    # Taken in another shape.
    BECAME_TEXT = "{key} became a text: there is no such kind of answer here"
    BECAME_MULTIPLE = "{key} became choices without an order"
    BECAME_NUMBER = "{key} became a number between its ends"
    BECAME_CHOICE = "{key} became a choice of one"
    BECAME_CALCULATED = "{key} became a calculation that is not shown"
    BECAME_SECTION = "the table became a section, as its rows are not all choices of one list"
    CHOICES_ELSEWHERE = "its choices stand in {key}, so it became a text"
    OTHER = "what else somebody means became a choice and a text of its own, {key}"
    NAME_AS_TEXT = "there is no text; {key} stands there instead"
    HINT_AS_TEXT = "there is no text but a hint, which became the text"
    MADE_NAME = "there is no name; it was named {key}"
    LANGUAGE = "{key} is no language tag; it was taken for one"
    # Refused: what the form means would be another thing, or nothing.
    NO_SURVEY = "there is no sheet named survey with a column type"
    TOO_LONG = "there are more than {key} rows"
    TOO_DEEP = "groups stand more than {key} deep in one another"
    UNKNOWN_TYPE = "{key} is not a type that is known here"
    NO_TYPE = "there is no type"
    NO_NAME = "there is no name"
    NO_LIST = "there is no list of choices named {key}"
    LOOP = "a loop over {key} can not be read; write out its items"
    INCLUDE = "{key} stands in another form; put its rows here"
    END_ALONE = "{key} ends what has not begun"
    NO_END = "{key} begins and has no end"
    PROBLEM = "{key}"
    # Written: what XLSForm has no room for.
    ONE_TITLE = "XLSForm has one title; the one in {key} was left out"
    OWN_COLUMN = "{key} stands in a column of its own, which other programs pass over"
    AS_CALCULATION = "the score became a calculation, which is a score again only here"


REFUSING = frozenset(
    {
        NoteKind.NO_SURVEY,
        NoteKind.TOO_LONG,
        NoteKind.TOO_DEEP,
        NoteKind.UNKNOWN_TYPE,
        NoteKind.NO_TYPE,
        NoteKind.NO_NAME,
        NoteKind.NO_LIST,
        NoteKind.LOOP,
        NoteKind.INCLUDE,
        NoteKind.END_ALONE,
        NoteKind.NO_END,
        NoteKind.PROBLEM,
    }
)


@dataclass(frozen=True)
class Note:
    """One thing to know: its kind, the sheet, the row as a spreadsheet numbers it, the item.

    `row` is 0 where it is about the sheet or the form. A `problem` is one of `checks`.
    """

    kind: NoteKind
    sheet: str = ""
    row: int = 0
    name: str = ""
    key: str = ""
    problem: Problem | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether the form can not be taken in because of it."""
        return self.kind in REFUSING

    def __str__(self) -> str:
        """One plain English sentence that names the row and the item."""
        place = " ".join(filter(None, [self.sheet, f"row {self.row}" if self.row else ""]))
        where = ": ".join(filter(None, [place, "" if self.problem else self.name]))
        said = str(self.problem).rstrip(".") if self.problem else self.kind.format(key=self.key)
        return f"{where}: {said}." if where else f"{said[:1].upper()}{said[1:]}."
