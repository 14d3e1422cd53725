"""Single cases beside OR-Tools, POT and HiGHS: python -m bench.allocation.singles [SIZE …]

    SIZE       cases x places, as 20000x290; all sizes unless some are named
    --once     rivals are measured once, for a look at a busy machine

Each method runs in a process of its own on the same stored problem, one after another. Only its
solve is timed, the median of five; building its model is not, and compiling ours is told apart.
Every value must be the same to the unit, and the verifier proves ours again.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from bench.measure import Row
from samverka.engine.allocation.changes import with_decision, with_room
from samverka.engine.allocation.single.solver import solve_state

from .instances import single
from .methods import ours
from .table import show

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("random", "structured")
# How many times faster than OR-Tools' SimpleMinCostFlow we must be.
BARS = {"2000x50": 6, "20000x50": 15, "20000x290": 25, "100000x290": 35}
SECONDS, MEGABYTES, CHANGE = 0.5, 400.0, 10.0  # at 100,000 x 290
LARGEST = "100000x290"
# HiGHS is far slower: it is measured where it answers within a minute.
FOR_HIGHS = ("2000x50",)
ROUNDS = 5


@dataclass(frozen=True)
class Answer:
    """What one method said."""

    seconds: float
    build: float
    value: int
    peak: float


def rows(sizes: tuple[str, ...] = tuple(BARS), *, once: bool = False) -> list[Row]:
    """Seconds and memory of ours beside the rivals', and beside what is promised."""
    found = [Row("compiling for single cases, once per machine", _compiling(), 60.0, "s")]
    for size in sizes:
        for kind in KINDS:
            found += _measured(size, kind, 1 if once else ROUNDS)
        if size == LARGEST:
            found += _changes(size)
    return found


def _measured(size: str, kind: str, rounds: int) -> list[Row]:
    n, k = map(int, size.split("x"))
    name = f"{n:,} single cases × {k}, {kind}"
    problem = single(n, k, kind)
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "utility.npy", problem.utility)
        np.save(Path(folder) / "room.npy", problem.capacity[:, 0])
        own = answer("ours", folder, ROUNDS)
        others = {"ortools_flow": answer("ortools_flow", folder, rounds)}
        others["pot"] = answer("pot", folder, min(rounds, 1 if n > 20_000 else ROUNDS))
        if size in FOR_HIGHS:
            others["highs"] = answer("highs", folder, 1)
    if not ours.is_verified(problem.utility, problem.capacity[:, 0]):
        raise RuntimeError(f"The verifier does not prove the plan of {name}.")
    found = []
    for method, other in others.items():
        if method != "pot" and other.value != own.value:
            raise RuntimeError(f"{name}: ours is worth {own.value}, {method}'s {other.value}.")
        bar = 1 / BARS[size] if method == "ortools_flow" else 1.0
        found.append(Row(f"{name}: {method}", own.seconds, other.seconds, "s", bar=bar))
    if size == LARGEST:
        limit = reading(problem.utility)
        found += [
            Row(f"{name}: proven", own.seconds, SECONDS, "s"),
            Row(f"{name}: memory", own.peak, MEGABYTES, "MiB"),
            Row(f"{name}: one reading of the matrix", own.seconds, limit, "s", bar=50.0),
        ]
    return found


def answer(method: str, folder: str, rounds: int) -> Answer:
    """What a method of `methods/` says of a stored problem, in a process of its own."""
    command = [sys.executable, "-m", "bench.allocation.one", method, folder, str(rounds)]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(said.stdout.splitlines()[-1])
    seconds = " ".join(f"{taken:.4f}" for taken in told["seconds"])
    print(f"  {method}: {seconds} s, {told['peak']:.0f} MiB", flush=True)
    return Answer(median(told["seconds"]), told["build"], told["value"], told["peak"])


def reading(utility: np.ndarray) -> float:
    """One pass over the matrix at the memory's speed: no exact method can be faster."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        np.bitwise_xor.reduce(utility, axis=None)
        taken.append(time.perf_counter() - started)
    return min(taken)


def _compiling() -> float:
    """Seconds of the first two solves of a process that keeps nothing from before."""
    with tempfile.TemporaryDirectory() as empty:
        env = {**os.environ, "NUMBA_CACHE_DIR": empty}
        code = (
            "from bench.allocation.methods import ours\nimport numpy as np\n"
            "print(ours.prepare(np.zeros((1, 1), np.int32), np.ones(1, np.int64))[0])"
        )
        said = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return float(said.stdout)


def _changes(size: str) -> list[Row]:
    """One decision, and one place more: milliseconds to the exact new optimum."""
    n, k = map(int, size.split("x"))
    return [row for kind in KINDS for row in _changes_of(n, k, kind)]


def _changes_of(n: int, k: int, kind: str) -> list[Row]:
    state = solve_state(single(n, k, kind))
    with_room(with_decision(state, 0, 0).state, 0)
    chance = np.random.default_rng(1)
    tried = zip(
        chance.integers(0, n, 200).tolist(), chance.integers(0, k, 200).tolist(), strict=True
    )
    taken = {
        "one decision": [_milliseconds(partial(with_decision, state, i, j)) for i, j in tried],
        "one place more": [_milliseconds(partial(with_room, state, j)) for j in range(k)],
    }
    name = f"{n:,} × {k}, {kind}"
    return [
        Row(f"{what}, {name}: {which.__name__}", which(times), CHANGE, "ms")
        for what, times in taken.items()
        for which in (median, max)
    ]


def _milliseconds(change: Callable[[], object]) -> float:
    started = time.perf_counter()
    change()
    return 1000 * (time.perf_counter() - started)


def main(words: list[str]) -> int:
    sizes = tuple(word for word in words if word in BARS) or tuple(BARS)
    found = rows(sizes, once="--once" in words)
    show(found)
    return 0 if all(row.holds for row in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
