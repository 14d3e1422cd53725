"""From nearly right prices to an exact optimum, along shortest paths between places.

Every case stands at a place that is best for it at the prices; only loads are wrong. Cases then
move along shortest augmenting paths in a graph whose nodes are the k places, having no place
(node k) and the ground (node k + 1), to which room that nobody uses belongs. The arc from place a
to place b costs the least that moving one case from a to b loses; a k × k table holds it. It is
the successive shortest path method with potentials (Ahuja, Magnanti, Orlin, Network Flows, 1993,
section 9.7) on a graph that does not grow with the number of cases.
"""

import numpy as np

from samverka.engine.allocation.compiling import compiled

from .rows import NO_ARC

_FAR = np.int64(2**62)
GREATEST_PRICE = 2**29


@compiled
def link(place, nodes):  # type: ignore[no-untyped-def]
    """Lists of who stands where: (head, after, before, load), later cases last."""
    n = place.size
    head = np.full(nodes, -1, np.int32)
    after = np.full(n, -1, np.int32)
    before = np.full(n, -1, np.int32)
    load = np.zeros(nodes, np.int64)
    for i in range(n - 1, -1, -1):
        if place[i] >= 0:
            _enter(i, place[i], head, after, before, load)
    return head, after, before, load


@compiled
def _enter(i, a, head, after, before, load):  # type: ignore[no-untyped-def]
    after[i] = head[a]
    before[i] = -1
    if head[a] >= 0:
        before[head[a]] = i
    head[a] = i
    load[a] += 1


@compiled
def _leave(i, a, head, after, before, load):  # type: ignore[no-untyped-def]
    if before[i] >= 0:
        after[before[i]] = after[i]
    else:
        head[a] = after[i]
    if after[i] >= 0:
        before[after[i]] = before[i]
    load[a] -= 1


@compiled
def take_out(i, worth, place, loss, stale, head, after, before, load):  # type: ignore[no-untyped-def]
    """Case i leaves its place; what it alone held down in the table is to be counted again."""
    k = worth.shape[1]
    a = place[i]
    here = np.int32(0) if a == k else worth[i, a]
    for b in range(k):
        if np.int32(here - worth[i, b]) <= loss[a, b]:
            stale[a, b] = True
            stale[a, k + 1] = True
    if here <= loss[a, k]:
        stale[a, k] = True
        stale[a, k + 1] = True
    _leave(i, a, head, after, before, load)
    place[i] = -1


@compiled
def put_in(i, b, worth, place, loss, head, after, before, load):  # type: ignore[no-untyped-def]
    """Case i comes to place b, and the table knows what moving it on would cost."""
    k = worth.shape[1]
    here = np.int32(0) if b == k else worth[i, b]
    for c in range(k):
        loss[b, c] = min(loss[b, c], np.int32(here - worth[i, c]))
    loss[b, k] = min(loss[b, k], here)
    _enter(i, b, head, after, before, load)
    place[i] = b


@compiled
def freshen(a, worth, loss, stale, head, after):  # type: ignore[no-untyped-def]
    """Count anew what of row a may have gone up since somebody left."""
    k = worth.shape[1]
    columns = np.empty(k + 1, np.int64)
    wanted = 0
    for b in range(k + 1):
        if stale[a, b]:
            columns[wanted] = b
            wanted += 1
            loss[a, b] = 2 * NO_ARC
            stale[a, b] = False
    stale[a, k + 1] = False
    i = head[a]
    while i >= 0:
        here = np.int32(0) if a == k else worth[i, a]
        if wanted > k // 3:
            for b in range(k):
                loss[a, b] = min(loss[a, b], np.int32(here - worth[i, b]))
            loss[a, k] = min(loss[a, k], here)
        else:
            for c in range(wanted):
                b = columns[c]
                there = np.int32(0) if b == k else worth[i, b]
                loss[a, b] = min(loss[a, b], np.int32(here - there))
        i = after[i]


@compiled
def freshen_all(worth, loss, stale, head, after):  # type: ignore[no-untyped-def]
    """Every entry of the table as it is now."""
    for a in range(loss.shape[0]):
        if stale[a, loss.shape[0]]:
            freshen(a, worth, loss, stale, head, after)


@compiled
def distances(lengths, start):  # type: ignore[no-untyped-def]
    """(nodes,) int64: shortest distances from start; 2**62 where there is no way (Dijkstra)."""
    nodes = lengths.shape[0]
    far = np.full(nodes, _FAR)
    done = np.zeros(nodes, np.bool_)
    far[start] = 0
    while True:
        v = -1
        near = _FAR
        for w in range(nodes):
            if not done[w] and far[w] < near:
                near = far[w]
                v = w
        if v < 0:
            return far
        done[v] = True
        for w in range(nodes):
            if lengths[v, w] < _FAR:
                far[w] = min(far[w], near + lengths[v, w])


@compiled
def _nearest(far, done, excess):  # type: ignore[no-untyped-def]
    """The node nearest of those not done; -1 where none can be reached.

    Of nodes as near, one with too few ends the search at once: with ties there are many.
    """
    found = -1
    near = _FAR
    for v in range(far.size):
        if done[v] or far[v] > near or far[v] == _FAR:
            continue
        if far[v] < near or (excess[v] < 0 and excess[found] >= 0):
            near = far[v]
            found = v
    return found


