"""All benchmarks: `make bench`. Prints a table and writes bench/results.json beside it."""

import json
import sys
import traceback
from importlib import import_module
from pathlib import Path

from . import region
from .measure import Row

RESULTS = Path(__file__).parent / "results.json"
# Each is a file here with rows(folder). Those that change the copied region come last.
BENCHMARKS = (
    "start",
    "cpu",
    "wire",
    "queries",
    "large",
    "forms",
    "instruments",
    "plans",
    "imports",
    "accounts",
    "sign_up",
    "whatif",
)


def main() -> int:
    found: list[Row] = []
    broken = []
    with region.copied() as folder:
        for name in BENCHMARKS:
            print(f"· {name} …", flush=True)
            try:
                # Imported here, since models can be imported only once the region is chosen.
                found += import_module(f"bench.{name}").rows(folder)
            except Exception:
                traceback.print_exc()
                broken.append(name)
    RESULTS.write_text(json.dumps([row.as_dict() for row in found], indent=1, ensure_ascii=False))
    show(found)
    if broken:
        print(f"Could not be measured: {', '.join(broken)}")
    return 1 if broken or not all(row.holds for row in found) else 0


def show(rows: list[Row]) -> None:
    width = max((len(row.name) for row in rows), default=0)
    print(f"\n{'':<{width}}  {'ours':>8}  {'rival':>8}  {'unit':<8} {'ratio':>6}  {'bar':>5}")
    for row in rows:
        print(
            f"{row.name:<{width}}  {row.ours:8.2f}  {row.rival:8.2f}  {row.unit:<8} "
            f"{row.ratio:6.2f}  {row.bar:5.2f}  {'holds' if row.holds else 'DOES NOT HOLD'}"
        )


if __name__ == "__main__":
    sys.exit(main())
