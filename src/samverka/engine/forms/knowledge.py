"""Items of a knowledge test: how hard each is, and whether it parts those who know from others.

Classical item analysis (Crocker and Algina, Introduction to Classical and Modern Test Theory,
1986, chapter 14). An item is right (1) or not (0); what was left out is not right. The
discrimination is the correlation of the item with the sum of the others, since an item correlates
with a sum that it is part of by itself (Henrysson, Correction of item-total correlations in item
analysis, Psychometrika 28, 1963, pages 211-218).

Plain Python: a page shows it, and no page loads an array library.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from samverka.engine.disclosure import LEAST

Answers = Mapping[str, object]


@dataclass(frozen=True)
class ItemStatistics:
    """One item of a test, of all who answered the test; nothing of fewer than five.

    :ivar item: its name
    :ivar persons: those who answered the test
    :ivar difficulty: the share of them who were right, from 0 to 1; None where held back
    :ivar discrimination: correlation with how many of the other items were right, from -1 to 1;
        None where held back, where all were alike in either, and where there is no other item
    :ivar chosen: each choice and the share who chose it, wrong ones too; empty where held back
    :ivar left_out: the share who chose nothing; None where held back
    """

    item: str
    persons: int
    difficulty: float | None = None
    discrimination: float | None = None
    chosen: Mapping[str, float] = field(default_factory=dict)
    left_out: float | None = None

    @property
    def is_held_back(self) -> bool:
        return self.difficulty is None


def chosen_of(value: object) -> frozenset[str]:
    """The names of the choices that an answer holds: one, several or none."""
    if isinstance(value, str):
        return frozenset([value] if value else [])
    return frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset()


def right_of(answers: Answers, key: Mapping[str, Collection[str]]) -> dict[str, bool]:
    """Which items of the key one person got right: every right choice and no other.

    :param answers: by name of the item, a choice or a list of them
    :param key: the right choices of each item; an item has at least one
    """
    return {item: chosen_of(answers.get(item)) == frozenset(right) for item, right in key.items()}


def item_statistics(
    answers: Sequence[Answers],
    choices: Mapping[str, Sequence[str]],
    key: Mapping[str, Collection[str]],
    least: int = LEAST,
) -> list[ItemStatistics]:
    """Each item of the key, in its order.

    :param answers: (n,) what each person answered, whole tests only
    :param choices: the names of all choices of each item
    :param key: the right choices of each item; items without are not of the test
    :param least: of fewer persons than these nothing is told
    :raises KeyError: an item of the key has no choices
    """
    if len(answers) < least:
        return [ItemStatistics(item, len(answers)) for item in key]
    scored = [right_of(one, key) for one in answers]
    totals = [sum(one.values()) for one in scored]
    return [_of_item(item, answers, choices[item], scored, totals) for item in key]


def _of_item(
    item: str,
    answers: Sequence[Answers],
    choices: Sequence[str],
    scored: Sequence[Mapping[str, bool]],
    totals: Sequence[int],
) -> ItemStatistics:
    persons = len(answers)
    right = [int(one[item]) for one in scored]
    others = [total - one for total, one in zip(totals, right, strict=True)]
    given = [chosen_of(one.get(item)) for one in answers]
    counts = Counter(choice for names in given for choice in names)
    return ItemStatistics(
        item,
        persons,
        difficulty=sum(right) / persons,
        discrimination=correlation(right, others),
        chosen={choice: counts[choice] / persons for choice in choices},
        left_out=sum(not names for names in given) / persons,
    )


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's; with a row of 0 and 1 it is the point-biserial. None where either is all alike.

    :param one: (n,) numbers
    :param other: (n,) numbers of the same persons
    """
    n = len(one)
    mean, mean_of_other = sum(one) / n, sum(other) / n
    pairs = [(a - mean, b - mean_of_other) for a, b in zip(one, other, strict=True)]
    spread = math.sqrt(sum(a * a for a, _b in pairs) * sum(b * b for _a, b in pairs))
    return sum(a * b for a, b in pairs) / spread if spread else None
