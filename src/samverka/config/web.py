"""The web server: granian, with the application already loaded when its workers are forked."""

import multiprocessing
import socket
from functools import partial

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import get_commands
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from .loading import for_good
from .supervisor import die_with_parent

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


def load() -> WSGIHandler:
    """Everything that answering needs, loaded once and shared by all children."""
    with for_good():
        application = get_wsgi_application()
        # Imports every view and works out which address is whose, as the first page would.
        get_resolver().reverse_dict  # noqa: B018  worked out by asking
        _know_models()
        connections.close_all()
    return application


def _know_models() -> None:
    """What Django works out of all tables and commands when first asked, here for all children."""
    get_commands()
    for model in apps.get_models(include_auto_created=True):
        model._meta.get_fields(include_hidden=True)
        model._meta.fields_map  # noqa: B018  what points here, by name


def answer(application: WSGIHandler, host: str, port: int, workers: int) -> None:
    """Answer pages until asked to end."""
    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "samverka.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_in_worker, application), wrap_loader=False)


def _in_worker(application: WSGIHandler) -> WSGIHandler:
    die_with_parent()
    return application
