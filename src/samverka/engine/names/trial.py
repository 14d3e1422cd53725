"""How often the likeness is right, on a list of pairs that somebody decided."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .likeness import likeness
from .sounds import keys_of_word
from .words import words_of


class Pair(NamedTuple):
    """Two names, whether they are one person's, and which part of the list they are in."""

    part: str
    is_same: bool
    one: str
    other: str


@dataclass(frozen=True)
class Figures:
    """What came of a list of pairs.

    recall: of the pairs that are the same, the share held to be alike and found by keys.
    precision: of the pairs held to be alike, the share that are the same.
    missed, mistaken: the pairs it was wrong about.
    """

    recall: float
    precision: float
    missed: tuple[Pair, ...]
    mistaken: tuple[Pair, ...]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file with the columns part, kind ("same" or "not"), one and other."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [Pair(r["part"], r["kind"] == "same", r["one"], r["other"]) for r in rows]


def tried(pairs: Iterable[Pair]) -> Figures:
    """Judge every pair; there must be some that are the same."""
    pairs = list(pairs)
    judged = [(pair, _is_found(pair)) for pair in pairs]
    missed = tuple(pair for pair, found in judged if pair.is_same and not found)
    mistaken = tuple(pair for pair, found in judged if found and not pair.is_same)
    same = sum(pair.is_same for pair in pairs)
    found = sum(is_found for _pair, is_found in judged)
    return Figures(
        recall=1 - len(missed) / same,
        precision=1 - len(mistaken) / max(found, 1),
        missed=missed,
        mistaken=mistaken,
    )


def _is_found(pair: Pair) -> bool:
    """As a register finds somebody: two words share keys, then the likeness decides."""
    return _shared_words(pair) >= 2 and likeness(pair.one, pair.other).is_alike


def _shared_words(pair: Pair) -> int:
    other = [keys_of_word(word) for word in words_of(pair.other)]
    return sum(any(keys_of_word(word) & keys for keys in other) for word in words_of(pair.one))
