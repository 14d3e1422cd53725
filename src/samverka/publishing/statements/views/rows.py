"""The rows of a month and the differences of two, as far as the actor may know whose they are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.publishing.statements.columns import Field, fields_of
from samverka.publishing.statements.contents import Cell, Content, Line
from samverka.publishing.statements.files import NUMBERS
from samverka.publishing.statements.models import Layout
from samverka.publishing.statements.queries import Difference
from samverka.register.people.models import Person
from samverka.toolkit.addresses import address
from samverka.toolkit.texts import amount, day

# Who it is stands first and opens; the number itself is in the file, and on no page.
NOT_ON_PAGES = {"number", "name", "empty"}
NOTHING = "–"


@dataclass(frozen=True)
class Column:
    heading: str
    is_number: bool


@dataclass(frozen=True)
class SeenCell:
    heading: str
    is_number: bool
    said: str
    url: str


@dataclass(frozen=True)
class SeenRow:
    """A row with whose it is; None where it is an activity's, or nobody's any more."""

    person: Person | None
    cells: list[SeenCell]


@dataclass(frozen=True)
class SeenDifference:
    person: Person | None
    kind: str
    name: str
    heading: str
    before: str
    now: str


def columns_of(layout: Layout) -> list[Column]:
    return [
        Column(layout.columns[place]["heading"], field.code in NUMBERS)
        for place, field in _shown(layout)
    ]


def _shown(layout: Layout) -> list[tuple[int, Field]]:
    fields = enumerate(fields_of(layout))
    return [(place, field) for place, field in fields if field.code not in NOT_ON_PAGES]


def rows_seen(
    actor: Actor, layout: Layout, lines: Sequence[Line]
) -> tuple[list[SeenRow], list[Line]]:
    """The rows of those whom the actor may see, and the rows of the others."""
    persons = _persons_seen(actor, (line.person_id for line in lines))
    seen, unseen = [], []
    for line in lines:
        person = persons.get(line.person_id or 0)
        if line.person_id and person is None:
            unseen.append(line)
        else:
            seen.append(SeenRow(person, _cells(layout, line)))
    return seen, unseen


def matching(rows: Sequence[SeenRow], words: str) -> list[SeenRow]:
    """The rows that say every word, in the name or in any cell as it is shown."""
    wanted = words.casefold().split()
    return [row for row in rows if all(word in _shown_text(row) for word in wanted)]


def _shown_text(row: SeenRow) -> str:
    said = [str(row.person or ""), *(cell.said for cell in row.cells)]
    return "\n".join(said).casefold()


def _persons_seen(actor: Actor, keys: Iterable[int | None]) -> dict[int, Person]:
    return Person.objects.visible_to(actor).in_bulk({key for key in keys if key})


def _cells(layout: Layout, line: Line) -> list[SeenCell]:
    """An activity's name opens the activity; of persons the name before the cells does."""
    return [
        SeenCell(
            heading=layout.columns[place]["heading"],
            is_number=field.code in NUMBERS,
            said=in_words(field, line.cells[place]),
            url=address("activities:detail", line.key) if field.code == "title" else "",
        )
        for place, field in _shown(layout)
    ]


def in_words(field: Field | None, cell: Cell) -> str:
    said = field.said(cell) if field else cell
    if said is None or said == "":
        return NOTHING
    if isinstance(said, dt.date):
        return day(said)
    return amount(said) if isinstance(said, int) and not isinstance(said, bool) else str(said)


def differences_seen(
    actor: Actor, before: Content, now: Content, found: Sequence[Difference]
) -> tuple[list[SeenDifference], int]:
    """The differences of those whom the actor may see, and how many rows are the others'."""
    persons = _persons_seen(actor, (each.person_id for each in found))
    titles = _titles(before) | _titles(now)
    seen, others = [], set()
    for each in found:
        person = persons.get(each.person_id or 0)
        if each.person_id and person is None:
            others.add(each.key)
        else:
            seen.append(_difference(each, person, titles))
    return seen, len(others)


def _titles(content: Content) -> dict[str, str]:
    """What each activity's row is called; rows of persons have no title."""
    codes = [field.code for field in fields_of(content.layout)]
    if "title" not in codes:
        return {}
    place = codes.index("title")
    return {line.key: str(line.cells[place]) for line in content.rows}


def _difference(each: Difference, person: Person | None, titles: dict[str, str]) -> SeenDifference:
    name = str(person) if person else titles.get(each.key) or _("Removed person")
    if each.field and each.field.code in NOT_ON_PAGES:
        before, now = NOTHING, _("another, in the file")
    else:
        before, now = in_words(each.field, each.before), in_words(each.field, each.now)
    return SeenDifference(person, each.kind, name, each.heading, before, now)
