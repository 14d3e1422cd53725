"""The server answers, mends itself and ends when asked."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from samverka.config.server import worker_name

from .machine import Machine

PATIENCE = 20


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Machine:
    made = Machine(tmp_path_factory.mktemp("samverka"))
    assert made.run("keys", "new").returncode == 0
    assert made.run("setup", "--without-static").returncode == 0
    (made.folder / "static").mkdir()
    return made


@pytest.fixture
def port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture
def server(machine, port) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(
        machine.command("serve", "--port", str(port)),
        env=machine.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        wait_until(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None, "It ended at once; samverka serve says why."
        yield process
        process.kill()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=5) as page:
            return page.read() == b"ok"
    except (OSError, HTTPException):
        return False


def wait_until(question) -> None:
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def family(pid: int) -> list[int]:
    return [pid, *(grandchild for child in children(pid) for grandchild in family(child))]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_everything_when_asked(server, asked):
    everybody = family(server.pid)

    server.send_signal(asked)

    assert server.wait(timeout=5) == 0
    assert not any(map(is_alive, everybody))


def test_a_web_server_that_dies_is_started_again(server, port):
    for child in children(server.pid):
        os.kill(child, signal.SIGKILL)
    wait_until(lambda: not answers(port))

    wait_until(lambda: answers(port))

    assert len(children(server.pid)) == 3


def test_nothing_is_left_when_the_parent_is_killed(server):
    everybody = family(server.pid)

    server.kill()
    server.wait()

    wait_until(lambda: not any(map(is_alive, everybody)))


def test_no_worker_has_the_name_of_one_before_it():
    """Begun anew, a container gives its processes the same numbers once more."""
    assert worker_name() != worker_name()


ENDED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "samverka.config.settings"
import django
django.setup()
from django.db import connection
from samverka.config import server
from samverka.foundation.work.models import Heartbeat

def ended_as_a_transaction_begins(*words, **how):
    connection.cursor().execute("BEGIN IMMEDIATE")
    raise SystemExit(0)

server.call_command = ended_as_a_transaction_begins
server.keep_timetable = lambda: None
try:
    server.worker()
finally:
    print(Heartbeat.objects.count())
"""


def test_a_worker_that_ends_as_a_transaction_begins_takes_its_leave(machine):
    """Else its heartbeat stays, and the log tells of a failure that was none."""
    command = [sys.executable, "-c", ENDED]
    asked = subprocess.run(
        command, env=machine.environment(), capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout.strip()) == (0, "0"), asked.stderr


LOADS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "samverka.config.settings"
from samverka.config import web
web.load()
for_tasks = {"highspy", "numba", "llvmlite", "numpy", "typst"}
for_files = {"icalendar", "openpyxl", "pikepdf", "xlsxwriter"}
print(*((for_tasks | for_files) & set(sys.modules)))
"""


def test_no_page_loads_what_only_a_task_works_with(machine):
    """Numba alone takes 65 MB: what places people is loaded where they are placed, and what makes
    documents, workbooks and calendar files where one is made."""
    command = [sys.executable, "-c", LOADS]
    asked = subprocess.run(
        command, env=machine.environment(), capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout.strip()) == (0, ""), asked.stderr
