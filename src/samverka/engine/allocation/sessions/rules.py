"""The rules of a problem as rows over its pairs of person and session: each pair counts one."""

from dataclasses import dataclass, replace

import numpy as np

from .problem import Flags, Problem, Whole

# Sessions that clash in so many ways are not told apart further; the bound is a little poorer.
MOST_CLIQUES = 5_000


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


def with_rows(rows: Rules, person: Whole, among: Flags) -> Rules:
    """More rows: of each `person` at most one of the sessions (r, s) `among` which it stands."""
    by_person = np.searchsorted(rows.person, np.arange(rows.person.max() + 2))
    row, pair = [rows.row], [rows.pair]
    for number, (each, sessions) in enumerate(zip(person, among, strict=True), len(rows.most)):
        mine = np.arange(by_person[each], by_person[each + 1])
        mine = mine[sessions[rows.session[mine]]]
        row.append(np.full(len(mine), number))
        pair.append(mine)
    most = np.concatenate([rows.most, np.ones(len(person), np.int64)])
    return replace(rows, row=np.concatenate(row), pair=np.concatenate(pair), most=most)


def cliques(problem: Problem, held: Flags) -> Flags:
    """(c, s): sets of sessions of which nobody can be in two, none within another, none alone.

    They share a minute or a module, two by two (Bron and Kerbosch, Communications of the ACM 16,
    1973, with a pivot). Those of a module or a moment are rows already; the mixed ones are not.
    """
    module = problem.sessions.module
    either = problem.sessions.clash() | (module[:, None] == module[None, :])
    np.fill_diagonal(either, val=False)
    beside = [set(np.flatnonzero(row & held).tolist()) for row in either]
    found: list[Flags] = []

    def grow(chosen: set[int], may: set[int], done: set[int]) -> None:
        if not may and not done and len(chosen) > 1:
            found.append(np.isin(np.arange(len(held)), list(chosen)))
        if not may or len(found) >= MOST_CLIQUES:
            return
        pivot = max(may | done, key=lambda each: len(beside[each] & may))
        for each in sorted(may - beside[pivot]):
            grow(chosen | {each}, may & beside[each], done & beside[each])
            may, done = may - {each}, done | {each}

    grow(set(), set(np.flatnonzero(held).tolist()), set())
    return np.array(found, dtype=bool).reshape(-1, len(held))


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
