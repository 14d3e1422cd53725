"""Made-up problems for the tests of the engine: households, places, and what they are worth."""

from itertools import product

import numpy as np

from samverka.engine.allocation.problem import UNPLACED, Floor, Problem


def households(
    n: int, k: int, seed: int, *, slack: float = 1.2, most: int = 1_000, **more: object
) -> Problem:
    """n households of one to six persons, with school seats and support, in k places."""
    draw = np.random.default_rng(seed)
    persons = draw.integers(1, 7, n)
    needs = np.stack([persons, draw.binomial(persons - 1, 0.5), draw.random(n) < 0.2], axis=1)
    share = draw.lognormal(0, 0.7, k)
    room = np.ceil(needs.sum(axis=0) * slack * (share / share.sum())[:, None])
    return Problem(
        cases=tuple(f"household {row:05}" for row in range(n)),
        places=tuple(f"place {column:03}" for column in range(k)),
        resources=("persons", "school seats", "support"),
        utility=draw.integers(0, most + 1, (n, k)).astype(np.int32),
        needs=needs.astype(np.int64),
        capacity=room.astype(np.int64),
        persons=persons.astype(np.int64),
        **{
            "minimum": np.zeros((k, 3), np.int64),
            "barred": np.zeros((n, k), np.uint8),
            **more,
        },
    )


def tangled(n: int, k: int, seed: int) -> Problem:
    """A small problem with everything at once: barred pairs, groups, areas, minimums, floors."""
    draw = np.random.default_rng(seed)
    rows = draw.permutation(n).tolist()
    capacity = households(n, k, seed, slack=draw.uniform(0.6, 1.6)).capacity
    return households(
        n,
        k,
        seed,
        slack=1.0,
        most=int(draw.choice([3, 50, 1_000_000])),
        barred=(draw.random((n, k)) < 0.2).astype(np.uint8),
        reasons=("", "no support there"),
        together=(tuple(sorted(rows[:2])),) if draw.random() < 0.5 else (),
        near=(tuple(sorted(rows[1:3])),) if draw.random() < 0.5 else (),
        area=draw.integers(0, 2, k).astype(np.int32),
        minimum=(capacity * (draw.random(capacity.shape) < 0.3) * 0.5).astype(np.int64),
        floors=(Floor("a group", tuple(sorted(rows[2:4])), int(draw.integers(0, 600))),)
        if draw.random() < 0.5
        else (),
    )


def best(problem: Problem) -> tuple[int, int, int]:
    """Most persons, least missed, most worth: by trying every plan there is."""
    n, k, _ = problem.shape
    found = (-1, 0, 0)
    for choice in product(range(UNPLACED, k), repeat=n):
        place = np.array(choice)
        if _is_allowed(problem, place):
            found = max(found, _measure(problem, place))
    return found[0], -found[1], found[2]


def _is_allowed(problem: Problem, place: np.ndarray) -> bool:
    at = np.flatnonzero(place != UNPLACED)
    if problem.barred[at, place[at]].any() or (_load(problem, place) > problem.capacity).any():
        return False
    groups = [*([place[row] for row in group] for group in problem.together)]
    groups += [
        [UNPLACED if place[row] < 0 else problem.area[place[row]] for row in group]
        for group in problem.near
    ]
    return all(len(set(map(int, group))) == 1 for group in groups)


def _load(problem: Problem, place: np.ndarray) -> np.ndarray:
    load = np.zeros_like(problem.capacity)
    for row in np.flatnonzero(place != UNPLACED):
        load[place[row]] += problem.needs[row]
    return load


def _measure(problem: Problem, place: np.ndarray) -> tuple[int, int, int]:
    at = np.flatnonzero(place != UNPLACED)
    got = np.zeros(len(place), np.int64)
    got[at] = problem.utility[at, place[at]]
    missed = np.maximum(problem.minimum - _load(problem, place), 0).sum()
    for floor in problem.floors:
        missed += max(0, floor.mean * len(floor.cases) - got[list(floor.cases)].sum())
    return int(problem.heads[at].sum()), -int(missed), int(got.sum())
