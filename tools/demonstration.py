"""The demonstration region's own folder: key file, database, and who to sign in as."""

from dataclasses import dataclass
from pathlib import Path

from . import steps
from .steps import PYTHON, ROOT, VENV

LOCAL = ROOT / ".local"
PACKAGE = ROOT / "src" / "samverka"
TODAY = "2026-03-16"


@dataclass(frozen=True)
class Region:
    environment: dict[str, str]
    who_to_sign_in_as: str


def prepare() -> Region:
    """A demonstration database that fits this code, built if there is none.

    Its name carries a hash of everything it was built from, so an old one is never half-used.
    It is built beside and moved into place, so neither is one that was interrupted.
    """
    LOCAL.mkdir(exist_ok=True)
    keys = LOCAL / "keys.json"
    if not keys.exists():
        steps.run([VENV / "bin" / "samverka", "keys", "new"], env=_environment(Path("none")))
    database = LOCAL / f"demonstration-{_content(keys)}.sqlite3"
    people = database.with_suffix(".txt")
    if not (database.exists() and people.exists()):
        with steps.step("Building the demonstration region (the first time only)"):
            _build(database, people)
    return Region(_environment(database), people.read_text())


def _environment(database: Path) -> dict[str, str]:
    return steps.environment(
        SAMVERKA_DATA=str(LOCAL),
        SAMVERKA_DATABASE=str(database),
        SAMVERKA_TODAY=TODAY,
        SAMVERKA_DEMONSTRATION="1",
    )


def _content(keys: Path) -> str:
    migrations = sorted(PACKAGE.glob("*/*/migrations/*.py"))
    made_by = [PACKAGE / "workflows" / name for name in ("demonstration", "programme_file")]
    locked = ROOT / "requirements" / "run.txt"  # other people's migrations
    return steps.digest(*migrations, *made_by, locked, keys, words=[TODAY])


def _build(database: Path, people: Path) -> None:
    throw_away()
    beside = LOCAL / "building.sqlite3"
    environment = _environment(beside)
    samverka = VENV / "bin" / "samverka"
    steps.run([samverka, "setup", "--without-static"], env=environment)
    # Its bar goes to the terminal, and who to sign in as to the file.
    people.write_text(steps.run([samverka, "demo"], env=environment, stderr=None))
    # A database in WAL mode is three files; after this it is one, and can be moved.
    tidy = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode=DELETE')"
    )
    steps.run([PYTHON, "-c", tidy, beside])
    beside.replace(database)


def throw_away() -> str:
    """Remove every demonstration database; the key file stays."""
    gone = [*LOCAL.glob("demonstration-*"), *LOCAL.glob("building.sqlite3*")]
    for file in gone:
        file.unlink()
    if not gone:
        return "There is no demonstration database to throw away."
    return "The demonstration database is gone. `make run` builds it anew."
