"""How hard a Swedish text is to read: LIX, the index of Björnsson.

Source: C.-H. Björnsson (1968), Läsbarhet, Stockholm: Liber; the bounds are the usual reading of
it: below 30 very easy, 30-39 easy, 40-49 middling, 50-59 hard, 60 and more very hard.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

# More letters than these make a word long.
LONG = 6
WORD = re.compile(r"[^\W\d_]+(?:[-'’:][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
# A full stop, colon, question or exclamation mark before a space, or a new line: headings and the
# points of a list end without a sign.
END = re.compile(r"[.:!?…]+(?=[\s\"”’)»]|$)|\n+")


class Ease(StrEnum):
    """What a value says, in five steps."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    MIDDLING = "middling"
    HARD = "hard"
    VERY_HARD = "very_hard"


BOUNDS = (
    (30.0, Ease.VERY_EASY),
    (40.0, Ease.EASY),
    (50.0, Ease.MIDDLING),
    (60.0, Ease.HARD),
)


@dataclass(frozen=True)
class Lix:
    """The counts behind the index, and the index itself."""

    words: int
    sentences: int
    long_words: int

    @property
    def value(self) -> float:
        """Words a sentence, and how many of a hundred words are long."""
        return self.words / self.sentences + 100 * self.long_words / self.words

    @property
    def ease(self) -> Ease:
        return next((ease for bound, ease in BOUNDS if self.value < bound), Ease.VERY_HARD)


def lix(text: str) -> Lix | None:
    """LIX of a text; None where there is no word.

    Arguments:
        text: plain text. A word is letters (with a hyphen within) or a number; a number is never
            long. A sentence is what holds at least one word up to a sign that ends it.
    """
    words = WORD.findall(text)
    if not words:
        return None
    sentences = sum(1 for part in END.split(text) if WORD.search(part))
    return Lix(len(words), sentences, sum(1 for word in words if _letters(word) > LONG))


def _letters(word: str) -> int:
    return sum(1 for sign in word if sign.isalpha())
