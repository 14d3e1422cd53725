"""Hours taken part, counted as a fund's rule says.

Time is kept in whole minutes. A fund may count it in another way than the clock does; the
European Social Fund in Sweden, for one, takes whole hours only, rounded down (the funder's
instructions for co-financing by participants). Rounding is done once, on the sum of a person's
minutes in a month and a rate class, so that many short sessions lose no more than one part of an
hour together.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from enum import StrEnum
from typing import NamedTuple

MINUTES_OF_AN_HOUR = 60


class Rule(StrEnum):
    """How a fund counts hours. The values are what a fund's dated rule holds.

    EXACT: the minutes as they are.
    WHOLE_DOWN: whole hours, rounded down on the sum per person, month and rate class.
    """

    EXACT = "exact"
    WHOLE_DOWN = "whole_down_per_person_month_class"


class Group(NamedTuple):
    """What a rule rounds together.

    person: anything that tells persons apart.
    month: anything that tells months apart, such as the first day of each.
    rate_class: anything that tells apart the rates at which time is paid for.
    """

    person: Hashable
    month: Hashable
    rate_class: Hashable = ""


class Stretch(NamedTuple):
    """A stretch of time that somebody took part; `minutes` is whole and not negative."""

    group: Group
    minutes: int


class Count(NamedTuple):
    """The time of one group, in minutes: as it was, and as the rule counts it."""

    exact: int
    counted: int


def count(stretches: Iterable[Stretch], rule: Rule) -> dict[Group, Count]:
    """Count the time of every group under a rule.

    Arguments:
        stretches: any number, in any order; several may belong to one group.
        rule: how to count.

    Returns:
        For each group that has a stretch its `Count`, in minutes. `counted` is never more than
        `exact`, and under `Rule.WHOLE_DOWN` a multiple of 60 less than an hour below it.

    Raises:
        ValueError: a stretch has negative minutes.

    Source:
        Rounding per person, month and rate class: docs/decisions; whole hours: see the module.
    """
    sums: Counter[Group] = Counter()
    for stretch in stretches:
        if stretch.minutes < 0:
            raise ValueError(f"A stretch of time cannot have {stretch.minutes} minutes.")
        sums[stretch.group] += stretch.minutes
    return {group: Count(minutes, counted(minutes, rule)) for group, minutes in sums.items()}


def total(counts: Iterable[Count]) -> Count:
    """The sum of several counts, in minutes. Nothing is rounded again."""
    counts = list(counts)
    return Count(
        exact=sum(each.exact for each in counts), counted=sum(each.counted for each in counts)
    )


def counted(minutes: int, rule: Rule) -> int:
    """The time of one group as the rule counts it.

    Arguments:
        minutes: all of the group's time, added up: rounded in parts it would come to less.
        rule: how to count.

    Returns:
        Minutes, as `counted` of a `Count`.
    """
    if rule is Rule.EXACT:
        return minutes
    return minutes - minutes % MINUTES_OF_AN_HOUR
