"""What is wrong with a form, said of each place with its facts, before anybody is asked.

`problems(form)` finds everything at once. A form without problems can be answered without failing,
whatever is answered; a draft may have them while it is written. `Problem` holds facts and a kind,
so that it can be said in the reader's language; `str` says it in English.

`where` is the name of an item, with what of it after a dot ("age.constraint", "region.choices.a",
"title" for the form's own title), as in `translating`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from . import circles, patterns, values
from . import expressions as ex
from .definition import HOLDING, Choice, Form, Item, Kind, Score, Texts
from .functions import bounds

# Nobody answers a thousand questions; and a page that writes or shows a form must stay quick.
MOST_ITEMS = 1_000
# Of an item: municipalities, languages, occupations at four digits.
MOST_CHOICES = 1_000
LONGEST_NAME = 64
# Of any script, as in XLSForm; a colon would be a namespace.
NAME = re.compile(r"[^\W\d][\w.-]*")
# Other programs keep when and by whom a form was answered there.
RESERVED = {"meta"}
STEP = re.compile(r"-?(0|[1-9]\d{0,3})", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)


class ProblemKind(StrEnum):
    """What can be wrong with a form."""

    EMPTY = "the form asks nothing"
    TOO_MANY = "{number} items are more than the {limit} that a form may have"
    TOO_MANY_CHOICES = "{number} choices are more than the {limit} that an item may have"
    NAME = "a name begins with a letter and has letters, digits and _ . - only, at most {limit}"
    RESERVED = "the name {key} is taken for what a form says of itself"
    TWICE = "the name is used twice"
    NO_LANGUAGE = "the form has no language"
    LANGUAGE = "{key} is no language tag"
    LANGUAGE_TWICE = "the language {key} is there twice"
    UNKNOWN_LANGUAGE = "a text in {key}, which is not a language of the form"
    NO_TEXT = "there is no text in any language"
    TOO_LONG = "it has more than {limit} letters"
    TOO_DEEP = "more than {limit} parentheses stand in one another"
    LETTER = "letter {number}: {key} can not stand there"
    UNCLOSED = "letter {number}: a text that begins with {key} has no end"
    EXPECTED = "letter {number}: something should follow after {key}"
    EXPECTED_END = "letter {number}: {key} stands where an operator was expected"
    NUMBER = "letter {number}: {key} is too great a number"
    PATH = "letter {number}: {key} looks into other data than the answers"
    UNKNOWN_ITEM = "${{{key}}} is asked about, and no item has that name"
    NO_ANSWER = "${{{key}}} is asked about, which is nothing that is answered"
    UNKNOWN_FUNCTION = "the function {key}() is not known here"
    WRONG_COUNT = "{key}() is given {number} values, which is not what it takes"
    PATTERN = "letter {number} of the pattern: {key}"
    OWN = ". is the answer in a constraint, and means nothing elsewhere"
    FACT = "{key} stands alone: a text stands in quotation marks, an answer in ${{…}}"
    UNKNOWN_FACT = "no choice has the fact {key}"
    CIRCLE = "it depends on itself: {key}"
    NO_CHOICES = "there are no choices"
    CHOICE_NAME = "the choice {key} has no name, or one with spaces where more can be chosen"
    CHOICE_TWICE = "the choice {key} is there twice"
    NO_ANCHORS = "the scale has fewer than two steps"
    STEP = "the step {key} is not a whole number"
    STEP_ORDER = "the step {key} does not come one after the step before it"
    END_WITHOUT_TEXT = "the end {key} of the scale has no text that says what it means"
    NO_ROWS = "there are no rows"
    HOLDS_NOTHING = "there is nothing in it"
    NO_CALCULATION = "it is calculated, and nothing says how"
    NOT_USED = "{key} means nothing on an item of this kind"
    DEFAULT = "{key} can not be the answer it begins with"
    NOT_A_NUMBER = "{key} is nothing that a mean can be taken of"
    TOO_MANY_NEEDED = "{number} answers are needed, and there are {limit} items"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what kind, and the facts of it."""

    where: str
    kind: ProblemKind
    key: str = ""
    number: int = 0
    limit: int = 0

    def __str__(self) -> str:
        """One plain English sentence that names the place."""
        said = self.kind.value.format(key=self.key, number=self.number, limit=self.limit)
        return f"{self.where}: {said}." if self.where else f"{said[:1].upper()}{said[1:]}."


