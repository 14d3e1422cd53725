"""Several questions put to the database as one.

The page that greets wants a little from many tables. Ask one by one that is a visit to the
database for each; here all go there together, each still written and tested where it belongs:

    tasks, marks = together(Ask(list, part_of(TASKS)), Ask(sum_of, MARKS.part(person=12)))

Rows come in no certain order: who needs one sorts them. Why, and when not: docs/decisions/0021.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

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
    """The question of a `values_list`, or of whole objects with what `select_related` names."""
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
    are_objects = issubclass(rows._iterable_class, ModelIterable)
    return compiled_part(compiler, sql, values, are_objects=are_objects)


def compiled_part(
    compiler: Any, sql: str, values: Sequence[Any], *, are_objects: bool = False
) -> Part:
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters = {
        place: ([_remembering(convert) for convert in found], column)
        for place, (found, column) in compiler.get_converters(columns).items()
    }
    made = _as_objects(compiler) if are_objects else _as_tuples
    return Part(
        sql,
        values,
        [column.output_field.cast_db_type(connection) for column in columns],
        lambda found: made(compiler.apply_converters(found, converters)),
    )


# SQLite tells days and moments as texts, and a page has the same few over and over.
OF_TEXTS = {
    "convert_datefield_value",
    "convert_datetimefield_value",
    "convert_timefield_value",
}


def _remembering(convert: Callable[..., Any]) -> Callable[..., Any]:
    """One of Django's converters, quicker where it reads texts."""
    if getattr(convert, "__name__", "") not in OF_TEXTS:
        return convert
    read = lru_cache(maxsize=1024)(partial(convert, expression=None, connection=None))
    return lambda told, _column, _connection: read(told)


def _as_tuples(rows: Iterable[Sequence[Any]]) -> Rows:
    return list(map(tuple, rows))


def _as_objects(compiler: Any) -> Callable[[Iterable[Sequence[Any]]], list[Any]]:
    """As Django makes objects of rows: each with those it is asked for together with."""
    kind = compiler.klass_info
    places = kind["select_fields"]
    names = [compiler.select[place][0].target.attname for place in places]
    # The stubs are of a later Django, which asks for one argument more.
    beside = get_related_populators(kind, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def made(rows: Iterable[Sequence[Any]]) -> list[Any]:
        objects = []
        for row in rows:
            one = kind["model"].from_db(DEFAULT_DB_ALIAS, names, row[places[0] : places[-1] + 1])
            for other in beside:
                other.populate(row, one)
            for name, place in compiler.annotation_col_map.items():
                setattr(one, name, row[place])
            objects.append(one)
        return objects

    return made


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
        columns = tuple((number, part.sql, tuple(part.types)) for number, part in real)
        cursor.execute(_text(columns), [each for _, part in real for each in part.values])
        for number, *columns in cursor.fetchall():
            found[number].append(tuple(columns))
    first = 0
    for number, part in real:
        last = first + len(part.types)
        own = [row[first:last] for row in found[number]]
        found[number] = part.convert(own)
        first = last
    return found


# A page asks the same together each time, and each role a few.
@lru_cache(maxsize=64)
def _text(real: tuple[tuple[int, str, tuple[str, ...]], ...]) -> str:
    """Each question beside empty columns for those of the others, so that types are kept."""
    empty = {
        number: ", ".join(f"CAST(NULL AS {kind})" for kind in types) for number, _, types in real
    }
    # The texts are Django's own or written out in the code; values stand outside them.
    return " UNION ALL ".join(
        f"SELECT {number}, {', '.join((empty | {number: 'asked.*'}).values())} FROM ({sql}) asked"  # noqa: S608
        for number, sql, _ in real
    )
