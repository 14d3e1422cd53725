"""pytest run by a test, on tests of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pytest_on(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """It is no worker of the tests that run it: else two of them would make one database."""
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", "-c", "pyproject.toml", *words, folder],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
