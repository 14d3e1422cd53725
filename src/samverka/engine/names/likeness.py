"""How alike two names are, and in what they differ.

Words are compared by their sounds with a weighted edit distance (Wagner and Fischer, The
string-to-string correction problem, Journal of the ACM 21, 1974): what is often written for one
another costs little, a consonant of another kind costs one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from .scripts import in_latin, leaves_vowels_out
from .sounds import VOWELS, readings_of
from .words import words_of

# From here two names may well be the same person's: chosen on the tuned half of the made-up list.
ALIKE = 0.84
# A word less alike than this is another name, however alike the rest of the name is.
WORD_ALIKE = 0.84
_MOST_WORDS = 4
_ONE_WORD_MORE = 0.04
_OTHER_ORDER = 0.02
_ONE_WORD_ALONE = 0.75

_NEAR = {
    "ae": 0.15, "ei": 0.15, "ou": 0.1, "ao": 0.2, "ai": 0.75, "au": 0.6, "eo": 0.3, "oi": 0.6,
    "eu": 0.62, "iu": 0.5, "iy": 0.1, "ey": 0.2, "uw": 0.1, "ow": 0.15, "aw": 0.4, "ay": 0.4,
    "hX": 0.25, "kX": 0.35, "gk": 0.35, "gh": 0.3, "Gg": 0.15, "Gk": 0.4, "Gh": 0.7, "GX": 0.4,
    "Tt": 0.1, "Ts": 0.25, "Dd": 0.1, "Dz": 0.2, "dz": 0.3, "Dt": 0.3, "dt": 0.35, "bp": 0.3,
    "vw": 0.1, "fv": 0.35, "fw": 0.5, "sz": 0.3, "Ss": 0.4, "cs": 0.25, "cz": 0.25, "CS": 0.3,
    "CJ": 0.5, "JZ": 0.2, "Jg": 0.4, "Jy": 0.3, "Zz": 0.4, "Cc": 0.4, "ct": 0.4, "Cs": 0.6,
    "CX": 0.35, "Ck": 0.4, "Sz": 0.6, "SZ": 0.4, "mn": 0.6, "yJ": 0.3, "bv": 0.5, "Zd": 0.7,
    "Jd": 0.7,
}  # fmt: skip
_COST = {(pair[0], pair[1]): cost for pair, cost in _NEAR.items()} | {
    (pair[1], pair[0]): cost for pair, cost in _NEAR.items()
}
_VOWEL_WEIGHT = 0.5
_OTHER_SEX = 0.7
_M_OR_N_AT_THE_END = 0.3


@dataclass(frozen=True)
class Likeness:
    """How alike two names are.

    score: from 0 (nothing in common) to 1 (the same).
    differs: in what they differ, of "spelling", "script", "order", "words"; empty if they do not.
    """

    score: float
    differs: frozenset[str]

    @property
    def is_alike(self) -> bool:
        """Whether the two may well be the names of one person."""
        return self.score >= ALIKE


def likeness(one: str, other: str) -> Likeness:
    """Compare two whole names.

    Every word of the shorter name must have its like in the longer: a name that somebody leaves
    out costs little, another name in its place costs all. Order hardly counts: in many countries
    the family name comes first.

    Arguments:
        one, other: given and family names in any script.

    Returns:
        The likeness; score 0 where a name has no letter that is known here.
    """
    shorter, longer = sorted((_written(one), _written(other)), key=len)
    if not shorter:
        return Likeness(0.0, frozenset({"spelling"}))
    score, order = _best_order(shorter, longer)
    differs = set()
    if leaves_vowels_out(one) != leaves_vowels_out(other) or _is_latin(one) != _is_latin(other):
        differs.add("script")
    elif sorted(word for word, _ in shorter) != sorted(longer[place][0] for place in order):
        differs.add("spelling")
    if list(order) != sorted(order):
        score -= _OTHER_ORDER
        differs.add("order")
    if len(shorter) < len(longer):
        score -= _ONE_WORD_MORE * (len(longer) - len(shorter))
        differs.add("words")
        if len(shorter) == 1:
            score = min(score, _ONE_WORD_ALONE)
    return Likeness(max(score, 0.0), frozenset(differs))


def word_likeness(one: str, other: str, *, without_vowels: bool = False) -> float:
    """How alike two words are, from 0 to 1.

    Arguments:
        one, other: words as `words_of` gives them.
        without_vowels: one of them comes from a script that leaves short vowels out.
    """
    if one == other:
        return 1.0
    return _word_likeness(*sorted((one, other)), without_vowels)


@lru_cache(maxsize=65536)
def _word_likeness(one: str, other: str, without_vowels: bool) -> float:
    return max(
        _sounds_likeness(a, b, without_vowels)
        for a in readings_of(one)
        for b in readings_of(other)
    )


def _written(name: str) -> list[tuple[str, bool]]:
    """The words, each with whether it leaves vowels out."""
    bare = leaves_vowels_out(name)
    return [(word, bare) for word in words_of(name)[:_MOST_WORDS]]


def _is_latin(name: str) -> bool:
    return in_latin(name)[:1] == in_latin(name[:1])[:1] and name[:1] < "\u0250"


def _best_order(shorter: list, longer: list) -> tuple[float, tuple[int, ...]]:
    """The best way to lay the words of the shorter name on words of the longer one."""
    table = [
        [word_likeness(a, b, without_vowels=bare != also) for b, also in longer]
        for a, bare in shorter
    ]
    best = max(
        permutations(range(len(longer)), len(shorter)),
        key=lambda places: _whole_score(table[row][at] for row, at in enumerate(places)),
    )
    return _whole_score(table[row][at] for row, at in enumerate(best)), best


def _whole_score(scores: Iterable[float]) -> float:
    """Half the middle, half the worst word; a word that is another name settles it."""
    found = list(scores)
    worst = min(found)
    if worst < WORD_ALIKE:
        return worst * 0.9
    return (sum(found) / len(found) + worst) / 2


def _sounds_likeness(one: str, other: str, without_vowels: bool) -> float:
    weight = max(sum(map(_weight, one)), sum(map(_weight, other)))
    score = 1 - min(_distance(one, other, without_vowels) / weight, 1.0)
    if _is_of_other_sex(one, other):
        return min(score, _OTHER_SEX)
    return score


def _is_of_other_sex(one: str, other: str) -> bool:
    """Karim and Karima, Viktor and Viktoria: one ends as women's names do, the other does not."""
    ends = {one[-1], other[-1]}
    return "a" in ends and bool(ends - VOWELS - {"h", "y", "w"})


