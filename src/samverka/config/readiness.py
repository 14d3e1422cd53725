"""Whether this program, this database and this key file belong together: asked before serving."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from samverka import __version__
from samverka.foundation.work import actions, queries


class NotReady(ImproperlyConfigured):
    """Program, database and key file do not fit; the message says what to do."""


def check() -> None:
    """Refuse, in a sentence, to go on with what does not fit."""
    _check_connection()
    _check_version()
    if not queries.has_key_check():
        raise NotReady("The database is not marked with a key yet. Run: samverka setup")
    _check_key()


def _check_connection() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        why = str(problem).strip().splitlines()[-1]
        raise NotReady(
            f"The database does not answer ({why}). Is it running, and is SAMVERKA_DATABASE right?"
        ) from None


def _check_version() -> None:
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied:
        raise NotReady("The database is empty. Make its tables with: samverka setup")
    known = _known_migrations()
    apps_here = {app for app, _name in known}
    newer = {(app, name) for app, name in applied - known if app in apps_here}
    if newer:
        raise NotReady(
            f"The database was made by a newer Samverka than this one ({__version__}). "
            "Serve it with the version that made it, or restore a back-up of the older one."
        )
    missing = known - applied
    if missing:
        raise NotReady(
            f"The database was made by an older Samverka; {len(missing)} changes are missing. "
            "Take a back-up, then run: samverka setup"
        )


def _known_migrations() -> set[tuple[str, str]]:
    """By the names of their files: to load and order them all takes 0.1 seconds and 6 MB."""
    found = set()
    for app in apps.get_app_configs():
        package, _is_chosen = MigrationLoader.migrations_module(app.label)
        if package and find_spec(package):
            files = iter_modules(import_module(package).__path__)
            found |= {(app.label, file.name) for file in files if not file.name.startswith("_")}
    return found


def update() -> None:
    """Bring the database's tables up to this version."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except InconsistentMigrationHistory as problem:
        raise NotReady(
            f"The database was made by a Samverka with another history ({problem}). "
            "Read it with the version that made it, and set up a new one for this version."
        ) from None


def _check_key() -> None:
    if not queries.key_file_fits():
        raise NotReady(
            f"The key file {settings.KEY_FILE} is not the one this database was sealed with. "
            "Put the right one in its place; you keep a copy outside the back-up."
        )


def mark_with_key() -> None:
    """Mark a new database with the key at hand; one marked with another key is refused."""
    if queries.has_key_check():
        _check_key()
    else:
        actions.mark_with_key()
