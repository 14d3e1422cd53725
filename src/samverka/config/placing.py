"""What the commands that place have in common: their files, their weights, their solver."""

import argparse
import signal
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import FrameType

from django.conf import settings

from samverka.config.command import Refusal
from samverka.engine.allocation.plan import Plan
from samverka.engine.allocation.problem import Problem
from samverka.engine.allocation.solving import Settings, solve
from samverka.workflows.place_from_files.placing import Solver
from samverka.workflows.place_from_files.preparing import Asked

LANGUAGES = ("sv", "en")


def add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", type=Path, help="the cases or households (CSV or XLSX)")
    parser.add_argument("places", type=Path, help="the places and what they have room for")
    add_language(parser)
    parser.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="CRITERION=POINTS",
        help="what a criterion is worth at the most; 1 where nothing is said; again for another",
    )
    parser.add_argument("--gap", default="0.1", help="per cent that need not be proven (0.1)")
    parser.add_argument("--seconds", type=float, default=60, help="time for each solve (60)")


def add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help="language of sentences and headings: sv or en",
    )


def asked(arguments: argparse.Namespace) -> Asked:
    """
    :raises Refusal: a weight or a floor is not written as it should be
    """
    return Asked(
        weights=_numbers(arguments.weight),
        floors=_numbers(getattr(arguments, "floor", [])),
        groups=getattr(arguments, "group", []),
    )


class Interruption:
    """Ctrl-C ends a solve with the best plan so far; pressed once more it ends the command."""

    def __init__(self) -> None:
        self.is_asked = False

    def __enter__(self) -> "Interruption":
        self.before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_problem: object) -> None:
        signal.signal(signal.SIGINT, self.before)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked = True
        signal.signal(signal.SIGINT, self.before)


def solver(arguments: argparse.Namespace, is_stopped: Callable[[], bool] | None = None) -> Solver:
    """
    :raises Refusal: the gap or the time is not written as it should be
    """
    gap = _number(arguments.gap, arguments.gap) / 100
    try:
        wanted = Settings(gap=float(gap), seconds=arguments.seconds)
    except ValueError as problem:
        raise Refusal(str(problem)) from None

    def solved(problem: Problem, tell: Callable[[Plan], None]) -> Plan:
        return solve(problem, wanted, progress=tell, stop=is_stopped)

    return solved


def _numbers(words: list[str]) -> dict[str, Decimal]:
    found = {}
    for word in words:
        name, sign, number = word.rpartition("=")
        if not sign or not name.strip():
            raise Refusal(f"'{word}' is not understood. Write NAME=NUMBER, as 'Wishes=2'.")
        found[name.strip()] = _number(number, word)
    return found


def _number(text: str, whole: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Refusal(f"'{whole}' is not understood. Write a number, as 2 or 2,5.") from None
    if not number.is_finite() or number < 0:
        raise Refusal(f"'{whole}' is not understood. Write a number from 0.")
    return number
