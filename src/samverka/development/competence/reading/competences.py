"""Areas, competences, what their levels mean, and what functions need, of a table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from samverka.development.competence.models import HIGHEST
from samverka.toolkit.signs import TURNING
from samverka.toolkit.tables import TableProblem, plain, recognised

from .tables import lines_of

# What people call the columns, in Swedish and in English.
CALLED = json.loads((Path(__file__).parents[1] / "data" / "table_words.json").read_text())
STEPS = range(HIGHEST + 1)
LONGEST = {"area": 120, "name": 150} | {f"level_{step}": 200 for step in STEPS}
LONGEST_FUNCTION = 100
MOST_FUNCTIONS = 40


def what_columns() -> str:
    """How the first row names the columns."""
    return _(
        "The first row names the columns: %(area)s, %(name)s, then %(importance)s and %(lowest)s "
        "to %(highest)s if you have them. Each further column is a function and the level it "
        "needs."
    ) % {
        "area": _("Area"),
        "name": _("Competence"),
        "importance": _("Importance"),
        "lowest": _("Level 0"),
        "highest": _("Level 4"),
    }


def _known() -> dict[str, set[str]]:
    """The columns by what people call them, in the reader's language too."""
    own = {"area": _("Area"), "name": _("Competence"), "importance": _("Importance")}
    found = {fact: {plain(word), *CALLED[fact]} for fact, word in own.items()}
    for step in STEPS:
        found[f"level_{step}"] = {f"{word} {step}" for word in CALLED["level"]}
    return found


class NoColumns(TableProblem):
    def __init__(self) -> None:
        super().__init__(what_columns())


@dataclass
class Told:
    """What a row says: a competence, and the level that each function needs."""

    number: int
    area: str
    name: str
    # Of `Competence`: only what the row says.
    facts: dict[str, object] = field(default_factory=dict)
    asks: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read(text: str) -> list[Told]:
    """The rows, each with what is wrong with it.

    :raises TableProblem: with a sentence on why it cannot be read
    """
    (_number, headings), *body = lines_of(text)
    places = recognised(_known(), headings)
    if not {"area", "name"} <= set(places):
        raise NoColumns
    functions = {
        place: heading
        for place, heading in enumerate(headings)
        if heading and place not in places.values()
    }
    rows = [_told(number, cells, places, functions) for number, cells in body]
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (plain(row.area), plain(row.name))
        if key in seen:
            row.faults.append(_("The competence stands in a row above too."))
        seen.add(key)
    return rows


def _told(
    number: int, cells: Sequence[str], places: dict[str, int], functions: dict[int, str]
) -> Told:
    said = {fact: cells[place] if place < len(cells) else "" for fact, place in places.items()}
    row = Told(number, said.pop("area"), said.pop("name"))
    row.faults += _of_texts({"area": row.area, "name": row.name, **said})
    importance = said.pop("importance", "")
    if importance in {"1", "2", "3"}:
        row.facts["importance"] = int(importance)
    elif importance:
        row.faults.append(_("The weight “%(text)s” is not 1, 2 or 3.") % {"text": importance})
    row.facts |= {fact: text for fact, text in said.items() if text}
    for place, function in functions.items():
        level = cells[place] if place < len(cells) else ""
        if level.isascii() and level.isdigit() and int(level) <= HIGHEST:
            row.asks[function] = int(level)
        elif level and level not in "-–":
            row.faults.append(
                _("%(function)s: “%(level)s” is not a level from 0 to 4.")
                % {"function": function, "level": level}
            )
    if len(functions) > MOST_FUNCTIONS or any(
        len(one) > LONGEST_FUNCTION for one in functions.values()
    ):
        row.faults.append(_("A function's name is too long, or there are more than 40 of them."))
    return row


def _of_texts(said: dict[str, str]) -> Iterator[str]:
    if not said["area"]:
        yield _("The area is empty.")
    if not said["name"]:
        yield _("The competence is empty.")
    for fact, longest in LONGEST.items():
        text = said.get(fact, "")
        if len(text) > longest or TURNING & set(text):
            yield _("A text is longer than %(most)s signs, or has signs that turn a line.") % {
                "most": longest
            }