def problems(form: Form) -> list[Problem]:
    """All that is wrong, in the order of the form; empty where nothing is.

    A form with more than `MOST_ITEMS` items is told so and looked at no further.
    """
    items = list(form.walk())
    if len(items) > MOST_ITEMS:
        return [Problem("", ProblemKind.TOO_MANY, number=len(items), limit=MOST_ITEMS)]
    names = _Names(form)
    found = [*_of_form(form, items), *_names_used_twice(form, items)]
    for item in items:
        found += _of_item(item, form, names)
    for score in form.scores:
        found += _of_score(score, form, names)
    return [*found, *(Problem(c[0], ProblemKind.CIRCLE, " → ".join(c)) for c in circles.of(form))]


class _Names:
    """What a name in the form means."""

    def __init__(self, form: Form) -> None:
        items = list(form.walk())
        self.kinds = {item.name: item.kind for item in items}
        self.rows = {row.name: item for item in items for row in item.rows}
        times = [item for item in items if item.kind == Kind.REPEAT]
        self.repeated = {held.name for item in times for held in item.walk()}

    def __contains__(self, name: str) -> bool:
        return name in self.kinds or name in self.rows

    def is_answered(self, name: str) -> bool:
        """Rows are, a repeat can be counted, a note is blank; a whole matrix, a section is not."""
        return name in self.rows or self.kinds.get(name) not in {Kind.SECTION, Kind.MATRIX}


# --- The form -----------------------------------------------------------------------------------


def _of_form(form: Form, items: list[Item]) -> Iterator[Problem]:
    if not any(item.kind not in HOLDING for item in items):
        yield Problem("", ProblemKind.EMPTY)
    if not form.languages:
        yield Problem("", ProblemKind.NO_LANGUAGE)
    codes = [language.code for language in form.languages]
    for code in codes:
        if not LANGUAGE.fullmatch(code):
            yield Problem("languages", ProblemKind.LANGUAGE, code)
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Problem("languages", ProblemKind.LANGUAGE_TWICE, code)
    yield from _texts("title", form.title, form, is_needed=True)


def _names_used_twice(form: Form, items: list[Item]) -> Iterator[Problem]:
    seen: set[str] = set()
    all_names = [
        *(name for item in items for name in (item.name, *(row.name for row in item.rows))),
        *(score.name for score in form.scores),
    ]
    for name in all_names:
        if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
            yield Problem(name, ProblemKind.NAME, limit=LONGEST_NAME)
        if name in RESERVED:
            yield Problem(name, ProblemKind.RESERVED, name)
        if name in seen:
            yield Problem(name, ProblemKind.TWICE)
        seen.add(name)


def _texts(where: str, texts: Texts, form: Form, *, is_needed: bool = False) -> Iterator[Problem]:
    known = {language.code for language in form.languages}
    for code in texts:
        if code not in known:
            yield Problem(where, ProblemKind.UNKNOWN_LANGUAGE, code)
    if is_needed and not any(text.strip() for text in texts.values()):
        yield Problem(where, ProblemKind.NO_TEXT)


# --- An item ------------------------------------------------------------------------------------

# What is said of some kinds only.
_CHOOSING = {Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX}
_ANSWERED = set(Kind) - {Kind.NOTE, Kind.CALCULATED, Kind.SECTION, Kind.REPEAT}
USED_BY = {
    "choices": _CHOOSING,
    "choice_filter": {Kind.SINGLE, Kind.MULTIPLE},
    "anchors": {Kind.SCALE},
    "rows": {Kind.MATRIX},
    "items": HOLDING,
    "times": {Kind.REPEAT},
    "calculation": {Kind.CALCULATED},
    "constraint": _ANSWERED - {Kind.MATRIX},
    "constraint_message": _ANSWERED - {Kind.MATRIX},
    "required": _ANSWERED,
    "required_when": _ANSWERED,
    "required_message": _ANSWERED,
    "default": _ANSWERED - {Kind.MATRIX, Kind.FILE},
    "read_only": _ANSWERED - {Kind.MATRIX, Kind.FILE},
    "list_name": _CHOOSING | {Kind.SCALE},
}
UNNAMED = {Kind.CALCULATED, Kind.SECTION, Kind.REPEAT}


