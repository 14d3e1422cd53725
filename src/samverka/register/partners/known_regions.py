"""The regions that travel with Samverka, as facts with their source."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from samverka.foundation.classifications.codes import counties, municipalities, rows

DATA = Path(__file__).parent / "data"
# Heby moved to Uppsala county that day, and no municipality has changed county since.
COUNTIES_SINCE = dt.date(2007, 1, 1)


@dataclass(frozen=True)
class KnownRegion:
    kind: str
    name: str
    source: str
    codes: list[str]
    code: str = ""
    since: dt.date | None = None


def known_regions() -> list[KnownRegion]:
    """The 21 counties, and the federations whose members we know."""
    of_counties, *federations = rows(DATA / "regions.csv")
    all_codes = [code for code, _ in municipalities()]
    as_counties = [
        KnownRegion(
            kind=of_counties["kind"],
            name=name,
            source=of_counties["source"],
            codes=[other for other in all_codes if other.startswith(code)],
            code=code,
            since=COUNTIES_SINCE,
        )
        for code, name in counties()
    ]
    return as_counties + [
        KnownRegion(row["kind"], row["name"], row["source"], row["codes"].split())
        for row in federations
    ]
