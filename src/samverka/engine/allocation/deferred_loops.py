"""The loops of deferred acceptance, compiled: each place keeps those it holds in a heap.

A case is known to a place by one number, its rank times n plus its row, so that the heap compares
whole numbers and ties fall by the order of cases. The worst one held is on top.
"""

import numpy as np

from .compiling import compiled


@compiled
def propose(wishes, ranks, capacity):  # type: ignore[no-untyped-def]
    """(n,) place of each case, -1 for none: each free case asks its next wish, until none can."""
    n, width = wishes.shape
    k = capacity.size
    first = np.zeros(k + 1, np.int64)
    for j in range(k):
        first[j + 1] = first[j] + min(capacity[j], n)
    heap = np.empty(first[k], np.int64)
    held = np.zeros(k, np.int64)
    asked = np.zeros(n, np.int32)
    place = np.full(n, -1, np.int32)
    for start in range(n):
        case = start
        while case >= 0:
            if asked[case] == width or wishes[case, asked[case]] < 0:
                break
            j = wishes[case, asked[case]]
            asked[case] += 1
            if ranks[case, j] == 0 or first[j] == first[j + 1]:
                continue
            key = np.int64(ranks[case, j]) * n + case
            here = heap[first[j] : first[j + 1]]
            if held[j] < here.size:
                _push(here, held[j], key)
                held[j] += 1
                place[case] = j
                break
            if key < here[0]:
                out = here[0] % n
                _replace_top(here, key)
                place[out] = -1
                place[case] = j
                case = out
    return place


@compiled
def _push(heap, size, key):  # type: ignore[no-untyped-def]
    at = size
    while at > 0:
        parent = (at - 1) // 2
        if heap[parent] >= key:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = key


@compiled
def _replace_top(heap, key):  # type: ignore[no-untyped-def]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= heap.size:
            break
        if child + 1 < heap.size and heap[child + 1] > heap[child]:
            child += 1
        if heap[child] <= key:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = key


@compiled
def blocking_pairs(wishes, ranks, capacity, place):  # type: ignore[no-untyped-def]
    """(m, 2) case and place that prefer each other to what they have; knows nothing of heaps."""
    n, width = wishes.shape
    k = capacity.size
    load = np.zeros(k, np.int64)
    worst = np.full(k, -1, np.int64)
    for i in range(n):
        j = place[i]
        if j >= 0:
            load[j] += 1
            worst[j] = max(worst[j], np.int64(ranks[i, j]) * n + i)
    pairs = []
    for i in range(n):
        for w in range(width):
            j = wishes[i, w]
            if j < 0 or j == place[i]:
                break
            wanted = np.int64(ranks[i, j]) * n + i < worst[j]
            if ranks[i, j] > 0 and (load[j] < capacity[j] or wanted):
                pairs.append((i, j))
    found = np.empty((len(pairs), 2), np.int32)
    for row in range(len(pairs)):
        found[row, 0] = pairs[row][0]
        found[row, 1] = pairs[row][1]
    return found
