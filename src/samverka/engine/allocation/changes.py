"""What one decision, or one place more or less, changes: the exact new optimum, at once.

A solved problem is kept warm (`single.state.State`). One change sets at most two loads wrong by
one, and one or two shortest paths between places put them right: of the order of k² steps, however
many cases there are.
"""

from dataclasses import dataclass

import numpy as np

from .problem import UNPLACED
from .single import repair
from .single.state import State


class NotAllowed(Exception):
    """The pair is barred; the problem says why (`barred`, `reasons`)."""

    def __init__(self, case: int, place: int) -> None:
        super().__init__(f"Case number {case} may not be placed at place number {place}.")
        self.case = case
        self.place = place


class NoRoom(Exception):
    """All room of the place is held by decisions, or it has none."""

    def __init__(self, place: int) -> None:
        super().__init__(f"Place number {place} has no room that is not decided on.")
        self.place = place


@dataclass(frozen=True, eq=False)
class Change:
    """What follows from a change: the best plan with it, against the plan before.

    value    what the sum of utility becomes more (or less) by, in units of the score
    placed   how many more (or fewer) are placed
    moved    (case, place before, place after) of each case whose place changes, the one decided on
             among them; UNPLACED where there is none
    state    the solved state with the change, to go on from; the one before is as it was
    """

    value: int
    placed: int
    moved: tuple[tuple[int, int, int], ...]
    state: State


def with_decision(state: State, case: int, place: int) -> Change:
    """The best plan in which the case gets this place; UNPLACED: in which it gets none.

    Raises NotAllowed and NoRoom. A case that has been decided on before is decided on anew.
    """
    k = state.worth.shape[1]
    new = state.copy()
    _release(new, case)
    if place == UNPLACED:
        new.fixed[case] = k
    else:
        _reserve(new, case, place)
    # Others may gain the place that this case leaves; if not, the repair proves it.
    new.capacity[k] = max(0, int(new.capacity[k]) - 1)
    new.settle()
    return _change(state, new)


def without_decision(state: State, case: int) -> Change:
    """The best plan when what was decided on this case is taken back."""
    new = state.copy()
    if case not in new.fixed:
        return _change(state, new)
    _release(new, case)
    _return(new, case)
    new.settle()
    return _change(state, new)


def with_room(state: State, place: int, more: int = 1) -> Change:
    """The best plan with more room at a place; less where `more` is below zero.

    Raises NoRoom where so much is not there, or is held by decisions.
    """
    k = state.worth.shape[1]
    if state.capacity[place] + more < 0:
        raise NoRoom(place)
    new = state.copy()
    new.capacity[place] += more
    new.capacity[k] = max(0, int(new.capacity[k]) - max(0, more))
    new.settle()
    return _change(state, new)


def _release(state: State, case: int) -> None:
    """Take the case out of the plan; what it held of a decided place is free again."""
    held = state.fixed.pop(case, None)
    if held is None:
        repair.take_out(
            case, state.worth, state.place, state.loss, state.stale,
            state.head, state.after, state.before, state.load,
        )  # fmt: skip
    elif held < state.worth.shape[1]:
        state.capacity[held] += 1
        state.asked[held] += 1


def _reserve(state: State, case: int, place: int) -> None:
    if state.worth[case, place] < 0:
        raise NotAllowed(case, place)
    if state.capacity[place] == 0:
        raise NoRoom(place)
    state.capacity[place] -= 1
    state.asked[place] -= 1  # below zero, it is met by decisions alone
    state.fixed[case] = place


def _return(state: State, case: int) -> None:
    """Put the case at the place that is best for it at the prices, as all others are."""
    net = np.append(state.worth[case], 0) - state.prices
    repair.put_in(
        case, int(net.argmax()), state.worth, state.place, state.loss,
        state.head, state.after, state.before, state.load,
    )  # fmt: skip


def _change(before: State, after: State) -> Change:
    old, new = before.places(), after.places()
    cases = np.flatnonzero(old != new)
    moved = tuple(
        (int(i), int(a), int(b)) for i, a, b in zip(cases, old[cases], new[cases], strict=True)
    )
    value = sum(_worth(after, i, b) - _worth(before, i, a) for i, a, b in moved)
    placed = sum((b != UNPLACED) - (a != UNPLACED) for _, a, b in moved)
    return Change(value, placed, moved, after)


def _worth(state: State, case: int, place: int) -> int:
    return 0 if place == UNPLACED else int(state.worth[case, place])
