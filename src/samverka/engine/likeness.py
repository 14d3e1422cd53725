"""How alike short texts are: finds the question that somebody has asked before.

The measure is a share of common character trigrams, the rare ones weighing more (inverse document
frequency). Trigrams within words bear Swedish inflection and compounds ("tolk", "tolken",
"tolkbokning") without a word list; weighing by rarity makes "how do we" count for little.

Source of the parts: trigram similarity as in Angell, Freund & Willett, "Automatic spelling
correction using a trigram similarity measure", Information Processing & Management 19 (1983);
weights as in Spärck Jones, "A statistical interpretation of term specificity", Journal of
Documentation 28 (1972).
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Told:
    """A text one may resemble: its short title, and all of it."""

    title: str
    whole: str


@dataclass(frozen=True)
class Likeness:
    """How alike the text at `index` is: from 0, nothing in common, to 1, the same title."""

    index: int
    share: float


def trigrams(text: str) -> frozenset[str]:
    """The trigrams of a text's words, each word between spaces, in lower case.

    :param text: any text, of any script
    :returns: a set of strings of three signs; empty for a text without words
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    found: set[str] = set()
    for word in WORD.findall(plain):
        padded = f" {word} "
        found.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return frozenset(found)


def most_alike(
    text: str, others: Sequence[Told], *, at_least: float = 0.5, most: int = 5
) -> list[Likeness]:
    """Which of the others a text resembles, the most alike first.

    The share is the mean of how much of the text stands in the other, and how much of the other's
    title stands in the text, both by weight. So a short question finds a long one with the same
    title, and a long text is not like everything.

    :param text: what is being written
    :param others: what was written before; n texts cost O(n) trigram sets
    :param at_least: the smallest share that is given back, 0 to 1
    :param most: how many are given back
    :returns: at most `most` likenesses, by falling share and then by index
    :raises ValueError: `at_least` is not between 0 and 1
    """
    if not 0 <= at_least <= 1:
        raise ValueError("A share lies between 0 and 1.")
    asked = trigrams(text)
    if not asked:
        return []
    wholes = [trigrams(f"{other.title} {other.whole}") for other in others]
    titles = [trigrams(other.title) for other in others]
    spread = Counter(part for whole in wholes for part in whole)

    def weight(parts: frozenset[str]) -> float:
        return sum(math.log(2 + len(others) / (1 + spread[part])) for part in parts)

    found = []
    for index, (whole, title) in enumerate(zip(wholes, titles, strict=True)):
        if not title:
            continue
        share = weight(asked & whole) / weight(asked) / 2
        share += weight(title & asked) / weight(title) / 2
        if share >= at_least:
            found.append(Likeness(index, share))
    return sorted(found, key=lambda one: (-one.share, one.index))[:most]
