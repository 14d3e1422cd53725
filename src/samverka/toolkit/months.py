"""The month of a day, asked of the database."""

from typing import Any

from django.db.models.functions import TruncMonth


class MonthOf(TruncMonth):
    """The first day of a day's month.

    On SQLite a day is kept as its text, and the text of its month is made of that: what Django
    makes of it calls Python for each row, which costs a second over some hundred thousand rows.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, Any]:
        day, params = compiler.compile(self.lhs)
        return f"SUBSTR({day}, 1, 8) || '01'", params
