"""Calendar entries (iCalendar, RFC 5545): plain data in, the bytes of an .ics file out.

Whatever stands in a title or a place is a text of the entry: the library escapes it, and folds
lines at 75 octets.
"""

import base64
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from email.mime.base import MIMEBase
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .signs import readable

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

CALENDAR_TYPE = "text/calendar"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
MAKER = "-//Samverka//Samverka//SV"


@dataclass(frozen=True)
class Mailbox:
    """Whoever calls, or is called: an e-mail address and a name."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """One occasion. `key` is the occasion's own and stays; `sequence` grows with each change.

    `starts_at` is a day where no time is set; without `ends_at` nobody has said when it ends.
    """

    key: str
    starts_at: dt.datetime | dt.date
    ends_at: dt.datetime | None
    title: str
    written_at: dt.datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    # Kept for somebody who has not said yes.
    is_tentative: bool = False


def _library() -> Any:
    """iCalendar, loaded where a file is made: it takes a tenth of a second and 3 MB."""
    return import_module("icalendar")


def calendar_file(
    entries: Iterable[Entry],
    *,
    method: str = PUBLISH,
    name: str = "",
    language: str = "sv",
    caller: Mailbox | None = None,
    called: Mailbox | None = None,
) -> bytes:
    """The file. Times are in UTC: of the rules of a time zone, programs make different things.

    :param method: REQUEST for an invitation or its change, CANCEL takes one back (RFC 5546)
    :param name: what a calendar that is subscribed to calls itself
    """
    file = _library().Calendar()
    file.add("prodid", MAKER)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", method)
    if name:
        file.add("x-wr-calname", _in_one_line(name))
    for entry in entries:
        file.add_component(_event(entry, language, method, caller, called))
    return bytes(file.to_ical())


def _event(
    entry: Entry, language: str, method: str, caller: Mailbox | None, called: Mailbox | None
) -> "Event":
    event: Event = _library().Event()
    event.add("uid", f"{entry.key}@samverka")
    event.add("dtstamp", entry.written_at.astimezone(dt.UTC))
    event.add("sequence", entry.sequence)
    event.add("last-modified", entry.written_at.astimezone(dt.UTC))
    event.add("dtstart", _in_utc(entry.starts_at))
    if entry.ends_at:
        event.add("dtend", _in_utc(entry.ends_at))
    event.add("summary", _in_one_line(entry.title), parameters={"language": language})
    if entry.place:
        event.add("location", _in_one_line(entry.place))
    if entry.text:
        event.add("description", readable(entry.text))
    if entry.url:
        event.add("url", entry.url)
    is_off = entry.is_cancelled or method == CANCEL
    event.add("status", _status(is_off, entry.is_tentative))
    if caller:
        event.add("organizer", _address(caller), encode=False)
    if called:
        event.add("attendee", _called(called), encode=False)
    return event


def _status(is_off: bool, is_tentative: bool) -> str:
    if is_off:
        return "CANCELLED"
    return "TENTATIVE" if is_tentative else "CONFIRMED"


def attached(name: str, method: str, file: bytes) -> MIMEBase:
    """A letter's part. Named with its method, or programs show a file and no entry (RFC 6047)."""
    part = MIMEBase("text", "calendar", charset="utf-8", method=method, name=name)
    part.set_payload(base64.encodebytes(file).decode())
    part["Content-Transfer-Encoding"] = "base64"
    part["Content-Disposition"] = f'attachment; filename="{name}"'
    return part


def _in_utc(when: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return when.astimezone(dt.UTC) if isinstance(when, dt.datetime) else when


def _address(mailbox: Mailbox) -> "vCalAddress":
    library = _library()
    address: vCalAddress = library.vCalAddress(f"mailto:{_in_one_line(mailbox.address)}")
    if mailbox.name:
        # A parameter may hold no quotation mark (RFC 5545, 3.2).
        address.params["CN"] = library.vText(_in_one_line(mailbox.name).replace('"', "'"))
    return address


def _called(mailbox: Mailbox) -> "vCalAddress":
    """One answers on the page behind the link, so the calendar program need not ask."""
    address = _address(mailbox)
    text = _library().vText
    address.params["ROLE"] = text("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = text("NEEDS-ACTION")
    address.params["RSVP"] = text("FALSE")
    return address


def _in_one_line(text: str) -> str:
    return " ".join(readable(text).split())
