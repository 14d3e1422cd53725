"""Minutes weighed by whose they are: two sums that are the same are of the same persons' minutes.

A month of many thousand marks is so compared with its certificate in the database, person by
person, without asking for the persons. Each person weighs two numbers of their own below a
million; that minutes moved between persons leave both sums as they were happens once in some
million million times.
"""

import datetime as dt

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, ExpressionWrapper, F, QuerySet, Sum

from samverka.delivery.activities.models import Attendance
from samverka.toolkit.together import NOTHING, Part, Rows

PRIMES = (1_000_003, 999_983)
# Written out, since no queryset asks sums of sums. What marks count as is looked up once for all
# of an employer's at a session, and not for each.
BY_MONTH = """
SELECT activity.programme_id, counted.fund_id, summed.organisation,
    SUBSTR(CAST(session.held_on AS TEXT), 1, 7), {sums}
FROM ({marks}) summed
JOIN activities_session session ON session.id = summed.session
JOIN activities_activity activity ON activity.id = session.activity_id
JOIN certification_countedas counted ON counted.activity_id = activity.id AND counted.counts
GROUP BY 1, 2, 3, 4
"""


def weights(path: str = "") -> dict[str, Sum]:
    """The minutes of rows, and what they weigh; `path` is that from the query to the rows."""
    minutes, person = F(f"{path}minutes"), F(f"{path}person_id")
    # Squares: neighbours in a row, as courses have them, would balance each other otherwise.
    weighed = {f"by_{prime}": minutes * ((person * person) % prime) for prime in PRIMES}
    return {"sum": Sum(minutes)} | {
        name: Sum(ExpressionWrapper(each, output_field=BigIntegerField()))
        for name, each in weighed.items()
    }


def by_month(marks: QuerySet[Attendance]) -> Part:
    """What marks weigh: rows of programme, fund, organisation, month, minutes and weights.

    They are there once for every fund that their activity counts for.
    """
    weighed = weights()
    summed = marks.order_by().values("session", "organisation").annotate(**weighed)
    try:
        sql, values = summed.query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    sums = ", ".join(f"SUM(summed.{name})" for name in weighed)
    types = ("bigint", "bigint", "bigint", "text", *("numeric" for _sum in weighed))
    return Part(BY_MONTH.format(sums=sums, marks=sql), values, types, _with_months)


def _with_months(rows: Rows) -> Rows:
    return [
        (programme, fund, organisation, dt.date.fromisoformat(f"{month}-01"), *map(int, sums))
        for programme, fund, organisation, month, *sums in rows
    ]
