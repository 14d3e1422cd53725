"""One method on one stored problem, in a process of its own, so that its memory is its own.

    python -m bench.allocation.one METHOD FOLDER REPEATS

Prints one line of JSON: seconds of each solve, seconds to build the method's own model, the sum of
utility, the peak of memory before and after (MiB).
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np


def main(method: str, folder: str, repeats: str) -> None:
    arrays = [np.load(Path(folder) / f"{name}.npy") for name in ("utility", "room")]
    runner = import_module(f"bench.allocation.methods.{method}")
    built, solve = runner.prepare(*arrays)
    found: dict[str, Any] = {"build": built, "before": _peak(), "seconds": []}
    for _ in range(int(repeats)):
        started = time.perf_counter()
        answer = solve()
        found["seconds"].append(time.perf_counter() - started)
    found["peak"] = _peak()
    found |= runner.tell(answer)
    print(json.dumps(found))


def _peak() -> float:
    """The most memory this process has held, MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("The system does not say how much memory a process held.")


if __name__ == "__main__":
    main(*sys.argv[1:])
