"""Which questions each test asks the database, noted while SQLite is asked them.

From the notes tools/asked.py chooses what PostgreSQL is asked too. A question is a statement
without its values, whether it is about several rows, and whether it locks them. What a test asks
by itself, to see what has become of something, is no question of ours.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import Error
from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler

OURS = f"{os.sep}src{os.sep}samverka{os.sep}"
# Whatever else is sent is of one database: tables, triggers, locks of its own.
USUAL = (
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "BEGIN",
    "PRAGMA",
)
SAVEPOINT = re.compile(r'"s\d+_x\d+"')
VALUES = re.compile(r"\((?:%s(?:, )?)+\)(?:, \(%s(?:, %s)*\))*")
CASES = re.compile(r"(WHEN .{1,300}? THEN %s )\1+")


class Notes:
    """What has been asked so far, by test."""

    def __init__(self):
        self.numbers: dict[str, int] = {}
        self.tests: dict[str, dict] = {}
        self.now = self.begun()
        self.last = ""
        self._forms: dict[str, str] = {}
        self._places: dict[str, bool] = {}

    def begun(self) -> dict:
        return {"asked": set(), "sent": 0, "alone": False}

    def add(self, question: str) -> None:
        self.now["asked"].add(self.numbers.setdefault(question, len(self.numbers)))

    def sent(self, statement: str) -> None:
        self.now["sent"] += 1
        self.last = self._form(statement) if self._is_asked_by_ours() else ""
        self.add(self.last)
        if not statement.lstrip(" (\n").upper().startswith(USUAL):
            self.now["alone"] = True

    def answered(self, rows: object, is_locked: bool) -> None:
        if self.last and is_locked:
            self.add(f"{self.last} locks")
        if self.last and _are_several(rows):
            self.add(f"{self.last} finds several")

    def _form(self, statement: str) -> str:
        if statement not in self._forms:
            form = VALUES.sub("(%s)", SAVEPOINT.sub("", statement))
            self._forms[statement] = CASES.sub(r"\1", form)
        return self._forms[statement]

    def _is_asked_by_ours(self) -> bool:
        frame = sys._getframe(2)
        while frame:
            if self._is_ours(frame.f_code.co_filename):
                return True
            frame = frame.f_back
        return False

    def _is_ours(self, file: str) -> bool:
        if file not in self._places:
            self._places[file] = OURS in file and "tests" not in file.split(os.sep)
        return self._places[file]


def listen(notes: Notes) -> None:
    """From now on everything that is asked is noted."""
    execute, executemany, execute_sql = (
        CursorWrapper.execute,
        CursorWrapper.executemany,
        SQLCompiler.execute_sql,
    )

    def noted(send):
        def sending(self, sql, *values):
            notes.sent(str(sql))
            try:
                return send(self, sql, *values)
            except Error:
                notes.now["alone"] = True
                raise

        return sending

    def counted(self, *how, **also):
        found = execute_sql(self, *how, **also)
        notes.answered(found, self.query.select_for_update)
        return found

    CursorWrapper.execute = noted(execute)
    CursorWrapper.executemany = noted(executemany)
    SQLCompiler.execute_sql = counted

    def started(event: str, _) -> None:
        # What another process asks is not heard here.
        if event in {"subprocess.Popen", "os.posix_spawn", "os.fork"}:
            notes.now["alone"] = True

    sys.addaudithook(started)


def _are_several(found: object) -> bool:
    """As Django gives them back: rows in portions, or how many were changed."""
    if isinstance(found, list):
        return sum(len(rows) for rows in found) > 1
    return isinstance(found, int) and found > 1


def pytest_addoption(parser):
    group = parser.getgroup("Samverka")
    group.addoption("--note-questions", metavar="FOLDER", help="write what each test asks, there")
    group.addoption("--leave-out", metavar="FILE", help="tests that ask nothing new, one a line")


def pytest_configure(config):
    folder = config.getoption("--note-questions")
    if folder:
        config.pluginmanager.register(Noting(Path(folder)))
    file = config.getoption("--leave-out")
    if file:
        config.pluginmanager.register(LeavingOut(set(Path(file).read_text().splitlines())))


class Noting:
    def __init__(self, folder: Path):
        self.folder, self.notes = folder, Notes()
        listen(self.notes)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef) -> Iterator[object]:
        """That the tables are made is nothing that the test asks which happens to be the first."""
        now = self.notes.now
        if fixturedef.argname == "django_db_setup":
            self.notes.now = self.notes.begun()
        try:
            return (yield)
        finally:
            self.notes.now = now

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item) -> Iterator[None]:
        now = self.notes.now = self.notes.begun()
        now["alone"] = bool(item.get_closest_marker("both"))
        try:
            return (yield)
        finally:
            # What is run on SQLite alone asks for nobody else.
            if not item.get_closest_marker("sqlite"):
                self.notes.tests[item.nodeid] = now | {"asked": sorted(now["asked"])}

    def pytest_sessionfinish(self):
        """Each of those who share the work writes a file of its own."""
        name = os.environ.get("PYTEST_XDIST_WORKER", "one")
        told = {"questions": list(self.notes.numbers), "tests": self.notes.tests}
        self.folder.mkdir(exist_ok=True)
        (self.folder / f"{name}.json").write_text(json.dumps(told))


class LeavingOut:
    def __init__(self, names: set[str]):
        self.names = names

    def pytest_collection_modifyitems(self, config, items):
        gone = [item for item in items if item.nodeid in self.names]
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item.nodeid not in self.names]
