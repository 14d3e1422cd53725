"""The rules of de minimis aid that come with Samverka, from a table with their source."""

import csv
from pathlib import Path

RULES = Path(__file__).parent / "data" / "aid_rules.csv"


def aid_rules() -> list[dict[str, str]]:
    """One row a rule; amounts in euro cents, `valid_to` the first day it no longer holds."""
    with RULES.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))
