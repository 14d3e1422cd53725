"""The light one that waits: it holds the socket, and starts the solver when somebody calls."""

import logging
import os
import select
import signal
import socket
import sys
import time
from importlib import import_module
from pathlib import Path

log = logging.getLogger("samverka.solver")

LONGEST_PATH = 100  # bytes; the kernel takes 107
WAITING_CALLS = 64
IDLE = 600.0  # seconds after which a solver that nobody asks ends
BREATH = 0.5  # seconds between a solver that ended and the next


class PathTooLong(ValueError):
    """A socket's path may only be so long."""


def keep(path: Path, answers: str, *, idle: float = IDLE) -> None:
    """Wait until asked to end (SIGTERM); a solver that dies is started anew at the next call.

    :param path: of the socket; whoever may write to it (its owner alone) may ask
    :param answers: the module that answers, by its full name
    :raises PathTooLong: the folder's name is too long for a socket
    """
    listener = _listening(path)
    own = os.stat(path).st_ino
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    try:
        while True:
            select.select([listener], [], [])
            _answer_until_idle(listener, answers, idle)
            time.sleep(BREATH)
    finally:
        # Another may have taken the path over meanwhile.
        if path.exists() and os.stat(path).st_ino == own:
            path.unlink()


def fits(path: Path) -> bool:
    """Whether a socket can have this path."""
    return len(os.fsencode(path)) <= LONGEST_PATH


def _listening(path: Path) -> socket.socket:
    if not fits(path):
        raise PathTooLong(str(path))
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(WAITING_CALLS)
    return listener


def _answer_until_idle(listener: socket.socket, answers: str, idle: float) -> None:
    """Have a process answer, and wait for its end: what it has loaded goes with it."""
    parent_lives, held_open = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(held_open)
        _end(_solve(listener, answers, idle, parent_lives))
    os.close(parent_lives)
    try:
        _, status = os.waitpid(pid, 0)
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        raise
    finally:
        os.close(held_open)
    if status:
        log.error("The solver ended unexpectedly (%s); the next call starts it again.", status)


def _solve(listener: socket.socket, answers: str, idle: float, parent_lives: int) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        # Only now is anything heavy loaded, and only in this process.
        solver = import_module(".solver", __package__)
        solver.answer(listener, answers, idle=idle, parent_lives=parent_lives)
    except BaseException:
        log.exception("The solver failed")
        return 1
    return 0


def _end(code: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
