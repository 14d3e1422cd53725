"""An environment of its own for those whom the placement engine is measured against."""

import os
import subprocess
import sys
from pathlib import Path

from . import python_setup, steps
from .steps import ROOT

FOLDER = ROOT / ".venv-rivals"
LOCKED = ROOT / "requirements" / "rivals.txt"


def environment() -> Path:
    """The Python of an environment that holds requirements/rivals.txt and Samverka."""
    python = FOLDER / "bin" / "python"
    content = steps.digest(LOCKED, ROOT / "pyproject.toml", words=[str(ROOT)])
    if python.exists() and steps.is_done("rivals", content):
        return python
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install"]
    with steps.step("Making a virtual environment in .venv-rivals"):
        steps.run([sys.executable, "-m", "venv", "--clear", FOLDER])
    total = python_setup.count(LOCKED)
    with steps.step(f"Installing {total} libraries, each checked against its hash"):
        steps.run_counting(
            [*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCKED],
            marks=("Collecting ",),
            total=total,
            noun="libraries",
        )
    with steps.step("Installing Samverka itself"):
        steps.run([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT])
    steps.mark_done("rivals", content)
    return python


def measure() -> int:
    """Measure what ONLY names (singles, households …), or all; see bench/allocation/run.py."""
    names = os.environ.get("ONLY", "").split()
    command = [str(environment()), "-m", "bench.allocation.run", *names]
    return subprocess.run(command, cwd=ROOT, env=steps.environment(), check=False).returncode
