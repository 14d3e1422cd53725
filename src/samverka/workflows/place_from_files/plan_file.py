"""The problem and the plan as sheets that a machine reads back: what `samverka verify` needs.

Their headings are English in every language. Numbers with decimals are written as text, since a
spreadsheet rounds them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from samverka import __version__
from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import Floor, Problem
from samverka.toolkit.spreadsheet import Cell, Sheet
from samverka.toolkit.tables import Book, TableProblem, in_words, open_book
from samverka.toolkit.tables import Sheet as ReadSheet

from .faults import Unusable

CASES, PLACES, PAIRS, FACTS = "proof cases", "proof places", "proof pairs", "proof facts"
# A table that we read has at most four hundred columns and a million cells, in all of 20 MB.
COLUMNS_OF_PAIRS = 80
MOST_PAIRS = 1_000_000
MOST_CASES = 50_000


@dataclass(frozen=True)
class Kept:
    """What a plan's file says: the problem, the plan, and the version that made it."""

    problem: Problem
    plan: Plan
    version: str


def fits(problem: Problem) -> bool:
    """Whether a workbook can hold the whole problem."""
    n, k, _r = problem.shape
    return n <= MOST_CASES and n * k <= MOST_PAIRS


def proof_sheets(problem: Problem, plan: Plan) -> list[Sheet]:
    """The problem and the plan, so that the file can be checked by itself."""
    return [_cases(problem, plan), _places(problem, plan), *_pairs(problem), _facts(problem, plan)]


def _cases(problem: Problem, plan: Plan) -> Sheet:
    together, near = _numbers(problem.together), _numbers(problem.near)
    rows = [
        [
            case,
            int(problem.heads[row]),
            int(plan.place[row]),
            together.get(row),
            near.get(row),
            *problem.needs[row].tolist(),
            *(int(row in floor.cases) for floor in problem.floors),
        ]
        for row, case in enumerate(problem.cases)
    ]
    headings = ["case", "persons", "place", "together", "near", *problem.resources]
    return Sheet(CASES, [*headings, *(floor.name for floor in problem.floors)], rows)


