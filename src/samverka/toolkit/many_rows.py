"""One question asked alone, whose rows have an order."""

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
    if not part.sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        found: Rows = part.convert(cursor.fetchall())
    return found
