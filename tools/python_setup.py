"""The virtual environment: libraries locked with hashes first, then Samverka itself."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from . import steps
from .steps import PYTHON, ROOT, VENV, Failed

REQUIREMENTS = ROOT / "requirements"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check")


def environment_for(requirements: str) -> None:
    """A .venv that holds requirements/<requirements>.txt and Samverka, compiled."""
    _make_venv()
    if requirements == "run" and steps.is_done("check", _content("check")):
        requirements = "check"  # holds everything that running needs
    _install(requirements)
    _compile()


def _make_venv() -> None:
    if PYTHON.exists() and _answers():
        return
    with steps.step("Making a virtual environment in .venv"):
        if importlib.util.find_spec("ensurepip") is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise Failed(
                f"{sys.executable} has no ensurepip, so it cannot make a virtual environment.\n"
                f"On Debian and Ubuntu: apt install python{version}-venv. Or name another Python: "
                "make run PYTHON=/path/to/python3"
            )
        steps.run([sys.executable, "-m", "venv", "--clear", VENV])


def _answers() -> bool:
    """Whether the environment's Python still works: the one it was made from may have gone."""
    question = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    result = subprocess.run(
        [PYTHON, "-c", question], env=steps.environment(), capture_output=True, check=False
    )
    return result.returncode == 0


def _content(requirements: str) -> str:
    return steps.digest(
        REQUIREMENTS / f"{requirements}.txt", ROOT / "pyproject.toml", words=[str(ROOT)]
    )


def _install(requirements: str) -> None:
    content = _content(requirements)
    if steps.is_done(requirements, content):
        return
    locked = REQUIREMENTS / f"{requirements}.txt"
    total = count(locked)
    with steps.step(f"Installing {total} libraries, each checked against its hash"):
        # --only-binary: what cannot be had ready-made is named, not built for minutes and failed.
        steps.run_counting(
            [*PIP, "install", "--require-hashes", "--only-binary", ":all:", "-r", locked],
            marks=("Collecting ", "Requirement already satisfied"),
            total=total,
            noun="libraries",
        )
    with steps.step("Installing Samverka itself"):
        steps.run([*PIP, "install", "--no-deps", "--no-build-isolation", "-e", ROOT])
    steps.mark_done(requirements, content)


def count(locked: Path) -> int:
    return sum("==" in line for line in locked.read_text().splitlines())


def _compile() -> None:
    """Compiled code starts two to four times faster; the caller's shell may forbid it."""
    steps.run([PYTHON, "-m", "compileall", "-q", ROOT / "src"])
