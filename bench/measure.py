"""What the benchmarks share: a row of the table, a server to ask, and how its cost is read."""

import datetime as dt
import os
import platform
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

WARM_UP = 10


def machine() -> str:
    """Processor, cores and Python: a figure without them says nothing."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


@dataclass(frozen=True)
class Row:
    """One figure of ours beside its rival's: the floor's in the same run, or the bar itself."""

    name: str
    ours: float
    rival: float
    unit: str
    bar: float = 1.0
    machine: str = field(default_factory=machine)
    date: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).date().isoformat())

    @property
    def ratio(self) -> float:
        return self.ours / self.rival

    @property
    def holds(self) -> bool:
        return self.ratio <= self.bar

    def as_dict(self) -> dict:
        return {
            "name": self.name,
            "ours": round(self.ours, 3),
            "rival": round(self.rival, 3),
            "unit": self.unit,
            "ratio": round(self.ratio, 3),
            "bar": self.bar,
            "holds": self.holds,
            "machine": self.machine,
            "date": self.date,
        }


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@dataclass
class Server:
    """A running server."""

    port: int
    pid: int
    seconds_to_first_answer: float

    def family(self) -> list[int]:
        return _family(self.pid)

    def web_group(self) -> list[int]:
        """The processes that answer pages: the first child and what it forked."""
        return _family(_children(self.pid)[0])

    def cpu_seconds(self) -> float:
        """User and system time that answering pages has cost so far."""
        return sum(map(_cpu_seconds, self.web_group()))

    def megabytes(self) -> float:
        """Memory of all processes, what they share counted once."""
        return sum(map(_pss_kilobytes, self.family())) / 1024


@contextmanager
def serving(command: list[str], port: int, path: str, env: dict[str, str]) -> Iterator[Server]:
    started = time.monotonic()
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}{path}", process)
            yield Server(port, process.pid, time.monotonic() - started)
        finally:
            process.send_signal(signal.SIGTERM)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"{address} did not answer; what the server said stands above.")


def milliseconds_per_request(
    server: Server, path: str, headers: dict[str, str], requests: int
) -> float:
    """Processor time of one answer, over many, on one connection that stays open."""
    connection = HTTPConnection("127.0.0.1", server.port)
    for _ in range(WARM_UP):
        _ask(connection, path, headers)
    before = server.cpu_seconds()
    for _ in range(requests):
        _ask(connection, path, headers)
    cost = server.cpu_seconds() - before
    connection.close()
    return cost / requests * 1000


def milliseconds_on_the_clock(
    server: Server, path: str, headers: dict[str, str], requests: int
) -> float:
    """How long one waits for an answer, the median of many; other work on the machine shows."""
    connection = HTTPConnection("127.0.0.1", server.port)
    waits = []
    for _ in range(WARM_UP + requests):
        asked = time.monotonic()
        _ask(connection, path, headers)
        waits.append(time.monotonic() - asked)
    connection.close()
    return median(waits[WARM_UP:]) * 1000


def _ask(connection: HTTPConnection, path: str, headers: dict[str, str]) -> None:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}, so its cost says nothing.")


def _children(pid: int) -> list[int]:
    words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sorted(map(int, words))


def _family(pid: int) -> list[int]:
    return [pid, *(member for child in _children(pid) for member in _family(child))]


def _cpu_seconds(pid: int) -> float:
    """The clock of another process's time, as clock_getcpuclockid(3) numbers it on Linux.

    Exact, where /proc/<pid>/stat counts hundredths of a second.
    """
    return time.clock_gettime((~pid << 3) | 2)


def _pss_kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
