"""What we know from the funds' own pages, to take over for a fund and correct there."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Known:
    """A rule as its fund writes it."""

    name: str
    facts: dict


def _told(file: str) -> Any:
    return json.loads((DATA / file).read_text())


def _shipped(file: str) -> dict[str, Known]:
    return {key: Known(told.pop("name"), told) for key, told in _told(file).items()}


SHIPPED = _shipped("ceilings.json")
PAY_RULES = _shipped("pay_rules.json")
# How many fixed activities the fund's time report has; what they are called is not in our source.
ACTIVITIES: dict[str, Any] = _told("activities.json")
