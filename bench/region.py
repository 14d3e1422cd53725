"""A copy of the demonstration region to measure on, and the way in for whoever reads a page."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connections

from .measure import Server, free_port, serving


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the demonstration database, so that measuring leaves the region as it was."""
    with tempfile.TemporaryDirectory(prefix="samverka-bench-") as folder:
        database = Path(folder) / "region.sqlite3"
        shutil.copy(os.environ["SAMVERKA_DATABASE"], database)
        os.environ["SAMVERKA_DATABASE"] = str(database)
        os.environ["DJANGO_SETTINGS_MODULE"] = "samverka.config.settings"
        django.setup()
        yield Path(folder)
        connections.close_all()


@contextmanager
def served() -> Iterator[Server]:
    """The region, served as `samverka serve` serves it; ready when the first page is."""
    port = free_port()
    samverka = str(Path(sys.executable).with_name("samverka"))
    command = [samverka, "serve", "--port", str(port)]
    with serving(command, port, "/konto/logga-in/", dict(os.environ)) as server:
        yield server
