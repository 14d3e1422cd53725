"""Questions: where periods stand, what they hold and lack, what was sent and whether it holds."""

from samverka.publishing.statements.chain import broken_link
from samverka.publishing.statements.periods import Period, periods_until

from .building import (
    Difference,
    NoPeriod,
    build,
    content_of,
    differences,
    has_failed,
    progress,
)
from .erased import erased_in, unsent_months
from .lacking import Hinder
from .months import Month, due_on, hinders, hinders_of, month_of, months_of, months_of_all
from .standing import (
    Stand,
    State,
    layouts_in_force,
    sent_versions,
    series_of,
    standing,
    stands_by,
    versions_of,
)

__all__ = [
    "Difference",
    "Hinder",
    "Month",
    "NoPeriod",
    "Period",
    "Stand",
    "State",
    "broken_link",
    "build",
    "content_of",
    "differences",
    "due_on",
    "erased_in",
    "has_failed",
    "hinders",
    "hinders_of",
    "layouts_in_force",
    "month_of",
    "months_of",
    "months_of_all",
    "periods_until",
    "progress",
    "sent_versions",
    "series_of",
    "standing",
    "stands_by",
    "unsent_months",
    "versions_of",
]
