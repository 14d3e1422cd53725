"""Placing those who are here, where room costs what it is worth to those who may still come."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import UNPLACED, Counts, Problem

from .passes import Doubles

# What `Problem.utility` may hold at the most.
_MOST_UTILITY = 1_000_000


def left_of(capacity: Counts, used: Counts) -> Counts:
    """(k, r) the room that is left; none where more is used than there is room for."""
    return np.asarray(np.maximum(capacity - used, 0), np.int64)


def used_by(problem: Problem, place: NDArray[np.int32]) -> Counts:
    """(k, r) what those placed take of each resource."""
    rows = np.flatnonzero(place != UNPLACED)
    used = np.zeros(problem.capacity.shape, np.int64)
    np.add.at(used, place[rows], problem.needs[rows])
    return used


def priced(problem: Problem, prices: Doubles) -> Problem:
    """The problem with each pair's utility less what its room costs at these prices (k, r).

    Utilities have to be whole and not below zero, so every person is given the same bonus: as
    placing as many as possible comes first, that moves nobody. Where the range is too wide for a
    utility it is narrowed, so that differences of less than a millionth of it may be lost.
    """
    if not prices.any():
        return problem
    cost = problem.needs @ prices.T
    heads = problem.heads[:, None]
    allowed = problem.barred == 0
    net = problem.utility - cost
    short = np.where(allowed, -net / heads, 0.0).max(initial=0.0)
    lifted = np.where(allowed, net + np.ceil(max(short, 0.0)) * heads, 0.0)
    scale = max(1.0, lifted.max(initial=0.0) / _MOST_UTILITY)
    return replace(problem, utility=np.rint(lifted / scale).astype(np.int32))


@dataclass
class Pace:
    """Whether places get their share as the year goes, not all at once.

    A place's pace is its share of all persons placed so far, by its part of the room of the first
    resource; it is ahead by what it has got beyond that. One batch's worth is its room divided by
    the number of batches. (Keeping flows even at a small loss: Bansak and Paulson, Outcome-Driven
    Dynamic Refugee Assignment with Allocation Balancing, Operations Research 2024, arXiv
    2007.03069; theirs is a queue at each place, ours a lead that costs.)
    """

    room: Counts
    batches: int

    def ahead(self, used: Counts) -> Doubles:
        """(k,) how many batches' worth each place is ahead of its pace; below zero behind it.

        used  (k, r) what has been taken so far
        """
        room = self.room[:, 0].astype(np.float64)
        if not room.sum():
            return np.zeros(len(room))
        even = used[:, 0].sum() * room / room.sum()
        lead: Doubles = (used[:, 0] - even) / np.maximum(room / self.batches, 1.0)
        return lead

    def unevenness(self, used: Counts) -> float:
        """How many batches' worth a place is ahead of or behind its pace, on average over room."""
        room = self.room[:, 0]
        total = int(room.sum())
        return float(np.abs(self.ahead(used)) @ room / total) if total else 0.0

    def surcharge(self, used: Counts, even: int) -> Doubles:
        """(k, r) what a unit of the first resource costs more where a place is ahead."""
        extra = np.zeros(self.room.shape)
        extra[:, 0] = even * self.ahead(used)
        return extra