def _of_item(item: Item, form: Form, names: _Names) -> Iterator[Problem]:
    for used, kinds in USED_BY.items():
        if getattr(item, used) and item.kind not in kinds:
            yield Problem(item.name, ProblemKind.NOT_USED, used)
    yield from _texts(f"{item.name}.label", item.label, form, is_needed=item.kind not in UNNAMED)
    yield from _texts(f"{item.name}.hint", item.hint, form)
    yield from _texts(f"{item.name}.required_message", item.required_message, form)
    yield from _texts(f"{item.name}.constraint_message", item.constraint_message, form)
    yield from _of_expressions(item, names)
    yield from _of_answers_in_texts(item, names)
    yield from _of_parts(item, form)
    if item.default and not can_begin_with(item, item.default):
        yield Problem(f"{item.name}.default", ProblemKind.DEFAULT, item.default)


def _of_parts(item: Item, form: Form) -> Iterator[Problem]:
    if item.kind in _CHOOSING:
        yield from _of_choices(item.name, "choices", item.choices, form, ProblemKind.NO_CHOICES)
        is_many = item.kind == Kind.MULTIPLE
        for choice in item.choices:
            parts = choice.name.split()
            if not parts or " ".join(parts) != choice.name or (parts[1:] and is_many):
                yield Problem(item.name, ProblemKind.CHOICE_NAME, choice.name)
    if item.kind == Kind.MATRIX:
        yield from _of_choices(item.name, "rows", item.rows, form, ProblemKind.NO_ROWS)
    if item.kind == Kind.SCALE:
        yield from _of_scale(item, form)
    if item.kind in HOLDING and not item.items:
        yield Problem(item.name, ProblemKind.HOLDS_NOTHING)
    if item.kind == Kind.CALCULATED and not item.calculation.strip():
        yield Problem(item.name, ProblemKind.NO_CALCULATION)


def _of_choices(
    name: str, part: str, choices: tuple[Choice, ...], form: Form, none: ProblemKind
) -> Iterator[Problem]:
    if not choices:
        yield Problem(name, none)
    if len(choices) > MOST_CHOICES:
        kind = ProblemKind.TOO_MANY_CHOICES
        yield Problem(name, kind, number=len(choices), limit=MOST_CHOICES)
        return
    seen: set[str] = set()
    for choice in choices:
        # A row's name is one of the form's, and said to be there twice among those.
        if choice.name in seen and part != "rows":
            yield Problem(name, ProblemKind.CHOICE_TWICE, choice.name)
        seen.add(choice.name)
        yield from _texts(f"{name}.{part}.{choice.name}", choice.label, form, is_needed=True)


def _of_scale(item: Item, form: Form) -> Iterator[Problem]:
    if len(item.anchors) < 2:
        yield Problem(item.name, ProblemKind.NO_ANCHORS)
    before: int | None = None
    for step in item.anchors:
        if not STEP.fullmatch(step.name):
            yield Problem(item.name, ProblemKind.STEP, step.name)
            continue
        if before is not None and int(step.name) != before + 1:
            yield Problem(item.name, ProblemKind.STEP_ORDER, step.name)
        before = int(step.name)
        yield from _texts(f"{item.name}.anchors.{step.name}", step.label, form)
    for end in (item.anchors[:1] + item.anchors[-1:])[: len(item.anchors)]:
        if not any(text.strip() for text in end.label.values()):
            yield Problem(item.name, ProblemKind.END_WITHOUT_TEXT, end.name)


def can_begin_with(item: Item, default: str) -> bool:
    """Whether the default is an answer of the item's kind."""
    if item.kind == Kind.SINGLE:
        return default in {choice.name for choice in item.choices}
    if item.kind == Kind.MULTIPLE:
        return set(default.split()) <= {choice.name for choice in item.choices}
    if item.kind == Kind.SCALE:
        return default in {step.name for step in item.anchors}
    if item.kind in {Kind.NUMBER, Kind.WHOLE_NUMBER}:
        is_whole = "." not in default
        return bool(values.NUMBER.fullmatch(default)) and (item.kind == Kind.NUMBER or is_whole)
    return item.kind != Kind.DATE or values.day_of(default) is not None


# --- Expressions --------------------------------------------------------------------------------

EXPRESSIONS = (
    "show_when",
    "required_when",
    "constraint",
    "calculation",
    "choice_filter",
    "times",
)


