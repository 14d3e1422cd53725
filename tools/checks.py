"""All checks, both cores always busy, going on after a failure; counted together at the end."""

import signal
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import asked, machine, postgres, steps, wheel
from .steps import PYTHON, VENV, Failed

IN_BROWSER = "tests in a browser"


@dataclass
class Outcome:
    """How many tests passed and failed, what is to be read now, and what at the end."""

    passed: int
    failed: int
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class Check:
    name: str
    look: Callable[[], Outcome]


def run_all() -> int:
    """Run every check. The last line counts all tests; the exit is 0 only if none failed."""
    # Ended from outside, the checks still stop the PostgreSQL they started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="samverka-checks-") as folder:
        on_one_core, on_all = _checks(Path(folder))
        with ThreadPoolExecutor(max_workers=2) as cores:
            results = list(cores.map(_run, on_one_core))
        results += [_run(check) for check in on_all]
    return _summary(results)


def _checks(folder: Path) -> tuple[list[Check], list[Check]]:
    """What keeps one core busy, the longest first, and what uses all there are."""
    env = steps.environment(SAMVERKA_DATA=str(folder))
    ready = [VENV / "bin" / "samverka", "keys", "new"]

    def program(name: str, *command: object) -> Check:
        return Check(name, lambda: _program([*command], env))

    def tests(name: str, *words: str, **more: str) -> Check:
        return Check(name, lambda: _tests(folder, name, [*words], steps.environment(**more)))

    steps.run(ready, env=env)
    manage = [VENV / "bin" / "samverka", "manage"]
    on_one_core = [
        Check("the wheel", lambda: Outcome(1, 0, wheel.try_out())),
        program("types", PYTHON, "-m", "mypy"),
        program("format", PYTHON, "-m", "ruff", "format", "--check"),
        program("lint", PYTHON, "-m", "ruff", "check"),
        program("import contracts", VENV / "bin" / "lint-imports"),
        program("libraries agree", PYTHON, "-m", "pip", "check"),
        program("settings", *manage, "check", "--fail-level", "WARNING"),
        program("migrations complete", *manage, "makemigrations", "--check", "--dry-run"),
        program("catalogues complete", PYTHON, "-m", "tools.messages", "check"),
    ]
    on_all = [
        tests("tests on SQLite", "-m", "not browser", "-n", "2", _noting(folder)),
        Check("tests on PostgreSQL", lambda: _tests_on_postgresql(folder)),
        Check(IN_BROWSER, lambda: _tests_in_browser(folder)),
    ]
    return on_one_core, on_all


def _run(check: Check) -> tuple[Check, Outcome, float]:
    steps.say(f"\n── {check.name}")
    started = time.monotonic()
    try:
        outcome = check.look()
    except Failed as problem:
        outcome = Outcome(0, 1, str(problem))
    except subprocess.TimeoutExpired as problem:
        outcome = Outcome(0, 1, str(problem))
    took = time.monotonic() - started
    if outcome.text and outcome.failed:
        steps.say(outcome.text)
    steps.say(f"{_word(outcome)}  {check.name}  {took:.1f} s")
    return check, outcome, took


def _word(outcome: Outcome) -> str:
    return "FAILED" if outcome.failed else "ok    "


def _program(command: list[object], env: dict[str, str]) -> Outcome:
    try:
        return Outcome(1, 0, steps.run(command, env=env))
    except Failed as problem:
        return Outcome(0, 1, str(problem))


def _tests(folder: Path, name: str, words: list[str], env: dict[str, str]) -> Outcome:
    """Run pytest in sight, and read its counts from the report it writes."""
    report = _report(folder, name)
    command = [str(PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *words]
    result = subprocess.run(command, cwd=steps.ROOT, env=env, check=False)
    passed, failed = _counts(report)
    if result.returncode != 0 and not failed:
        failed = 1  # nothing found, or ended before it could report
    return Outcome(passed, failed, f"pytest ended with {result.returncode}.")


def _report(folder: Path, name: str) -> Path:
    return folder / f"{name.replace(' ', '-')}.xml"


def _failed(report: Path) -> list[str]:
    """The names of the tests that failed, as the report tells."""
    if not report.exists():
        return []
    cases = ElementTree.parse(report).getroot().iter("testcase")
    failed = [case for case in cases if {"failure", "error"} & {part.tag for part in case}]
    return sorted({f"{case.get('classname')}.{case.get('name')}" for case in failed})


def _counts(report: Path) -> tuple[int, int]:
    if not report.exists():
        return 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    total = failed = 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += sum(int(suite.get(word, 0)) for word in ("failures", "errors", "skipped"))
    return max(total - failed, 0), failed


def _noting(folder: Path) -> str:
    return f"--note-questions={folder / 'questions'}"


def _tests_on_postgresql(folder: Path) -> Outcome:
    """Without the tests of which nothing is asked that others do not ask it too."""
    left_out = folder / "left-out"
    left_out.write_text("\n".join(asked.left_out(folder / "questions")))
    words = ["-m", "not browser", "-n", "2", f"--leave-out={left_out}"]
    with postgres.running() as address:
        env = steps.environment(SAMVERKA_DATABASE=address)
        return _tests(folder, "tests on PostgreSQL", words, env)


def _tests_in_browser(folder: Path) -> Outcome:
    return asked_twice(folder, "tests/journeys", steps.environment(CHROMIUM=machine.chromium()))


def asked_twice(folder: Path, place: str, env: dict[str, str]) -> Outcome:
    """What fails in a browser is asked once more, by itself; docs/decisions/0026 says why."""
    # One more than there are cores: a journey waits for its browser, and that for its page.
    first = _tests(folder, IN_BROWSER, ["-m", "browser", "-n", "3", place], env)
    wavering = _failed(_report(folder, IN_BROWSER))
    if not wavering:
        return first
    steps.say("\nAsked once more: " + ", ".join(wavering))
    words = ["-m", "browser", "-n", "1", "--last-failed", place]
    second = _tests(folder, f"{IN_BROWSER} once more", words, env)
    if second.failed or second.passed < len(wavering):
        return first
    note = "passed only when asked once more: " + ", ".join(wavering)
    return Outcome(first.passed + second.passed, 0, note=note)


def _summary(results: list[tuple[Check, Outcome, float]]) -> int:
    steps.say("\n── summary")
    for check, outcome, took in results:
        counted = f"{outcome.passed} passed, {outcome.failed} failed"
        steps.say(f"{_word(outcome)}  {check.name:<22} {took:6.1f} s   {counted}")
        if outcome.note:
            steps.say(f"        {outcome.note}")
    passed = sum(outcome.passed for _, outcome, _ in results)
    failed = sum(outcome.failed for _, outcome, _ in results)
    steps.say(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0
