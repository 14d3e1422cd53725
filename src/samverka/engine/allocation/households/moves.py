"""Filling places and moving units between them, compiled by Numba.

The units of a place stand in a ring: `ring` (k,) names one of them, `after` and `before` (n,) the
next and the one before. A ring is turned a step each time one is looked at, so that all get asked.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .kernels import Longs

Rows = NDArray[np.int32]
Seed = NDArray[np.uint64]

MOST_MOVED = 6  # units that make room for one
MOST_ASKED = 12  # units that are asked to


@njit(cache=True, nogil=True)
def fits(room: Longs, need: Longs, j: int) -> bool:
    """Whether place j has room for a need."""
    for q in range(room.shape[1]):  # noqa: SIM110 - Numba has no generators here
        if need[q] > room[j, q]:
            return False
    return True


@njit(cache=True, nogil=True)
def fill(order: Longs, columns: Rows, needs: Longs, place: Rows, room: Longs) -> None:
    """Give each unit, in order, the first of its columns that has room."""
    for i in order:
        for t in range(columns.shape[1]):
            j = columns[i, t]
            if j >= 0 and fits(room, needs[i], j):
                place[i] = j
                room[j] -= needs[i]
                break


@njit(cache=True, nogil=True)
def enter(i: int, j: int, ring: Rows, after: Rows, before: Rows) -> None:
    """Put unit i into the ring of place j."""
    c = ring[j]
    if c < 0:
        ring[j], after[i], before[i] = i, i, i
    else:
        d = after[c]
        after[c], before[i], after[i], before[d] = i, c, d, i


@njit(cache=True, nogil=True)
def rings(place: Rows, k: int) -> tuple[Rows, Rows, Rows]:
    """The rings of a plan: ring (k,), after (n,), before (n,)."""
    ring = np.full(k, -1, np.int32)
    after = np.full(len(place), -1, np.int32)
    before = np.full(len(place), -1, np.int32)
    for i in range(len(place)):
        if place[i] >= 0:
            enter(i, place[i], ring, after, before)
    return ring, after, before


@njit(cache=True, nogil=True)
def leave(i: int, j: int, ring: Rows, after: Rows, before: Rows) -> None:
    """Take unit i out of the ring of place j."""
    if after[i] == i:
        ring[j] = -1
    else:
        after[before[i]] = after[i]
        before[after[i]] = before[i]
        if ring[j] == i:
            ring[j] = after[i]


@njit(cache=True, nogil=True)
def draw(seed: Seed) -> np.uint64:
    """The next number of Marsaglia's xorshift generator (doi 10.18637/jss.v008.i14)."""
    x: np.uint64 = seed[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    seed[0] = x
    return x


@njit(cache=True, nogil=True)
def pick(number: np.uint64, count: int) -> int:
    """One of 0 … count − 1."""
    return np.int64(number % np.uint64(count))  # type: ignore[return-value]


@njit(cache=True, nogil=True)
def make_room(
    i: int,
    b: int,
    worth: Longs,
    needs: Longs,
    columns: Rows,
    room: Longs,
    ring: Rows,
    after: Rows,
    moved: Rows,
    to: Rows,
    seed: Seed,
) -> tuple[bool, int, float]:
    """Move units out of place b until i fits; answers whether it does, how many moved, the gain.

    Only `room` is changed; who moves where stands in `moved` and `to`.
    """
    count, gain = 0, 0.0
    if fits(room, needs[i], b):
        return True, count, gain
    for _ in range(MOST_ASKED):
        guest = ring[b]
        if guest < 0 or count == MOST_MOVED:
            break
        ring[b] = after[guest]
        if (draw(seed) >> np.uint64(20)) & np.uint64(1) or not _gives(i, guest, b, needs, room):
            continue
        if _is_in(guest, moved, count):
            continue
        for t in range(columns.shape[1]):
            c = columns[guest, t]
            if c >= 0 and c != b and fits(room, needs[guest], c):
                room[b] += needs[guest]
                room[c] -= needs[guest]
                gain += worth[guest, c] - worth[guest, b]
                moved[count], to[count] = guest, c
                count += 1
                break
        if fits(room, needs[i], b):
            return True, count, gain
    return False, count, gain


@njit(cache=True, nogil=True)
def _gives(i: int, guest: int, b: int, needs: Longs, room: Longs) -> bool:
    for q in range(room.shape[1]):  # noqa: SIM110 - as above
        if needs[i, q] > room[b, q] and needs[guest, q] > 0:
            return True
    return False


@njit(cache=True, nogil=True)
def _is_in(guest: int, moved: Rows, count: int) -> bool:
    for z in range(count):  # noqa: SIM110 - as above
        if moved[z] == guest:
            return True
    return False


@njit(cache=True, nogil=True)
def carry(
    i: int,
    b: int,
    count: int,
    moved: Rows,
    to: Rows,
    needs: Longs,
    place: Rows,
    room: Longs,
    ring: Rows,
    after: Rows,
    before: Rows,
) -> None:
    """Carry out what `make_room` found, and let i into b; i's own room is given back already."""
    for z in range(count):
        leave(moved[z], b, ring, after, before)
        enter(moved[z], to[z], ring, after, before)
        place[moved[z]] = to[z]
    if place[i] >= 0:
        leave(i, place[i], ring, after, before)
    room[b] -= needs[i]
    enter(i, b, ring, after, before)
    place[i] = b


@njit(cache=True, nogil=True)
def put_back(b: int, count: int, moved: Rows, to: Rows, needs: Longs, room: Longs) -> None:
    """Undo what `make_room` did to the room."""
    for z in range(count):
        room[b] -= needs[moved[z]]
        room[to[z]] += needs[moved[z]]


@njit(cache=True, nogil=True)
def anneal(
    worth: Longs,
    needs: Longs,
    heads: Longs,
    extra: float,
    columns: Rows,
    width: int,
    place: Rows,
    room: Longs,
    hot: float,
    cold: float,
    trials: int,
    seed: Seed,
) -> Rows:
    """The best plan met on a walk of many small moves from `place`, which is used up.

    A trial draws a unit and one of its `width` nearest columns; where there is no room, others are
    moved to the nearest columns that have it. A loss is borne with a chance that falls from `hot`
    to `cold`, both in units of utility (Kirkpatrick, Gelatt, Vecchi 1983, doi
    10.1126/science.220.4598.671). Nobody is ever left without a place who has one.
    """
    n = len(place)
    ring, after, before = rings(place, worth.shape[1])
    moved = np.empty(MOST_MOVED, np.int32)
    to = np.empty(MOST_MOVED, np.int32)
    best = place.copy()
    value, top = 0.0, 0.0
    cool = (cold / hot) ** (1.0 / max(1, trials // 1000))
    heat = hot
    for trial in range(trials):
        if trial % 1000 == 999:
            heat *= cool
        x = draw(seed)
        i = pick(x >> np.uint64(11), n)
        b = columns[i, pick(x >> np.uint64(44), width)]
        a = place[i]
        if b < 0 or b == a:
            continue
        gain = worth[i, b] + (extra * heads[i] if a < 0 else -float(worth[i, a]))
        if a >= 0:
            room[a] += needs[i]
        can, count, more = make_room(
            i, b, worth, needs, columns, room, ring, after, moved, to, seed
        )
        gain += more
        if can and (gain >= 0 or (draw(seed) >> np.uint64(11)) / 2.0**53 < np.exp(gain / heat)):
            carry(i, b, count, moved, to, needs, place, room, ring, after, before)
            value += gain
            if value > top + 0.5:
                top = value
                best[:] = place
        else:
            put_back(b, count, moved, to, needs, room)
            if a >= 0:
                room[a] -= needs[i]
    return best


@njit(cache=True, nogil=True)
def settle(
    left: Longs,
    columns: Rows,
    choices: Rows,
    worth: Longs,
    needs: Longs,
    place: Rows,
    room: Longs,
    rounds: int,
    seed: Seed,
) -> int:
    """Give those left out a place at any loss of worth; answers how many still have none.

    choices (number left, k): the columns each may try; columns (n, width): where others may move.
    """
    ring, after, before = rings(place, worth.shape[1])
    moved = np.empty(MOST_MOVED, np.int32)
    to = np.empty(MOST_MOVED, np.int32)
    out = len(left)
    for _ in range(rounds):
        for row in range(len(left)):
            i = left[row]
            for b in choices[row]:
                if place[i] >= 0 or b < 0:
                    break
                can, count, _ = make_room(
                    i, b, worth, needs, columns, room, ring, after, moved, to, seed
                )
                if can:
                    carry(i, b, count, moved, to, needs, place, room, ring, after, before)
                    out -= 1
                else:
                    put_back(b, count, moved, to, needs, room)
        if out == 0:
            break
    return out
