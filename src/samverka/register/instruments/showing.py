"""A form as a page shows it: each text in one language or in two beside one another.

Where a language lacks a text the form's own stands instead, and the page marks it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Personal, Texts
from samverka.toolkit.texts import listed

ANSWER = "a"
UNTOLD = (Kind.FILE, Kind.REPEAT, Kind.SECTION)


@dataclass(frozen=True)
class Said:
    """A text in a language; `is_other` where it stands in for a translation that is lacking."""

    text: str
    language: str
    direction: str
    is_other: bool


@dataclass(frozen=True)
class Option:
    """Something to choose."""

    name: str
    said: tuple[Said, ...]
    is_chosen: bool = False


@dataclass(frozen=True)
class RowShown:
    """A row of a matrix with its own options."""

    field: str
    said: tuple[Said, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Shown:
    """One item as a page draws it: `field` is the name of its field, which also is its id."""

    item: Item
    field: str
    label: tuple[Said, ...]
    hint: tuple[Said, ...]
    value: Any = None
    options: tuple[Option, ...] = ()
    rows: tuple[RowShown, ...] = ()
    held: tuple["Shown", ...] = ()
    # Of a repeat: what is held, once for each time.
    times: tuple[tuple["Shown", ...], ...] = ()
    fault: str = ""
    is_hidden: bool = False
    is_required: bool = False
    # What the same person answered before, as text.
    earlier: str = ""

    @property
    def kind(self) -> str:
        return str(self.item.kind)


@dataclass(frozen=True)
class Page:
    """What stands on one page: a section, or what stands between two."""

    number: int
    heading: tuple[Said, ...]
    hint: tuple[Said, ...]
    items: tuple[Item, ...]
    # The section that the page is, "" for what stands between.
    section: str = ""

    @property
    def names(self) -> set[str]:
        return {one.name for item in self.items for one in item.walk()}


@dataclass(frozen=True)
class Sheet:
    """What is needed to show items: the languages, the answers, what is asked, what is wrong."""

    form: Form
    languages: Sequence[str]
    answers: Mapping[str, Any] = field(default_factory=dict)
    # Names of items that are asked as things stand; None: all.
    visible: Collection[str] | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    required: Collection[str] = ()
    # What the same person answered before, by name of item.
    earlier: Mapping[str, Any] = field(default_factory=dict)

    def say(self, texts: Texts) -> tuple[Said, ...]:
        """The text in each of the languages; once where both would be the same."""
        found: list[Said] = []
        for code in self.languages:
            text, language = self.form.text(texts, code)
            if text and not any(one.language == language for one in found):
                found.append(
                    Said(text, language, direction(self.form, language), language != code)
                )
        return tuple(found)

    def show(self, items: Sequence[Item], prefix: str = ANSWER) -> tuple[Shown, ...]:
        return tuple(
            self._shown(item, f"{prefix}.{item.name}", prefix)
            for item in items
            if item.kind != Kind.CALCULATED
        )

    def _shown(self, item: Item, name: str, prefix: str) -> Shown:
        value = self.answers.get(item.name)
        is_hidden = self.visible is not None and item.name not in self.visible
        held: tuple[Shown, ...] = ()
        times: tuple[tuple[Shown, ...], ...] = ()
        if item.kind == Kind.SECTION:
            held = self.show(item.items, prefix)
        if item.kind == Kind.REPEAT:
            times = tuple(self._times(item, name, value))
        return Shown(
            item=item,
            field=name,
            label=self.say(item.label),
            hint=self.say(item.hint),
            value=value,
            options=self._options(item.anchors or item.choices, value),
            rows=self._rows(item, name, value),
            held=held,
            times=times,
            fault=self.faults.get(item.name, ""),
            is_hidden=is_hidden,
            is_required=item.required or item.name in self.required,
            earlier=self._before(item),
        )

    def _before(self, item: Item) -> str:
        """What was answered before, in the first language; nothing of what tells of somebody."""
        value = self.earlier.get(item.name)
        if value in (None, "") or item.personal != Personal.NONE or item.kind in UNTOLD:
            return ""
        texts = {one.name: one.label for one in (*item.anchors, *item.choices, *item.rows)}

        def said(name: object) -> str:
            known = texts.get(str(name), {})
            return self.form.text(known, self.languages[0])[0] or str(name)

        if isinstance(value, Mapping):
            return "; ".join(f"{said(row)}: {said(chosen)}" for row, chosen in value.items())
        return listed(map(said, value if isinstance(value, list) else [value]))

    def _options(self, choices: Sequence[Choice], value: Any) -> tuple[Option, ...]:
        chosen = set(map(str, value)) if isinstance(value, list) else {str(value)}
        return tuple(Option(one.name, self.say(one.label), one.name in chosen) for one in choices)

    def _rows(self, item: Item, name: str, value: Any) -> tuple[RowShown, ...]:
        given = value if isinstance(value, Mapping) else {}
        return tuple(
            RowShown(
                f"{name}.{row.name}",
                self.say(row.label),
                self._options(item.choices, given.get(row.name)),
            )
            for row in item.rows
        )

    def _times(self, item: Item, name: str, value: Any) -> Iterator[tuple[Shown, ...]]:
        """What was answered each time, and one more to fill in where nothing is yet."""
        given = (
            [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
        )
        for number, answers in enumerate(given or [{}]):
            inner = Sheet(self.form, self.languages, answers)
            yield inner.show(item.items, f"{name}.{number}")


def direction(form: Form, code: str) -> str:
    known = next((one for one in form.languages if one.code == code), Language(code))
    return "rtl" if known.is_rtl else "ltr"


def pages_of(form: Form, languages: Sequence[str]) -> list[Page]:
    """The pages of a form: one for each section, and for what stands between sections."""
    sheet = Sheet(form, languages)
    pages: list[Page] = []
    between: list[Item] = []
    for item in (*form.items, None):
        if item is not None and item.kind != Kind.SECTION:
            between.append(item)
            continue
        if any(one.kind != Kind.CALCULATED for one in between):
            pages.append(Page(len(pages) + 1, (), (), tuple(between)))
        between = []
        if item is not None:
            pages.append(
                Page(
                    len(pages) + 1,
                    sheet.say(item.label),
                    sheet.say(item.hint),
                    item.items,
                    item.name,
                )
            )
    return pages
