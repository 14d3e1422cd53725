"""A process with everything loaded that brings up servers as fast as they are killed.

Run by `served.Served` as a program of its own: pytest's process has threads, which do not live on
in a fork. Each line it reads is the name of a folder; each time it forks what `samverka serve` is
but for the timetable, whose children write their process ids into that folder.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
# As in the tests' own process: pages are answered without gathering static files first.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
# A browser asks for scripts and styles too.
settings.WHITENOISE_USE_FINDERS = True

from samverka.config import server, supervisor, web  # noqa: E402


def main(port: int) -> None:
    supervisor.die_with_parent()
    # They die all the time here: nobody is to wait half a minute for the next.
    supervisor.LONGEST_WAIT = 0.0
    server.LOOK = 0.05
    application = web.load()
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            _serve(Path(line.strip()), port, application)
        print(pid, flush=True)
        os.waitpid(pid, 0)


def _serve(folder: Path, port: int, application: WSGIHandler) -> None:
    """The parent that `samverka serve` is, with the children it has."""
    supervisor.die_with_parent()
    answer = partial(web.answer, application, "127.0.0.1", port, 1)
    children = {"web": answer, "worker": server.worker}
    served = supervisor.Supervisor(
        [
            supervisor.Child(name, partial(_tell_and, work, folder, name))
            for name, work in children.items()
        ]
    )
    os._exit(served.run())


def _tell_and(work: Callable[[], None], folder: Path, name: str) -> None:
    """Written beside and then named, so that nobody reads half a number."""
    being_written = folder / f".{name}"
    being_written.write_text(str(os.getpid()))
    being_written.rename(folder / name)
    work()


if __name__ == "__main__":
    main(int(sys.argv[1]))
