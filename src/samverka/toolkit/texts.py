"""Hours, days and numbers as people write them, in the language that is on."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, partial

from django.utils import dates
from django.utils.translation import get_language, get_language_bidi, gettext

from . import clock

MINUS = "−"
NO_BREAK = "\u00a0"
DECIMAL_COMMA = {"sv", "uk"}
SMALL_DATES = {"sv", "uk"}  # where days and months have no capital
LONGEST_NUMBER = 9
COMMA = str.maketrans({",": NO_BREAK, ".": ","})


def hours(minutes: int | None) -> str:
    """Minutes as hours and minutes: 450 is "7 h 30 min", -210 is "−3 h 30 min"."""
    return "" if minutes is None else _hours(minutes, get_language() or "sv")


# A month's page says hours some hundred times, and many of them are the same.
@lru_cache(maxsize=4096)
def _hours(minutes: int, language: str) -> str:  # the language is what the words below are in
    whole, rest = divmod(abs(minutes), 60)
    sign = MINUS if minutes < 0 else ""
    if rest and whole:
        text = gettext("%(hours)s h %(minutes)s min") % {"hours": amount(whole), "minutes": rest}
    elif rest:
        text = gettext("%(minutes)s min") % {"minutes": rest}
    else:
        text = gettext("%(hours)s h") % {"hours": amount(whole)}
    return isolate(sign + text.replace(" ", NO_BREAK))


def amount(value: int | float | Decimal | str) -> str:
    """A number with its groups and decimal sign; anything else as it stands."""
    if isinstance(value, str):
        return value
    size = -value if value < 0 else value
    text = f"{size:,}" if size >= 1000 else str(size)
    if get_language() in DECIMAL_COMMA:
        text = text.translate(COMMA)
    return MINUS + text if value < 0 else text


def whole_number(text: str) -> int | None:
    """The number that a text is; None for anything else, and for more than a column can hold."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def isolate(text: str) -> str:
    """A name, or a number with its unit, keeps its order in a line that runs from the right."""
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def comma() -> str:
    """What stands between the parts of a list, and after it a space."""
    return "، " if get_language_bidi() else ", "


def listed(parts: Iterable[object]) -> str:
    """Names one after another, in the order they are read; what is empty is left out."""
    told = (str(part) for part in parts if part is not None)
    return comma().join(isolate(text) for text in told if text)


def day(value: dt.date | None) -> str:
    """ "tis 22 okt", and the year when it is not the one we live in."""
    if value is None:
        return ""
    return days()(value)


def days() -> Callable[[dt.date], str]:
    """What tells many days as `day` does, and asks once for the language and the year."""
    language, year = get_language() or "sv", clock.today().year

    def told(value: dt.date) -> str:
        date = _in_sweden(value)
        return _short(date, language, date.year != year)

    return told


def whole_day(value: dt.date | None) -> str:
    """ "tisdag 22 oktober 2019"."""
    if value is None:
        return ""
    return _long(_in_sweden(value), get_language() or "sv")


def month(value: dt.date) -> str:
    """ "okt": the short month alone, for the axis of a chart."""
    return _month(value.month, get_language() or "sv")


def whole_month(value: dt.date) -> str:
    """ "oktober 2019"."""
    name = str(dates.MONTHS[value.month])
    return f"{name.lower() if get_language() in SMALL_DATES else name} {value.year}"


def roughly(value: dt.date | None, precision: str) -> str:
    """A day told as exactly as it is known: "2016", "september 2018" or "1 november 2022"."""
    if value is None:
        return ""
    if precision == "year":
        return str(value.year)
    name = whole_month(value)
    return name if precision == "month" else f"{value.day} {name}"


def about(value: dt.date | None, precision: str) -> str:
    """As `roughly`, and never more exact than the month."""
    return roughly(value, "year" if precision == "year" else "month")


def clock_time(value: dt.time | dt.datetime | None) -> str:
    """ "09.00" in Swedish, "09:00" in other languages."""
    return "" if value is None else clock_times()(value)


def clock_times() -> Callable[[dt.time | dt.datetime], str]:
    """What tells many times as `clock_time` does, and asks for the language once."""
    return partial(_clock, mark="." if get_language() == "sv" else ":")


# A month of a calendar has the same few times over and over.
@lru_cache(maxsize=4096)
def _clock(value: dt.time | dt.datetime, mark: str) -> str:
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.astimezone(clock.SWEDEN)
    return f"{value.hour:02}{mark}{value.minute:02}"


def weekdays() -> tuple[str, ...]:
    """The seven, from Monday, as short as they stand above the days of a calendar."""
    return _weekdays(get_language())


@lru_cache
def _weekdays(_language: str | None) -> tuple[str, ...]:
    return tuple(str(dates.WEEKDAYS_ABBR[number]) for number in range(7))


def _in_sweden(value: dt.date) -> dt.date:
    if not isinstance(value, dt.datetime):
        return value
    return (value.astimezone(clock.SWEDEN) if value.tzinfo else value).date()


# A list of 40 rows asks for the same few days over and over.
@lru_cache(maxsize=4096)
def _short(date: dt.date, language: str, with_year: bool) -> str:
    weekday = str(dates.WEEKDAYS_ABBR[date.weekday()])
    if language in SMALL_DATES:
        weekday = weekday.lower()
    year = f" {date.year}" if with_year else ""
    return f"{weekday} {date.day} {_month(date.month, language)}{year}".replace(" ", NO_BREAK)


def _month(number: int, language: str) -> str:
    if language == "sv":
        return SWEDISH_MONTHS[number - 1]
    month = str(dates.MONTHS_3[number])
    return month.capitalize() if language == "en" else month


@lru_cache(maxsize=4096)
def _long(date: dt.date, language: str) -> str:
    # Ukrainian has a form of its own for the month of a day: "16 березня".
    months = dates.MONTHS_ALT if language == "uk" else dates.MONTHS
    weekday, month = str(dates.WEEKDAYS[date.weekday()]), str(months[date.month])
    if language in SMALL_DATES:
        weekday, month = weekday.lower(), month.lower()
    return f"{weekday} {date.day} {month} {date.year}"


# Short months are written out where the whole word is short.
SWEDISH_MONTHS = (
    "jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
