"""Try the wheel as a newcomer would: installed alone in an empty environment, then served."""

import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import steps
from .python_setup import REQUIREMENTS
from .steps import PYTHON, Failed

PATIENCE = 20  # seconds for the server to answer


def try_out() -> str:
    """Build, install, set up and serve; what is tried is told in the sentence returned."""
    with tempfile.TemporaryDirectory(prefix="samverka-wheel-") as name:
        folder = Path(name)
        samverka = _installed(folder)
        env = steps.environment(SAMVERKA_DATA=str(folder / "data"))
        steps.run([samverka, "keys", "new"], env=env, cwd=folder)
        steps.run([samverka, "setup"], env=env, cwd=folder)
        return _served(samverka, env, folder)


def _installed(folder: Path) -> Path:
    steps.run([PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", folder])
    (wheel,) = folder.glob("*.whl")
    steps.run([sys.executable, "-m", "venv", folder / "venv"])
    pip = [folder / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS / "run.txt"]
    steps.run([*pip, *locked], cwd=folder)
    steps.run([*pip, "--no-deps", wheel], cwd=folder)
    return folder / "venv" / "bin" / "samverka"


def _served(samverka: Path, env: dict[str, str], folder: Path) -> str:
    port = free_port()
    with (folder / "log").open("w+") as log:
        server = subprocess.Popen(
            [samverka, "serve", "--port", str(port)], env=env, cwd=folder, stdout=log, stderr=log
        )
        try:
            started = time.monotonic()
            _wait_for(f"http://127.0.0.1:{port}/halsa/", folder / "log")
            took = time.monotonic() - started
            files = _static_files(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(timeout=10)
    return f"The wheel served after {took:.1f} s, with {files} static files."


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _wait_for(address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise Failed(f"{log.read_text()}\nThe wheel's server did not answer in {PATIENCE} s.")


def _static_files(site: str) -> int:
    """Ask for every file the first page names; other people's files must be among them."""
    with urllib.request.urlopen(site, timeout=10) as page:
        text = page.read().decode()
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    if not any("/vendor/" in address for address in addresses):
        raise Failed("The wheel's first page names no file of /static/vendor/.")
    for address in addresses:
        try:
            urllib.request.urlopen(site + address, timeout=10).close()
        except urllib.error.HTTPError as problem:
            raise Failed(f"The wheel's server answers {problem.code} for {address}.") from None
    return len(addresses)
