"""Ceilings that we know from the funds' own pages, to take over for a fund and correct there."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "ceilings.json"


@dataclass(frozen=True)
class Known:
    """A ceiling as its fund writes it."""

    name: str
    facts: dict


SHIPPED: dict[str, Known] = {
    key: Known(told.pop("name"), told) for key, told in json.loads(FILE.read_text()).items()
}
