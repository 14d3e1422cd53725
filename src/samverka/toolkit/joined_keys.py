"""The keys of many rows as one text: for a page that shows few of them, and says how many."""

from typing import Any

from django.db.models import Aggregate, TextField
from django.db.models.sql.compiler import SQLCompiler


class JoinedKeys(Aggregate):
    """`values("held_on").annotate(keys=JoinedKeys("pk", F("starts_at").asc()))`: "12,7,19".

    A row for each of thousands costs several times as much. None where there is no key.
    :param key: of the rows that are joined; an empty one is left out
    :param turn: in what order. SQLite joins rows as it comes upon them: there an index must have
        them in that order after what one groups by
    """

    name = "JoinedKeys"
    output_field = TextField()

    def __init__(self, key: Any, *turn: Any):
        super().__init__(key, *turn)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, Any]:
        key, values = compiler.compile(self.source_expressions[0])
        return f"GROUP_CONCAT({key})", values

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        (key, values), *turn = map(compiler.compile, self.source_expressions)
        in_turn = ", ".join(sql for sql, _values in turn)
        of_turn = [value for _sql, some in turn for value in some]
        return f"STRING_AGG(({key})::text, ',' ORDER BY {in_turn})", [*values, *of_turn]
