"""Steps of the set-up: each has a name, shows that it goes on, and is done once per content."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"

# What the caller's shell may hold that would change what our programs find or write.
_UNWANTED = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPLATLIBDIR",
    "PYTHONSTARTUP",
    "PYTHONWARNINGS",
    "DJANGO_SETTINGS_MODULE",
    "VIRTUAL_ENV",
    "MAKEFLAGS",
    "MFLAGS",
    "MAKELEVEL",
)


class Failed(Exception):
    """A step could not be done; the message says what happened and what one can do."""


def environment(**more: str) -> dict[str, str]:
    """The caller's environment without what would disturb, and without settings of Samverka."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in _UNWANTED and not name.startswith("SAMVERKA_")
    }
    return {**clean, **more}


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Name what is being done, and how long it took if that was long."""
    started = time.monotonic()
    say(f"· {name} …")
    yield
    took = time.monotonic() - started
    if took > 2:
        say(f"  done in {took:.0f} s")


def run(command: Iterable[object], *, env: dict[str, str] | None = None, **options) -> str:
    """Run a program quietly; if it fails, its output is the explanation."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words,
        env=env or environment(),
        cwd=options.pop("cwd", ROOT),
        stdout=subprocess.PIPE,
        stderr=options.pop("stderr", subprocess.STDOUT),
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if result.returncode != 0:
        raise Failed(
            f"{result.stdout.strip()}\n{Path(words[0]).name} failed with the output above."
        )
    return result.stdout


def run_counting(
    command: Iterable[object], *, marks: tuple[str, ...], total: int, noun: str
) -> None:
    """Run a long program and count the lines of its output that begin with one of `marks`."""
    words = [str(word) for word in command]
    lines: list[str] = []
    counted = 0
    with subprocess.Popen(
        words,
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as program:
        for line in program.stdout or ():
            lines.append(line)
            if line.startswith(marks):
                counted += 1
                _show_count(counted, total, noun)
    if sys.stdout.isatty() and counted:
        say("")
    if program.returncode != 0:
        raise Failed(f"{''.join(lines[-30:]).strip()}\n{words[0]} failed with the output above.")


def _show_count(counted: int, total: int, noun: str) -> None:
    if sys.stdout.isatty():
        print(f"\r  {min(counted, total)} of {total} {noun}", end="", flush=True)
    elif counted % 20 == 0:
        say(f"  {min(counted, total)} of {total} {noun}")


def run_showing(command: Iterable[object], *, env: dict[str, str] | None = None) -> None:
    """Run a program that tells of its own progress."""
    words = [str(word) for word in command]
    if subprocess.run(words, env=env or environment(), cwd=ROOT, check=False).returncode != 0:
        raise Failed(f"{Path(words[-1]).name} failed; what it said stands above.")


def digest(*paths: Path, words: Iterable[str] = ()) -> str:
    """One short name for the contents of these files and folders."""
    total = hashlib.sha256()
    for word in words:
        total.update(word.encode() + b"\0")
    for path in _files(paths):
        total.update(str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and "__pycache__" not in file.parts
            )
        elif path.exists():
            yield path


def is_done(name: str, content: str) -> bool:
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == content


def mark_done(name: str, content: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(content)
