"""For how many days after an activity somebody's needs are kept: dated data with its source."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "needs.csv"


@cache
def rules() -> list[tuple[dt.date, int]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [
            (dt.date.fromisoformat(row["valid_from"]), int(row["days"]))
            for row in csv.DictReader(lines)
        ]
    return sorted(rows)


def days_kept(on: dt.date) -> int:
    """By the latest rule that holds on a day; by the first of all for what is older."""
    held = [days for valid_from, days in rules() if valid_from <= on]
    return held[-1] if held else rules()[0][1]
