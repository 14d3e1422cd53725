"""The functions an expression may call: those that ODK's forms know and that need no other data.

Names, order of what is given and results are ODK's (getodk.github.io/xforms-spec, "XPath
functions"), so that a form means the same wherever it is filled in. What is blank is passed over
by `sum`, `min`, `max`, `count-non-empty` and `join`. Not here: what looks into other data
(`pulldata`, `instance`, `jr:choice-name` …), places (`distance`, `area`), chance (`random`)
and moments (`now`): answers are kept by the day.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import patterns
from .values import (
    BLANK,
    NAN,
    Many,
    Value,
    as_many,
    as_number,
    as_text,
    as_truth,
    day_from_number,
    day_number,
    is_blank,
)

NO_LIMIT = 1_000


@dataclass(frozen=True)
class Function:
    """What is computed, from how many values, and whether all answers of a repeat are asked for.

    Those that take `many` are given tuples, the others the first value of each.
    """

    compute: Callable[..., Value]
    least: int
    most: int
    takes_many: bool = False


def _on_numbers(compute: Callable[..., float]) -> Callable[..., float]:
    """NaN in, or what mathematics does not know: NaN out."""

    def computed(*given: Value) -> float:
        numbers = [as_number(one) for one in given]
        if any(number != number for number in numbers):
            return NAN
        try:
            return float(compute(*numbers))
        except (ValueError, OverflowError, ZeroDivisionError):
            return NAN

    return computed


def rounded(number: float, places: float = 0) -> float:
    """To so many decimals, a half always upwards: 2.5 is 3, -1.5 is -1."""
    if not abs(places) <= 15 or math.isinf(number):
        return number
    scale = 10.0 ** int(places)
    return math.floor(number * scale + 0.5) / scale


def _power(base: float, exponent: float) -> float:
    return math.pow(base, exponent)


def _numbers(given: tuple[Many, ...]) -> list[float]:
    return [as_number(one) for many in given for one in as_many(many)]


def _least(*given: Many) -> float:
    return min(_numbers(given), default=NAN)


def _greatest(*given: Many) -> float:
    return max(_numbers(given), default=NAN)


def _sum(*given: Many) -> float:
    return float(sum(_numbers(given)))


def _count_answered(*given: Many) -> float:
    return float(sum(len(as_many(many)) for many in given))


def _names(value: Value) -> list[str]:
    return as_text(value).split()


def _name_at(value: Value, place: Value) -> str:
    names, at = _names(value), as_number(place)
    return names[int(at)] if at == at and 0 <= at < len(names) else BLANK


def _checklist(least: Value, most: Value, *given: Value) -> bool:
    """Whether at least so many and at most so many are true; -1: no limit."""
    low, high = as_number(least), as_number(most)
    number = sum(map(as_truth, given))
    return (low == -1 or number >= low) and (high == -1 or number <= high)


def _weighted_checklist(least: Value, most: Value, *given: Value) -> bool:
    """As `checklist`, each truth followed by its weight."""
    low, high = as_number(least), as_number(most)
    weights = zip(given[::2], given[1::2], strict=False)
    number = sum(as_number(weight) for truth, weight in weights if as_truth(truth))
    return (low == -1 or number >= low) and (high == -1 or number <= high)


def _part(text: Value, start: Value, end: Value = math.inf) -> str:
    """The letters from `start` (the first is 0) to before `end`; below 0: from the end."""
    letters, first, last = as_text(text), as_number(start), as_number(end)
    if math.isnan(first) or math.isnan(last) or math.isinf(first):
        return BLANK
    return letters[int(first) : None if math.isinf(last) else int(last)]


def _translated(text: Value, old: Value, new: Value) -> str:
    before, after = as_text(old), as_text(new)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(before):
        table.setdefault(ord(letter), after[place] if place < len(after) else None)
    return as_text(text).translate(table)


def _joined(between: Many, *given: Many) -> str:
    parts = [as_text(one) for many in given for one in as_many(many)]
    return as_text(between[0] if between else BLANK).join(parts)


def _concatenated(*given: Many) -> str:
    return "".join(as_text(one) for many in given for one in many)


def _day(value: Value) -> Value:
    if isinstance(value, date):
        return value
    number = as_number(value)
    if math.isnan(number) or math.isinf(number):
        return BLANK
    return day_from_number(number) or BLANK


def _day_text(value: Value, pattern: Value) -> str:
    """With `%Y %y %m %n %d %e`: what does not depend on a language; the rest stays as written."""
    day = _day(value)
    if not isinstance(day, date):
        return BLANK
    said = {"%Y": f"{day:%Y}", "%y": f"{day:%y}", "%m": f"{day:%m}", "%d": f"{day:%d}"}
    said |= {"%n": str(day.month), "%e": str(day.day), "%%": "%"}
    text, out, at = as_text(pattern), [], 0
    while at < len(text):
        pair = text[at : at + 2]
        out.append(said.get(pair, text[at]))
        at += 2 if pair in said else 1
    return "".join(out)


def _chosen(condition: Value, if_true: Value, if_false: Value) -> Value:
    return if_true if as_truth(condition) else if_false


def _before(text: Value, part: Value) -> str:
    found, between, _ = as_text(text).partition(as_text(part) or "\0")
    return found if between else BLANK


def _after(text: Value, part: Value) -> str:
    return as_text(text).partition(as_text(part))[2] if as_text(part) else as_text(text)


def _is_true_word(value: Value) -> bool:
    return as_text(value).lower() in {"1", "true"}


def _many(compute: Callable[..., Value], least: int = 1, most: int = NO_LIMIT) -> Function:
    return Function(compute, least, most, takes_many=True)


def _of_numbers(compute: Callable[..., Any], least: int = 1, most: int = 0) -> Function:
    return Function(_on_numbers(compute), least, most or least)


FUNCTIONS: dict[str, Function] = {
    # Truth
    "true": Function(lambda: True, 0, 0),
    "false": Function(lambda: False, 0, 0),
    "not": Function(lambda value: not as_truth(value), 1, 1),
    "boolean": Function(as_truth, 1, 1),
    "boolean-from-string": Function(_is_true_word, 1, 1),
    "if": Function(_chosen, 3, 3),
    "coalesce": Function(lambda one, other: other if is_blank(one) else one, 2, 2),
    "checklist": Function(_checklist, 3, NO_LIMIT),
    "weighted-checklist": Function(_weighted_checklist, 4, NO_LIMIT),
    # Choices
    "selected": Function(lambda value, name: as_text(name).strip() in _names(value), 2, 2),
    "selected-at": Function(_name_at, 2, 2),
    "count-selected": Function(lambda value: float(len(_names(value))), 1, 1),
    # Numbers
    "number": Function(as_number, 1, 1),
    "int": _of_numbers(math.trunc),
    "round": _of_numbers(rounded, 1, 2),
    "abs": _of_numbers(abs),
    "pow": _of_numbers(_power, 2),
    "sqrt": _of_numbers(math.sqrt),
    "exp": _of_numbers(math.exp),
    "exp10": _of_numbers(lambda number: _power(10.0, number)),
    "log": _of_numbers(math.log),
    "log10": _of_numbers(math.log10),
    "sin": _of_numbers(math.sin),
    "cos": _of_numbers(math.cos),
    "tan": _of_numbers(math.tan),
    "asin": _of_numbers(math.asin),
    "acos": _of_numbers(math.acos),
    "atan": _of_numbers(math.atan),
    "atan2": _of_numbers(math.atan2, 2),
    "pi": Function(lambda: math.pi, 0, 0),
    # Repeats
    "count": _many(lambda many: float(len(many)), 1, 1),
    "count-non-empty": _many(_count_answered),
    "sum": _many(_sum),
    "min": _many(_least),
    "max": _many(_greatest),
    "join": _many(_joined, 2),
    # Texts
    "string": Function(as_text, 1, 1),
    "concat": _many(_concatenated),
    "string-length": Function(lambda value: float(len(as_text(value))), 1, 1),
    "normalize-space": Function(lambda value: " ".join(as_text(value).split()), 1, 1),
    "contains": Function(lambda value, part: as_text(part) in as_text(value), 2, 2),
    "starts-with": Function(lambda value, part: as_text(value).startswith(as_text(part)), 2, 2),
    "ends-with": Function(lambda value, part: as_text(value).endswith(as_text(part)), 2, 2),
    "substr": Function(_part, 2, 3),
    "substring-before": Function(_before, 2, 2),
    "substring-after": Function(_after, 2, 2),
    "translate": Function(_translated, 3, 3),
    "regex": Function(lambda value, how: _fits(how, value), 2, 2),
    # Days; `today` and `position` are computed where they are asked.
    "date": Function(_day, 1, 1),
    "format-date": Function(_day_text, 2, 2),
    "decimal-date-time": Function(lambda value: _number_of_day(value), 1, 1),
}

# Computed where they are asked, as they depend on the day, or on where in a repeat one is.
OF_THE_MOMENT = {"today": (0, 0), "position": (1, 1), "indexed-repeat": (3, 3)}


def bounds(function: str) -> tuple[int, int] | None:
    """(least, most) values the function is given, or None where there is no such function."""
    if function in OF_THE_MOMENT:
        return OF_THE_MOMENT[function]
    known = FUNCTIONS.get(function)
    return (known.least, known.most) if known else None


def _fits(pattern: Value, value: Value) -> bool:
    try:
        return patterns.fits(as_text(pattern), as_text(value))
    except patterns.UnreadablePattern:
        # A pattern that is written out was checked; one that is computed fits nothing.
        return False


def _number_of_day(value: Value) -> float:
    day = _day(value)
    return day_number(day) if isinstance(day, date) else NAN