def _numbers(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    return {row: number for number, group in enumerate(groups) for row in group}


def _places(problem: Problem, plan: Plan) -> Sheet:
    rows: list[list[Cell]] = []
    for column, place in enumerate(problem.places):
        area = int(problem.area[column]) if len(problem.area) else None
        amounts = [problem.capacity[column], problem.minimum[column]]
        prices = [repr(price) for price in plan.prices[column].tolist()]
        rows.append([place, area, *(int(n) for row in amounts for n in row), *prices])
    kinds = ("capacity", "minimum", "price")
    headings = [f"{kind} {name}" for kind in kinds for name in problem.resources]
    return Sheet(PLACES, ["place", "area", *headings], rows)


def _pairs(problem: Problem) -> Iterator[Sheet]:
    """What each pair is worth; below zero it is not allowed, and that is its reason's number."""
    barred = problem.barred.astype(np.int64)
    table = np.where(barred > 0, -barred, problem.utility)
    for start in range(0, len(problem.places), COLUMNS_OF_PAIRS):
        part = table[:, start : start + COLUMNS_OF_PAIRS].tolist()
        names = problem.places[start : start + COLUMNS_OF_PAIRS]
        yield Sheet(f"{PAIRS} {start // COLUMNS_OF_PAIRS + 1}", names, part)


def _facts(problem: Problem, plan: Plan) -> Sheet:
    rows: list[tuple[str, Cell]] = [
        ("version", __version__),
        ("unit", str(problem.unit)),
        ("whole prices", str(int(np.issubdtype(plan.prices.dtype, np.integer)))),
        *((f"resource {n}", name) for n, name in enumerate(problem.resources)),
        *((f"reason {n}", reason) for n, reason in enumerate(problem.reasons)),
        *((f"floor {n}", str(floor.mean)) for n, floor in enumerate(problem.floors)),
        *((f"setting {name}", text) for name, text in plan.settings.items()),
        *((f"lift {n}", repr(lift)) for n, lift in enumerate(plan.lifts)),
        *((name, str(getattr(plan, name))) for name in WHOLE),
        ("worth", repr(plan.worth)),
        *((name, str(getattr(plan, name))) for name in WORDS),
    ]
    return Sheet(FACTS, ["name", "value"], rows)


WHOLE = ("value", "bound", "placed", "most", "missed", "least")
WORDS = ("proof", "method", "stopped", "fingerprint")

# --- Reading it back ----------------------------------------------------------------------------


def read_plan(path: Path) -> Kept:
    """
    :raises Unusable: the file is no plan that can be checked
    """
    try:
        with path.open("rb") as file:
            book = open_book(file)
            return _kept(book, path.name)
    except OSError as problem:
        text = _("%(file)s cannot be opened: %(why)s.")
        raise Unusable([text % {"file": path, "why": problem.strerror}]) from None
    except TableProblem as problem:
        raise Unusable([f"{path.name}: {problem}"]) from None


def too_large() -> str:
    """Said where a plan cannot carry its problem."""
    return _(
        "This plan is too large to carry its own proof in the workbook, so “samverka verify” "
        "cannot read it. It was checked when it was made."
    )


def _kept(book: Book, name: str) -> Kept:
    if {CASES, PLACES, FACTS} - set(book.sheets):
        raise Unusable([_no_plan(name)])
    try:
        facts = {row[0]: row[1] for row in _rows(book.read(FACTS))}
        cases, places = _rows(book.read(CASES)), _rows(book.read(PLACES))
        problem = _problem(book, facts, cases, places)
        return Kept(problem, _plan(problem, facts, cases, places), facts["version"])
    except (KeyError, ValueError, IndexError, OverflowError):
        raise Unusable([_no_plan(name)]) from None


def _no_plan(name: str) -> str:
    return _(
        "%(file)s is no plan with its proof. Choose a file that “samverka place” has written, as "
        "it was written."
    ) % {"file": name}


def _rows(sheet: ReadSheet) -> list[list[str]]:
    """The rows below the heading, each as wide as the heading."""
    width = len(sheet.rows[0].cells)
    return [[in_words(row[column]) for column in range(width)] for row in sheet.rows[1:]]


def _series(facts: dict[str, str], kind: str) -> list[str]:
    found: list[str] = []
    while f"{kind} {len(found)}" in facts:
        found.append(facts[f"{kind} {len(found)}"])
    return found


def _problem(
    book: Book, facts: dict[str, str], cases: list[list[str]], places: list[list[str]]
) -> Problem:
    resources, means = _series(facts, "resource"), _series(facts, "floor")
    r = len(resources)
    names = [in_words(cell) for cell in book.read(CASES).rows[0].cells][5 + r :]
    pairs = _table(book)
    amounts = np.array([[int(cell) for cell in row[2 : 2 + 2 * r]] for row in places], np.int64)
    return Problem(
        cases=tuple(row[0] for row in cases),
        places=tuple(row[0] for row in places),
        resources=tuple(resources),
        utility=np.maximum(pairs, 0).astype(np.int32),
        needs=np.array([[int(cell) for cell in row[5 : 5 + r]] for row in cases], np.int64),
        capacity=np.ascontiguousarray(amounts[:, :r]),
        minimum=np.ascontiguousarray(amounts[:, r:]),
        barred=np.maximum(-pairs, 0).astype(np.uint8),
        reasons=tuple(_series(facts, "reason")),
        together=_groups(cases, 3),
        near=_groups(cases, 4),
        area=np.array([int(row[1]) for row in places if row[1]], np.int32),
        floors=tuple(
            Floor(
                name, tuple(n for n, row in enumerate(cases) if row[5 + r + f] == "1"), int(mean)
            )
            for f, (name, mean) in enumerate(zip(names, means, strict=True))
        ),
        unit=int(facts["unit"]),
        persons=np.array([int(row[1]) for row in cases], np.int64),
    )


def _table(book: Book) -> np.ndarray:
    """(n, k) what stands on the sheets of pairs, beside each other."""
    parts = []
    for number in range(1, len(book.sheets)):
        if f"{PAIRS} {number}" not in book.sheets:
            break
        rows = _rows(book.read(f"{PAIRS} {number}"))
        parts.append(np.array([[int(cell) for cell in row] for row in rows], np.int64))
    return np.concatenate(parts, axis=1)


def _groups(cases: list[list[str]], column: int) -> tuple[tuple[int, ...], ...]:
    found: dict[int, list[int]] = {}
    for number, row in enumerate(cases):
        if row[column]:
            found.setdefault(int(row[column]), []).append(number)
    return tuple(tuple(found[number]) for number in sorted(found))


def _plan(
    problem: Problem, facts: dict[str, str], cases: list[list[str]], places: list[list[str]]
) -> Plan:
    is_whole = facts["whole prices"] == "1"
    r = len(problem.resources)
    written = [row[2 + 2 * r :] for row in places]
    if is_whole:
        prices = np.array([[int(price) for price in row] for row in written], np.int64)
    else:
        prices = np.array([[float(price) for price in row] for row in written])
    settings = {
        k.removeprefix("setting "): v for k, v in facts.items() if k.startswith("setting ")
    }
    whole = {name: int(facts[name]) for name in WHOLE}
    return Plan(
        place=np.array([int(row[2]) for row in cases], np.int32),
        prices=prices,
        method=facts["method"],
        stopped=Stopped(facts["stopped"]),
        settings=settings,
        fingerprint=facts["fingerprint"],
        worth=float(facts["worth"]),
        lifts=tuple(float(lift) for lift in _series(facts, "lift")),
        proof=facts["proof"],
        **whole,
    )