def _weight(sound: str) -> float:
    return _VOWEL_WEIGHT if sound in VOWELS else 1.0


def _distance(one: str, other: str, without_vowels: bool) -> float:
    left_out_one = [_left_out(one, place, without_vowels) for place in range(len(one))]
    left_out_other = [_left_out(other, place, without_vowels) for place in range(len(other))]
    above = [0.0]
    for cost in left_out_other:
        above.append(above[-1] + cost)
    for i, a in enumerate(one):
        row = [above[0] + left_out_one[i]]
        for j, b in enumerate(other):
            is_end = i == len(one) - 1 and j == len(other) - 1
            row.append(
                min(
                    above[j] + _changed(a, b, is_end),
                    above[j + 1] + left_out_one[i],
                    row[j] + left_out_other[j],
                )
            )
        above = row
    return above[-1]


def _changed(a: str, b: str, is_end: bool) -> float:
    """What it costs that one word has the one sound where the other has the other."""
    if a == b:
        return 0.0
    cost = _COST.get((a, b), 1.0)
    if not is_end:
        return cost
    if {a, b} == {"m", "n"}:
        return _M_OR_N_AT_THE_END
    # The last vowel is often all that tells two names apart.
    return cost * 1.6 if cost > 0.2 and a in VOWELS and b in VOWELS else cost


def _left_out(sounds: str, place: int, without_vowels: bool) -> float:
    """What it costs that the other word lacks this sound."""
    sound, is_first, is_last = sounds[place], place == 0, place == len(sounds) - 1
    if sound in VOWELS:
        if is_last:
            return 0.8 if sound in "ao" else 0.5
        if is_first:
            return 0.7
        if without_vowels:
            return 0.05
        return 0.6 if sound in "iu" else 0.3
    if sound in "yw" and not is_first:
        # Where no short vowel is written, these are the long ones, and tell names apart.
        return 0.6 if VOWELS & set(sounds) else 0.9
    if sound == "h":
        return 0.8 if is_first else 0.25
    return 1.0
