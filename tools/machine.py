"""Programs of the machine that the checks need: found, or as root installed from Debian."""

import os
import shutil
import subprocess
from pathlib import Path

from . import steps
from .steps import Failed

# The caller's PATH may be emptied; these are where Linux keeps its programs.
USUAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

NO_CHROMIUM = (
    "The browser tests need Chromium or Chrome. Install one (Debian: apt install chromium), or "
    "say where it is: CHROMIUM=/path/to/chrome make test"
)


def find(*names: str) -> str | None:
    """The first of these programs, in the caller's PATH or in the usual places."""
    path = f"{os.environ.get('PATH', '')}:{USUAL}"
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def chromium() -> str:
    named = os.environ.get("CHROMIUM")
    if named and not os.access(named, os.X_OK):
        raise Failed(f"CHROMIUM is {named}, and there is no such program.")
    found = named or find(*CHROMIUMS)
    if not found:
        install("chromium", NO_CHROMIUM)
        found = find(*CHROMIUMS)
    if not found:
        raise Failed("Debian's chromium was installed, but it is not where programs are.")
    return found


def install(package: str, otherwise: str) -> None:
    """Install one of Debian's packages, or say what the user is to do instead."""
    apt = find("apt-get")
    if os.geteuid() != 0 or apt is None:
        raise Failed(otherwise)
    env = steps.environment(DEBIAN_FRONTEND="noninteractive", PATH=USUAL)
    with steps.step(f"Installing Debian's {package}"):
        lists = Path("/var/lib/apt/lists")
        if not any(lists.glob("*_Packages*")):
            _apt([apt, "update"], env, otherwise)
        _apt([apt, "install", "--yes", "--no-install-recommends", package], env, otherwise)


def _apt(command: list[str], env: dict[str, str], otherwise: str) -> None:
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Failed(f"{result.stderr.strip()}\n{otherwise}")
