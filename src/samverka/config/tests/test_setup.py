"""A new database has its tables at once; an older one is brought up migration by migration."""

import re
import sqlite3
import sys
from collections import Counter
from pathlib import Path

from . import in_turn as in_turn_program
from .machine import Machine

# A column of a table as SQLite keeps it; the order of columns says nothing.
COLUMNS = re.compile(r', (?="|CONSTRAINT )')
# Numbers that are given in the order of making, and when and how often what was made.
RUNNING = {"sqlite_sequence", "django_migrations", "django_content_type", "auth_permission"}


def tables(database: sqlite3.Connection) -> dict[str, Counter[str]]:
    """Tables with columns and constraints, indexes and triggers."""
    made = database.execute("SELECT name, sql FROM sqlite_master")
    return {name: Counter(COLUMNS.split(_inner(sql or ""))) for name, sql in made}


def _inner(sql: str) -> str:
    return sql.partition("(")[2].removesuffix(")") if sql.startswith("CREATE TABLE") else sql


def rows(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows every table is shipped with."""
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
        for (name,) in names.fetchall()
        if name not in RUNNING
    }


def migrations(database: sqlite3.Connection) -> list[tuple]:
    return database.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()


def set_up(folder: Path, *, in_turn: bool = False) -> sqlite3.Connection:
    folder.mkdir()
    machine = Machine(folder)
    turning = [sys.executable, "-m", in_turn_program.__name__]
    for command in (
        machine.command("keys", "new"),
        *([turning] if in_turn else []),
        machine.command("setup", "--without-static"),
    ):
        result = machine.run_command(command)
        assert result.returncode == 0, result.stderr
    return sqlite3.connect(folder / "samverka.sqlite3")


def test_tables_made_at_once_are_as_all_migrations_leave_them(tmp_path):
    at_once = set_up(tmp_path / "at-once")
    in_turn = set_up(tmp_path / "in-turn", in_turn=True)

    assert tables(at_once) == tables(in_turn)
    assert rows(at_once) == rows(in_turn)
    assert migrations(at_once) == migrations(in_turn)
