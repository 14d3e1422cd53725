"""A round as files: each answer as a row, the figures, and a code book that explains them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samverka.engine.forms.definition import Form, Item, Kind
from samverka.toolkit.spreadsheet import Cell, Row, Sheet

from .item_forms import KINDS, PERSONAL
from .models import Asked, Round
from .queries import Answered, ItemFigures

UNTOLD = (Kind.NOTE, Kind.SECTION)


def columns_of(form: Form) -> list[tuple[str, Item, str]]:
    """Name of column, item, and the row or choice it stands for: one column for each row and
    each choice of several."""
    found = []
    for item in _told(form.items):
        if item.kind == Kind.MATRIX:
            found += [(row.name, item, row.name) for row in item.rows]
        elif item.kind == Kind.MULTIPLE:
            found += [(f"{item.name}.{choice.name}", item, choice.name) for choice in item.choices]
        else:
            found.append((item.name, item, ""))
    return found


def _told(items: Sequence[Item]) -> Iterator[Item]:
    """Items with an answer of their own; a repeat is told whole."""
    for item in items:
        if item.kind == Kind.SECTION:
            yield from _told(item.items)
        elif item.kind not in UNTOLD:
            yield item


def _cell(item: Item, part: str, value: Any) -> Cell:
    if item.kind == Kind.MATRIX:
        return value.get(part) if isinstance(value, dict) else None
    if item.kind == Kind.MULTIPLE:
        return int(part in value) if isinstance(value, list) else None
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return int(value) if isinstance(value, bool) else value


def answers_sheet(
    asked_round: Round, form: Form, answers: Sequence[Answered], hidden: Collection[int] = ()
) -> Sheet:
    """One row for each response; whose it is stands first in a round that asks by name.

    Names of those whose keys are hidden are left out.
    """
    columns = columns_of(form)
    is_named = asked_round.way == Round.Way.NAMED
    who = [_("Name"), _("Organisation"), _("Answers")] if is_named else []
    headings = [*who, _("Language"), _("Day"), *(name for name, _item, _part in columns)]
    return Sheet(_("Answers"), headings, [_row(one, columns, is_named, hidden) for one in answers])


def _row(
    one: Answered,
    columns: Sequence[tuple[str, Item, str]],
    is_named: bool,
    hidden: Collection[int],
) -> Row:
    who: list[Cell] = []
    if is_named and one.asked:
        who = [
            name_in(one.asked, hidden),
            str(one.asked.organisation),
            one.asked.get_answers_as_display(),
        ]
    elif is_named:
        who = ["", "", ""]
    cells = [_cell(item, part, one.answers.get(item.name)) for _name, item, part in columns]
    return [*who, one.language, one.saved_on, *cells]


def name_in(asked: Asked, hidden: Collection[int]) -> str:
    """Whom an answer is about, unless they are hidden from whoever reads."""
    person = asked.about or asked.person
    return str(person) if person and person.pk not in hidden else ""


def figures_sheet(form: Form, language: str, rows: Sequence[ItemFigures]) -> Sheet:
    headings = [
        _("Item"),
        _("Question"),
        _("Answer"),
        _("Count"),
        _("In a hundred"),
        _("Have answered"),
        _("Have not"),
        _("Mean"),
    ]
    return Sheet(_("Figures"), headings, list(_figures(form, language, rows)))


def _figures(form: Form, language: str, rows: Sequence[ItemFigures]) -> Iterator[Row]:
    for one in rows:
        name = one.row.name if one.row else one.item.name
        label = form.text(one.row.label if one.row else one.item.label, language)[0]
        if one.is_held_back:
            yield [name, label, _("Not shown"), None, None, None, None, None]
            continue
        sums: list[Cell] = [one.answered, one.not_answered, one.mean]
        if not one.counts:
            yield [name, label, None, None, None, *sums]
        for count in one.counts:
            text = form.text(count.choice.label, language)[0] or count.choice.name
            yield [name, label, text, count.count, count.share, *sums]


def code_book_sheet(form: Form) -> Sheet:
    """What each column holds: the question in every language, and what each value stands for."""
    languages = [known.code for known in form.languages]
    headings = [
        _("Column"),
        _("Kind"),
        _("Value"),
        *languages,
        _("Shown only when"),
        _("The answer must be"),
        _("How it is calculated"),
        _("What the answer tells"),
    ]
    return Sheet(_("Code book"), headings, list(_code_book(form, languages)))


def _code_book(form: Form, languages: Sequence[str]) -> Iterator[Row]:
    tells = dict(PERSONAL)
    for name, item, part in columns_of(form):
        label = dict(item.label)
        if item.kind == Kind.MATRIX:
            label = next(dict(row.label) for row in item.rows if row.name == part)
        texts = [label.get(code, "") for code in languages]
        kind = KINDS.get(item.kind, item.kind)
        told = str(tells[item.personal])
        rules: list[Cell] = [item.show_when, item.constraint, item.calculation, told]
        yield [name, kind, "", *texts, *rules]
        for choice in item.anchors or item.choices:
            if item.kind != Kind.MULTIPLE or choice.name == part:
                said = [choice.label.get(code, "") for code in languages]
                value = "1" if item.kind == Kind.MULTIPLE else choice.name
                yield [name, "", value, *said, "", "", "", ""]
