"""Reading the letters that arrived, as their receivers' programs do."""

import re

import vobject
from django.urls import reverse
from icalendar import Calendar

from tests.strict_ics import hold_together


def at(name, activity, *more):
    return reverse(f"invitations:{name}", args=[activity.public_key, *more])


def body(letter) -> str:
    return letter.get_body().get_content() if letter.is_multipart() else letter.get_content()


def files(letter) -> dict[str, bytes]:
    """The calendar files of a letter, by their method."""
    return {
        part.get_param("method"): part.get_payload(decode=True)
        for part in letter.walk()
        if part.get_content_type() == "text/calendar"
    }


def link_in(letter) -> str:
    (link,) = re.findall(r"https?://[^/\s]+(/svar/\S+)", body(letter))
    return link


def letter_to(letters, name):
    (found,) = [letter for letter in letters if letter["To"] == f"{name}@example.org"]
    return found


def times_in(file: bytes):
    """Start, end, place, title and sequence, as two programs read them alike."""
    hold_together(file)
    (one,) = Calendar.from_ical(file).walk("VEVENT")
    other = vobject.readOne(file.decode()).vevent
    assert one["DTSTART"].dt == other.dtstart.value
    assert one["DTEND"].dt == other.dtend.value
    assert str(one["UID"]) == other.uid.value
    assert int(one["SEQUENCE"]) == int(other.sequence.value)
    assert str(one["SUMMARY"]) == other.summary.value
    return one


def report_of(letter, action="failed") -> bytes:
    """What a mail server sends back later (RFC 3464)."""
    status = (
        f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x\nAction: {action}\nStatus: 5.1.1"
    )
    parts = ["text/plain\n\nHi", f"message/delivery-status\n\n{status}\n"]
    parts.append(f"message/rfc822\n\n{letter.as_string()}")
    body = "".join(f"--b\nContent-Type: {part}\n" for part in parts)
    head = "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
    return f"From: <>\n{head}\nMIME-Version: 1.0\n\n{body}--b--\n".encode()
