"""A form: its items in order, and its texts in every language.

A form is frozen. `as_json` writes and reads it: with a schema number, and strictly, so that an
unknown key, a missing one or a value of the wrong kind is refused with the path to it and
nothing stored is silently passed over. Whether a well-formed form also makes sense (the items
it refers to exist, no circles …) is asked of `samverka.engine.forms.checks.problems`.

Answers, as `answering` reads and gives them, are plain JSON data keyed by the name of the item:

    single                   the name of a choice
    multiple                 a list of names of choices
    scale                    the whole number of a step
    matrix                   {row name: name of a choice}
    number, whole_number     a number (whole_number: without decimals)
    date                     "2026-03-16"
    text, long_text          a text
    file                     a text that tells which file; this package never opens it
    calculated               computed, never asked: number, text or truth
    repeat                   a list of such mappings, one for each time
    note, section            none; what a section holds stands beside what stands outside it
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Changes when stored forms could no longer be read as they were meant.
SCHEMA = 1

Texts = Mapping[str, str]

# A text may speak of an answer: "How old is ${child}?".
ANSWER_IN_TEXT = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")


class Kind(StrEnum):
    """What an item is."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    NUMBER = "number"
    WHOLE_NUMBER = "whole_number"
    DATE = "date"
    TEXT = "text"
    LONG_TEXT = "long_text"
    FILE = "file"
    NOTE = "note"
    CALCULATED = "calculated"
    SECTION = "section"
    REPEAT = "repeat"


# Kinds that hold other items, and kinds that nobody answers.
HOLDING = frozenset({Kind.SECTION, Kind.REPEAT})
UNANSWERED = frozenset({Kind.NOTE, Kind.CALCULATED, Kind.SECTION, Kind.REPEAT})


class Personal(StrEnum):
    """Whether an answer tells about a person, and if so how closely it is kept."""

    NONE = "none"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class FileSort(StrEnum):
    """Which files an item of kind file is meant for."""

    ANY = "any"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True)
class Language:
    """A language of a form: its tag (BCP 47: "sv", "ar", "pa-Arab"), own name, and direction."""

    code: str
    name: str = ""
    is_rtl: bool = False


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose among; also a step of a scale, and a row of a matrix.

    `name` is what is stored: of a step it is a whole number, of a row it is unique in the form, as
    expressions ask for a row by its name alone. `facts` are what a `choice_filter` may ask about.
    """

    name: str
    label: Texts = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One thing that is asked, told, computed or held together.

    name            letters, digits and _ . - ; begins with a letter or _ ; unique in the form
    label, hint     what is asked, and the line that helps
    required        must be answered when it is shown; `required_when` makes it so by an expression
    required_message, constraint_message
                    what is said instead of the usual sentence
    constraint      an expression that must be true of an answer, which it calls `.`
    show_when       an expression; the item (and all it holds) is asked only while it is true
    calculation     the expression of a calculated item
    default         what stands there before anybody has answered
    choices         of single, multiple and matrix (its columns)
    choice_filter   an expression over the facts of a choice; only choices it is true of are shown
    list_name       what XLSForm calls the list of choices or steps; items with the same list share
    anchors         the steps of a scale, from the least to the greatest; the ends have labels
    rows            of a matrix
    items           what a section or a repeat holds
    times           an expression: how many times a repeat is asked; empty: as often as one likes
    read_only       shown with its default, not to be changed
    accepts         of a file
    personal        whether the answer tells about a person
    """

    name: str
    kind: Kind
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    required: bool = False
    required_when: str = ""
    required_message: Texts = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    show_when: str = ""
    calculation: str = ""
    default: str = ""
    choices: tuple[Choice, ...] = ()
    choice_filter: str = ""
    list_name: str = ""
    anchors: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    items: tuple["Item", ...] = ()
    times: str = ""
    read_only: bool = False
    accepts: FileSort = FileSort.ANY
    personal: Personal = Personal.NONE

    def texts(self) -> Iterator[Texts]:
        """Every text that is shown with the item, those of its choices too."""
        yield from (self.label, self.hint)
        for part in (self.choices, self.anchors, self.rows):
            yield from (choice.label for choice in part)

    def answers_told(self) -> set[str]:
        """The names of the items whose answers its texts speak of."""
        texts = (text for texts in self.texts() for text in texts.values() if "${" in text)
        return {name for text in texts for name in ANSWER_IN_TEXT.findall(text)}

    def walk(self) -> Iterator["Item"]:
        """The item and all that it holds, in the order in which they are read."""
        yield self
        for held in self.items:
            yield from held.walk()


@dataclass(frozen=True)
class Score:
    """The mean of the items of a scale, as instruments in social science are scored.

    items       names of scales, numbers, whole numbers, calculated items or rows of a matrix whose
                choices are whole numbers
    turned      those of them that ask the other way round: least + greatest - answer
    at_least    how many must be answered; fewer give no score. 0 means all of them
    """

    name: str
    label: Texts = field(default_factory=dict)
    items: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    at_least: int = 0


@dataclass(frozen=True)
class Form:
    """A form; `languages[0]` is the one it falls back to where a text lacks a translation."""

    key: str
    title: Texts = field(default_factory=dict)
    languages: tuple[Language, ...] = ()
    items: tuple[Item, ...] = ()
    scores: tuple[Score, ...] = ()

    def walk(self) -> Iterator[Item]:
        """Every item, held ones too, in the order in which they are read."""
        for item in self.items:
            yield from item.walk()

    def text(self, texts: Texts, language: str) -> tuple[str, str]:
        """(text, the language it is in): falls back visibly, first to the form's own language."""
        for code in (language, *(known.code for known in self.languages)):
            if texts.get(code):
                return texts[code], code
        return next(((text, code) for code, text in texts.items() if text), ("", language))
