"""A measurement in a process of its own: `python -m bench.alone MODULE ARGUMENT…`.

What it imports is not in our memory, and is loaded when Django is ready, as models must be.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import django


def ask(module: str, *arguments: object, env: Mapping[str, str] | None = None) -> Any:
    """What `main` of a module here answers in another process."""
    command = [sys.executable, "-m", "bench.alone", module, *map(str, arguments)]
    said = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
    return json.loads(said.stdout.splitlines()[-1])


def measured(thing: Callable[[], object]) -> dict[str, float]:
    """Seconds, those of the processor, and megabytes above what the process held before."""
    Path("/proc/self/clear_refs").write_text("5")
    idle = _megabytes("VmRSS")
    began, processor = time.monotonic(), time.process_time()
    thing()
    return {
        "seconds": time.monotonic() - began,
        "processor": time.process_time() - processor,
        "megabytes": _megabytes("VmHWM") - idle,
    }


def _megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    django.setup()
    print(json.dumps(import_module(f"bench.{sys.argv[1]}").main(*sys.argv[2:])))
