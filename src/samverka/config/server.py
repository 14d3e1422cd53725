"""The server: web, worker with timetable, solver, forked from one parent with all loaded."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection

from samverka.engine.allocation.standing import keeper
from samverka.foundation.work import actions as work
from samverka.toolkit.public_key import new_key

from . import web
from .supervisor import Child, Supervisor
from .timetable import TIMETABLE, Line

log = logging.getLogger("samverka.server")

BEAT = 10  # seconds between a worker's heartbeats
LOOK = 1  # seconds between a worker's looks for tasks
TICK = 5  # seconds between looks at the timetable


def serve(host: str, port: int, workers: int | None) -> int:
    """Serve until asked to end."""
    application = web.load()
    count = workers or _fitting_workers()
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    print(f"Samverka is at http://{shown}:{port}  (Ctrl-C ends it)", flush=True)
    children = [
        Child("web", partial(web.answer, application, host, port, count)),
        Child("worker", worker),
    ]
    if keeper.fits(settings.SOLVER):
        children.append(Child("solver", keep_solver))
    else:
        log.warning("%s is too long a name for a socket: no quick answers.", settings.SOLVER)
    return Supervisor(children).run()


def _fitting_workers() -> int:
    """One process where there is one writer anyway; else one for each core."""
    return 1 if connection.vendor == "sqlite" else len(os.sched_getaffinity(0))


def worker() -> None:
    """Run tasks and keep the timetable, and tell all the while that we live."""
    worker_id = worker_name()
    work.beat(worker_id=worker_id)
    threading.Thread(target=_keep_beating, args=(worker_id,), daemon=True).start()
    # A process of its own would have a copy of what it touches, and that is most of a worker.
    threading.Thread(target=keep_timetable, daemon=True).start()
    try:
        call_command(
            "db_worker",
            queue_name="*",
            interval=LOOK,
            worker_id=worker_id,
            startup_delay=False,
            verbosity=0,
        )
    finally:
        # Asked to end while a transaction begins, it would be left in one that nobody knows of.
        connection.close()
        work.leave(worker_id=worker_id)


def worker_name() -> str:
    """Never that of a worker before: in a container the process numbers begin anew.

    One that has the name of a dead one would keep that one's tasks from being taken up.
    """
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{new_key()}"


def _keep_beating(worker_id: str) -> None:
    while True:
        time.sleep(BEAT)
        _forgivingly(partial(work.beat, worker_id=worker_id))


def keep_solver() -> None:
    """Wait for what-if questions; nothing heavy is loaded before the first."""
    keeper.keep(settings.SOLVER, "samverka.guidance.matching.standing")


def keep_timetable() -> None:
    """Do what the timetable says, when it says."""
    while True:
        for line in TIMETABLE:
            _forgivingly(partial(keep_line, line))
        time.sleep(TICK)


def _forgivingly(call: Callable[[], object]) -> None:
    """A database that does not answer just now is asked again next time."""
    try:
        close_old_connections()
        call()
    except DatabaseError:
        log.warning("The database does not answer; trying again.", exc_info=True)


def keep_line(line: Line) -> None:
    """Do one line if it is due; its failure is noted and must not stop the others."""
    if not work.begin_routine(name=line.name, every=line.every):
        return
    try:
        line.call()
    except Exception as problem:
        log.exception("%s failed", line.name)
        work.end_routine(name=line.name, problem=repr(problem))
    else:
        work.end_routine(name=line.name)
