"""Reading the time somebody was there, as people write it: "3", "3,5", "3 h 30 min", "09–12"."""

import datetime as dt
import re
import unicodedata

from django.utils.translation import gettext as _

from samverka.toolkit.texts import clock_time, hours

CLOCK = r"(\d{1,2})(?:[.:]([0-5]\d))?"
RANGE = re.compile(rf"{CLOCK}\s*(?:[-–—]|till|to|до|إلى)\s*{CLOCK}")
HOURS_AND_MINUTES = re.compile(
    r"(\d{1,2})\s*(?:h|tim\w*|:|\.(?=\d\d$))\s*(?:(\d{1,2})\s*(?:min\w*|m)?)?"
)
MINUTES = re.compile(r"(\d{1,4})\s*(?:min\w*|m)")
DECIMAL = re.compile(r"(\d{1,2})[.,٫](\d{1,2})\s*(?:h|tim\w*)?")
PLAIN = re.compile(r"\d{1,4}")
# Nobody means more than a day by a bare number, so what is larger is minutes.
MOST_HOURS = 24


class NotATime(ValueError):
    """What was written cannot be a time at this session; its text says what to write instead."""


def minutes_spent(text: str, *, starts: dt.time, ends: dt.time, whole: int) -> int:
    """Minutes from 1 to `whole`, which is what the session counts without its breaks.

    Nothing written is the whole session. Times of day lie within the session; what they span is
    counted as it stands, but never more than the whole.
    """
    text = _plain(text)
    if not text:
        return whole
    spent = _between(text, starts, ends, whole) or _amount(text)
    if spent is None:
        raise NotATime(
            _("“%(text)s” is not a time we can read. Write for example 3, 3.30, 180 min or 09–12.")
            % {"text": text}
        )
    if not 1 <= spent <= whole:
        raise NotATime(
            _("The session counts %(whole)s. Write a time of at most that, or leave it empty.")
            % {"whole": hours(whole)}
        )
    return spent


def field_text(minutes: int) -> str:
    """How the field shows a part of a session, in every language the same."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _plain(text: str) -> str:
    """Lower case, single spaces, and digits of any script as ours."""
    text = " ".join(text.split()).casefold()
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _between(text: str, starts: dt.time, ends: dt.time, whole: int) -> int | None:
    found = RANGE.fullmatch(text)
    if not found:
        return None
    came, left = _minute_of_day(*found.group(1, 2)), _minute_of_day(*found.group(3, 4))
    first, last = (
        _minute_of_day(starts.hour, starts.minute),
        _minute_of_day(ends.hour, ends.minute),
    )
    if not first <= came < left <= last:
        raise NotATime(
            _("The session is from %(starts)s to %(ends)s. Write times within it.")
            % {"starts": clock_time(starts), "ends": clock_time(ends)}
        )
    return min(left - came, whole)


def _minute_of_day(hour, minute) -> int:
    return int(hour) * 60 + int(minute or 0)


def _amount(text: str) -> int | None:
    """Minutes of a length of time; a decimal may be rounded to the nearest minute."""
    if found := MINUTES.fullmatch(text):
        return int(found[1])
    if found := HOURS_AND_MINUTES.fullmatch(text):
        minutes = int(found[2] or 0)
        return int(found[1]) * 60 + minutes if minutes < 60 else None
    if found := DECIMAL.fullmatch(text):
        return int(found[1]) * 60 + round(int(found[2]) * 60 / 10 ** len(found[2]))
    if PLAIN.fullmatch(text):
        number = int(text)
        return number * 60 if number <= MOST_HOURS else number
    return None
