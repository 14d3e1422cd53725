"""The loops of constrained priority for single cases, compiled.

The plan of those who have not chosen yet is kept best all the time. That case i goes from its
place a to place j, and somebody else makes room, costs what i loses and the shortest path from j
to a in a graph of the k places, having no place (node k) and the ground (node k + 1), to which
room that nobody uses belongs; the arc from b to c costs the least that moving one case from b to
c loses. One run gives the distances from all places to a, so that all wishes of i are judged at
once. The graph of a best plan has no negative round, so relaxing arcs until nothing changes
(Bellman and Ford) ends, and needs no prices.

Losing a place weighs more than any round through utilities can, so that as many stay placed.
"""

import numpy as np

from .compiling import compiled

# Farther than any way. A move that may not be made loses so much more that it is never on one.
_FAR = np.int64(2**60)
_NO_ARC = np.int64(2**61)


@compiled
def grant(utility, barred, capacity, start, wishes, turn, spare):  # type: ignore[no-untyped-def]
    """Grant wishes in turn: (place, rank), each (n,) int32.

    utility (n, k) int64 and barred (n, k); capacity (k,); start (n,) a best plan, -1 for no place;
    wishes (n, w); turn (n,) row numbers; spare: how much the sum of utility may fall in all.
    """
    n, k = utility.shape
    worth = _worth(utility, barred)
    place, load = _standing(start, k)
    loss = np.empty((k + 1, k + 1), np.int64)
    mover = np.full((k + 1, k + 1), -1, np.int64)
    least = np.empty(k + 1, np.int64)
    lists = _lists(place, k + 1)
    for b in range(k + 1):
        _count(b, worth, lists, loss, mover, least)
    room = np.full(k + 1, n, np.int64)
    for j in range(k):
        room[j] = capacity[j]
    rank = np.zeros(n, np.int32)
    far = np.empty(k + 2, np.int64)
    onward = np.empty(k + 2, np.int64)
    for i in turn:
        a = place[i]
        _leave(i, a, lists)
        _count(a, worth, lists, loss, mover, least)
        if wishes.shape[1] and wishes[i, 0] != a:
            _distances(a, loss, load, room, far, onward)
        wish, cost = _judge(i, a, wishes, barred, worth, far, spare)
        if wish >= 0:
            spare -= cost
            rank[i] = wish + 1
            j = wishes[i, wish]
            _move_along(j, a, onward, worth, place, load, lists, loss, mover, least)
            place[i] = j
    for i in range(n):
        if place[i] == k:
            place[i] = -1
    return place, rank


@compiled
def _standing(start, k):  # type: ignore[no-untyped-def]
    """Where each case stands, k for no place, and how many do so at each."""
    place = np.empty(start.size, np.int32)
    load = np.zeros(k + 1, np.int64)
    for i in range(start.size):
        place[i] = k if start[i] < 0 else start[i]
        load[place[i]] += 1
    return place, load


@compiled
def _worth(utility, barred):  # type: ignore[no-untyped-def]
    """(n, k + 1) utility, and in the last column what having no place costs."""
    n, k = utility.shape
    worth = np.empty((n, k + 1), np.int64)
    most = np.int64(0)
    for i in range(n):
        for j in range(k):
            worth[i, j] = -_NO_ARC if barred[i, j] else utility[i, j]
            most = max(most, utility[i, j])
    # More than all utility there may be to spare, and than any round through utilities.
    for i in range(n):
        worth[i, k] = -(max(n, k) + 4) * (most + 1)
    return worth


@compiled
def _judge(i, a, wishes, barred, worth, far, spare):  # type: ignore[no-untyped-def]
    """The first wish of case i that can be granted, and what it costs; (-1, 0) if none can."""
    for w in range(wishes.shape[1]):
        j = wishes[i, w]
        if j < 0:
            break
        if j == a:
            return w, np.int64(0)
        if barred[i, j] or far[j] >= _FAR:
            continue
        cost = worth[i, a] - worth[i, j] + far[j]
        if cost <= spare:
            return w, cost
    return -1, np.int64(0)


