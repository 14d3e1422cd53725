"""Definitions as a file tells them: read, and held against what they must say."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from samverka.toolkit.texts import listed

from .models import Definition

SHIPPED = Path(__file__).parent / "data"
TEXTS = ("code", "name", "counts", "unit", "source", "certainty")
MAY = {"version", "computed_from", "ages", "why_not", "note", "from", "by_sex"}


class NotDefinitions(Exception):
    """The file does not say what a definition must say."""


def shipped() -> Iterator[dict[str, Any]]:
    """All that travel with Samverka, as the fields of the table."""
    for file in sorted(SHIPPED.glob("*.yaml")):
        yield from read(file.read_text(encoding="utf-8"))


def read(text: str) -> list[dict[str, Any]]:
    """The definitions of a file, as the fields of the table.

    :raises NotDefinitions: what is wrong, and in which one
    """
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise NotDefinitions(_("The file cannot be read: %(fault)s") % {"fault": fault}) from None
    if not isinstance(told, dict) or not told.get("fund") or not told.get("indicators"):
        raise NotDefinitions(_("The file must say for which fund it is, and list its indicators."))
    head = {"source": told.get("source"), "from": told.get("from")}
    return [
        _fields(str(told["fund"]), number, {**head, **each})
        for number, each in enumerate(told["indicators"], start=1)
    ]


def _fields(fund: str, number: int, told: dict[str, Any]) -> dict[str, Any]:
    _check(told)
    low, high = told.get("ages", (None, None))
    return {
        "fund_code": fund,
        "number": number,
        "version": told.get("version", 1),
        "by_sex": told.get("by_sex", False),
        "computed_from": told.get("computed_from", ""),
        "from_age": low,
        "to_age": high,
        "why_not": told.get("why_not", ""),
        "note": told.get("note", ""),
        "valid_from": told["from"],
        **{name: told[name] for name in TEXTS},
    }


def _check(told: dict[str, Any]) -> None:
    which = {"code": told.get("code", "?")}
    missing = [name for name in TEXTS if not told.get(name)]
    if missing or not isinstance(told.get("from"), dt.date):
        lacks = listed(missing or ["from"])
        raise NotDefinitions(_("%(code)s does not say: %(lacks)s.") % {**which, "lacks": lacks})
    if unknown := set(told) - set(TEXTS) - MAY:
        words = listed(sorted(unknown))
        raise NotDefinitions(
            _("%(code)s says what nobody asks: %(words)s.") % {**which, "words": words}
        )
    if bool(told.get("computed_from")) == bool(told.get("why_not")):
        raise NotDefinitions(
            _("%(code)s must say what it is computed from, or why it is not computed here.")
            % which
        )
    _choose(told, "computed_from", [*Definition.ComputedFrom.values, None], which)
    _choose(told, "certainty", Definition.Certainty.values, which)


def _choose(told: dict[str, Any], name: str, choices: list, which: dict[str, str]) -> None:
    if told.get(name) not in choices:
        raise NotDefinitions(
            _("%(code)s says '%(said)s' for %(name)s. Choose one of: %(choices)s.")
            % {
                **which,
                "said": told[name],
                "name": name,
                "choices": listed(choices),
            }
        )
