"""Languages with varieties, levels of authorisation and the checklist: dated data with sources."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).parent / "data" / "codes.yaml"
FALLBACK = "sv"
# Of which level it is special competence to be asked for it.
SPECIAL = ("court", "health_care")
PARTS = ("before", "during", "after")


@cache
def codes() -> dict[str, Any]:
    """Read once; it is never changed."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def _said(texts: dict[str, str]) -> str:
    return texts.get(get_language() or FALLBACK, texts[FALLBACK])


@cache
def _varieties() -> dict[str, tuple[dict, dict]]:
    """By code: the language, and the variety itself."""
    return {
        one["code"]: (language, one)
        for language in codes()["languages"]["list"]
        for one in language["varieties"]
    }


def is_variety(code: str) -> bool:
    return code in _varieties()


def language_of(variety: str) -> str:
    return _varieties()[variety][0]["code"]


def varieties_of_same_language(variety: str) -> list[str]:
    return [one["code"] for one in _varieties()[variety][0]["varieties"]]


def variety_said(code: str) -> str:
    """ "Arabic: Iraqi"; of a language with one variety its name alone."""
    language, variety = _varieties()[code]
    name = _said(language["name"])
    return name if len(language["varieties"]) == 1 else f"{name}: {_said(variety)}"


def variety_choices() -> list[tuple[str, str]]:
    """In the order of their names; made for each form, in the language of whoever reads."""
    return sorted(((code, variety_said(code)) for code in _varieties()), key=lambda one: one[1])


def level_codes() -> list[str]:
    return [one["code"] for one in codes()["levels"]["list"]]


def level_said(code: str) -> str:
    return next(_said(one) for one in codes()["levels"]["list"] if one["code"] == code)


def level_choices() -> list[tuple[str, str]]:
    return [(code, level_said(code)) for code in level_codes()]


def level_rank(level: str, wanted: str) -> int:
    """0 is best: the special competence that is wanted, authorised, trained, other.

    Source: practice of allocation by competence (authorised with special competence before
    authorised before registered).
    """
    if level == wanted and level in SPECIAL:
        return 0
    if level in (*SPECIAL, "authorised"):
        return 1
    return 2 if level == "trained" else 3


def meets(level: str, wanted: str) -> bool:
    """Whether a level is what is wanted, or above it."""
    if not wanted:
        return True
    if wanted in SPECIAL:
        return level == wanted
    return level_rank(level, wanted) <= level_rank(wanted, wanted)


def checklist() -> Iterator[tuple[str, list[str]]]:
    """What to think of before, during and after."""
    for part in PARTS:
        yield part, [_said(one) for one in codes()["checklist"][part]]


def source_of(part: str) -> str:
    return _said(codes()[part]["source"])
