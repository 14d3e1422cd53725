"""What each target of the Makefile does."""

import os
import re
import socket
import subprocess
import sys

from . import checks, demonstration, machine, python_setup, rivals, site_files, steps
from .steps import PYTHON, ROOT, VENV, Failed


def show_help() -> int:
    """The targets with their lines, read from the Makefile, so that the two cannot differ."""
    steps.say("Samverka. Write `make` and one of these words:\n")
    for line in (ROOT / "Makefile").read_text().splitlines():
        if target := re.fullmatch(r"([a-z-]+): ## (.+)", line):
            steps.say(f"  {target[1]:<16} {target[2]}")
    steps.say("\nThe program itself, once set up:  .venv/bin/samverka --help")
    return 0


def run() -> int:
    port = _port()
    python_setup.environment_for("run")
    site_files.prepare()
    region = demonstration.prepare()
    site_files.collect(region.environment)
    steps.say(region.who_to_sign_in_as)
    command = [str(VENV / "bin" / "samverka"), "serve", "--port", str(port)]
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], command, region.environment)


def _port() -> int:
    """The port of PORT, or 8000; in use is said before minutes of set-up, not after."""
    word = os.environ.get("PORT", "8000")
    if not word.isdecimal() or not 0 < int(word) < 65536:
        raise Failed(
            f"PORT is {word!r}; a port is a number from 1 to 65535. Try: make run PORT=8001"
        )
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(word)))
        except OSError as problem:
            raise Failed(
                f"Port {word} cannot be used ({problem.strerror}). "
                f"Choose another one, like this: make run PORT={int(word) % 65535 + 1}"
            ) from None
    return int(word)


def test() -> int:
    python_setup.environment_for("check")
    site_files.prepare()
    return checks.run_all()


def bench() -> int:
    python_setup.environment_for("check")
    site_files.prepare()
    region = demonstration.prepare()
    site_files.collect(region.environment)
    env = {**region.environment, "CHROMIUM": machine.chromium()}
    return subprocess.run([PYTHON, "-m", "bench.run"], cwd=ROOT, env=env, check=False).returncode


def bench_allocation() -> int:
    return rivals.measure()


def lock() -> int:
    python_setup.environment_for("check")
    wanted = {"run": ["build"], "check": ["build", "check"], "rivals": ["build", "rivals"]}
    for name, groups in wanted.items():
        with steps.step(f"Locking requirements/{name}.txt"):
            _lock(
                name, [word for group in groups for word in ("--group", group)], "pyproject.toml"
            )
    with steps.step("Locking requirements/node.txt"):
        _lock("node", ["--group", "node"])
    return 0


def _lock(name: str, groups: list[str], *sources: str) -> None:
    no_addresses = ["--no-emit-index-url", "--no-emit-find-links"]
    exact = ["--universal", "--python-version", "3.11", "--generate-hashes", *no_addresses]
    newer = ["--upgrade"] if os.environ.get("UPGRADE") else []
    quiet = ["--no-header", "--no-annotate", "--quiet", *newer]
    uv = [PYTHON, "-m", "uv", "pip", "compile", *sources, *groups, *exact, *quiet]
    # The build backend and the libraries are locked together, so that they agree.
    steps.run([*uv, "--output-file", f"requirements/{name}.txt"])


def messages() -> int:
    python_setup.environment_for("check")
    steps.run_showing([PYTHON, "-m", "tools.messages", "extract"])
    return 0


def format_code() -> int:
    python_setup.environment_for("check")
    steps.run_showing([PYTHON, "-m", "ruff", "format"])
    steps.run_showing([PYTHON, "-m", "ruff", "check", "--fix"])
    return 0


def demo_reset() -> int:
    steps.say(demonstration.throw_away())
    return 0


def break_guards() -> int:
    python_setup.environment_for("check")
    site_files.prepare()
    steps.run_showing([PYTHON, "-m", "tools.break_guards"])
    return 0


TARGETS = {
    "help": show_help,
    "run": run,
    "test": test,
    "bench": bench,
    "bench-allocation": bench_allocation,
    "lock": lock,
    "messages": messages,
    "format": format_code,
    "demo-reset": demo_reset,
    "break-guards": break_guards,
}


def main(words: list[str]) -> int:
    target = TARGETS.get(words[0] if words else "help")
    if target is None:
        steps.say(f"There is no target {words[0]!r}. `make help` lists them.")
        return 2
    try:
        return target()
    except Failed as problem:
        steps.say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        steps.say("\nStopped.")
        return 130