def _of_expressions(item: Item, names: _Names) -> Iterator[Problem]:
    for part in EXPRESSIONS:
        text = getattr(item, part)
        if text:
            yield from _of_expression(f"{item.name}.{part}", text, part, item, names)


def _of_answers_in_texts(item: Item, names: _Names) -> Iterator[Problem]:
    """A text may say an answer: "How old is ${child}?"."""
    for name in sorted(item.answers_told()):
        if name not in names:
            yield Problem(f"{item.name}.label", ProblemKind.UNKNOWN_ITEM, name)


def _of_expression(
    where: str, text: str, part: str, item: Item, names: _Names
) -> Iterator[Problem]:
    try:
        tree = ex.read(text)
    except ex.UnreadableExpression as fault:
        limit = ex.LONGEST if fault.kind == ex.Unreadable.TOO_LONG else ex.DEEPEST
        yield Problem(where, ProblemKind[fault.kind.name], fault.found, fault.at + 1, limit)
        return
    for name in sorted(ex.names_in(tree)):
        if name not in names:
            yield Problem(where, ProblemKind.UNKNOWN_ITEM, name)
        elif not names.is_answered(name):
            yield Problem(where, ProblemKind.NO_ANSWER, name)
    if part != "constraint" and any(isinstance(found, ex.Own) for found in ex.walk(tree)):
        yield Problem(where, ProblemKind.OWN)
    yield from _of_facts(where, tree, part, item)
    for call in ex.calls_in(tree):
        yield from _of_call(where, call)


def _of_facts(where: str, tree: ex.Tree, part: str, item: Item) -> Iterator[Problem]:
    known = {fact for choice in item.choices for fact in choice.facts} | {"name"}
    for fact in sorted(ex.facts_in(tree)):
        if part != "choice_filter":
            yield Problem(where, ProblemKind.FACT, fact)
        elif fact not in known:
            yield Problem(where, ProblemKind.UNKNOWN_FACT, fact)


def _of_call(where: str, call: ex.Call) -> Iterator[Problem]:
    taken = bounds(call.function)
    if taken is None:
        yield Problem(where, ProblemKind.UNKNOWN_FUNCTION, call.function)
    elif not taken[0] <= len(call.given) <= taken[1]:
        kind = ProblemKind.WRONG_COUNT
        yield Problem(where, kind, call.function, number=len(call.given))
    elif call.function == "regex" and isinstance(call.given[1], ex.Text):
        try:
            patterns.check(call.given[1].value)
        except patterns.UnreadablePattern as fault:
            yield Problem(where, ProblemKind.PATTERN, fault.what, fault.at + 1)


# --- Scores -------------------------------------------------------------------------------------


def _of_score(score: Score, form: Form, names: _Names) -> Iterator[Problem]:
    yield from _texts(f"{score.name}.label", score.label, form, is_needed=True)
    if not score.items:
        yield Problem(score.name, ProblemKind.HOLDS_NOTHING)
    if not 0 <= score.at_least <= len(score.items):
        number, limit = score.at_least, len(score.items)
        yield Problem(score.name, ProblemKind.TOO_MANY_NEEDED, number=number, limit=limit)
    turnable = {name for name in score.items if _has_ends(name, form, names)}
    for name in score.items:
        if name not in names:
            yield Problem(score.name, ProblemKind.UNKNOWN_ITEM, name)
        elif not _is_numeric(name, names):
            yield Problem(score.name, ProblemKind.NOT_A_NUMBER, name)
    for name in score.turned:
        if name not in turnable:
            yield Problem(score.name, ProblemKind.NOT_A_NUMBER, name)


def _is_numeric(name: str, names: _Names) -> bool:
    """Whether it is one number; in a repeat there are as many as one likes."""
    if name in names.repeated or (name in names.rows and names.rows[name].name in names.repeated):
        return False
    if name in names.rows:
        return all(STEP.fullmatch(choice.name) for choice in names.rows[name].choices)
    return names.kinds[name] in {Kind.SCALE, Kind.NUMBER, Kind.WHOLE_NUMBER, Kind.CALCULATED}


def _has_ends(name: str, form: Form, names: _Names) -> bool:
    """Only what has a least and a greatest answer can be turned round."""
    return (
        name in names
        and _is_numeric(name, names)
        and (name in names.rows or names.kinds[name] == Kind.SCALE)
    )
