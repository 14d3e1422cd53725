"""The form of one item: which fields it has depends on its kind and on the form's languages.

Choices, steps and rows are lines of a table, a few empty ones after those that are there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.engine.forms.checks import USED_BY, Problem, ProblemKind, problems
from samverka.engine.forms.definition import HOLDING, Choice, Form, Item, Kind, Personal
from samverka.toolkit.signs import no_turning_signs

from .editing import holder_of, is_repeated, put_instead, put_into, put_last
from .forms import written_in
from .saying import place_of, said

EMPTY_LINES = 3
MOST_LINES = 200
LONGEST = 2_000
KINDS = {
    Kind.SINGLE: gettext_lazy("One choice"),
    Kind.MULTIPLE: gettext_lazy("Several choices"),
    Kind.SCALE: gettext_lazy("Scale"),
    Kind.MATRIX: gettext_lazy("Table of choices"),
    Kind.TEXT: gettext_lazy("Short text"),
    Kind.LONG_TEXT: gettext_lazy("Long text"),
    Kind.NUMBER: gettext_lazy("Number"),
    Kind.WHOLE_NUMBER: gettext_lazy("Whole number"),
    Kind.DATE: gettext_lazy("Day"),
    Kind.FILE: gettext_lazy("File"),
    Kind.NOTE: gettext_lazy("Text to read"),
    Kind.CALCULATED: gettext_lazy("Calculated"),
    Kind.SECTION: gettext_lazy("Section"),
    Kind.REPEAT: gettext_lazy("Asked several times"),
}
PERSONAL = [
    (Personal.NONE, gettext_lazy("Tells about nobody")),
    (Personal.PERSONAL, gettext_lazy("Tells about a person: kept sealed")),
    (Personal.SENSITIVE, gettext_lazy("Sensitive, as health, origin or belief: kept sealed")),
]
LISTS = {
    "choices": gettext_lazy("Choices"),
    "anchors": gettext_lazy("Steps of the scale"),
    "rows": gettext_lazy("Rows"),
}
EXPRESSIONS = {
    "show_when": (
        gettext_lazy("Show only when"),
        gettext_lazy("As in ${works} = 'yes'. Empty: always."),
    ),
    "constraint": (
        gettext_lazy("The answer must be"),
        gettext_lazy("The answer is a full stop, as in . >= 0 and . <= 100."),
    ),
    "calculation": (
        gettext_lazy("How it is calculated"),
        gettext_lazy("As in ${full_time} + ${part_time}."),
    ),
    "times": (
        gettext_lazy("How many times"),
        gettext_lazy("As in ${children}. Empty: as often as whoever answers likes."),
    ),
}


@dataclass(frozen=True)
class Line:
    """One line of a table of choices, as bound fields: its name, its text by language."""

    name: Any
    texts: tuple[tuple[str, Any], ...]


class ItemForm(forms.Form):
    """Writes one item. What is wrong with it because of a change is said here, and not saved."""

    def __init__(self, data, *, form: Form, item: Item, is_new: bool):
        super().__init__(data)
        self.form, self.item, self.is_new = form, item, is_new
        self._add_texts("label", self._label_of_text(), rows=2)
        if item.kind not in {Kind.CALCULATED}:
            self._add_texts("hint", gettext_lazy("Help"), rows=1)
        for part in self.lists:
            self._add_lines(part)
        self._add_rules()
        self._add_place()

    # --- Fields ---------------------------------------------------------------------------------

    @property
    def lists(self) -> list[str]:
        return [part for part in LISTS if self.item.kind in USED_BY[part]]

    def _label_of_text(self):
        if self.item.kind in HOLDING:
            return gettext_lazy("Heading")
        return gettext_lazy("Text") if self.item.kind == Kind.NOTE else gettext_lazy("Question")

    def _add_texts(self, part: str, label, *, rows: int) -> None:
        for known in self.form.languages:
            self.fields[f"{part}_{known.code}"] = forms.CharField(
                label=_("%(part)s in %(language)s")
                % {"part": label, "language": known.name or known.code},
                required=False,
                max_length=LONGEST,
                initial=getattr(self.item, part).get(known.code, ""),
                widget=forms.Textarea({"rows": rows, **written_in(known)}),
                validators=[no_turning_signs],
            )

    def _add_lines(self, part: str) -> None:
        there: Sequence[Choice] = getattr(self.item, part)
        for number in range(self._number_of_lines(part, len(there))):
            choice = there[number] if number < len(there) else Choice("")
            self.fields[f"{part}_{number}_name"] = forms.CharField(
                label=_("Line %(number)s: stored as") % {"number": number + 1},
                required=False,
                max_length=64,
                initial=choice.name,
            )
            for known in self.form.languages:
                self.fields[f"{part}_{number}_{known.code}"] = forms.CharField(
                    label=_("Line %(number)s in %(language)s")
                    % {"number": number + 1, "language": known.name or known.code},
                    required=False,
                    max_length=500,
                    initial=choice.label.get(known.code, ""),
                    widget=forms.TextInput(written_in(known)),
                    validators=[no_turning_signs],
                )

    def _number_of_lines(self, part: str, there: int) -> int:
        sent = 0
        while self.is_bound and f"{part}_{sent}_name" in self.data and sent < MOST_LINES:
            sent += 1
        return max(sent, there + EMPTY_LINES)

    def _add_rules(self) -> None:
        if self.item.kind in USED_BY["required"]:
            self.fields["required"] = forms.BooleanField(
                label=gettext_lazy("Must be answered"),
                required=False,
                initial=self.item.required,
            )
            self.fields["personal"] = forms.ChoiceField(
                label=gettext_lazy("What the answer tells"),
                choices=PERSONAL,
                initial=self.item.personal,
                widget=forms.RadioSelect,
            )
        for part, (label, help_text) in EXPRESSIONS.items():
            if part == "show_when" or self.item.kind in USED_BY[part]:
                self.fields[part] = forms.CharField(
                    label=label,
                    help_text=help_text,
                    required=False,
                    max_length=LONGEST,
                    initial=getattr(self.item, part),
                    widget=forms.TextInput({"dir": "ltr", "spellcheck": "false"}),
                )
        if self.item.kind in USED_BY["constraint_message"]:
            label = gettext_lazy("What is said when it is not")
            self._add_texts("constraint_message", label, rows=1)

    def _add_place(self) -> None:
        holders = [
            one
            for one in self.form.walk()
            if one.kind in HOLDING and one.name not in {held.name for held in self.item.walk()}
        ]
        if any(one.kind == Kind.FILE for one in self.item.walk()):
            # A repeat is one answer, and a file is one of its own.
            holders = [one for one in holders if not is_repeated(self.form, one.name)]
        if holders:
            self.fields["into"] = forms.ChoiceField(
                label=gettext_lazy("Stands in"),
                required=False,
                choices=[("", gettext_lazy("No section")), *map(self._holder, holders)],
                initial=holder_of(self.form, self.item.name),
            )
        self.fields["name"] = forms.CharField(
            label=gettext_lazy("Name in expressions and files"),
            help_text=gettext_lazy("Small letters a–z, digits and _."),
            max_length=64,
            initial=self.item.name,
            widget=forms.TextInput({"dir": "ltr", "spellcheck": "false"}),
        )

    def _holder(self, item: Item) -> tuple[str, str]:
        text, _language = self.form.text(item.label, self.form.languages[0].code)
        return item.name, text or item.name

    def tables(self) -> Iterator[tuple[str, list[str], list[Line]]]:
        """Each list as a table: its heading, the languages, its lines of bound fields."""
        names = [known.name or known.code for known in self.form.languages]
        for part in self.lists:
            lines, number = [], 0
            while f"{part}_{number}_name" in self.fields:
                texts = [
                    (known.name or known.code, self[f"{part}_{number}_{known.code}"])
                    for known in self.form.languages
                ]
                lines.append(Line(self[f"{part}_{number}_name"], tuple(texts)))
                number += 1
            yield str(LISTS[part]), names, lines

    @property
    def texts(self) -> list[Any]:
        """What is asked, in each language."""
        return [self[name] for name in self.fields if name.startswith(("label_", "hint_"))]

    @property
    def rules(self) -> list[Any]:
        shown = {name for name in self.fields if name.startswith(("label_", "hint_"))}
        shown |= {name for name in self.fields if name.startswith(tuple(f"{p}_" for p in LISTS))}
        return [self[name] for name in self.fields if name not in shown]

    # --- What was written -----------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        written = super().clean() or self.cleaned_data
        if not self.errors:
            for part, problem in self._new_problems():
                self._say(part, problem)
        return written

    def _new_problems(self) -> Iterator[tuple[str, Problem]]:
        """What is wrong with this item now; what is wrong elsewhere stands beside that."""
        name, changed = self.written().name, self.changed()
        for problem in problems(changed):
            item, part = place_of(changed, problem)
            is_own = item == name or problem.kind == ProblemKind.TOO_MANY
            if is_own and problem.kind != ProblemKind.HOLDS_NOTHING:
                yield part, problem

    def _say(self, part: str, problem: Problem) -> None:
        if part == "label":
            part = f"label_{self.form.languages[0].code}"
        if problem.kind in (ProblemKind.NAME, ProblemKind.TWICE):
            part = "name"
        self.add_error(part if part in self.fields else None, said(problem))

    def written(self) -> Item:
        """The item as it is written, and found right."""
        return self._item(self.cleaned_data)

    def typed(self) -> Item:
        """The item as it is being typed, right or wrong: for looking at only."""
        values = {name: self[name].data or "" for name in self.fields}
        return replace(self._item(values | {"personal": Personal.NONE}), name=self.item.name)

    def _item(self, values: Mapping[str, Any]) -> Item:
        facts: dict[str, Any] = {"name": values["name"].strip()}
        for part in ("label", "hint", "constraint_message"):
            if f"{part}_{self.form.languages[0].code}" in self.fields:
                facts[part] = self._texts(values, f"{part}_")
        for part in self.lists:
            facts[part] = tuple(self._choices(values, part))
        for part in ("required", "personal", *EXPRESSIONS):
            if part in self.fields:
                facts[part] = values[part]
        if "personal" in facts:
            facts["personal"] = Personal(facts["personal"])
        return replace(self.item, **facts)

    def _texts(self, values: Mapping[str, Any], prefix: str) -> dict[str, str]:
        given = {one.code: values[f"{prefix}{one.code}"] for one in self.form.languages}
        return {code: text for code, text in given.items() if text}

    def _choices(self, values: Mapping[str, Any], part: str) -> Iterator[Choice]:
        """Lines with a text or a name; one without a name gets a number, or a name of its own."""
        there = {one.name: one for one in getattr(self.item, part)}
        number = 0
        while f"{part}_{number}_name" in self.fields:
            name = values[f"{part}_{number}_name"].strip()
            label = self._texts(values, f"{part}_{number}_")
            if name or label:
                prefix = f"{values['name']}_" if part == "rows" else ""
                name = name or f"{prefix}{number + 1}"
                yield replace(there.get(name, Choice(name)), name=name, label=label)
            number += 1

    def changed(self) -> Form:
        """The whole form with the item as it is written, where it is to stand."""
        item = self.written()
        into = self.cleaned_data.get("into", "")
        if self.is_new:
            return put_last(self.form, item, into)
        form = put_instead(self.form, self.item.name, item)
        if into != holder_of(form, item.name):
            form = put_into(form, item.name, into)
        return form
