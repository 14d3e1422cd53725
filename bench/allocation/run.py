"""All benchmarks of the engine: `make bench-allocation`. Prints a table and keeps the figures.

    python -m bench.allocation.run [NAME …]

The names are those of BENCHMARKS; all of them unless some are named. The figures of those are
written into bench/allocation/results.json, and what others measured before stays there.
"""

import json
import sys
import traceback
from importlib import import_module
from pathlib import Path

from bench.measure import Row

from .table import show

RESULTS = Path(__file__).parent / "results.json"
# Each is a file here with rows().
BENCHMARKS = ("singles", "growth", "households", "over_time", "choices", "two_machines", "staff")


def main(words: list[str]) -> int:
    chosen = [name for name in BENCHMARKS if name in words] or list(BENCHMARKS)
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    found: list[Row] = []
    broken = []
    for name in chosen:
        print(f"· {name} …", flush=True)
        try:
            rows = import_module(f"bench.allocation.{name}").rows()
        except Exception:
            traceback.print_exc()
            broken.append(name)
            continue
        found += rows
        kept[name] = [_exact(row) for row in rows]
        RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False))
    show(found)
    if broken:
        print(f"Could not be measured: {', '.join(broken)}")
    return 1 if broken or not all(row.holds for row in found) else 0


def _exact(row: Row) -> dict:
    """Milliseconds matter here: seconds are kept in six digits."""
    return {**row.as_dict(), "ours": round(row.ours, 6), "rival": round(row.rival, 6)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
