"""Whether something of a sent period was changed since: told by instants, without building it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from samverka.delivery.participants.models import FACTS, ParticipantVersion, plain
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.queries import Stand
from samverka.toolkit.together import NOTHING, Ask, Part, Rows, part_of

from .money import Time

# Columns in which certified time stands.
TIME = {"minutes", "whole_hours", "category"}
# What is told from the month on in which somebody ended; the rest in every month of theirs.
OF_THE_END = {"ended_on", "end_reason"}


class Change(NamedTuple):
    """That a participant's facts were replaced, and the days it may be seen in."""

    at: dt.datetime
    first: dt.date
    last: dt.date | None


def changes_of(series: Sequence[Series], actor: Actor) -> Ask:
    """By series, of those the actor tells; only rows of participants tell these facts."""
    told = [each for each in series if each.layout.rows == Layout.Rows.PARTICIPANTS]
    asked = part_for(_replaced, actor) if told else NOTHING
    return Ask(lambda found: _by_series(told, found), asked)


def _replaced(actor: Actor) -> Part:
    told = Series.objects.visible_to(actor).filter(layout__rows=Layout.Rows.PARTICIPANTS)
    rows = ParticipantVersion.objects.filter(
        participant__programme__in=told.values("programme"),
        participant__started_on__isnull=False,
    )
    return part_of(
        rows.values_list(
            "participant__programme",
            "replaced_at",
            "facts",
            *(f"participant__{name}" for name in FACTS),
        )
    )


def _by_series(told: Sequence[Series], rows: Rows) -> dict[int, list[Change]]:
    by_programme: dict[int, list[Change]] = defaultdict(list)
    for programme, at, before, *values in rows:
        now = {name: plain(value) for name, value in zip(FACTS, values, strict=True)}
        changed = {name for name in FACTS if before.get(name) != now[name]}
        if changed:
            by_programme[programme].append(_change(at, before, now, changed))
    return defaultdict(list, {each.pk: by_programme[each.programme_id] for each in told})


def _change(at: dt.datetime, before: dict, now: dict, changed: set[str]) -> Change:
    starts = [facts["started_on"] for facts in (before, now) if facts.get("started_on")]
    ends = [facts["ended_on"] for facts in (before, now) if facts.get("ended_on")]
    first = min(ends if changed <= OF_THE_END else starts)
    # Where one of the two had no end, it is seen in every month after.
    last = dt.date.fromisoformat(max(ends)) if len(ends) == len((before, now)) else None
    return Change(at, dt.date.fromisoformat(first), last)


def has_changed(series: Series, stand: Stand, time: Time, changes: Iterable[Change]) -> bool:
    """What is not seen here, such as somebody who was added, is seen on the period's page."""
    sent = stand.sent
    if sent is None or sent.sent_at is None or stand.ready or sent.emptied_on:
        return False
    at, period = sent.sent_at, stand.period
    if _tells_time(series.layout) and (time.due or (time.certified_at and time.certified_at > at)):
        return True
    return any(
        change.at > at
        and change.first < period.after
        and (change.last is None or change.last >= period.first_month)
        for change in changes
    )


def _tells_time(layout: Layout) -> bool:
    return layout.rows != Layout.Rows.PARTICIPANTS or any(
        column["field"] in TIME for column in layout.columns
    )
