"""Passes over the utility matrix, compiled. What they cost is the speed of memory.

Everywhere: `worth` is (n, k) int32 with BARRED where a pair is not allowed, `prices` is (k + 1,)
int32, and column k stands for having no place: worth nothing, at a price of its own.

Numba widens the difference of two int32 to int64; it is narrowed at once, since loops over int32
run on twice as many numbers at a time.
"""

import numpy as np

from samverka.engine.allocation.compiling import compiled

# Far below every utility, and far enough from the end of int32 for a price to be taken off.
BARRED = np.int32(-(2**30))
# A difference that passes through a barred pair; real differences stay below it.
NO_ARC = np.int32(2**29)
_LEAST = np.int32(-(2**31))
_BLOCK = 16
_SHIFT = 24  # bits for a place's number
_NUMBER = np.int64(2**_SHIFT - 1)
_NOBODY = np.int64(-(2**60))


@compiled
def survey_rows(worth, prices, best, second, margin, load):  # type: ignore[no-untyped-def]
    """Best and second best place of each case, how far apart they are, and each place's load.

    Answers the sum over cases of the best worth less its price. Writes best, second and margin,
    (n,) int32, and load, (k + 1,) int64.
    """
    n, k = worth.shape
    net = np.empty(k + 1, np.int32)
    load[:] = 0
    total = np.int64(0)
    for i in range(n):
        row = worth[i]
        top = np.int32(-prices[k])
        net[k] = top
        for j in range(k):
            value = np.int32(row[j] - prices[j])
            net[j] = value
            top = max(top, value)
        first = 0
        while net[first] != top:
            first += 1
        net[first] = _LEAST
        runner_up = _LEAST
        for j in range(k + 1):
            runner_up = max(runner_up, net[j])
        other = 0
        while net[other] != runner_up:
            other += 1
        best[i] = first
        second[i] = other
        margin[i] = min(np.int64(top) - runner_up, np.int64(NO_ARC))
        load[first] += 1
        total += top
    return total


@compiled
def collect(worth, prices, reach, at, value, count):  # type: ignore[no-untyped-def]
    """Each case's candidates: the places within `reach` of its best at these prices.

    Writes at and value, (n, width) int32, and count, (n,) int32. A case with more candidates than
    there is width for keeps the best of them: what is left out is found again when the whole
    matrix is read (`differences`).
    """
    n, k = worth.shape
    width = at.shape[1]
    blocks = (k + _BLOCK - 1) // _BLOCK
    net = np.full(blocks * _BLOCK, _LEAST)  # padded, so that every block is as long
    for i in range(n):
        row = worth[i]
        top = np.int32(-prices[k])
        for j in range(k):
            here = np.int32(row[j] - prices[j])
            net[j] = here
            top = max(top, here)
        limit = np.int32(max(np.int64(top) - reach, np.int64(-NO_ARC)))
        found = 0
        if -prices[k] >= limit:
            at[i, 0] = k
            value[i, 0] = 0
            found = 1
        for block in range(blocks):
            peak = _LEAST
            for c in range(_BLOCK):
                peak = max(peak, net[block * _BLOCK + c])
            if peak < limit:
                continue
            for j in range(block * _BLOCK, (block + 1) * _BLOCK):
                if net[j] < limit:
                    continue
                if found < width:
                    at[i, found] = j
                    value[i, found] = row[j]
                    found += 1
                else:
                    _replace_least(at[i], value[i], prices, j, row[j])
        count[i] = found


@compiled
def _replace_least(at, value, prices, place, worth):  # type: ignore[no-untyped-def]
    weakest = 0
    for c in range(1, at.size):
        if value[c] - prices[at[c]] < value[weakest] - prices[at[weakest]]:
            weakest = c
    if worth - prices[place] > value[weakest] - prices[at[weakest]]:
        at[weakest] = place
        value[weakest] = worth


@compiled
def survey_candidates(  # type: ignore[no-untyped-def]
    at, value, count, prices, best, second, margin, load
):
    """What `survey_rows` answers, from candidates alone.

    What a place is worth and its number are one number, so that the two best are found by max and
    min: a processor that guesses which of two is greater guesses wrong every other time.
    """
    load[:] = 0
    total = np.int64(0)
    for i in range(count.size):
        top = _NOBODY
        runner_up = _NOBODY
        for c in range(count[i]):
            place = np.int64(at[i, c])
            here = ((np.int64(value[i, c]) - prices[place]) << _SHIFT) + place
            runner_up = max(runner_up, min(top, here))
            top = max(top, here)
        first = top & _NUMBER
        best[i] = first
        second[i] = runner_up & _NUMBER if count[i] > 1 else first
        margin[i] = min((top >> _SHIFT) - (runner_up >> _SHIFT), np.int64(NO_ARC))
        load[first] += 1
        total += top >> _SHIFT
    return total


@compiled
def differences(worth, place, loss):  # type: ignore[no-untyped-def]
    """loss[a, b]: the least that moving one case from place a to place b costs.

    Writes loss, (k + 1, k + 1) int32; NO_ARC or more where nobody at a may go to b. With this
    table, that every case stands at its best place is k² comparisons.
    """
    n, k = worth.shape
    loss[:, :] = 2 * NO_ARC
    for i in range(n):
        a = place[i]
        row = worth[i]
        here = np.int32(0) if a == k else row[a]
        least = loss[a]
        for j in range(k):
            least[j] = min(least[j], np.int32(here - row[j]))
        least[k] = min(least[k], here)


@compiled
def proof(worth, place, prices):  # type: ignore[no-untyped-def]
    """(value, best): the sum of utility of those placed, and of each case's best worth less price.

    Nothing here knows how place and prices were found.
    """
    n, k = worth.shape
    value = np.int64(0)
    best = np.int64(0)
    for i in range(n):
        row = worth[i]
        top = np.int32(-prices[k])
        for j in range(k):
            top = max(top, np.int32(row[j] - prices[j]))
        best += top
        if place[i] < k:
            value += row[place[i]]
    return value, best
