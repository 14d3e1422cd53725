"""What an expression is worth, given answers. Nothing is fetched, and nothing is run but our own.

`worth` never fails on what `checks` let through, whatever the answers are: dividing by nought
gives infinity, and what can not be computed gives NaN, which shows as blank.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .expressions import Answer, Call, Chain, Fact, Minus, Number, Own, Parent, Text, Tree
from .functions import FUNCTIONS
from .values import (
    BLANK,
    NAN,
    Many,
    Value,
    are_equal,
    as_number,
    as_one,
    as_truth,
)


def _nothing(_: str) -> Many:
    return ()


@dataclass(frozen=True)
class Setting:
    """Where an expression is asked.

    look_up   the answer to an item from there; all its answers where it stands in another repeat
    today     the day it is
    own       what `.` is
    facts     of the choice a filter is about
    position  which time of its repeat, from 1; 0 outside
    all_of    every answer to an item, from wherever it is asked (`indexed-repeat`)
    """

    look_up: Callable[[str], Value | Many]
    today: date
    own: Value = BLANK
    facts: Mapping[str, str] = field(default_factory=dict)
    position: int = 0
    all_of: Callable[[str], Many] = _nothing


def worth(tree: Tree, here: Setting) -> Value:
    """The one value of the tree; of many answers the first."""
    return as_one(_worth(tree, here))


def is_true(tree: Tree, here: Setting) -> bool:
    """Whether the tree holds: blank, nought and NaN do not."""
    return as_truth(worth(tree, here))


def _worth(tree: Tree, here: Setting) -> Value | Many:
    if isinstance(tree, Answer):
        return here.look_up(tree.name)
    if isinstance(tree, Number | Text):
        return tree.value
    if isinstance(tree, Chain):
        return _chain(tree, here)
    if isinstance(tree, Call):
        return _call(tree, here)
    if isinstance(tree, Own):
        return here.own
    if isinstance(tree, Minus):
        return -as_number(worth(tree.operand, here))
    return _rest(tree, here)


def _rest(tree: Fact | Parent, here: Setting) -> Value:
    return here.facts.get(tree.name, BLANK) if isinstance(tree, Fact) else float(here.position)


def _chain(tree: Chain, here: Setting) -> Value:
    value = worth(tree.first, here)
    for operator, operand in tree.rest:
        if operator == "and":
            value = as_truth(value) and is_true(operand, here)
        elif operator == "or":
            value = as_truth(value) or is_true(operand, here)
        else:
            value = OPERATORS[operator](value, worth(operand, here))
    return value


def _call(tree: Call, here: Setting) -> Value | Many:
    if tree.function == "today":
        return here.today
    if tree.function == "position":
        return float(here.position)
    if tree.function == "indexed-repeat":
        return _indexed(tree, here)
    known = FUNCTIONS[tree.function]
    if not known.takes_many:
        return known.compute(*(worth(given, here) for given in tree.given))
    values = (_worth(given, here) for given in tree.given)
    return known.compute(*(value if isinstance(value, tuple) else (value,) for value in values))


def _indexed(tree: Call, here: Setting) -> Value:
    """`indexed-repeat(${item}, ${repeat}, number)`: the answer at that time of the repeat."""
    item, place = tree.given[0], as_number(worth(tree.given[2], here))
    answers = here.all_of(item.name) if isinstance(item, Answer) else ()
    return answers[int(place) - 1] if place == place and 1 <= place <= len(answers) else BLANK


# --- Operators ----------------------------------------------------------------------------------


def _divided(left: Value, right: Value) -> float:
    over, under = as_number(left), as_number(right)
    if under:
        return over / under
    if over != over or over == 0:
        return NAN
    return math.copysign(math.inf, over) * math.copysign(1.0, under)


def _remainder(left: Value, right: Value) -> float:
    over, under = as_number(left), as_number(right)
    if under == 0 or math.isinf(over):
        return NAN
    return math.fmod(over, under)


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": are_equal,
    "!=": lambda left, right: not are_equal(left, right),
    "<": lambda left, right: as_number(left) < as_number(right),
    "<=": lambda left, right: as_number(left) <= as_number(right),
    ">": lambda left, right: as_number(left) > as_number(right),
    ">=": lambda left, right: as_number(left) >= as_number(right),
    "+": lambda left, right: as_number(left) + as_number(right),
    "-": lambda left, right: as_number(left) - as_number(right),
    "*": lambda left, right: as_number(left) * as_number(right),
    "div": _divided,
    "mod": _remainder,
}
