"""What an expression can be worth, and how one kind of value is read as another.

A text, a number (a float, as in XPath), true or false, or a day; and, where an item in a repeat
is asked about from outside it, all its answers in order. A blank answer is the empty text. As a
number the empty text is "not a number" (NaN), with which no comparison but `!=` is true and every
sum is NaN again: a condition on what is not answered yet is false, a calculation stays blank.

A day as a number is days since 1970-01-01; so is a text such as "2026-03-16", as in web forms of
the same family, so that a day can be compared with one that is written out.

Sources: XPath 1.0 sections 3.4, 4.2–4.4; ODK XForms specification, "Data types".
"""

import math
import re
from datetime import date, timedelta

from .expressions import number_text

Value = str | float | bool | date
# All the answers to an item of a repeat, or all the times a repeat was asked.
Many = tuple[Value, ...]

BLANK = ""
NAN = math.nan
DAY_NOUGHT = date(1970, 1, 1).toordinal()
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"\s*-?(\d+\.?\d*|\.\d+)\s*", re.ASCII)


def day_of(text: str) -> date | None:
    """The day that a text such as "2026-03-16" tells, or None."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def day_number(day: date) -> float:
    """Days since 1970-01-01."""
    return float(day.toordinal() - DAY_NOUGHT)


def day_from_number(number: float) -> date | None:
    """The day that is so many days after 1970-01-01, or None where the calendar has none."""
    try:
        return date(1970, 1, 1) + timedelta(days=math.floor(number))
    except (OverflowError, ValueError):
        return None


def is_blank(value: Value) -> bool:
    """Whether there is no answer, or a calculation that came to nothing."""
    return value == "" or value != value


def as_number(value: Value) -> float:
    """The value as a number; NaN where it is none."""
    if isinstance(value, str):
        if NUMBER.fullmatch(value):
            return float(value)
        day = day_of(value.strip())
        return NAN if day is None else day_number(day)
    return day_number(value) if isinstance(value, date) else float(value)


def as_text(value: Value) -> str:
    """The value as a text: 3 not 3.0, true, 2026-03-16; what is not a number is blank."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return BLANK if value != value else number_text(value)
    return value.isoformat() if isinstance(value, date) else value


def as_truth(value: Value) -> bool:
    """The value as true or false: blank, nought and NaN are false."""
    if isinstance(value, str | date):
        return value != ""
    return bool(value) and value == value


def as_one(value: Value | Many) -> Value:
    """The value; of many the first, and blank where there are none."""
    if isinstance(value, tuple):
        return value[0] if value else BLANK
    return value


def as_many(value: Value | Many) -> Many:
    """All that are answered: blanks are left out."""
    many = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in many if not is_blank(one))


def are_equal(left: Value, right: Value) -> bool:
    """XPath's `=`: as truths if one is a truth, as numbers if one is a number, else as texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return as_number(left) == as_number(right)
