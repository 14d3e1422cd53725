"""Questions beside municipalities: what each answered, what is missing, what has changed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from samverka.engine.forms.answering import settle
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Personal
from samverka.register.instruments.models import Asked, Response, Round
from samverka.register.instruments.queries import answers_in
from samverka.register.partners.models import Organisation

# What nobody answers, or what has no text to lay beside another.
NOT_ASKED = (Kind.NOTE, Kind.CALCULATED, Kind.FILE)


class State(StrEnum):
    """How it stands with one question in one municipality."""

    ANSWERED = "answered"
    LEFT = "left"
    NOT_SENT = "not_sent"
    # Of the municipality, or of the question as its other answers are.
    NOT_ASKED = "not_asked"


class Change(StrEnum):
    NONE = ""
    ANOTHER = "another"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Question:
    """An item that has one answer, or a row of a matrix."""

    key: str
    item: Item
    row: Choice | None = None

    def value(self, answers: dict[str, Any]) -> Any:
        value = answers.get(self.item.name)
        if self.row is None:
            return value
        return value.get(self.row.name) if isinstance(value, dict) else None


def questions(form: Form) -> list[Question]:
    """In order, without what its author declared as telling of a person."""
    return list(_questions(form.items))


def _questions(items: Iterable[Item]) -> Iterator[Question]:
    for item in items:
        if item.kind == Kind.SECTION:
            yield from _questions(item.items)
        elif item.kind in NOT_ASKED or any(one.personal != Personal.NONE for one in item.walk()):
            continue
        elif item.kind == Kind.MATRIX:
            yield from (Question(row.name, item, row) for row in item.rows)
        else:
            yield Question(item.name, item)


@dataclass(frozen=True)
class Said:
    """A text and what its language asks of a page."""

    text: str
    language: str = ""
    direction: str = "auto"


def asked_as(form: Form, question: Question, language: str) -> Said:
    """What was asked; a row after what it is a row of."""
    text, code = form.text(question.item.label, language)
    if question.row is not None:
        row = form.text(question.row.label, language)[0] or question.row.name
        text = f"{text} – {row}" if text else row
    return Said(text or question.key, code, _direction(form, code))


def answered(form: Form, question: Question, value: Any, language: str) -> Said:
    """An answer in words: what was chosen by the text of the choice, all else as it was given."""
    return Said(_words(form, question.item, value, language), language, _direction(form, language))


def _direction(form: Form, code: str) -> str:
    known = {language.code: language.is_rtl for language in form.languages}
    return "rtl" if known.get(code) else "ltr"


def _words(form: Form, item: Item, value: Any, language: str) -> str:
    if item.kind == Kind.REPEAT:
        return "; ".join(_time(form, item, one, language) for one in value)
    if isinstance(value, list):
        return ", ".join(_words(form, item, one, language) for one in value)
    for choice in item.anchors or item.choices:
        if choice.name == str(value):
            text = form.text(choice.label, language)[0]
            return f"{value} {text}".strip() if item.kind == Kind.SCALE else text or choice.name
    return str(value)


def _time(form: Form, repeat: Item, given: dict[str, Any], language: str) -> str:
    """One time of a repeat: its answers in order."""
    parts = [one for item in repeat.items for one in item.walk() if given.get(one.name)]
    return ", ".join(_words(form, one, given[one.name], language) for one in parts)


@dataclass(frozen=True)
class Given:
    """What one municipality has given in one round."""

    asked: Asked
    answers: dict[str, Any]
    is_sent: bool
    # Names of the items that were put to it, as its answers are.
    shown: frozenset[str]
    language: str
    on: dt.date | None

    def state(self, question: Question) -> State:
        if not self.is_sent:
            return State.NOT_SENT
        if question.value(self.answers) not in (None, "", []):
            return State.ANSWERED
        return State.LEFT if question.item.name in self.shown else State.NOT_ASKED


def given(form: Form, asked: Asked) -> Given:
    response = getattr(asked, "response", None)
    if response is None or response.state != Response.State.DONE:
        return Given(asked, {}, False, frozenset(), "", None)
    told = answers_in(response)
    day = response.saved_on or asked.asked_on
    shown = frozenset(one.item.name for one in settle(form, told, day).shown)
    return Given(asked, told, True, shown, response.language, response.saved_on)


@dataclass(frozen=True)
class Cell:
    organisation: Organisation
    state: State
    said: Said
    change: Change = Change.NONE
    before: Said = Said("")

    @property
    def is_missing(self) -> bool:
        return self.state in (State.LEFT, State.NOT_SENT)


@dataclass(frozen=True)
class Line:
    """One question, with a cell for each municipality."""

    question: Question
    label: Said
    cells: tuple[Cell, ...]
    # It was not asked in the round that is compared with.
    is_new: bool = False


@dataclass(frozen=True)
class Matrix:
    organisations: tuple[Organisation, ...]
    lines: tuple[Line, ...]
    sent: int
    asked: int

    @property
    def cells(self) -> list[Cell]:
        return [cell for line in self.lines for cell in line.cells]

    @property
    def missing(self) -> int:
        return sum(cell.is_missing for cell in self.cells)

    @property
    def changed(self) -> int:
        return sum(cell.change != Change.NONE for cell in self.cells)

    @property
    def silent(self) -> list[Organisation]:
        """Those that were asked and have sent nothing."""
        first = self.lines[0].cells if self.lines else ()
        return [cell.organisation for cell in first if cell.state == State.NOT_SENT]


def matrix(now: Round, before: Round | None, asked: Sequence[Asked], *, language: str) -> Matrix:
    """`asked` are those of both rounds; whoever was asked in one of them has a column."""
    form = now.version.form
    old_form = before.version.form if before else None
    here = {one.organisation_id: given(form, one) for one in asked if one.round_id == now.pk}
    there = {
        one.organisation_id: given(old_form, one)
        for one in asked
        if old_form and before and one.round_id == before.pk
    }
    places = {one.organisation_id: one.organisation for one in asked}
    old = {each.key: each for each in questions(old_form)} if old_form else {}
    lines = []
    for question in questions(form):
        earlier = old.get(question.key)
        cells = []
        for key, place in places.items():
            now_said = _said(form, question, here.get(key), language)
            then_said = _said(old_form, earlier, there.get(key), language)
            cells.append(_cell(place, now_said, then_said))
        lines.append(
            Line(
                question,
                asked_as(form, question, language),
                tuple(cells),
                old_form is not None and earlier is None,
            )
        )
    sent = sum(one.is_sent for one in here.values())
    return Matrix(tuple(places.values()), tuple(lines), sent, len(here))


# State, what is stored, and its words.
Told = tuple[State, Any, Said]


def _said(
    form: Form | None, question: Question | None, one: Given | None, language: str
) -> Told | None:
    """None: the question was not put to the municipality in the round."""
    if form is None or question is None or one is None:
        return None
    state = one.state(question)
    if state != State.ANSWERED:
        return state, None, Said("")
    value = question.value(one.answers)
    return state, value, answered(form, question, value, language)


def _cell(place: Organisation, now: Told | None, then: Told | None) -> Cell:
    if now is None:
        return Cell(place, State.NOT_ASKED, Said(""))
    state, value, said = now
    # Where one of the two was not sent, nothing is known to have changed.
    if then is None or State.NOT_SENT in (state, then[0]):
        return Cell(place, state, said)
    return Cell(place, state, said, _change(value, then[1]), then[2])


def _change(value: Any, earlier: Any) -> Change:
    if value == earlier:
        return Change.NONE
    if earlier is None:
        return Change.NEW
    return Change.GONE if value is None else Change.ANOTHER
