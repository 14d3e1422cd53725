"""One question asked alone, whose rows have an order; and of many rows a page keeps few."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

from .together import NOTHING, Part, Rows, compiled_part


def part_in_order(rows: QuerySet[Any, Any]) -> Part:
    """As `part_of`, with its order; to be asked alone."""
    compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        return compiled_part(compiler, *compiler.as_sql())
    except EmptyResultSet:
        return NOTHING


def as_told(part: Part) -> Rows:
    """The rows as Python has them, in the order of the question if it has one."""
    found: Rows = part.convert(as_answered(part))
    return found


def as_answered(part: Part) -> Rows:
    """The rows as the database tells them: days may be texts, and what is true a number.

    To convert thousands costs more than to find them.
    """
    if not part.sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        found: Rows = cursor.fetchall()
    return found
