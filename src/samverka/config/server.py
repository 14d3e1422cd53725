"""The server: web, worker and timetable, forked from one parent that has everything loaded."""

import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections, connection, connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from samverka.foundation.work import actions as work

from .supervisor import Child, Supervisor, die_with_parent
from .timetable import TIMETABLE, Line

log = logging.getLogger("samverka.server")

BEAT = 10  # seconds between a worker's heartbeats
TICK = 5  # seconds between looks at the timetable
THREADS = 4  # per process: others wait for the database while one computes


class PortInUse(ImproperlyConfigured):
    """Somebody else listens where we were to."""


def check_port(host: str, port: int) -> None:
    """Say it now, in a sentence, if the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            raise PortInUse(
                f"Port {port} on {host} cannot be used ({problem.strerror}). Is another Samverka "
                f"running? Choose another port: samverka serve --port {port % 65535 + 1}"
            ) from None


def serve(host: str, port: int, workers: int | None) -> int:
    """Serve until asked to end."""
    application = _loaded()
    count = workers or _fitting_workers()
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    print(f"Samverka is at http://{shown}:{port}  (Ctrl-C ends it)", flush=True)
    return Supervisor(
        [
            Child("web", partial(web, application, host, port, count)),
            Child("worker", worker),
            Child("timetable", keep_timetable),
        ]
    ).run()


def _loaded() -> WSGIHandler:
    """Everything that answering needs, loaded once and shared by all children."""
    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018  imports every view
    connections.close_all()
    # Frozen, so that collecting does not touch, and thereby copy, the shared memory.
    gc.collect()
    gc.freeze()
    return application


def _fitting_workers() -> int:
    """One process where there is one writer anyway; else one for each core."""
    return 1 if connection.vendor == "sqlite" else len(os.sched_getaffinity(0))


def web(application: WSGIHandler, host: str, port: int, workers: int) -> None:
    """Answer pages."""
    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "samverka.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_in_worker, application), wrap_loader=False)


def _in_worker(application: WSGIHandler) -> WSGIHandler:
    die_with_parent()
    return application


def worker() -> None:
    """Run tasks, and tell all the while that we live."""
    worker_id = f"{socket.gethostname()[:40]}-{os.getpid()}"
    work.beat(worker_id=worker_id)
    threading.Thread(target=_keep_beating, args=(worker_id,), daemon=True).start()
    try:
        call_command(
            "db_worker", queue_name="*", worker_id=worker_id, startup_delay=False, verbosity=0
        )
    finally:
        work.leave(worker_id=worker_id)


def _keep_beating(worker_id: str) -> None:
    while True:
        time.sleep(BEAT)
        _forgivingly(partial(work.beat, worker_id=worker_id))


def keep_timetable() -> None:
    """Do what the timetable says, when it says."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
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
