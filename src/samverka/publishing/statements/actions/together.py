"""Months in which nothing happened are told of, too: several of them at once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.publishing.statements.files import files_of
from samverka.publishing.statements.models import Series, Version
from samverka.publishing.statements.problems import StatementProblem
from samverka.publishing.statements.queries.building import build
from samverka.toolkit.clock import now
from samverka.toolkit.texts import whole_month

from .preparing import make_ready
from .sending import freeze


class HoldsSomething(StatementProblem):
    def __init__(self, month: dt.date):
        super().__init__(
            _("There is something in %(month)s, so nothing was sent. Open it and look it through.")
            % {"month": whole_month(month)}
        )


@transaction.atomic
def send_empty(
    *, series: Series, months: Sequence[dt.date], on: dt.date, by: Actor
) -> list[Version]:
    """Make ready and send months without rows, in their order, all or none.

    They have no rows to seal, so nobody needs to wait for a worker.

    :raises HoldsSomething: one of them has a row
    :raises NotOpen: one of them is ready or sent
    :raises Hindered: something lacks
    """
    sent = []
    for month in months:
        version = make_ready(series=series, first_month=month, on=on, by=by)
        content = build(version.series, month, layout=version.layout)
        if content.rows:
            raise HoldsSomething(month)
        version.sent_by, version.sent_at = by.user, now()
        sent.append(freeze(version=version, rows=[], files=files_of(version, content), by=by))
    return sent
