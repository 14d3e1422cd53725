"""A calendar entry is read by others as it was meant, whatever stands in it."""

import datetime as dt

import pytest
import vobject
from icalendar import Calendar

from samverka.toolkit.calendar_file import CANCEL, REQUEST, Entry, Mailbox, calendar_file
from tests.strict_ics import hold_together

# In Sweden at nine: seven in UTC, since it is summer.
NINE = dt.datetime(2026, 6, 9, 7, 0, tzinfo=dt.UTC)
HOSTILE = (
    'Träff"; X=1\r\nATTENDEE:mailto:eve@example.org\r\nEND:VCALENDAR\\n,;\x00 åäö 🙂' + "ö" * 90
)
PEOPLE = {"caller": Mailbox("a@example.org", "Amanda"), "called": Mailbox("b@example.org")}


def entry(**facts) -> Entry:
    told = {"key": "abc", "title": "Att arbeta med tolk", "place": "Kungälv", "written_at": NINE}
    return Entry(starts_at=NINE, ends_at=NINE + dt.timedelta(hours=3), **(told | facts))


def by_both(file: bytes):
    """The one event, as two programs that know nothing of one another read it."""
    hold_together(file)
    (one,) = Calendar.from_ical(file).walk("VEVENT")
    return one, vobject.readOne(file.decode()).vevent


def test_two_programs_read_the_same_time_place_and_title():
    one, other = by_both(calendar_file([entry(sequence=2)], method=REQUEST, **PEOPLE))
    assert one["DTSTART"].dt == other.dtstart.value == NINE
    assert str(one["SUMMARY"]) == other.summary.value == "Att arbeta med tolk"
    assert str(one["LOCATION"]) == other.location.value == "Kungälv"
    assert (str(one["UID"]), int(one["SEQUENCE"])) == (other.uid.value, 2) == ("abc@samverka", 2)
    assert other.sequence.value == "2"


@pytest.mark.parametrize("field", ["title", "place", "text"])
def test_hostile_text_is_text(field):
    """What looks like lines of the file adds none, and no line is longer than 75 octets."""
    people = {"caller": Mailbox("a@example.org", HOSTILE), "called": Mailbox("b@example.org")}
    file = calendar_file([entry(**{field: HOSTILE})], method=REQUEST, **people)
    assert max(map(len, file.split(b"\r\n"))) <= 75
    one, other = by_both(file)
    assert str(one["ATTENDEE"]) == other.attendee.value == "mailto:b@example.org"
    name = {"title": "summary", "place": "location", "text": "description"}[field]
    assert str(one[name]) == getattr(other, name).value
    assert "ATTENDEE:mailto:eve@example.org" in str(one[name])


def test_what_is_taken_back_is_cancelled():
    one, other = by_both(calendar_file([entry(sequence=3)], method=CANCEL, **PEOPLE))
    assert str(one["STATUS"]) == other.status.value == "CANCELLED"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"UID:abc@samverka\r\n", b""),
        (b"END:VEVENT\r\n", b""),
        (b"SEQUENCE:", b"SEQUENCE:1\r\nSEQUENCE:"),
        (b"LOCATION:", b"LOCATION:" + b"x" * 80),
        (b"\r\n", b"\n"),
    ],
)
def test_the_strict_reader_refuses_what_others_would_mend(right, wrong):
    file = calendar_file([entry(sequence=1)])
    hold_together(file)
    broken = file.replace(right, wrong)
    assert broken != file
    with pytest.raises(AssertionError):
        hold_together(broken)
