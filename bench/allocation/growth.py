"""How the time of single cases grows, beside a rival and the limit: bench.allocation.growth

Draws docs/pictures/placement-growth.svg from what it measures. Structured utility, which has many
ties; the limit is one reading of the matrix at the memory's speed.
"""

import tempfile
from pathlib import Path

import numpy as np

from bench.measure import Row

from .drawing import Line, draw
from .instances import single
from .singles import ROOT, answer, reading
from .table import show

PICTURE = ROOT / "docs" / "pictures" / "placement-growth.svg"
CASES, PLACES = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000), (10, 30, 100, 290)
MOST_CASES, MOST_PLACES = CASES[-1], PLACES[-1]
ROUNDS = 3
RIVAL = "OR-Tools SimpleMinCostFlow"


def rows() -> list[Row]:
    """Seconds of ours beside the rival's for each size; the picture is drawn anew."""
    by_cases = [(n, *_measured(n, MOST_PLACES)) for n in CASES]
    by_places = [(k, *_measured(MOST_CASES, k)) for k in PLACES[:-1]]
    by_places.append((MOST_PLACES, *by_cases[-1][1:]))
    PICTURE.write_text(
        draw(
            "How the time of placing single cases grows",
            (f"Cases, {MOST_PLACES} places", _lines(by_cases)),
            (f"Places, {MOST_CASES:,} cases", _lines(by_places)),
        )
    )
    names = [f"{n:,} × {MOST_PLACES}" for n in CASES] + [f"{MOST_CASES:,} × {k}" for k in PLACES]
    return [
        Row(f"growth, {name}: {RIVAL}", own, rival, "s")
        for name, (_, own, rival, _limit) in zip(names, by_cases + by_places, strict=True)
    ]


def _measured(n: int, k: int) -> tuple[float, float, float]:
    """Seconds of ours, of the rival, and of one reading of the matrix."""
    problem = single(n, k, "structured")
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "utility.npy", problem.utility)
        np.save(Path(folder) / "room.npy", problem.capacity[:, 0])
        own = answer("ours", folder, ROUNDS)
        rival = answer("ortools_flow", folder, 1)
    if own.value != rival.value:
        raise RuntimeError(f"{n} × {k}: ours is worth {own.value}, the rival's {rival.value}.")
    return own.seconds, rival.seconds, reading(problem.utility)


def _lines(points: list[tuple[int, float, float, float]]) -> list[Line]:
    names = ("Samverka", RIVAL, "one reading of the matrix")
    return [
        Line(name, [(point[0], point[at]) for point in points])
        for at, name in enumerate(names, start=1)
    ]


if __name__ == "__main__":
    show(rows())
