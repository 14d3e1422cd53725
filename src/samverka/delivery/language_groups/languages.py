"""Languages that courses are asked for in, by their BCP 47 tags."""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).parent / "data" / "languages.csv"


@cache
def _languages() -> dict[str, dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def language_said(code: str) -> str:
    row = _languages()[code]
    return row.get(get_language() or "sv") or row["sv"]


def language_choices() -> list[tuple[str, str]]:
    return sorted(((code, language_said(code)) for code in _languages()), key=lambda one: one[1])
