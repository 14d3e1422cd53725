"""What is asked: the short form that is shipped, or a published version of an instrument.

Nothing is saved while one answers, and nothing is kept of one answer afterwards. So a form that is
asked here has closed questions, which become sums, and texts, which become comments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Personal
from samverka.toolkit.languages import LANGUAGES

STATEMENTS = (
    _("It was useful for my work or my everyday life."),
    _("It was easy to follow."),
    _("I could take part and be heard."),
)
NO_NAMES = _("Write no names, your own or anybody else's.")
GRADES = (1, 2, 3, 4, 5)
ENDS = {1: _("Not at all"), 5: _("Completely")}
CLOSED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.MATRIX})
WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
ASKED = CLOSED | WRITTEN | {Kind.NOTE, Kind.SECTION}
# It is answered standing, on a telephone; and each answer is opened and sealed again with the
# others that wait.
MOST_QUESTIONS = 40

Texts = dict[str, str]


def _everywhere(text: Promise | str) -> Texts:
    """A text of the application in each of its languages."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = str(text)
    return found


@cache
def short_form() -> Form:
    """Three statements and two questions, the same everywhere so that sessions are comparable."""
    steps = tuple(
        Choice(str(grade), _everywhere(ENDS[grade]) if grade in ENDS else {}) for grade in GRADES
    )
    statements = (
        Item(f"statement_{number}", Kind.SCALE, _everywhere(text), required=True, anchors=steps)
        for number, text in enumerate(STATEMENTS, start=1)
    )
    best = Item("best", Kind.LONG_TEXT, _everywhere(_("What was best?")))
    change = Item(
        "change",
        Kind.LONG_TEXT,
        _everywhere(_("What should be changed?")),
        hint=_everywhere(NO_NAMES),
    )
    languages = tuple(
        Language(one.code, one.endonym, one.direction == "rtl") for one in LANGUAGES.values()
    )
    title = _everywhere(_("The short form"))
    return Form("feedback", title, languages, (*statements, best, change))


@dataclass(frozen=True)
class Column:
    """A closed question, or a row of a matrix: of it is counted how many chose each option."""

    item: Item
    row: Choice | None
    options: tuple[Choice, ...]

    @property
    def room(self) -> int:
        """Where several may be chosen the last place counts those who chose any."""
        return len(self.options) + (self.item.kind == Kind.MULTIPLE)

    def places(self, answers: Mapping[str, Any]) -> Iterator[int]:
        """The places where an answer counts as one."""
        given = answers.get(self.item.name)
        if self.row is not None:
            given = given.get(self.row.name) if isinstance(given, Mapping) else None
        chosen = set(map(str, given if isinstance(given, list) else [given]))
        places = [place for place, one in enumerate(self.options) if one.name in chosen]
        yield from places
        if places and self.item.kind == Kind.MULTIPLE:
            yield len(self.options)


def columns_of(form: Form) -> list[Column]:
    """In the order of the form, which of a published version never changes."""
    return [
        Column(item, row, item.anchors or item.choices)
        for item in form.walk()
        if item.kind in CLOSED
        for row in (item.rows or (None,))
    ]


def texts_of(form: Form) -> list[Item]:
    return [item for item in form.walk() if item.kind in WRITTEN]


def nothing_yet(form: Form | None = None) -> list[list[int]]:
    """Of each column how many chose each option."""
    return [[0] * column.room for column in columns_of(form or short_form())]


def can_be_asked(form: Form) -> bool:
    """Whether it keeps what is promised: nothing about persons, nothing that hangs on another."""
    items = list(form.walk())
    asked = sum(item.kind in CLOSED | WRITTEN for item in items)
    return 0 < asked <= MOST_QUESTIONS and all(map(_stands_alone, items))


def _stands_alone(item: Item) -> bool:
    hangs = item.show_when or item.choice_filter or item.required_when or item.answers_told()
    return item.kind in ASKED and item.personal == Personal.NONE and not hangs
