"""Which numbers are days, and which day a number is."""

import datetime as dt
import re

# 18.8.30 of ISO/IEC 29500-1: formats that are understood without being written out.
BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
LAST = 2_958_465  # 9999-12-31


def is_day(number: str, code: str) -> bool:
    """Whether a number format shows a day or a time of day."""
    if code:
        letters = NOT_LETTERS.sub("", code).casefold()
        return "general" not in letters and any(letter in letters for letter in "dmyh")
    return number.isdecimal() and int(number) in BUILT_IN


def day_of(number: float, *, from_1904: bool) -> dt.date | dt.datetime | float:
    """The day that a spreadsheet keeps as a number; the number itself if it is none.

    The year 1900 counts as a leap year there, so days are counted from 30 December 1899.
    """
    if not 0 < number <= LAST:
        return number
    first = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    try:
        moment = first + dt.timedelta(days=number)
    except OverflowError:
        return number
    # Times are fractions of a day, and never quite exact.
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return moment if moment.time() != dt.time() else moment.date()
