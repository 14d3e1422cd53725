"""How much is found, on a made-up list of sentences where somebody marked what tells of whom."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .finding import identifying
from .naming import Known, KnownName

_MARK = re.compile(r"\[(?P<kind>[a-z_]+)\|(?P<text>[^\]]*)\]")


class Planted(NamedTuple):
    """Something in a sentence that tells whom it is about."""

    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of a part of the list, and what was planted in it; harmless without."""

    part: str
    text: str
    planted: tuple[Planted, ...]


@dataclass
class Figures:
    """What came of a list of sentences.

    planted, caught: how many by kind; caught is what any finding lies on, of whatever kind.
    found, right: findings in all, and those that lie on something planted.
    harmless, left_alone: sentences with nothing planted, and those with no finding.
    missed, mistaken: the words it was wrong about, each with its sentence.
    """

    planted: dict[str, int] = field(default_factory=dict)
    caught: dict[str, int] = field(default_factory=dict)
    found: int = 0
    right: int = 0
    harmless: int = 0
    left_alone: int = 0
    missed: list[str] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return sum(self.caught.values()) / max(sum(self.planted.values()), 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)


def read_list(path: Path) -> tuple[Known, list[Sentence]]:
    """What is known, and the sentences, of a file with tabs.

    Its first column is "register" (given and family name follow), "place" (a word) or the part of
    the list that a sentence is in; what is planted is written "[kind|text]".
    """
    names, places, sentences = [], set(), []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] == "register":
                names.append(KnownName(row[1], row[2]))
            elif row[0] == "place":
                places.add(row[1])
            else:
                sentences.append(_sentence(row[0], row[1]))
    return Known(names, frozenset(places)), sentences


def _sentence(part: str, marked: str) -> Sentence:
    text, planted, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        planted.append(Planted(mark["kind"], len(text), len(text) + len(mark["text"])))
        text += mark["text"]
        last = mark.end()
    return Sentence(part, text + marked[last:], tuple(planted))


def tried(sentences: Iterable[Sentence], known: Known) -> Figures:
    """Look in every sentence and count."""
    figures = Figures()
    for sentence in sentences:
        _count(figures, sentence, known)
    return figures


def _count(figures: Figures, sentence: Sentence, known: Known) -> None:
    text = sentence.text
    findings = identifying(text, known)
    for planted in sentence.planted:
        figures.planted[planted.kind] = figures.planted.get(planted.kind, 0) + 1
        is_caught = any(it.start < planted.end and planted.start < it.end for it in findings)
        figures.caught[planted.kind] = figures.caught.get(planted.kind, 0) + is_caught
        if not is_caught:
            figures.missed.append(f"{planted.kind} {text[planted.start : planted.end]} / {text}")
    for it in findings:
        is_right = any(it.start < one.end and one.start < it.end for one in sentence.planted)
        figures.right += is_right
        if not is_right:
            figures.mistaken.append(f"{it.kind} {text[it.start : it.end]} / {text}")
    figures.found += len(findings)
    if not sentence.planted:
        figures.harmless += 1
        figures.left_alone += not findings
