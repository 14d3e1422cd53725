"""Numbers that are one person's, and days of birth.

Sources: personal numbers, 18 § of the population registration act (1991:481): year, month, day,
three digits and a check digit, with "+" for the hyphen from the year one turns a hundred;
co-ordination numbers, the act (2022:1697): the day plus 60. Replacement ids have a letter T
in place of the first digit or two of the last four. LMA numbers stand on the card that the
Migration Agency gives asylum seekers: two digits, and five or six after them.
"""

import datetime as dt
import re
from collections.abc import Iterator

from samverka.engine.check_digit import passes_luhn

from .plain import Plain

Found = tuple[str, int, int]

_DATE = (
    r"(?:(?P<century>1[89]|20)\ ?)?(?P<yy>\d\d)(?P<sep>[ ./-]?)(?P<mm>\d\d)(?P=sep)(?P<dd>\d\d)"
)
_SWEDISH = re.compile(
    rf"(?<!\d){_DATE}(?P<mark>\ ?[-+/.]?\ ?)(?P<end>\d{{4}}|\d{{3}}\ \d|\d\d\ \d\d)(?!\d)"
)
_SPREAD = re.compile(r"(?<!\d)(?:\d\d?[ _.,]{1,2}){4,11}\d\d?(?![\d.,]*\d)")
_MASKED = re.compile(rf"(?<!\d){_DATE}\ ?[-+ ]?\ ?(?:[xX*?•]{{4}}|[xX]{{2,3}})(?!\w)")
_REPLACEMENT = re.compile(rf"(?<!\d){_DATE}\ ?-?\ ?T[F\d]\d\d(?!\w)", re.IGNORECASE)
_LMA_WRITTEN = re.compile(r"(?<![\d/.,+-])\d\d-\d{5,6}(?:/\d{1,2})?(?![\d-]|/\d|[.,]\d|\ ?kr)")
_LMA_NAMED = re.compile(
    r"\b(?:lma|dossier|beteckning|kortnummer)[\w-]*\W{0,3}(?:\w+\W){0,3}?"
    r"(?P<number>\d\d[ -]?\d{3}\ ?\d{2,3}(?:/\d{1,2})?)(?!\d)",
    re.IGNORECASE,
)
_BORN = (
    r"(?:\bfödd\w*|\bfött|\bföds|\bfödelse\w*|\bf\.|\bfyll\w*|\bpersonn\w*|\bpnr|\bborn|"
    r"\bbirth\w*|\bnarod\w*|народ\w*|\bdhash\w*|\bdhalash\w*|ولد\w*|مواليد|ميلاد\w*|المولود\w*)"
)
_MONTHS = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|"
    r"sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|january|february|march|may|june|"
    r"july|august|october)"
)
_DAY = (
    r"(?P<day>(?:1[89]|20)\d\d[-./ ]?[01]\d[-./ ]?[0-3]\d|\d\d[-./ ]?[01]\d[-./ ]?[0-3]\d|"
    r"[0-3]?\d\s?[/.-]\s?[01]?\d(?:\s?[-/. ]\s?(?:\d{4}|\d\d))?|"
    rf"[0-3]?\d(?::?e|:?a|\.)?\s+{_MONTHS}\b\.?(?:\s+-?'?(?:\d{{4}}|\d\d))?|"
    rf"{_MONTHS}\s+[0-3]?\d(?:st|nd|rd|th)?\b,?(?:\s+\d{{4}})?)(?!\d)"
)
_BIRTH = re.compile(rf"{_BORN}[^\d\n]{{0,22}}?(?<!\d){_DAY}", re.IGNORECASE)
_BIRTH_AFTER = re.compile(rf"(?<![\d-]){_DAY}[ ,)]{{1,3}}{_BORN}", re.IGNORECASE)
# In one piece and of the last century: hardly ever anything but somebody's day of birth.
_WHOLE_DATE = re.compile(r"(?<![\d/.,-])19\d\d[01]\d[0-3]\d(?![\d/.,-]*\d)")

_ADDED = 60
_LONG, _SHORT = 12, 10


def numbers_in(where: Plain) -> Iterator[Found]:
    """Kind, start and end of each number in a plain text; what overlaps is told more than once.

    A number whose check digit is right is "personal_number" or "coordination_number". One that is
    only written like such a number, as when a digit is mistyped, is "like_personal_number".
    """
    yield from _swedish(where.text)
    yield from _whole(where.text, _REPLACEMENT, "replacement_id", has_date=True)
    yield from _whole(where.text, _MASKED, "birth_date", has_date=True)
    yield from _named(where.text, _BIRTH, "day", "birth_date")
    yield from _named(where.text, _BIRTH_AFTER, "day", "birth_date")
    for match in _WHOLE_DATE.finditer(where.text):
        if _is_day(match[0][:4], match[0][4:6], int(match[0][6:])):
            yield "birth_date", match.start(), match.end()
    yield from _whole(where.text, _LMA_WRITTEN, "lma_number")
    yield from _named(where.text, _LMA_NAMED, "number", "lma_number")


def _swedish(text: str) -> Iterator[Found]:
    for match in _SWEDISH.finditer(text):
        kind = _kind(re.sub(r"\D", "", match[0]))
        is_tidy = not match["sep"] and " " not in match["end"]
        if kind and (kind != "like_personal_number" or (is_tidy and _is_marked(match))):
            yield kind, match.start(), match.end()
    for match in _SPREAD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        kind = _kind(digits) if len(digits) in (_SHORT, _LONG) else None
        if kind and kind != "like_personal_number":
            yield kind, match.start(), match.end()


def _is_marked(match: re.Match[str]) -> bool:
    """A hyphen or plus stands where it should, or the century is written and nothing between."""
    return match["mark"] in ("-", "+") or (bool(match["century"]) and not match["mark"])


def _kind(digits: str) -> str | None:
    century, short = digits[:-_SHORT], digits[-_SHORT:]
    day = int(short[4:6])
    is_added = day > _ADDED
    if not _is_day((century or "20") + short[:2], short[2:4], day - _ADDED * is_added):
        return None
    if not passes_luhn(short):
        return "like_personal_number"
    return "coordination_number" if is_added else "personal_number"


def _is_day(year: str, month: str, day: int) -> bool:
    try:
        dt.date(int(year), int(month), day)
    except ValueError:
        # A short year may be a leap year in another century only: 1900 was none, 2000 was.
        return (month, day) == ("02", 29) and int(year[-2:]) % 4 == 0
    return True


def _whole(
    text: str, pattern: re.Pattern[str], kind: str, *, has_date: bool = False
) -> Iterator[Found]:
    for match in pattern.finditer(text):
        if has_date:
            day = int(match["dd"])
            year = (match["century"] or "20") + match["yy"]
            if not _is_day(year, match["mm"], day - _ADDED * (day > _ADDED)):
                continue
        yield kind, match.start(), match.end()


def _named(text: str, pattern: re.Pattern[str], part: str, kind: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield kind, match.start(part), match.end(part)
