"""Break every rule of the house once, in a copy, and see that its guard notices.

python -m tools.break_guards            all of them, some minutes
python -m tools.break_guards WORD …     those whose line has one of the words

A guard that has never refused anything is not known to be one. What is broken and who should
notice stands in tools/guard_cases/.
"""

import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .guard_cases import CASES
from .guard_cases.ways import Case, Guard, NothingToBreak
from .steps import PYTHON, ROOT, environment, say

# Made at set-up and not in git, but tests and templates look for them.
ALSO = ("src/samverka/toolkit/static/vendor",)


@dataclass(frozen=True)
class Finding:
    case: Case
    noticed: bool
    why: str = ""


def main(words: list[str]) -> int:
    cases = [case for case in CASES if not words or _is_meant(case, words)]
    if not cases:
        say(f"No case has a line with {' or '.join(words)}.")
        return 2
    hands = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="samverka-guards-") as folder:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(hands):
            copies.put(_copy_to(Path(folder) / str(number)))
        with ThreadPoolExecutor(hands) as pool:
            guards = dict.fromkeys(case.guard for case in cases)
            whole = pool.map(lambda guard: (guard, _look_at_whole(guard, copies)), guards)
            asleep = {guard: said for guard, said in whole if said}
            findings = list(pool.map(lambda case: _try(case, copies, asleep), cases))
    return _tell(findings)


def _is_meant(case: Case, words: Iterable[str]) -> bool:
    return any(word.lower() in f"{case.what} {case.guard}".lower() for word in words)


def _copy_to(folder: Path) -> Path:
    """The files of the repository as they stand now, committed or not."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    for name in ALSO:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    # The guards ask git which files there are.
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def _look_at_whole(guard: Guard, copies: "queue.SimpleQueue[Path]") -> str:
    """What a guard has against the unbroken copy; it must have nothing."""
    copy = copies.get()
    try:
        noticed, said = _ask(guard, copy)
    finally:
        copies.put(copy)
    return said[-400:] if noticed or guard.cannot_run(said) else ""


def _try(case: Case, copies: "queue.SimpleQueue[Path]", asleep: dict[Guard, str]) -> Finding:
    if case.guard in asleep:
        return Finding(case, False, f"refuses the unbroken code too: {asleep[case.guard]}")
    copy = copies.get()
    try:
        with _broken(case, copy):
            noticed, said = _ask(case.guard, copy)
    except NothingToBreak as problem:
        return Finding(case, False, f"could not be broken: {problem}")
    finally:
        copies.put(copy)
    return Finding(case, noticed, "" if noticed else said[-400:])


@contextmanager
def _broken(case: Case, copy: Path) -> Iterator[None]:
    """The copy with the rule broken; mended afterwards, whatever happens."""
    changed = case.change(copy)
    before = {path: path.read_bytes() if path.exists() else None for path in changed}
    try:
        for path, text in changed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        yield
    finally:
        for path, content in before.items():
            if content is not None:
                path.write_bytes(content)
            else:
                _remove(path, copy)


def _remove(path: Path, copy: Path) -> None:
    """A file that was made, and the folders made for it."""
    path.unlink()
    for folder in path.parents:
        shutil.rmtree(folder / "__pycache__", ignore_errors=True)
        if folder == copy or any(folder.iterdir()):
            break
        folder.rmdir()


def _ask(guard: Guard, copy: Path) -> tuple[bool, str]:
    """Whether the guard notices, and what it says."""
    home = copy / "build" / "home"
    env = environment(PYTHONPATH=str(copy / "src"), SAMVERKA_DATA=str(home))
    if not home.exists():
        keys = [str(PYTHON), "-m", "samverka.config.command", "keys", "new"]
        subprocess.run(keys, cwd=copy, env=env, check=True, capture_output=True)
    done = subprocess.run(
        [str(PYTHON), *guard.command],
        cwd=copy,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    return done.returncode != 0 and guard.sign in said, said


def _tell(findings: list[Finding]) -> int:
    for finding in findings:
        word = "noticed  " if finding.noticed else "UNNOTICED"
        say(f"{word}  {finding.case.what:<66}  {finding.case.guard}")
    missed = [finding for finding in findings if not finding.noticed]
    for finding in missed:
        say(f"\n── {finding.case.what}\n{finding.why}")
    say(f"\n{len(findings) - len(missed)} of {len(findings)} noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
