"""Ways to break something, and those who notice."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.steps import ROOT

Change = Callable[[Path], dict[Path, str]]
A = "src/samverka/"
PEOPLE, ACTIVITIES = A + "register/people/", A + "delivery/activities/"
PROGRAMMES, REPORTS = A + "delivery/programmes/", A + "publishing/reports/"


class NothingToBreak(Exception):
    """The code is not any more as the case remembers it; mend the case."""


@dataclass(frozen=True)
class Guard:
    """A command that refuses, and the words by which it is this guard that does."""

    name: str
    command: tuple[str, ...]
    sign: str

    def __str__(self) -> str:
        return self.name

    def cannot_run(self, said: str) -> bool:
        return "no tests ran" in said or "No module named" in said


@dataclass(frozen=True)
class Case:
    what: str
    guard: Guard
    change: Change


# --- Ways to break something ------------------------------------------------------------------


def append(path: str, text: str) -> Change:
    def change(copy: Path) -> dict[Path, str]:
        file = copy / path
        return {file: (file.read_text() if file.exists() else "") + f"\n{text}\n"}

    return change


def replace(path: str, old: str, new: str) -> Change:
    def change(copy: Path) -> dict[Path, str]:
        text = (copy / path).read_text()
        if old not in text:
            raise NothingToBreak(f"{path} has no {old!r}")
        return {copy / path: text.replace(old, new, 1)}

    return change


# --- Those who notice -------------------------------------------------------------------------


def contract(name: str) -> Guard:
    lint = ("-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache")
    return Guard(f"import contract: {name}", lint, f"{name} BROKEN")


def a_test(where: str, sign: str = "FAILED") -> Guard:
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", where)
    return Guard(f"test: {where.removeprefix(A)}", words, sign)


def rule(beginning: str) -> Guard:
    """The one test of tests/architecture whose name begins so."""
    [where] = (
        f"tests/architecture/{file.name}::{name}"
        for file in sorted((ROOT / "tests" / "architecture").glob("test_*.py"))
        for name in re.findall(r"^def (test_\w+)", file.read_text(), re.M)
        if name.startswith(f"test_{beginning}")
    )
    return a_test(where)


def linter(code: str) -> Guard:
    words = ("-m", "ruff", "check", "--no-cache", "--select", code, "src", "tests")
    return Guard(f"linter: {code}", words, code)


TYPES = Guard("types", ("-m", "mypy"), "error:")
CATALOGUES = Guard("catalogues complete", ("-m", "tools.messages", "check"), "")
