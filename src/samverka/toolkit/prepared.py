"""Questions to the database that are put together once, and asked with other values each time.

Django puts a question together anew whenever it is asked. For one of several tables that costs
several times what the database needs to answer, so the pages that are opened most prepare theirs:

    MARKS = Prepared(lambda: Attendance.objects.filter(person=Given("person")).values_list("mark"))
    MARKS.rows(person=12)
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from .together import Part, compiled_part


class Given(Expression):
    """The place of a value that is given when the question is asked. It cannot be None."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class Prepared:
    """A `values_list` with places for values; which rows it finds depends on those alone."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]):
        self._build = build

    @cached_property
    def _compiled(self) -> Part:
        compiler = self._build().query.get_compiler(connection=connection)
        return compiled_part(compiler, *compiler.as_sql())

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows for the values given, which are of the types that the columns have."""
        part = self.part(**given)
        with connection.cursor() as cursor:
            cursor.execute(part.sql, part.values)
            found: list[tuple[Any, ...]] = part.convert(cursor.fetchall())
            return found

    def part(self, **given: Any) -> Part:
        """The question for the values given, to be asked together with others."""
        return filled(self._compiled, given)


def filled(part: Part, given: dict[str, Any]) -> Part:
    """A question with its places filled."""
    adapt = connection.ops.adapt_unknown_value
    # Keys and words are told as they are; a page may give some hundred of them.
    adapted = {name: v if type(v) in (int, str) else adapt(v) for name, v in given.items()}
    values = [adapted[v.name] if isinstance(v, Given) else v for v in part.values]
    return replace(part, values=values)
