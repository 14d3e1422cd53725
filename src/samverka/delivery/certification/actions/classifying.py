"""Saying which activities count for a fund."""

from collections.abc import Mapping

from django.db import transaction

from samverka.delivery.activities.models import Activity
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.programmes.models import Fund
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail


@transaction.atomic
def classify(
    *, fund: Fund, said: Mapping[Activity, tuple[bool | None, str]], by: Actor
) -> list[CountedAs]:
    """Say of activities whether they count for a fund, and why; None: not decided."""
    changed = []
    rows = CountedAs.objects.select_for_update().filter(fund=fund, activity__in=list(said))
    there = {row.activity_id: row for row in rows}
    for activity, (counts, note) in said.items():
        row = there.get(activity.pk)
        if counts is None:
            if row:
                trail.note(by=by, verb="certification.undecided", about=activity)
                row.delete()
            continue
        if row and (row.counts, row.note) == (counts, note):
            continue
        row = row or CountedAs(activity=activity, fund=fund)
        row.counts, row.note = counts, note
        row.save()
        trail.note(by=by, verb="certification.classified", about=activity)
        changed.append(row)
    return changed
