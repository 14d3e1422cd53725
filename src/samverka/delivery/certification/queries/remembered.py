"""What months came to, remembered by each process while nothing of them has changed.

The database gives a month another token whenever something of it becomes another (migration 0002).
A question brings along the tokens whose months are remembered, and sums the others alone: so it
is one question however many have changed, and what it finds belongs to the tokens beside it.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection

from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, Rows

# A programme and a month as its text, such as 2026-02; no text is all of it, and what has no day.
Month = tuple[int, str]
ALL_OF_IT = ""
TOKENS = """
SELECT touched.programme_id AS programme, {month} AS month, SUM(touched.token) AS token
FROM certification_touchedmonth touched WHERE {which}
GROUP BY touched.programme_id{by_month}
"""
TOKENS_ARE = ("bigint", "text", "numeric")
LISTED = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT CAST(jsonb_array_elements_text(CAST(%s AS jsonb)) AS numeric)",
}
# In the order written: SQLite keeps it, and begins with the few that are not remembered.
SESSIONS = """
SELECT session.id FROM ({stale}) stale
CROSS JOIN activities_activity activity CROSS JOIN activities_session session
WHERE activity.programme_id = stale.programme AND session.activity_id = activity.id
AND SUBSTR(CAST(session.held_on AS text), 1, 7) = stale.month
"""
CERTIFICATES = """
SELECT certificate.id FROM ({stale}) stale
CROSS JOIN certification_certificate certificate
WHERE certificate.programme_id = stale.programme
AND SUBSTR(CAST(certificate.month AS text), 1, 7) = stale.month
"""


def tokens(which: str, *, by_month: bool = True) -> str:
    """The token of each month, or of each programme as a whole."""
    if by_month:
        of_months = f"({which}) AND touched.month <> '{ALL_OF_IT}'"
        return TOKENS.format(which=of_months, month="touched.month", by_month=", touched.month")
    return TOKENS.format(which=which, month=f"'{ALL_OF_IT}'", by_month="")


def stale(which: str, *, by_month: bool = True) -> str:
    """Those of them that are not remembered; the remembered tokens are given as `known`."""
    return f"{tokens(which, by_month=by_month)} HAVING SUM(touched.token) NOT IN ({listed()})"


def listed() -> str:
    """The numbers of a list that is given as its text; they may be many, and differ each time."""
    return LISTED[connection.vendor]


def known() -> Given:
    return Given("known")


class Remembered:
    """Months, or whole programmes, with what each came to, by the token they had then."""

    def __init__(self, most: int):
        self._most = most
        self._months: dict[Month, tuple[int, Any]] = {}

    def ask(
        self, asked: Callable[[str], list[Part]], come_to: Callable[..., dict[Month, Any]]
    ) -> Ask:
        """Comes to what each month came to, by programme and month.

        `asked` is given the tokens that are remembered: the first of its questions tells each
        month's token, the others are about what is `stale`. Of their rows `come_to` makes what
        these months come to; one that it leaves out comes to nothing.
        """
        # As it is now: another thread may replace some before the answer has come.
        before = self._months

        def read(tokens: Rows, *rows: Rows) -> dict[Month, Any]:
            fresh, now = come_to(*rows), {}
            for programme, month, token in tokens:
                month_of, token = (programme, month), int(token)
                then, value = before.get(month_of, (None, None))
                now[month_of] = token, value if then == token else fresh.get(month_of)
            self._keep(now)
            return {month_of: value for month_of, (_token, value) in now.items()}

        return Ask(read, *asked(str([token for token, _value in before.values()])))

    def _keep(self, now: dict[Month, tuple[int, Any]]) -> None:
        # The latest last, so that it is the first that is forgotten.
        months = {key: kept for key, kept in self._months.items() if key not in now} | now
        for key in list(months)[: -self._most]:
            del months[key]
        self._months = months
