"""A PostgreSQL of our own for the checks: brought up in a passing folder, gone at the end."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import machine, steps
from .steps import Failed

WHERE = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
# Tests need no data after a power cut, so nothing waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")
REMEDY = (
    "The tests run on PostgreSQL too. Install its server (Debian and Ubuntu: apt install "
    "postgresql), or put initdb and pg_ctl in PATH. It need not run: the tests start their own."
)


@contextmanager
def running() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the block.

    It listens on a socket in a folder that only its own user may enter, and on no port.
    """
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="samverka-pg-", dir="/tmp"))
    account = _unprivileged()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        _start(binaries, folder, account)
        yield f"postgresql://samverka@/samverka?host={folder}"
    finally:
        _stop(binaries, folder, account)
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = _look()
    if found is None:
        machine.install("postgresql", REMEDY)
        found = _look()
    if found is None:
        raise Failed(REMEDY)
    return found


def _look() -> Path | None:
    """The folder of PostgreSQL's programs: what PATH names, else the newest installed."""
    named = shutil.which("pg_ctl")
    if named and (Path(named).parent / "initdb").exists():
        return Path(named).resolve().parent
    folders = [folder for where in WHERE for folder in Path("/").glob(where[1:])]
    complete = [folder for folder in folders if (folder / "initdb").exists()]
    return max(complete, key=_version, default=None)


def _version(folder: Path) -> int:
    number = re.search(r"(\d+)", str(folder))
    return int(number[1]) if number else 0


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, and rightly; somebody without rights runs it."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return known[name]
    raise Failed("As root, the tests need a user without rights to run PostgreSQL as: postgres.")


def _start(binaries: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
    data = folder / "data"
    initdb = ["-D", data, "-U", "samverka", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    _run([binaries / "initdb", *initdb], folder, account)
    options = " ".join(f"-c {option}" for option in FAST)
    listen = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
    server = ["-D", data, "-w", "-t", "60", "-l", folder / "log", "-o", f"{options} {listen}"]
    _run([binaries / "pg_ctl", "start", *server], folder, account)
    # Tests make databases of their own; whoever else comes by the address finds the one it names.
    _run([binaries / "createdb", "-h", folder, "-U", "samverka", "samverka"], folder, account)


def _stop(binaries: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        _run(
            [binaries / "pg_ctl", "stop", "-D", folder / "data", "-m", "immediate"],
            folder,
            account,
        )


def _run(command: list, folder: Path, account: pwd.struct_passwd | None) -> None:
    """Run one of PostgreSQL's programs as somebody without rights."""
    # Output goes to a file: a server started here would hold a pipe open for ever.
    said = folder.with_suffix(".said")
    with said.open("w+") as output:
        result = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env=steps.environment(PATH=machine.USUAL, LC_ALL="C"),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
    text = said.read_text()
    said.unlink()
    if result.returncode != 0:
        log = folder / "log"
        more = log.read_text() if log.exists() else ""
        raise Failed(f"{text}{more}\nPostgreSQL did not come up; what it said stands above.")
