"""A calendar file as a strict reader takes it: what RFC 5545 and 5546 ask, and nothing mended."""

import re
from collections import Counter

LONGEST = 75
LINE = re.compile(
    r'[A-Z-]+(;[A-Z-]+=("[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*:[^\x00-\x08\x0a-\x1f]*'
)
# Of each part: what must be there, and what may be there once at most.
MUST = {"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}}
ONCE = {"METHOD", "DTEND", "SUMMARY", "LOCATION", "STATUS", "SEQUENCE", "ORGANIZER", "URL"}
# What it is, and its lines as name and value.
Component = tuple[str, list[tuple[str, str]]]
# What an entry sent from one to another must say besides (RFC 5546).
SENT = {"REQUEST": {"ORGANIZER", "ATTENDEE"}, "CANCEL": {"ORGANIZER"}}


def hold_together(file: bytes) -> None:
    """That a calendar file is whole."""
    physical = file.split(b"\r\n")
    assert physical.pop() == b"", "the last line does not end"
    assert max(map(len, physical)) <= LONGEST
    lines = file.decode().replace("\r\n ", "").split("\r\n")[:-1]
    inside: list[Component] = []
    whole: list[Component] = []
    for line in lines:
        assert LINE.fullmatch(line), line
        name, value = re.split(r"[;:]", line, maxsplit=1)[0], line.partition(":")[2]
        if name == "BEGIN":
            inside.append((value, []))
            whole.append(inside[-1])
        elif name == "END":
            assert inside.pop()[0] == value, line
        else:
            inside[-1][1].append((name, value))
    assert not inside, "something does not end"
    assert [kind for kind, _ in whole].count("VCALENDAR") == 1
    calendar = dict(whole[0][1])
    assert calendar["VERSION"] == "2.0"
    for kind, properties in whole:
        _holds(kind, properties, calendar.get("METHOD", ""))
    events = [dict(each)["UID"] for kind, each in whole if kind == "VEVENT"]
    assert len(events) == len(set(events)), "two entries are called the same"


def _holds(kind: str, properties: list[tuple[str, str]], method: str) -> None:
    times = Counter(name for name, _value in properties)
    must = MUST.get(kind, set())
    if kind == "VEVENT":
        must = must | SENT.get(method, set())
    assert must <= times.keys(), (kind, must - times.keys())
    assert not [name for name in (must - {"ATTENDEE"}) | ONCE if times[name] > 1], (kind, times)
    told = dict(properties)
    if "DTEND" in told:
        assert told["DTSTART"] < told["DTEND"]
