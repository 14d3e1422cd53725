"""What travels with Samverka: occupations and their pathways, as a file of facts with sources."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "pathways.yaml"
HEAD = ("regulation", "authority", "law", "note", "form", "bridging")


@cache
def _file() -> dict[str, Any]:
    """Read once; it is never changed."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def occupations() -> Iterator[tuple[dict[str, str], list[dict], list[dict]]]:
    """Each occupation with its pathways and facts, as the fields of the tables."""
    for told in _file()["occupations"]:
        occupation = {name: told[name] for name in ("code", "name", "words")}
        yield occupation, list(_pathways(told)), [_fact(fact) for fact in told["facts"]]


def _pathways(told: dict) -> Iterator[dict]:
    """What holds, and before it what held until then."""
    now = _dated(told) | {name: told.get(name, "") for name in HEAD}
    if before := told.get("before"):
        earlier = {name: before.get(name, "") for name in HEAD}
        yield _dated(before) | earlier | {"valid_to": now["valid_from"]}
    yield now


def _fact(told: dict) -> dict:
    return _dated(told) | {
        "about": told["about"],
        "form": told.get("form", ""),
        "text": told["text"],
    }


def _dated(told: dict) -> dict:
    source = _file()["sources"][told["source"]]
    return {
        "source": source["text"],
        "source_url": source.get("url", ""),
        "read_on": _file()["read_on"],
        "is_verified": told.get("verified", True),
        "valid_from": told.get("from", _file()["from"]),
    }
