"""Several questions put to the database as one.

The page that greets wants a little from many tables. Ask one by one that is a visit to the
database for each; here all go there together, each still written and tested where it belongs:

    tasks, marks = together(Ask(list, part_of(TASKS)), Ask(sum_of, MARKS.part(person=12)))

Rows come in no certain order: who needs one sorts them. Why, and when not: docs/decisions/0021.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Part:
    """One of the questions: its text, its values, and the database's types of its columns."""

    sql: str
    values: Sequence[Any]
    types: Sequence[str]
    # From what the database answers to what Python calls it.
    convert: Callable[[Rows], Any] = list


# What finds nothing whatever there is.
NOTHING = Part("", (), ())


class Ask:
    """What one wants to know: its questions, and what their rows come to."""

    def __init__(self, read: Callable[..., Any], *parts: Part):
        self.read = read
        self.parts = parts


def part_of(rows: QuerySet[Any, Any]) -> Part:
    """The question of a `values_list`."""
    query = rows.query
    if not query.is_sliced:
        query = query.clone()
        query.clear_ordering(force=True)
    # The connection itself: what stands for it looks it up for every name that is quoted.
    compiler = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return NOTHING
    return compiled_part(compiler, sql, values)


def compiled_part(compiler: Any, sql: str, values: Sequence[Any]) -> Part:
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return Part(
        sql,
        values,
        [column.output_field.cast_db_type(connection) for column in columns],
        lambda found: compiler.apply_converters(found, converters),
    )


def together(*asked: Ask) -> list[Any]:
    """What each comes to; one question, none where none of them can find anything."""
    found = iter(_rows([part for each in asked for part in each.parts]))
    return [each.read(*(next(found) for _part in each.parts)) for each in asked]


def _rows(parts: Sequence[Part]) -> list[Rows]:
    found: list[Rows] = [[] for _part in parts]
    real = [(number, part) for number, part in enumerate(parts) if part.sql]
    if not real:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(_selects(real)), [each for _, part in real for each in part.values]
        )
        for number, *columns in cursor.fetchall():
            found[number].append(tuple(columns))
    first = 0
    for number, part in real:
        last = first + len(part.types)
        own = [row[first:last] for row in found[number]]
        found[number] = [tuple(row) for row in part.convert(own)]
        first = last
    return found


def _selects(real: Sequence[tuple[int, Part]]) -> Iterator[str]:
    """Each question beside empty columns for those of the others, so that types are kept."""
    for number, part in real:
        columns = ", ".join("asked.*" if other == number else _empty(each) for other, each in real)
        # The texts are Django's own or written out in the code; values stand outside them.
        yield f"SELECT {number}, {columns} FROM ({part.sql}) asked"  # noqa: S608


def _empty(part: Part) -> str:
    return ", ".join(f"CAST(NULL AS {each})" for each in part.types)
