"""A row of the sheet survey as an item."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from samverka.engine.forms import checks
from samverka.engine.forms import expressions as ex
from samverka.engine.forms.definition import (
    ANSWER_IN_TEXT,
    Choice,
    FileSort,
    Item,
    Kind,
    Personal,
    Score,
)

from . import words
from .lists import Lists
from .notes import NoteKind

Say = Callable[..., None]

# A default that is computed, or takes what another answers.
COMPUTED = re.compile(r"\$\{|\w\(.*\)")
WORD = re.compile(r"[^\W\d][\w.-]*")
# Appearances that say what this form does anyway, or that are read.
UNDERSTOOD = {"field-list", "multiline", "likert", "table-list", "numbers"}
BOUND = ("relevant", "constraint", "calculation", "required", "read_only")
EXPRESSIONS = {
    "relevant": "show_when",
    "constraint": "constraint",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
    "repeat_count": "times",
}


@dataclass
class Row:
    """A row: what it says by column, its texts by column and language, and what is not read."""

    at: int
    type: str = ""
    name: str = ""
    said: dict[str, str] = field(default_factory=dict)
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    # The form's own language.
    own: str = ""

    @property
    def is_comment(self) -> bool:
        """Nothing but a remark, or switched off."""
        is_off = self.said.get("disabled", "").lower() in words.TRUE
        return is_off or self.said.get("type", "").startswith("#") or not (self.type or self.name)

    def texts(self, column: str) -> dict[str, str]:
        """The texts of a column by language."""
        return self.told.get(column, {})

    @property
    def appearance(self) -> list[str]:
        """Its words."""
        return self.said.get("appearance", "").split()


def row_of(row: Mapping[str, object], at: int, code: Callable[[str], str]) -> Row:
    """The row, with its expressions written plainly."""
    made = Row(at)
    for told, text in words.cells(row).items():
        column, language = words.heading(told)
        if column in words.TRANSLATED:
            made.told.setdefault(column, {})[code(language)] = text
        elif column in words.READ:
            made.said[column] = text
        else:
            made.unread.append(told)
    made.said = {column: _plain(column, text) for column, text in made.said.items()}
    made.name = made.said.get("name", "")
    made.type = " ".join(made.said.get("type", "").split()).lower()
    if made.told:
        made.said.setdefault("type", "")
    return made


def _plain(column: str, text: str) -> str:
    """An expression with plain quotation marks, names instead of paths, and true() for yes."""
    if column not in EXPRESSIONS and column not in BOUND:
        return text
    text = text.translate(words.QUOTES)
    if column in BOUND and text.lower() in words.TRUE | words.FALSE:
        return "true()" if text.lower() in words.TRUE else "false()"
    if "/" not in text:
        return text
    try:
        return ex.printed(ex.read(text))
    except ex.UnreadableExpression:
        return text


def names_told(row: Row) -> set[str]:
    """The names that the row's expressions and texts ask about."""
    texts = [*row.said.values(), *(text for told in row.told.values() for text in told.values())]
    return {name for text in texts if "${" in text for name in ANSWER_IN_TEXT.findall(text)}


# --- A row --------------------------------------------------------------------------------------


def items_of(row: Row, lists: Lists, say: Say) -> list[Item]:
    """The item of a row; two where it asks what else somebody means; none if it is left out."""
    for column in row.unread:
        say(NoteKind.COLUMN, row, column)
    if not row.type:
        say(NoteKind.NO_TYPE, row)
        return []
    item = _of_type(row, lists, say)
    if item is None:
        return []
    item = _with_the_rest(named(item, row, say), row, say)
    say_appearances(row, item, say)
    if item.kind != Kind.CALCULATED:
        item = _with_label(item, row, say)
    other = _other(item, row, say) if _asks_for_other(row) else None
    if other is None:
        return [item]
    choice = Choice("other", dict.fromkeys(item.label, "Other"))
    has_it = any(known.name == "other" for known in item.choices)
    return [item if has_it else replace(item, choices=(*item.choices, choice)), other]