@compiled
def _spread(  # type: ignore[no-untyped-def]
    prices, capacity, least, flow, penalty, loss, excess, far, came
):
    """Shortest distances from all nodes with too many, until one with too few is reached.

    Answers that node, or -1; `far` are distances and `came` where each was reached from. Entries
    of the table that are too low make ways too short, never prices wrong; `_width` finds them.
    """
    ground = prices.size
    done = np.zeros(ground + 1, np.bool_)
    came[:] = -1
    far[:] = np.where(excess > 0, 0, _FAR)
    while True:
        v = _nearest(far, done, excess)
        if v < 0 or excess[v] < 0:
            return v
        done[v] = True
        if v == ground:
            _spread_from_ground(prices, least, flow, penalty, far, came)
            continue
        base = far[v] - prices[v]
        for b in range(ground):
            reached = base + loss[v, b] + prices[b]
            if loss[v, b] < NO_ARC and reached < far[b]:
                far[b] = reached
                came[b] = v
        if flow[v] < least[v]:
            base -= penalty  # what is missed of the minimum is less by one
        if flow[v] < capacity[v] and base < far[ground]:
            far[ground] = base
            came[ground] = v


@compiled
def _spread_from_ground(prices, least, flow, penalty, far, came):  # type: ignore[no-untyped-def]
    ground = prices.size
    for b in range(ground):
        reached = far[ground] + prices[b]
        if flow[b] <= least[b]:
            reached += penalty  # what is missed of the minimum is more by one
        if flow[b] > 0 and reached < far[b]:
            far[b] = reached
            came[b] = ground


@compiled
def _is_mover(i, a, b, worth, loss):  # type: ignore[no-untyped-def]
    k = worth.shape[1]
    here = np.int32(0) if a == k else worth[i, a]
    there = np.int32(0) if b == k else worth[i, b]
    return np.int32(here - there) == loss[a, b]


@compiled
def _width(  # type: ignore[no-untyped-def]
    end, came, excess, worth, capacity, least, flow, loss, stale, head, after
):
    """How many can be moved along the path at once: ties and clones go together.

    0 where the table was too low for an arc of the path: nobody can be moved at that cost any
    longer. Its row is then right again, and another path is to be sought.
    """
    ground = worth.shape[1] + 1
    amount = -excess[end]
    b = end
    while came[b] >= 0:
        a = came[b]
        if a == ground:
            amount = min(amount, flow[b] - (least[b] if flow[b] > least[b] else 0))
        elif b == ground:
            amount = min(amount, (least[a] if flow[a] < least[a] else capacity[a]) - flow[a])
        else:
            movers = 0
            i = head[a]
            while i >= 0 and movers < amount:
                if _is_mover(i, a, b, worth, loss):
                    movers += 1
                i = after[i]
            if movers == 0:
                freshen(a, worth, loss, stale, head, after)
                return 0
            amount = movers
        b = a
    return min(amount, excess[b])


@compiled
def _push(  # type: ignore[no-untyped-def]
    end, amount, came, worth, place, flow, loss, stale, head, after, before, load
):
    """Move `amount` along the path, its last arc first, so that nobody is moved twice."""
    ground = worth.shape[1] + 1
    b = end
    while came[b] >= 0:
        a = came[b]
        if a == ground:
            flow[b] -= amount
        elif b == ground:
            flow[a] += amount
        else:
            left = amount
            i = head[a]
            while left > 0:
                following = after[i]
                if _is_mover(i, a, b, worth, loss):
                    take_out(i, worth, place, loss, stale, head, after, before, load)
                    put_in(i, b, worth, place, loss, head, after, before, load)
                    left -= 1
                i = following
        b = a


@compiled
def _give_way(k, capacity, flow, load):  # type: ignore[no-untyped-def]
    """No path leads on: every place within reach is full. Proven: that many more have no place.

    (From the ground every place is within reach that has too few: minimums can be missed.)
    """
    for j in range(k + 1):
        capacity[k] += max(0, load[j] - flow[j])
    flow[k] = capacity[k]


@compiled
def settle(  # type: ignore[no-untyped-def]
    worth, prices, capacity, least, penalty, flow, place, loss, stale, head, after, before, load
):
    """Move cases until every load is right; answers the number of paths, or -1.

    prices (k + 1,) int64 change with the moves, and every case stays at a best place.
    capacity[k] is how many may be without a place: it grows only where that is proven necessary.
    Where minimums can not all be met, flow stays below least, and the price there is -penalty:
    the same everywhere, so that it is missed where that is best. -1: prices have left their
    range.
    """
    k = worth.shape[1]
    far = np.empty(k + 2, np.int64)
    came = np.empty(k + 2, np.int64)
    excess = np.empty(k + 2, np.int64)
    paths = 0
    while True:
        people = np.int64(0)
        on_the_ground = np.int64(0)
        wrong = False
        is_full = True
        for v in range(k + 1):
            is_full = is_full and flow[v] >= capacity[v]
            excess[v] = load[v] - flow[v]
            people += load[v]
            on_the_ground += flow[v]
            wrong = wrong or excess[v] != 0
        if is_full:  # then only differences count, and prices would drift upward
            prices -= max(0, prices.min())
        excess[k + 1] = on_the_ground - people
        if not wrong:
            return paths
        end = _spread(prices, capacity, least, flow, penalty, loss, excess, far, came)
        if end < 0:
            _give_way(k, capacity, flow, load)
            continue
        amount = _width(end, came, excess, worth, capacity, least, flow, loss, stale, head, after)
        if amount == 0:
            continue
        reach = far[end]
        ground = min(far[k + 1], reach)
        for v in range(k + 1):
            prices[v] += ground - min(far[v], reach)
            if abs(prices[v]) > GREATEST_PRICE:
                return -1
        _push(end, amount, came, worth, place, flow, loss, stale, head, after, before, load)
        paths += 1
