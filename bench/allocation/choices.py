"""Deferred acceptance beside the package matching: python -m bench.allocation.choices [SIZE …]

Complete lists of wishes drawn by chance, and exactly as much room as there are cases. The package
takes one and a half minutes for 5,000 cases, so it is measured once; ours is the median
of five. Both are timed from the same lists to the matching, and the matchings are compared.
"""

import sys
import time
from statistics import median

import numpy as np

from bench.measure import Row
from samverka.engine.allocation.deferred import Sides, match, objections

PLACES = 50
SIZES = (500, 2000, 5000)


def rows(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Seconds of ours and of the package's, with the promise at the largest size."""
    match(_sides(10)[0])  # compiled here, not while it is measured
    return [_row(size) for size in sizes]


def _row(size: int) -> Row:
    sides, orders = _sides(size)
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        place = match(sides)
        taken.append(time.perf_counter() - started)
    started = time.perf_counter()
    theirs = _by_the_package(sides, orders)
    rival = time.perf_counter() - started
    if (place != theirs).any() or objections(sides, place).size:
        raise AssertionError(f"The matchings of {size} cases differ, so their times say nothing.")
    return Row(
        f"deferred acceptance, {size} × {PLACES}, against the package matching",
        1000 * median(taken),
        1000 * rival,
        "ms",
        bar=0.001 if size >= 5000 else 1.0,
    )


def _sides(size: int) -> tuple[Sides, np.ndarray]:
    """Both sides' wants, and each place's order of the cases (places, cases)."""
    chance = np.random.default_rng([size, 1])
    wishes = chance.permuted(np.tile(np.arange(PLACES, dtype=np.int32), (size, 1)), axis=1)
    orders = chance.permuted(np.tile(np.arange(size), (PLACES, 1)), axis=1)
    ranks = np.empty((size, PLACES), np.int32)
    for place, order in enumerate(orders):
        ranks[order, place] = np.arange(1, size + 1)
    return Sides(wishes, ranks, np.full(PLACES, -(-size // PLACES))), orders


def _by_the_package(sides: Sides, orders: np.ndarray) -> np.ndarray:
    from matching.games import HospitalResident  # noqa: PLC0415 - only where it is installed

    game = HospitalResident.create_from_dictionaries(
        {case: row.tolist() for case, row in enumerate(sides.wishes)},
        {place: order.tolist() for place, order in enumerate(orders)},
        dict(enumerate(sides.capacity.tolist())),
    )
    place = np.full(len(sides.wishes), -1, np.int32)
    for hospital, residents in game.solve(optimal="resident").items():
        for resident in residents:
            place[resident.name] = hospital.name
    return place


if __name__ == "__main__":
    for row in rows(tuple(map(int, sys.argv[1:])) or SIZES):
        times = row.rival / row.ours
        print(f"{row.name}: {row.ours:.2f} ms, theirs {row.rival:.0f} ms, {times:,.0f} times")
