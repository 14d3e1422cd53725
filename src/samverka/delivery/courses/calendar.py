"""The days on which nobody is called to a course: public holidays, computed for any year."""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path

from samverka.engine.holidays import Kind, Rule, days_of

FILE = Path(__file__).parent / "data" / "public_holidays.json"


def _rules() -> list[Rule]:
    """Each with its source in the file, which nobody computes with."""
    rows = json.loads(FILE.read_text())
    return [
        Rule(**{**row, "kind": Kind(row["kind"])})
        for row in ({name: row[name] for name in row if name != "source"} for row in rows)
    ]


RULES = tuple(_rules())


@lru_cache(maxsize=64)
def _of_year(year: int) -> dict[dt.date, str]:
    return days_of(year, RULES)


def holiday_on(day: dt.date) -> str:
    """The name of the public holiday on a day, "" on others."""
    return _of_year(day.year).get(day, "")
