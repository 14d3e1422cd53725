"""Made-up years of arrivals, with seasons and surges: for trials before there are any real ones.

Nothing here is estimated from people. Groups stand for anything that makes places differ for
those who come (a trade, schooling, company of one's own language that one has asked for): each
has its season and does well in its own few places, all do somewhat better in some places than in
others, and now and then many of one group come at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import Counts, Problem

from .passes import Doubles
from .year import Batches, Year

_TOP = 10_000


@dataclass(frozen=True)
class World:
    """What the years of one region have in common.

    places, groups, batches  how many of each
    cases       how many come in a year, give or take a tenth
    slack       how much room there is for each one expected
    surge       how many times as many of a group come while there is a surge
    households  whether cases are households of 1 to 8 persons with three resources (persons,
                school seats, support places) instead of single persons
    seed        the same seed gives the same world
    """

    places: int = 50
    groups: int = 8
    batches: int = 52
    cases: int = 4000
    slack: float = 1.1
    surge: float = 4.0
    households: bool = False
    seed: int = 0


def made_up_year(world: World, number: int) -> Year:
    """The year with this number: the same world, other people and other surges."""
    lasting = np.random.default_rng([world.seed, 0])
    pull = lasting.normal(0.0, 0.8, world.places)
    size = lasting.lognormal(0.0, 0.8, world.places)
    suits = lasting.random((world.groups, world.places)) < 0.12
    seasons = _seasons(world, lasting)
    chance = np.random.default_rng([world.seed, 1, number])
    n = round(world.cases * chance.uniform(0.9, 1.1))
    group, batch = _arrivals(n, _with_surges(world, seasons, chance), chance)
    leaning = pull + 2.5 * suits[group] + chance.normal(0.0, 0.5, (n, world.places))
    score = leaning + chance.normal(-1.5, 0.8, (n, 1))
    utility = np.rint(_TOP / (1 + np.exp(-score))).astype(np.int32)
    needs = _needs(world, n, chance)
    persons = needs[:, 0]
    names = ("persons", "school seats", "support places")[: needs.shape[1]]
    problem = Problem(
        cases=tuple(f"{number}-{row:06d}" for row in range(n)),
        places=tuple(f"place {column:03d}" for column in range(world.places)),
        resources=names,
        utility=utility * persons[:, None].astype(np.int32),
        needs=needs,
        capacity=_room(world, size, needs),
        minimum=np.zeros((world.places, needs.shape[1]), np.int64),
        barred=np.zeros((n, world.places), np.uint8),
        unit=_TOP // 100,
        persons=persons,
    )
    return Year(problem, batch, world.batches)


def _seasons(world: World, lasting: np.random.Generator) -> Doubles:
    """(groups, batches) how many of each group are to be expected, as shares."""
    phase = lasting.random((world.groups, 1)) * world.batches
    common = lasting.dirichlet(np.full(world.groups, 2.0))[:, None]
    turn = 2 * np.pi * (np.arange(world.batches) - phase) / world.batches
    shares: Doubles = common * (1 + 0.8 * np.sin(turn))
    return shares


def _with_surges(world: World, seasons: Doubles, chance: np.random.Generator) -> Doubles:
    """Three times a year, many more of some group come for three to six batches."""
    shares = seasons.copy()
    groups, batches = shares.shape
    for _ in range(3):
        first, length = int(chance.integers(batches)), int(chance.integers(3, 7))
        shares[int(chance.integers(groups)), first : first + length] *= world.surge
    every: Doubles = shares / shares.sum()
    return every


def _arrivals(
    n: int, shares: Doubles, chance: np.random.Generator
) -> tuple[NDArray[np.int64], Batches]:
    """(n,) group and (n,) batch of those who come, in the order of batches."""
    drawn = chance.choice(shares.size, n, p=shares.ravel())
    batch = drawn % shares.shape[1]
    order = np.argsort(batch, kind="stable")
    return drawn[order] // shares.shape[1], batch[order].astype(np.int32)


def _needs(world: World, n: int, chance: np.random.Generator) -> Counts:
    if not world.households:
        return np.ones((n, 1), np.int64)
    persons = chance.choice(np.arange(1, 9), n, p=[0.35, 0.17, 0.14, 0.14, 0.1, 0.05, 0.03, 0.02])
    children = chance.binomial(np.maximum(persons - 1, 0), 0.6)
    return np.stack([persons, children, chance.random(n) < 0.15], axis=1).astype(np.int64)


def _room(world: World, size: Doubles, needs: Counts) -> Counts:
    """(k, r) room by the places' sizes, for as many as are expected and the slack."""
    share = size / size.sum() * world.slack
    room = np.ceil(share[:, None] * needs.mean(axis=0) * world.cases)
    return np.asarray(room, np.int64)
