"""Audit files: sealed when they are fetched, and known again when they are sent back.

The seal is a keyed hash of all else in the file. Only what carries ours is computed: so nobody can
have the engine take in what it did not make, and a file that was changed is told from one that
was not. The hashes of the problem and the plan need no key: anybody can compute them.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samverka.toolkit import sealing

WHAT = "Audit file of a matching scenario (samverka)"
SEAL = "seal"
SEALED_FOR = "matching.audit_file"
MOST_BYTES = 20_000_000
# What a kept plan and its file are compared by; the rest of a file grows as people decide.
COMPARED = (
    "problem",
    "plan",
    "settings",
    "problem_hash",
    "plan_hash",
    "value",
    "bound",
    "proof",
    "placed",
    "most",
    "computed_at",
)


class NotOurFile(Exception):
    """It is not computed; the text says why, and what one can do."""

    differs: Sequence[str] = ()


class SealBroken(NotOurFile):
    """The file says that it is of this round, and its seal does not fit."""

    def __init__(self, file: Mapping[str, Any]) -> None:
        super().__init__(
            _(
                "The file is not as it was when it was fetched, or comes from another "
                "installation: its seal does not fit, so it is not computed. Fetch the file anew."
            )
        )
        self.file = file


def seal_of(file: Mapping[str, Any]) -> str:
    """Of everything but the seal, however it is spaced and in whatever order."""
    plain = {name: value for name, value in file.items() if name != SEAL}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return sealing.search_hash(text, context=SEALED_FOR)


def sealed(file: Mapping[str, Any]) -> dict[str, Any]:
    return {**file, SEAL: seal_of(file)}


def read(raw: bytes, round_key: str) -> dict[str, Any]:
    """The file as it was fetched from this round.

    :raises SealBroken: it was changed
    :raises NotOurFile: it is not one of ours, or of another round
    """
    file = _parsed(raw)
    if file.get("what") != WHAT:
        raise NotOurFile(
            _("This is no audit file. Choose a file that was fetched here with “Fetch the file”.")
        )
    if SEAL not in file or "round_key" not in file:
        raise NotOurFile(
            _("The file has no seal, so it cannot be told whether it is ours. Fetch it anew.")
        )
    if file["round_key"] != round_key:
        raise NotOurFile(
            _("The file is of another round. Open that round, and send the file there.")
        )
    if not _is_sealed(file):
        raise SealBroken(file)
    return file


def _is_sealed(file: Mapping[str, Any]) -> bool:
    said = file[SEAL]
    return isinstance(said, str) and said.isascii() and hmac.compare_digest(said, seal_of(file))


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotOurFile(
            _("The file cannot be read. Choose it as it was fetched: it ends in .json.")
        ) from None
    return found if isinstance(found, dict) else {}


def _no_number(said: str) -> float:
    raise ValueError(said)


def differences(file: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """In words, what of a file is not as it is kept here."""
    kept = json.loads(json.dumps(kept))
    return [_named(name) for name in COMPARED if file.get(name) != kept.get(name)]


def _named(name: str) -> str:
    return {
        "problem": _("what the plan was computed from"),
        "plan": _("where households are"),
        "settings": _("how it was computed"),
        "problem_hash": _("the hash of the problem"),
        "plan_hash": _("the hash of the plan"),
        "value": _("what the plan is worth"),
        "bound": _("what a plan could be worth at most"),
        "proof": _("how it was proven"),
        "placed": _("how many persons have a place"),
        "most": _("how many persons could have a place"),
        "computed_at": _("when it was computed"),
    }[name]
