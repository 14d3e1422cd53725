"""The inner loops of pricing: one pass over cases and places, and steps by the sign of the excess.

Worth and prices are whole numbers of 32 bits: their greatest is found sixteen at a time, which for
numbers with a point it is not. `prices` sees to it that nothing leaves their range.
"""

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.compiling import compiled

Wholes = NDArray[np.int32]
Singles = NDArray[np.float32]
Doubles = NDArray[np.float64]

FASTER, SLOWER = 1.2, 0.5


@compiled
def demand(
    worth: Wholes, needs: Wholes, weight: Singles, price: Wholes, load: Doubles, net: Wholes
) -> float:
    """Let each case choose its best place at these prices; add up what they take.

    worth (n, k), needs (n, r), weight (n,), price (r, k); `load` (r, k) is written, `net` (k,) is
    room to reckon in. Answers the sum of what the cases gain.
    """
    n = worth.shape[0]
    load[:] = 0.0
    gained = 0.0
    for i in range(n):
        best = _net_worth(worth[i], needs[i], price, net)
        if best > 0:
            gained += weight[i] * best
            # A second look is cheaper than carrying the index through the vectorised maximum.
            j = 0
            while net[j] != best:
                j += 1
            for q in range(needs.shape[1]):
                load[q, j] += weight[i] * needs[i, q]
    return gained


@compiled
def _net_worth(worth: Wholes, needs: Wholes, price: Wholes, net: Wholes) -> int:
    """Write what each place is worth to a case less what it costs there; answer the most."""
    # Numba widens what two int32 come to; narrowed at once, the loops stay in wide registers.
    need, row = needs[0], price[0]
    for j in range(net.size):
        net[j] = np.int32(worth[j] - np.int32(need * row[j]))
    for q in range(1, needs.size):
        need, row = needs[q], price[q]
        if need != 0:
            for j in range(net.size):
                net[j] = np.int32(net[j] - np.int32(need * row[j]))
    best = net[0]
    for j in range(net.size):
        best = max(best, net[j])
    return best  # type: ignore[no-any-return]


@compiled
def descend(
    worth: Wholes,
    needs: Wholes,
    weight: Singles,
    room: Doubles,
    least: Doubles,
    start: Doubles,
    first: float,
    passes: int,
    top: Doubles,
) -> tuple[Doubles, float]:
    """Lower the dual by steps whose length grows while a place's excess keeps its sign.

    room and least (r, k): what a place has, and what is to be filled; top (r,): how far a price
    may go from zero. The step of each price is
    its own, as in resilient propagation (Riedmiller and Braun 1993, doi 10.1109/ICNN.1993.298623),
    which bears the very different sizes of places. Answers the best prices met (r, k) and their
    dual value.
    """
    r, k = room.shape
    price = start.copy()
    best_price = start.copy()
    best = np.inf
    step = np.full((r, k), first)
    last = np.zeros((r, k))
    load = np.empty((r, k))
    net = np.empty(k, np.int32)
    whole = np.empty((r, k), np.int32)
    for _ in range(passes):
        dual = _rounded(price, room, least, whole)
        dual += demand(worth, needs, weight, whole, load, net)
        if dual < best:
            best = dual
            for q in range(r):
                for j in range(k):
                    best_price[q, j] = price[q, j]
        for q in range(r):
            for j in range(k):
                sign = _way(load[q, j], room[q, j], least[q, j], price[q, j])
                step[q, j] *= _stride(sign * last[q, j])
                last[q, j] = sign
                price[q, j] = _moved(price[q, j], sign * step[q, j], top[q])
    return best_price, best


@compiled
def _rounded(price: Doubles, room: Doubles, least: Doubles, whole: Wholes) -> float:
    """Round the prices, write them as whole numbers too, and answer what the room costs in all."""
    # Plain loops here and elsewhere: expressions of whole arrays take seconds to compile.
    cost = 0.0
    for q in range(price.shape[0]):
        for j in range(price.shape[1]):
            price[q, j] = np.rint(price[q, j])
            whole[q, j] = np.int32(price[q, j])
            cost += (room[q, j] if price[q, j] > 0 else least[q, j]) * price[q, j]
    return cost


@compiled
def _way(load: float, room: float, least: float, price: float) -> float:
    """1 where a price is to rise, -1 where it is to fall, 0 where it may stay."""
    if load > room or (price < 0 and load > least):
        return 1.0
    if load < least or (price > 0 and load < room):
        return -1.0
    return 0.0


@compiled
def _stride(same_way: float) -> float:
    if same_way > 0:
        return FASTER
    return SLOWER if same_way < 0 else 1.0


@compiled
def _moved(price: float, step: float, top: float) -> float:
    """The next price; it rests at zero before it changes sides, since a minimum begins there."""
    moved = price + step
    if moved * price < 0:
        return 0.0
    return min(top, max(-top, moved))
