"""Within how many months a request is answered: dated data with its source."""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from samverka.toolkit.periods import months_after

FILE = Path(__file__).parent / "data" / "limits.csv"
ANSWER, EXTENDED = "answer", "extended"


@dataclass(frozen=True)
class Limit:
    """So many months from the day a request came, by a law that holds from a day."""

    what: str
    months: int
    valid_from: dt.date
    source: str


@cache
def limits() -> list[Limit]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Limit(
                row["what"],
                int(row["months"]),
                dt.date.fromisoformat(row["valid_from"]),
                row["source"],
            )
            for row in csv.DictReader(lines)
        ]


def limit(what: str, received_on: dt.date) -> Limit:
    """The latest that held when the request came; the first of all for what is older."""
    known = sorted((one for one in limits() if one.what == what), key=lambda one: one.valid_from)
    held = [one for one in known if one.valid_from <= received_on]
    return held[-1] if held else known[0]


def last_day(what: str, received_on: dt.date) -> dt.date:
    """The same day so many months on, or the last of a shorter month."""
    return months_after(received_on, limit(what, received_on).months)
