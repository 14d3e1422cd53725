"""The code lists that travel with Samverka, as files of facts with their source."""

import csv
from pathlib import Path

MUNICIPALITIES = Path(__file__).parent / "data" / "municipalities.csv"


def municipalities() -> list[tuple[str, str]]:
    """Code and name of every municipality, in the order of the codes."""
    with MUNICIPALITIES.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [(row["code"], row["name"]) for row in csv.DictReader(lines)]
