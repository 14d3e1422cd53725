"""The code lists that travel with Samverka, as files of facts with their source."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def municipalities() -> list[tuple[str, str]]:
    """Code and name of every municipality, in the order of the codes."""
    return [(row["code"], row["name"]) for row in rows(DATA / "municipalities.csv")]


def counties() -> list[tuple[str, str]]:
    """Code and name of every county; the codes of its municipalities begin with its code."""
    return [(row["code"], row["name"]) for row in rows(DATA / "counties.csv")]


def rows(file: Path) -> list[dict[str, str]]:
    """The facts of a file, whose first line says where they are from."""
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