def _of_type(row: Row, lists: Lists, say: Say) -> Item | None:
    """The item with its kind alone, or None where the type is left out or refused."""
    if select := words.SELECT.fullmatch(" ".join(row.said["type"].split())):
        return _choosing(row, select, lists, say)
    if row.type in words.KINDS:
        return _simple(row, words.KINDS[row.type], say)
    if row.type in words.BECOME_TEXT or row.type.startswith("osm "):
        say(NoteKind.BECAME_TEXT, row, row.type)
        return Item(row.name, Kind.TEXT)
    if row.type in words.TODAY:
        say(NoteKind.BECAME_CALCULATED, row, row.type)
        return Item(row.name, Kind.CALCULATED, calculation="today()")
    if row.type in {"acknowledge", "trigger", "add acknowledge prompt"}:
        say(NoteKind.BECAME_CHOICE, row, row.type)
        texts = dict.fromkeys(row.texts("label"), "OK") or {row.own: "OK"}
        return Item(row.name, Kind.SINGLE, choices=(Choice("OK", texts),))
    if row.type == "range":
        return _range(row, say)
    return _none(row, say)


def _none(row: Row, say: Say) -> Item | None:
    if row.type == "hidden":
        say(NoteKind.BECAME_CALCULATED, row, row.type)
        fixed = row.said.get("default", "")
        calculation = row.said.get("calculation") or f"'{fixed}'"
        return Item(row.name, Kind.CALCULATED, calculation=calculation)
    if row.type in words.META:
        say(NoteKind.META, row, row.type)
    elif row.type == "include":
        say(NoteKind.INCLUDE, row, row.name)
    else:
        say(NoteKind.UNKNOWN_TYPE, row, row.said["type"])
    return None


def _simple(row: Row, kind: Kind, say: Say) -> Item:
    calculation = row.said.get("calculation", "")
    if kind == Kind.CALCULATED:
        fixed = row.said.get("default", "")
        is_number = checks.values.NUMBER.fullmatch(fixed)
        default = fixed if is_number or not fixed else f"'{fixed}'"
        return Item(row.name, kind, row.texts("label"), calculation=calculation or default)
    if calculation and kind != Kind.NOTE:
        say(NoteKind.BECAME_CALCULATED, row, row.type)
        return Item(row.name, Kind.CALCULATED, row.texts("label"), calculation=calculation)
    if kind == Kind.TEXT and "multiline" in row.appearance:
        kind = Kind.LONG_TEXT
    return Item(row.name, kind, accepts=words.FILES.get(row.type, FileSort.ANY))


def _range(row: Row, say: Say) -> Item:
    """A number between two ends: a scale has texts that say what its ends mean, a range none."""
    say(NoteKind.BECAME_NUMBER, row, row.type)
    told = dict(re.findall(r"(\w+)\s*=\s*(-?[\d.]+)", row.said.get("parameters", "")))
    least, most = told.get("start", "1"), told.get("end", "10")
    is_whole = all("." not in told.get(part, "1") for part in ("start", "end", "step"))
    kind = Kind.WHOLE_NUMBER if is_whole else Kind.NUMBER
    between = f". >= {least} and . <= {most}"
    row.said["constraint"] = " and ".join(filter(None, [between, row.said.get("constraint", "")]))
    return Item(row.name, kind)


def _choosing(row: Row, select: re.Match[str], lists: Lists, say: Say) -> Item | None:
    how, name = select["how"].lower().replace("_", " "), select["list"]
    if "file" in how or "external" in how or re.search(r"\.(csv|xml|geojson)$", name):
        say(NoteKind.CHOICES_ELSEWHERE, row, name)
        row.said.pop("choice_filter", None)
        return Item(row.name, Kind.TEXT)
    if re.fullmatch(r"\$\{.*\}", name) or name not in lists.choices:
        say(NoteKind.NO_LIST, row, name)
        return None
    choices = tuple(lists.choices[name])
    if "multiple" in how or "all" in how or how == "rank":
        if how == "rank":
            say(NoteKind.BECAME_MULTIPLE, row, how)
        return Item(row.name, Kind.MULTIPLE, choices=choices, list_name=name)
    if "likert" in row.appearance and _are_steps(choices) and not _asks_for_other(row):
        anchors = tuple(_step(choice) for choice in choices)
        return Item(row.name, Kind.SCALE, anchors=anchors, list_name=name)
    return Item(row.name, Kind.SINGLE, choices=choices, list_name=name)


def _are_steps(choices: tuple[Choice, ...]) -> bool:
    steps = [int(choice.name) for choice in choices if checks.STEP.fullmatch(choice.name)]
    ends = (choices[0], choices[-1])
    is_row = steps == list(range(steps[0], steps[0] + len(choices))) if steps else False
    return is_row and all(any(t != c.name for t in c.label.values()) for c in ends)


def _step(choice: Choice) -> Choice:
    """A step whose text is only its number has none."""
    is_bare = set(choice.label.values()) == {choice.name}
    return replace(choice, label={}) if is_bare else choice


