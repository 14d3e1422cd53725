"""A server of real processes, and how it is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds: a busy machine is no fault
# What can be killed: those who answer pages, whoever runs the tasks, or the whole server at once.
WEB, WORKER, ALL = "web", "worker", "all"


class Served:
    """Web and worker under their supervisor, each in processes of its own."""

    def __init__(self, nursery: subprocess.Popen, folder: Path, port: int):
        self._nursery, self._folder, self.port = nursery, folder, port
        self._supervisor = 0

    def start(self) -> None:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(f"{self._folder}\n")
        self._nursery.stdin.flush()
        self._supervisor = int(self._nursery.stdout.readline())
        self._wait_for(WEB)
        self._wait_for(WORKER)

    @property
    def worker(self) -> int:
        """The process that runs the tasks now."""
        return self._pid(WORKER)

    def kill(self, what: str) -> None:
        """With -9, and everything that belongs to it.

        Another comes in its place, by the supervisor or, with that one killed, by us.
        """
        names = [WEB, WORKER] if what == ALL else [what]
        pids = {name: self._pid(name) for name in names}
        for name in names:
            (self._folder / name).unlink()
        if what == ALL:
            os.kill(self._supervisor, signal.SIGKILL)
        for pid in pids.values():
            # The parent's end may have ended it already.
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        if what == ALL:
            # Else those who are dying could be taken for those who come.
            until(lambda: not self._answers())
            self.start()
        else:
            self._wait_for(what)

    def _pid(self, name: str) -> int:
        return int((self._folder / name).read_text())

    def _wait_for(self, name: str) -> None:
        until((self._folder / name).exists)
        if name == WEB:
            until(self._answers)

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            return True
        return False


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """A server on the database of the test; it ends with the block."""
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.killed.nursery", str(port)],
        cwd=ROOT,
        env={**os.environ, "SAMVERKA_DATABASE": _address(), "SAMVERKA_LOG": "CRITICAL"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:
        served = Served(nursery, folder, port)
        try:
            served.start()
            yield served
        finally:
            nursery.kill()
            # Those it left behind end with it, and must not hold the database.
            for name in (WEB, WORKER):
                with suppress(FileNotFoundError, ProcessLookupError):
                    os.killpg(served._pid(name), signal.SIGKILL)


def until(question: Callable[[], bool], pause: float = 0.005) -> None:
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(pause)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _address() -> str:
    """The test's database, as SAMVERKA_DATABASE names one."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings.DATA / here["NAME"])
    sign = f":{here['PASSWORD']}" if here["PASSWORD"] else ""
    port = f":{here['PORT']}" if here["PORT"] else ""
    return f"postgresql://{here['USER']}{sign}@{port}/{here['NAME']}?host={here['HOST']}"
