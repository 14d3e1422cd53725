"""The clock, read at the edge and passed in. A demonstration region has a fixed today."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings

SWEDEN = ZoneInfo("Europe/Stockholm")
_STOPPED: ContextVar[dt.datetime | None] = ContextVar("stopped", default=None)


def now() -> dt.datetime:
    """The real instant, in UTC: for the trail, for locks and for signing in."""
    return _STOPPED.get() or dt.datetime.now(dt.UTC)


@contextmanager
def stopped_at(instant: dt.datetime) -> Iterator[None]:
    """Let things happen at an instant that has been: how a demonstration gets its past."""
    token = _STOPPED.set(instant)
    try:
        yield
    finally:
        _STOPPED.reset(token)


def today() -> dt.date:
    """The day the region lives on, in Sweden."""
    if settings.FIXED_TODAY:
        return dt.date.fromisoformat(settings.FIXED_TODAY)
    return now().astimezone(SWEDEN).date()


def local_now() -> dt.datetime:
    """The region's day at the real time of day; while the past is told, its instant."""
    if stopped := _STOPPED.get():
        return stopped.astimezone(SWEDEN)
    real = now().astimezone(SWEDEN)
    return dt.datetime.combine(today(), real.timetz())


def at(day: dt.date, time: dt.time) -> dt.datetime:
    """The instant of a Swedish wall-clock time, in UTC."""
    return dt.datetime.combine(day, time, SWEDEN).astimezone(dt.UTC)
