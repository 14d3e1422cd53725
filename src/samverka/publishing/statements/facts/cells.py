"""What each column of a layout asks of a row."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from samverka.publishing.statements.contents import Cell
from samverka.publishing.statements.periods import Period

Raw = TypeVar("Raw")


def cells_of(
    known: Mapping[str, Callable[[Raw], Cell]], columns: list[dict[str, Any]], period: Period
) -> list[Callable[[Raw], Cell]]:
    """For each column what gives its cell; some hold the same in every row."""
    return [known.get(column["field"]) or _always(_same(column, period)) for column in columns]


def _always(cell: Cell) -> Callable[[Any], Cell]:
    return lambda row: cell


def _same(column: dict[str, Any], period: Period) -> Cell:
    return {"text": column.get("text"), "month": period.text}.get(column["field"])
