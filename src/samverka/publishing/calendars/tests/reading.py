"""A feed as two programs read it that know nothing of one another."""

import datetime as dt

import vobject
from icalendar import Calendar

from tests.strict_ics import hold_together


def read(file: bytes) -> dict[str, tuple]:
    """Of each entry, by title: when it begins, where, and whether it is held; both agree."""
    hold_together(file)
    one = {
        str(event["SUMMARY"]): (
            event["DTSTART"].dt,
            str(event.get("LOCATION", "")),
            str(event["STATUS"]),
        )
        for event in Calendar.from_ical(file).walk("VEVENT")
    }
    calendar = vobject.readOne(file.decode())
    other = {
        event.summary.value: (event.dtstart.value, _text(event, "location"), event.status.value)
        for event in calendar.contents.get("vevent", [])
    }
    assert one == other
    return one


def _text(event, name: str) -> str:
    return event.contents[name][0].value if name in event.contents else ""


def nine_in_sweden(day: dt.date) -> dt.datetime:
    """In March, before summer time."""
    return dt.datetime.combine(day, dt.time(8), dt.UTC)
