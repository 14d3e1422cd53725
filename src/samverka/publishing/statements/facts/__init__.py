"""Everything that periods of a series are built from, asked for once for all of them."""

from samverka.publishing.statements.contents import Content, Line, Sums
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.periods import Period

from .activities import ActivityFacts
from .certified import CertifiedFacts
from .kept import KeptRows
from .participants import ParticipantFacts

TIME = frozenset({"minutes", "whole_hours"})


class Facts:
    """The facts of some periods of a series, in their order; contents are made of them."""

    def __init__(self, series: Series, periods: list[Period]):
        self._facts = _facts_of(series, periods)
        self._kept = KeptRows(series)

    def content(self, period: Period, layout: Layout) -> Content:
        lines = {line.key: line for line in self._facts.lines(period, layout.columns)}
        lines |= self._kept.lines(period, layout)
        rows = sorted(lines.values(), key=lambda line: line.key)
        return Content(
            layout=layout,
            first_month=period.first_month,
            last_month=period.last_month,
            rows=rows,
            sums=self._sums(period, rows),
        )

    def _sums(self, period: Period, rows: list[Line]) -> Sums:
        if isinstance(self._facts, ActivityFacts):
            persons = self._facts.persons(period)
        else:
            persons = len({line.person_key for line in rows})
        return Sums(
            rows=len(rows),
            persons=persons,
            protected=len({line.person_key for line in rows if line.is_protected}),
            minutes=sum(line.minutes for line in rows),
            claimed=sum(line.claimed for line in rows),
        )


def _facts_of(
    series: Series, periods: list[Period]
) -> ActivityFacts | CertifiedFacts | ParticipantFacts:
    """Time is asked for only where some version of the layout tells it."""
    programme, fund, layout = series.programme, series.fund, series.layout
    if layout.rows == Layout.Rows.ACTIVITIES:
        return ActivityFacts(programme, fund, periods)
    if layout.rows == Layout.Rows.HOURS:
        return CertifiedFacts(programme, fund, periods)
    versions = Layout.objects.filter(code=series.code).values_list("columns", flat=True)
    fields = {column["field"] for columns in versions for column in columns}
    return ParticipantFacts(programme, fund, periods, bool(fields & TIME))
