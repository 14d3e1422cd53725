"""One parent, a few forked children: started, watched, started again, ended together."""

import ctypes
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger("samverka.server")

PATIENCE = 4.0  # seconds between asking children to end and ending them
LONGEST_WAIT = 30.0  # seconds between attempts to start a child that dies at once
STEADY = 60.0  # seconds after which a child counts as having started well
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl


@dataclass
class Child:
    """A piece of the server in a process group of its own."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    failures: int = 0
    started: float = 0.0
    not_before: float = 0.0


def die_with_parent() -> None:
    """End this process when its parent is killed without a chance to say so (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


class Supervisor:
    """Keeps children alive until it is asked to end."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.is_ending = False

    def run(self) -> int:
        wake = self._listen()
        while not self.is_ending:
            self._start_missing()
            select.select([wake], [], [], self._longest_sleep())
            _drain(wake)
            self._bury_dead()
        self._end()
        return 0

    def _listen(self) -> int:
        """Signals only wake the loop; what they mean is decided there."""
        wake, write = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(write, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_end)
        return wake

    def _ask_to_end(self, number, frame) -> None:
        self.is_ending = True

    def _longest_sleep(self) -> float | None:
        waiting = [child.not_before for child in self.children if not child.pid]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _start_missing(self) -> None:
        for child in self.children:
            if not child.pid and time.monotonic() >= child.not_before:
                child.started = time.monotonic()
                child.pid = _fork(child)

    def _bury_dead(self) -> None:
        for child in self.children:
            if child.pid and _has_ended(child.pid):
                self._note_death(child)

    def _note_death(self, child: Child) -> None:
        _signal_group(child.pid, signal.SIGKILL)  # what it started must not hold the port
        lived = time.monotonic() - child.started
        child.failures = 0 if lived > STEADY else child.failures + 1
        wait = min(LONGEST_WAIT, 0.5 * 2**child.failures)
        child.pid, child.not_before = 0, time.monotonic() + wait
        if not self.is_ending:
            log.error("%s ended unexpectedly; it is started again in %.1f s", child.name, wait)

    def _end(self) -> None:
        for child in self.children:
            if child.pid:
                _signal(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(child.pid for child in self.children) and time.monotonic() < deadline:
            time.sleep(0.02)
            self._bury_dead()
        for child in self.children:
            if child.pid:
                _signal_group(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)


def _fork(child: Child) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    # A group of its own: Ctrl-C reaches the parent only, which ends the children in order.
    os.setpgid(0, 0)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    die_with_parent()
    os._exit(_work(child))


def _work(child: Child) -> int:
    """Do the child's work and never return into the parent's code."""
    try:
        child.work()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else 0
    except BaseException:
        log.exception("%s failed", child.name)
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _has_ended(pid: int) -> bool:
    return os.waitpid(pid, os.WNOHANG)[0] == pid


def _drain(wake: int) -> None:
    try:
        os.read(wake, 512)
    except BlockingIOError:
        return


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _signal_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return