def _asks_for_other(row: Row) -> bool:
    select = words.SELECT.fullmatch(" ".join(row.said["type"].split()))
    return bool(select and select["other"])


def _other(item: Item, row: Row, say: Say) -> Item | None:
    """The text that pyxform makes of `or_other` as well."""
    if item.kind not in {Kind.SINGLE, Kind.MULTIPLE}:
        return None
    name = f"{item.name}_other"
    say(NoteKind.OTHER, row, name)
    label = dict.fromkeys(item.label, "Specify other.")
    shown = f"selected(${{{item.name}}}, 'other')"
    return Item(name, Kind.TEXT, label, show_when=shown, personal=item.personal)


# --- What a row says besides its type -----------------------------------------------------------


def named(item: Item, row: Row, say: Say) -> Item:
    """With the row's name; notes and sections get one where there is none."""
    if row.name:
        return item
    if item.kind in {Kind.NOTE, Kind.SECTION}:
        made = f"{item.kind}_row_{row.at}"
        say(NoteKind.MADE_NAME, row, made)
        return replace(item, name=made)
    say(NoteKind.NO_NAME, row)
    return item


def _with_label(item: Item, row: Row, say: Say) -> Item:
    label, hint = row.texts("label"), row.texts("hint")
    if not label and hint:
        say(NoteKind.HINT_AS_TEXT, row)
        label, hint = hint, {}
    if not label and item.kind not in checks.UNNAMED:
        say(NoteKind.NAME_AS_TEXT, row, item.name)
        label = {row.own: item.name}
    return replace(item, label=label, hint=hint)


def _with_the_rest(item: Item, row: Row, say: Say) -> Item:
    used = {
        part: row.said[column]
        for column, part in EXPRESSIONS.items()
        if column in row.said and item.kind in checks.USED_BY.get(part, set(Kind))
    }
    for column, part in EXPRESSIONS.items():
        if column in row.said and part not in used and column != "calculation":
            say(NoteKind.COLUMN, row, column)
    used.pop("calculation", None)
    required = row.said.get("required", "false()")
    is_asked = item.kind in checks.USED_BY["required"]
    if is_asked and required != "false()":
        used["required_when"] = "" if required == "true()" else required
    return replace(
        item,
        **used,  # type: ignore[arg-type]
        required=is_asked and required == "true()",
        default=_default(item, row, say),
        read_only=_is_read_only(item, row, say),
        required_message=row.texts("required_message") if is_asked else {},
        constraint_message=_message(item, row),
        personal=personal_of(row),
    )


def _message(item: Item, row: Row) -> dict[str, str]:
    is_used = item.kind in checks.USED_BY["constraint"]
    return row.texts("constraint_message") if is_used else {}


def personal_of(row: Row) -> Personal:
    """From the column of our own."""
    told = row.said.get("personal", "")
    return Personal(told) if told in set(Personal) else Personal.NONE


def _default(item: Item, row: Row, say: Say) -> str:
    default = row.said.get("default", "")
    if not default or item.kind == Kind.CALCULATED:
        return ""
    fixed = default.removesuffix(" 00:00:00")
    is_computed = bool(COMPUTED.search(default))
    is_used = item.kind in checks.USED_BY["default"]
    if is_used and not is_computed and checks.can_begin_with(item, fixed):
        return fixed
    say(NoteKind.DEFAULT, row, default)
    return ""


def _is_read_only(item: Item, row: Row, say: Say) -> bool:
    told = row.said.get("read_only", "false()")
    if told not in {"true()", "false()"} or (
        told == "true()" and item.kind not in checks.USED_BY["read_only"]
    ):
        say(NoteKind.READ_ONLY, row, told)
        return False
    return told == "true()"


def say_appearances(row: Row, item: Item, say: Say) -> None:
    """Name what the row asks to look like and does not."""
    for word in row.appearance:
        is_used = word in UNDERSTOOD and (word != "likert" or item.kind == Kind.SCALE)
        if not is_used:
            say(NoteKind.APPEARANCE, row, word)
    if "parameters" in row.said and row.type != "range":
        say(NoteKind.COLUMN, row, "parameters")


def score_of(row: Row) -> Score:
    """A score from the columns of our own."""
    least = row.said.get("score_at_least", "0")
    return Score(
        row.name,
        row.texts("label"),
        tuple(row.said["score_of"].split()),
        tuple(row.said.get("score_turned", "").split()),
        int(least) if least.isdecimal() and least.isascii() and len(least) < 5 else 0,
    )