@compiled
def _lists(place, nodes):  # type: ignore[no-untyped-def]
    """Who stands where, as doubly linked lists: (head, after, before)."""
    n = place.size
    lists = (np.full(nodes, -1, np.int64), np.full(n, -1, np.int64), np.full(n, -1, np.int64))
    for i in range(n):
        _enter(i, place[i], lists)
    return lists


@compiled
def _enter(i, b, lists):  # type: ignore[no-untyped-def]
    head, after, before = lists
    before[i] = -1
    after[i] = head[b]
    if head[b] >= 0:
        before[head[b]] = i
    head[b] = i


@compiled
def _leave(i, b, lists):  # type: ignore[no-untyped-def]
    head, after, before = lists
    if before[i] >= 0:
        after[before[i]] = after[i]
    else:
        head[b] = after[i]
    if after[i] >= 0:
        before[after[i]] = before[i]


@compiled
def _count(b, worth, lists, loss, mover, least):  # type: ignore[no-untyped-def]
    """Count anew what moving somebody from b to each other node loses, and who that is.

    The table is kept by where one comes to, as `_distances` reads it; `least` (k + 1,) is room
    to reckon in.
    """
    head, after, _ = lists
    nodes = worth.shape[1]
    for c in range(nodes):
        least[c] = _NO_ARC
        mover[c, b] = -1
    i = head[b]
    while i >= 0:
        here = worth[i, b]
        for c in range(nodes):
            lost = here - worth[i, c]
            # Of those who lose as little the first by row goes, whatever order the list has.
            if lost < least[c] or (lost == least[c] and i < mover[c, b]):
                least[c] = lost
                mover[c, b] = i
        i = after[i]
    least[b] = _NO_ARC
    for c in range(nodes):
        loss[c, b] = least[c]


@compiled
def _distances(a, loss, load, room, far, onward):  # type: ignore[no-untyped-def]
    """Shortest way from each node to a: its length, and the next node on it."""
    nodes = loss.shape[0]
    ground = nodes
    is_nearer = np.zeros(nodes, np.bool_)
    far[:] = _FAR
    onward[:] = -1
    far[a] = 0
    is_nearer[a] = True
    goes_on = True
    while goes_on:
        goes_on = False
        for c in range(nodes):
            if is_nearer[c]:
                is_nearer[c] = False
                if _relax(c, loss[c], far, onward, is_nearer):
                    goes_on = True
        # Room that nobody uses takes somebody for nothing; room elsewhere is left unused instead.
        for b in range(nodes):
            if load[b] > 0 and far[b] < far[ground]:
                far[ground] = far[b]
                onward[ground] = b
        for b in range(nodes):
            if load[b] < room[b] and far[ground] < far[b]:
                far[b] = far[ground]
                onward[b] = ground
                is_nearer[b] = True
                goes_on = True


@compiled
def _relax(c, loss, far, onward, is_nearer):  # type: ignore[no-untyped-def]
    """Whether the way over c is shorter for any node; where it is, take it."""
    found = False
    base = far[c]
    for b in range(loss.size):
        if base + loss[b] < far[b]:
            far[b] = base + loss[b]
            onward[b] = c
            is_nearer[b] = True
            found = True
    return found


@compiled
def _move_along(j, a, onward, worth, place, load, lists, loss, mover, least):  # type: ignore[no-untyped-def]
    """One case comes to j and one has left a; on the way between, somebody moves at each step."""
    ground = loss.shape[0]
    load[j] += 1
    load[a] -= 1
    b = j
    while b != a:
        c = onward[b]
        if b != ground and c != ground:
            i = mover[c, b]
            _leave(i, b, lists)
            _enter(i, c, lists)
            place[i] = c
            load[b] -= 1
            load[c] += 1
        b = c
    # Who left and who came changes what the next move costs; i itself is not in the lists.
    b = j
    while b != a:
        if b != ground:
            _count(b, worth, lists, loss, mover, least)
        b = onward[b]
    _count(a, worth, lists, loss, mover, least)
