"""A matrix as a page and a file show it: narrowed to what was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samverka.register.instruments.models import Asked, Round
from samverka.register.partners.models import Organisation
from samverka.toolkit.spreadsheet import Row, Sheet

from .forms import CHANGED, MISSING, MatrixFilters
from .matrix import Cell, Change, Line, Matrix, State, matrix
from .queries import asked_in

NONE = "-"


@dataclass(frozen=True)
class Seen:
    """`whole` is the round as it is, `shown` what is left of it when it is narrowed."""

    now: Round
    before: Round | None
    filters: MatrixFilters
    whole: Matrix
    shown: Matrix


def seen(rounds: Sequence[Round], data, language: str) -> Seen:
    """Of rounds whose answers the reader may read, the latest first; there is one at least."""
    asked = list(asked_in(list(rounds)))
    places = list({one.organisation_id: one.organisation for one in asked}.values())
    filters = MatrixFilters(data, rounds=list(rounds), places=places)
    chosen = filters.chosen
    by_key = {each.public_key: each for each in rounds}
    now = by_key.get(chosen["omgang"], rounds[0])
    before = _before(rounds, by_key, now, chosen["mot"])
    both = [one for one in asked if one.round_id in (now.pk, before.pk if before else None)]
    whole = matrix(now, before, _of(both, now, before), language=language)
    return Seen(now, before, filters, whole, _narrowed(whole, chosen))


def _of(asked: list[Asked], now: Round, before: Round | None) -> list[Asked]:
    rounds = {each.pk: each for each in (now, before) if each}
    for one in asked:
        one.round = rounds[one.round_id]
    return asked


def _before(rounds: Sequence[Round], by_key: dict, now: Round, said: str) -> Round | None:
    if said == NONE:
        return None
    if said in by_key:
        return by_key[said] if by_key[said] != now else None
    earlier = rounds[list(rounds).index(now) + 1 :]
    return earlier[0] if earlier else None


def _narrowed(whole: Matrix, chosen: dict) -> Matrix:
    places = [each for each in whole.organisations if chosen["kommun"] in ("", each.public_key)]
    keys = {each.pk for each in places}
    words = chosen["q"].casefold().split()
    lines = []
    for line in whole.lines:
        cells = tuple(cell for cell in line.cells if cell.organisation.pk in keys)
        if _is_asked_for(cells, chosen["visa"]) and _holds(line, words):
            lines.append(replace(line, cells=cells))
    return replace(whole, organisations=tuple(places), lines=tuple(lines))


def _is_asked_for(cells: Sequence[Cell], show: str) -> bool:
    if show == MISSING:
        return any(cell.is_missing for cell in cells)
    if show == CHANGED:
        return any(cell.change != Change.NONE for cell in cells)
    return True


def _holds(line: Line, words: list[str]) -> bool:
    return all(word in line.label.text.casefold() for word in words)


# --- Files --------------------------------------------------------------------------------------


def name_of(place: Organisation) -> str:
    """The municipality's own short name, where the organisation is a whole one."""
    return str(place.municipality or place)


def matrix_sheet(found: Seen) -> Sheet:
    """What is missing says so; an empty cell would look like an answer of nothing."""
    columns = [_("Question"), *(name_of(place) for place in found.shown.organisations)]
    rows = [
        [line.label.text, *(_in_file(cell) for cell in line.cells)] for line in found.shown.lines
    ]
    return Sheet(found.now.name, columns, rows)


def _in_file(cell: Cell) -> str:
    return cell.said.text if cell.state == State.ANSWERED else state_text(cell.state)


def state_text(state: State) -> str:
    return {
        State.LEFT: _("Missing: not answered"),
        State.NOT_SENT: _("Missing: nothing sent"),
        State.NOT_ASKED: _("Was not asked"),
    }.get(state, "")


def changes_sheet(found: Seen) -> Sheet:
    earlier = found.before.name if found.before else _("Before")
    columns = [_("Question"), _("Municipality"), earlier, found.now.name]
    return Sheet(_("Changes"), columns, list(_changes(found)))


def _changes(found: Seen) -> Iterator[Row]:
    for line in found.shown.lines:
        for cell in line.cells:
            if cell.change != Change.NONE:
                place = name_of(cell.organisation)
                yield [line.label.text, place, cell.before.text, _in_file(cell)]
