"""Everything that periods of a series are built from, asked for once for all of them."""

from samverka.publishing.statements.contents import Content, Line, Sums
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.periods import Period

from .activities import ActivityFacts
from .certified import CertifiedFacts
from .kept import KeptRows
from .participants import ParticipantFacts

OF_ROWS = {
    Layout.Rows.PARTICIPANTS: ParticipantFacts,
    Layout.Rows.HOURS: CertifiedFacts,
    Layout.Rows.ACTIVITIES: ActivityFacts,
}


class Facts:
    """The facts of some periods of a series, in their order; contents are made of them."""

    def __init__(self, series: Series, periods: list[Period]):
        kind = Layout.Rows(series.layout.rows)
        self._facts = OF_ROWS[kind](series.programme, series.fund, periods)
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
