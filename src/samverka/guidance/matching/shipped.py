"""What travels with Samverka: needs, codes and grounds, with their words in several languages."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "data"
FALLBACKS = ("sv", "en")
# The kinds of codes that an offer lists, and what a home has to be like to meet a need.
OCCUPATIONS = "work"
HOME_LEVELS = ("lift", "step_free")


@cache
def _file(name: str) -> Mapping[str, Any]:
    """Read once; it is never changed."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def hand_over() -> Mapping[str, Mapping[str, Any]]:
    """What is done around a move, by its code: whose it is, how many days from it, for whom."""
    items: Mapping[str, Mapping[str, Any]] = _file("hand_over")["items"]
    return items


def needs() -> Mapping[str, Mapping[str, str]]:
    """Each need by its code: `home` or `place` says what meets it."""
    return _file("needs")["needs"]


def codes(dimension: str) -> Mapping[str, Mapping[str, str]]:
    """The codes of a dimension; practice is told in the same occupations as work."""
    return _file("codes").get(OCCUPATIONS if dimension == "practice" else dimension, {})


def grounds(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Grounds of a law: "data_protection" or "secrecy"; "told" is what is handed on."""
    return _file("grounds")[kind]


def in_language(told: Mapping[str, str], language: str = "") -> str:
    """The words in a language, else in Swedish."""
    wanted = language or get_language() or FALLBACKS[0]
    return next(told[one] for one in (wanted.partition("-")[0], *FALLBACKS) if one in told)


def need_said(code: str, language: str = "") -> str:
    return _said(needs(), code, language)


def item_said(code: str, language: str = "") -> str:
    return _said(hand_over(), code, language)


def code_said(dimension: str, code: str, language: str = "") -> str:
    return _said(codes(dimension), code, language)


def ground_said(kind: str, code: str, language: str = "") -> str:
    return _said(grounds(kind), code, language)


def _said(table: Mapping[str, Mapping[str, str]], code: str, language: str) -> str:
    """A code that this version does not know is told as it is."""
    return in_language(table[code], language) if code in table else code


def folded(text: str) -> str:
    """Letters and digits alone, without dots and vowel signs: "Städare " is "stadare"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, apart))


def choices(table: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Codes with their words in the reader's language, in order of the words."""
    said = [(code, in_language(told)) for code, told in table.items()]
    return sorted(said, key=lambda pair: pair[1].casefold())


def met_by(code: str) -> tuple[str, str]:
    """What meets a need: ("home", level), or a dimension and a code of a place."""
    told = needs().get(code, {})
    if level := told.get("home"):
        return "home", level
    dimension, _colon, there = told.get("place", "").partition(":")
    return dimension, there
