"""Tables of persons from which no small group can be read.

A count from 1 to 4 may point out somebody, so it is hidden (primary suppression). What it could be
computed from is hidden too (complementary suppression), until every small count might, for all
that the reader can see, as well be 5. Zeros tell about nobody and are always shown; a reader thus
knows that whatever is hidden is at least 1, and the checks reckon with that.

A table with its margins is a flow that goes round: from a row through a cell to a column, on
through the column's total, the total of all and the row's total back to the row; what goes in
goes out. Two tables with the same shown numbers differ by rounds through the hidden ones only.
So a count can be made to look larger by hiding every number on a round through it, and the
cheapest such round hides least (network flow heuristic: Cox, Network models for complementary
cell suppression, Journal of the American Statistical Association 90, 1995).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

LEAST = 5

# Row and column of a number; the last row and the last column are the totals.
Place = tuple[int, int]
Node = tuple[str, int]
# A number on a round, and whether it grows (1) or shrinks (-1) by going round.
Step = tuple[Place, int]


@dataclass(frozen=True)
class Table:
    """What may be shown, shaped as the table given; None is hidden."""

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def suppress(
    counts: Sequence[Sequence[int]], known: Collection[Place] = (), least: int = LEAST
) -> Table:
    """Hide every count under `least`, and what it could be computed from.

    Arguments:
        counts: persons by row and column, not negative; every row as long as the first. A plain
            list of counts is a table of one row.
        known: places (row, column) that the reader knows from elsewhere: they are shown, and
            hiding them is not relied on. A row's total is at (row, number of columns).
        least: the smallest count that may be shown.

    Returns:
        The table with its totals, the hidden numbers replaced by None. For every hidden count
        under `least` there is a table with the same shown numbers, the same zeros and the same
        known numbers in which that count is `least`, unless what the reader knows rules it out.

    Raises:
        ValueError: a negative count, or rows of different lengths.
    """
    numbers = _with_totals(counts)
    hidden = _hidden(numbers, frozenset(known), least)
    shown = [
        tuple(None if (row, column) in hidden else number for column, number in enumerate(line))
        for row, line in enumerate(numbers)
    ]
    return Table(
        rows=tuple(line[:-1] for line in shown[:-1]),
        row_totals=tuple(line[-1] for line in shown[:-1]),
        column_totals=shown[-1][:-1],
        total=shown[-1][-1],
    )


def _with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    width = len(counts[0]) if counts else 0
    if any(len(row) != width for row in counts):
        raise ValueError("The rows of the table are not of one length.")
    if any(number < 0 for row in counts for number in row):
        raise ValueError("A number of persons cannot be negative.")
    numbers = [[*row, sum(row)] for row in counts]
    return [*numbers, [sum(row[column] for row in numbers) for column in range(width + 1)]]


def _hidden(numbers: list[list[int]], known: frozenset[Place], least: int) -> set[Place]:
    """The places to hide: the small ones, and the cheapest rounds that let each look larger."""
    free = {
        (row, column): number
        for row, line in enumerate(numbers)
        for column, number in enumerate(line)
        if number and (row, column) not in known
    }
    last = (len(numbers) - 1, len(numbers[0]) - 1)
    small = [place for place, number in free.items() if number < least]
    hidden = set(small)
    for place in small:
        values = dict(free)
        while values[place] < least:
            steps = _cheapest_round(place, values, hidden, last)
            if not steps:
                break
            for other, change in steps:
                values[other] += change
                hidden.add(other)
    return hidden


def _cheapest_round(
    place: Place, values: dict[Place, int], hidden: set[Place], last: Place
) -> list[Step]:
    """The round on which `place` grows by one that hides the fewest persons more (Dijkstra)."""
    ways = _ways(place, values, last)
    end, start = _ends(place, last)
    queue: list[tuple[int, Node, list[Step]]] = [(0, start, [(place, 1)])]
    done = set()
    while queue:
        cost, node, steps = heappop(queue)
        if node == end:
            return steps
        if node in done:
            continue
        done.add(node)
        for other, change, neighbour in ways[node]:
            price = 0 if other in hidden else values[other]
            heappush(queue, (cost + price, neighbour, [*steps, (other, change)]))
    return []


def _ways(
    place: Place, values: dict[Place, int], last: Place
) -> dict[Node, list[tuple[Place, int, Node]]]:
    """From each node through every other number: along it when it grows, against when it shrinks.

    A hidden number never shrinks to zero, since zeros are shown.
    """
    ways = defaultdict(list)
    for other, number in values.items():
        if other == place:
            continue
        comes_from, goes_to = _ends(other, last)
        ways[comes_from].append((other, 1, goes_to))
        if number > 1:
            ways[goes_to].append((other, -1, comes_from))
    return ways


def _ends(place: Place, last: Place) -> tuple[Node, Node]:
    """Where the flow through a number comes from and goes to."""
    row, column = ("row", place[0]), ("column", place[1])
    flows_back = (place[0] == last[0]) != (place[1] == last[1])
    return (column, row) if flows_back else (row, column)
