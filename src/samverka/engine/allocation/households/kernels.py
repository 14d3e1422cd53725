"""The passes over all pairs at given prices, compiled by Numba.

In a file of their own because Numba compiles them. Each loop runs over units in order and breaks
ties by the lowest column, so that a run is the same each time; none runs on several threads, as
the passes wait for memory and two threads were slower than one.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]


@njit(cache=True, nogil=True)
def dual_pass(  # noqa: C901 - one loop, as Numba wants it
    worth: Longs,
    allowed: Flags,
    needs: Longs,
    heads: Longs,
    extra: float,
    capacity: Floats,
    prices: Floats,
    delta: float,
    load: Floats,
    hessian: Floats,
) -> float:
    """The dual value at `prices`, its slope, and how the slope changes.

    Each unit takes the place with the most (worth + extra · heads − needs · prices), or none.
    Fills `load` (k, r) with what is taken and, where delta > 0, `hessian` (k·r, k·r): units whose
    two best places lie within `delta` would soon change, the nearer the sooner.
    """
    n, k = worth.shape
    r = needs.shape[1]
    load[:] = 0.0
    if delta > 0:
        hessian[:] = 0.0
    dual: float = (prices * capacity).sum()
    for i in range(n):
        best, second, where, other = 0.0, -1e300, -1, -1
        for j in range(k):
            if allowed[i, j]:
                net = worth[i, j] + extra * heads[i]
                for q in range(r):
                    net -= needs[i, q] * prices[j, q]
                if net > best:
                    second, other = best, where
                    best, where = net, j
                elif net > second:
                    second, other = net, j
        dual += best
        if where < 0:
            continue
        for q in range(r):
            load[where, q] += needs[i, q]
        if other >= 0 and best - second < delta:
            weight = (1 - (best - second) / delta) * 2 / delta
            for q in range(r):
                for t in range(r):
                    moved = weight * needs[i, q] * needs[i, t]
                    hessian[where * r + q, where * r + t] += moved
                    hessian[other * r + q, other * r + t] += moved
                    hessian[where * r + q, other * r + t] -= moved
                    hessian[other * r + q, where * r + t] -= moved
    return dual


@njit(cache=True, nogil=True)
def newton_step(  # noqa: C901 - one loop, as Numba wants it
    hessian: Floats, damping: float, slope: Floats, free: Flags, rounds: int
) -> Floats:
    """The step that the slope and the damped Hessian ask of the free prices.

    Conjugate gradients, scaled by the diagonal: for matrices of this size a library's own threads
    cost more than the arithmetic.
    """
    m = len(slope)
    step = np.zeros(m)
    mean, count = 0.0, 0
    for a in range(m):
        if free[a]:
            mean += hessian[a, a]
            count += 1
    if count == 0:
        return step
    diagonal = np.empty(m)
    for a in range(m):
        diagonal[a] = hessian[a, a] * (1 + damping) + damping * mean / count + 1e-12
    rest = np.where(free, -slope, 0.0)
    scaled = rest / diagonal
    way = scaled.copy()
    size = (rest * scaled).sum()
    first = size
    for _ in range(rounds):
        if size <= 1e-6 * first:
            break
        image = np.zeros(m)
        for a in range(m):
            if free[a]:
                total = (diagonal[a] - hessian[a, a]) * way[a]
                for b in range(m):
                    total += hessian[a, b] * way[b]
                image[a] = total
        along = (way * image).sum()
        if along <= 0:
            break
        step += size / along * way
        rest -= size / along * image
        scaled = rest / diagonal
        following = (rest * scaled).sum()
        way = scaled + following / size * way
        size = following
    return step


@njit(cache=True, nogil=True)
def exact_gains(
    worth: Longs, allowed: Flags, needs: Longs, heads: Longs, extra: int, prices: Longs, scale: int
) -> Longs:
    """(n,) the most each unit gains beyond what it pays, in whole numbers.

    `extra` and `prices` are in units of 1 / `scale`, and so is the answer.
    """
    n, k = worth.shape
    gains = np.zeros(n, np.int64)
    for i in range(n):
        best = 0
        for j in range(k):
            if allowed[i, j]:
                net = worth[i, j] * scale + extra * heads[i]
                for q in range(needs.shape[1]):
                    net -= needs[i, q] * prices[j, q]
                best = max(best, net)
        gains[i] = best
    return gains


@njit(cache=True, nogil=True)
def nearest(
    worth: Longs, allowed: Flags, needs: Longs, prices: Floats, width: int
) -> tuple[NDArray[np.int32], Floats]:
    """The `width` best columns (n, width) of each unit at the prices, −1 where it has fewer, and
    what each is worth beyond its price."""
    n, k = worth.shape
    columns = np.full((n, width), -1, np.int32)
    nets = np.full((n, width), -1e300)
    for i in range(n):
        for j in range(k):
            if not allowed[i, j]:
                continue
            net = float(worth[i, j])
            for q in range(needs.shape[1]):
                net -= needs[i, q] * prices[j, q]
            if net > nets[i, width - 1]:
                t = width - 1
                while t > 0 and nets[i, t - 1] < net:
                    nets[i, t], columns[i, t] = nets[i, t - 1], columns[i, t - 1]
                    t -= 1
                nets[i, t], columns[i, t] = net, j
    return columns, nets
