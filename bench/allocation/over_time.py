"""A year in batches against greed and hindsight: python -m bench.allocation.over_time

Made-up years of 4,000 cases and 50 places with seasons and surges, five earlier years to learn
from, and a number announced that is wrong by up to a tenth. Each seed is another region. What is
kept is the worst of the regions, not the best.
"""

import sys
from statistics import median

import numpy as np

from bench.measure import Row
from samverka.engine.allocation.online.futures import Outlook
from samverka.engine.allocation.online.made_up import World, made_up_year
from samverka.engine.allocation.online.replay import Replay, replay, run
from samverka.engine.allocation.solving import solve
from samverka.engine.allocation.verify import verify

SEEDS = range(1, 9)
EVEN = 30


def rows(seeds: range = SEEDS) -> list[Row]:
    """Shares of hindsight in per cent that is lost, and what prices take."""
    _replayed(World(places=5, cases=60, batches=5))  # compiled here, not while it is measured
    found = {seed: _replayed(World(seed=seed)) for seed in seeds}
    for seed, each in found.items():
        shares = [each.share(course) for course in (each.greedy, each.ahead, each.even)]
        print(f"  region {seed}: " + ", ".join(f"{share:.2%}" for share in shares), flush=True)
    lost = max(100 * (1 - each.share(each.ahead)) for each in found.values())
    greedy = median(100 * each.share(each.greedy) for each in found.values())
    even = median(100 * each.cost_of_even / each.ahead.value for each in found.values())
    wide = World(places=290, seed=1)
    return [
        Row("year in batches: lost against hindsight, worst of eight", lost, 1.5, "%"),
        Row("year in batches: greedy's share of hindsight, median", greedy, 90.0, "%"),
        Row(f"year in batches: cost of an even flow ({EVEN}), median", even, 5.0, "%"),
        Row("prices for a batch, 50 places", _slowest_median(found.values()), 20.0, "ms"),
        Row("prices for a batch, 290 places", _of_prices(wide), 20.0, "ms"),
    ]


def _replayed(world: World) -> Replay:
    outlook = Outlook(announced=world.cases, even=EVEN)
    year = made_up_year(world, 1)
    found = replay(year, _past(world), outlook, solve)
    if not verify(year.problem, found.hindsight).is_accepted:
        raise AssertionError("The verifier refuses the plan of hindsight.")
    return found


def _past(world: World) -> list:
    return [made_up_year(world, number) for number in range(2, 7)]


def _slowest_median(found) -> float:
    return max(1000 * float(np.median(each.ahead.looking)) for each in found)


def _of_prices(world: World) -> float:
    outlook = Outlook(announced=world.cases)
    course = run(made_up_year(world, 1), _past(world), outlook, solve)
    return 1000 * float(np.median(course.looking))


if __name__ == "__main__":
    for row in rows():
        verdict = "holds" if row.holds else "DOES NOT HOLD"
        print(f"{row.name}: {row.ours:.2f} {row.unit} (at most {row.rival:g})  {verdict}")
    sys.exit(0)
