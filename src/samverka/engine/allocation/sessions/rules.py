"""The rules of a problem as rows over its pairs of person and session: each pair counts one."""

from dataclasses import dataclass

import numpy as np

from .problem import Flags, Problem, Whole


@dataclass(frozen=True, eq=False)
class Rules:
    """m pairs that may be booked, and rows of which each allows so many of its pairs.

    :ivar person: (m,) and :ivar session: (m,) the pairs, in order of persons
    :ivar worth: (m,)
    :ivar row: (e,) and :ivar pair: (e,) which pair counts in which row
    :ivar most: (rows,) how many pairs of a row can be booked
    """

    person: Whole
    session: Whole
    worth: Whole
    row: Whole
    pair: Whole
    most: Whole


def rules(problem: Problem, held: Flags) -> Rules:
    """The rows that can bind, among the sessions that are held; what cannot bind is left out."""
    person, session = np.nonzero(problem.wanted & held)
    sessions = problem.sessions
    mixed = session * (problem.workplace.max(initial=0) + 1) + problem.workplace[person]
    rows = _Rows(len(person))
    rows.add(session, sessions.places[session])
    rows.add(mixed, sessions.of_one_workplace[session])
    rows.add(person * (sessions.module.max(initial=0) + 1) + sessions.module[session], 1)
    rows.add(person, problem.limit[person])
    for at_once in _moments(sessions.begins, sessions.ends, held):
        there = np.flatnonzero(at_once[session])
        rows.add(person[there], 1, of=there)
    row, pair, most = rows.whole()
    return Rules(person, session, problem.worth[person, session], row, pair, most)


def _moments(begins: Whole, ends: Whole, held: Flags) -> list[Flags]:
    """Sets of sessions that are all on at one moment, none within another, none alone.

    Sessions that overlap two by two share a moment (intervals on a line), so these sets say all.
    """
    sets = [held & (begins <= at) & (at < ends) for at in np.unique(begins[held])]
    kept: list[Flags] = []
    for one in sorted(sets, key=lambda each: -int(each.sum())):
        if one.sum() > 1 and not any((one <= other).all() for other in kept):
            kept.append(one)
    return kept


class _Rows:
    def __init__(self, pairs: int) -> None:
        self.pairs = pairs
        self.count = 0
        self.parts: list[tuple[Whole, Whole, Whole]] = []

    def add(self, keys: Whole, most: Whole | int, of: Whole | None = None) -> None:
        """A row for each key, over the pairs that have it, unless it has room for all of them."""
        pair = np.arange(self.pairs) if of is None else of
        limit = np.broadcast_to(most, keys.shape)
        _key, first, number, size = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )
        binds = size > limit[first]
        renumbered = np.cumsum(binds) - 1 + self.count
        here = binds[number]
        self.parts.append((renumbered[number[here]], pair[here], limit[first][binds]))
        self.count += int(binds.sum())

    def whole(self) -> tuple[Whole, Whole, Whole]:
        row, pair, most = (np.concatenate(part) for part in zip(*self.parts, strict=True))
        return row, pair, most.astype(np.int64)
