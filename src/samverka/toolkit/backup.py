"""Back-up and restore: every row of every table, in a form that both databases read.

Rows go through the models' own fields, so that a back-up of SQLite restores on PostgreSQL and the
other way. The tables themselves come from the migrations, which must be the same on both sides.
"""

import base64
import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.sql import InsertQuery

from samverka import __version__

from .clock import now
from .sealed_file import FileProblem, SealedWriter, open_sealed

BATCH = 500
# Rows that hold files: many at once would fill the memory.
FEW = 5
Model = type[models.Model]


class CannotRestore(Exception):
    """The back-up does not fit this database; the message says what one can do."""


def tables() -> list[Model]:
    """Every table with rows of ours or of what we build on; the cache is left to fill itself."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def filled_tables() -> set[str]:
    return {model._meta.label for model in tables() if model._base_manager.exists()}


def applied_migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


# --- Backing up ---------------------------------------------------------------------------------


def back_up(path: Path) -> dict[str, int]:
    """Write every row into one sealed file; answers the number of rows by table.

    A half-written file never bears the name: it is written beside and moved into place.
    """
    beside = path.with_name(f"{path.name}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, _one_moment():
            facts = {
                "version": __version__,
                "made_at": now().isoformat(timespec="seconds"),
                "migrations": applied_migrations(),
            }
            with (
                SealedWriter(file, facts) as sealed,
                gzip.GzipFile(fileobj=sealed, mode="wb", mtime=0) as packed,
                io.TextIOWrapper(packed, encoding="utf-8") as lines,
            ):
                counts = {model._meta.label: _write(model, lines) for model in tables()}
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return counts


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables as they were at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # A reader's transaction: Django's own would take the lock for writing.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _write(model: Model, lines: io.TextIOWrapper) -> int:
    names = [field.attname for field in _fields(model)]
    _line(lines, {"table": model._meta.label, "fields": names})
    count = 0
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(_batch(model)):
        _line(lines, [_neutral(value) for value in row])
        count += 1
    _line(lines, {"rows": count, "last_number": _last_number(model)})
    return count


def _batch(model: Model) -> int:
    holds_files = any(isinstance(field, models.BinaryField) for field in _fields(model))
    return FEW if holds_files else BATCH


def _line(lines: io.TextIOWrapper, value: Any) -> None:
    # Keys in order: PostgreSQL keeps them in one of its own, SQLite as they came.
    written = json.dumps(value, cls=_Encoder, ensure_ascii=False, sort_keys=True)
    lines.write(written + "\n")


class _Encoder(DjangoJSONEncoder):
    """Django's encoder cuts microseconds; a back-up does not."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _neutral(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _fields(model: Model) -> list[models.Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)


# --- Restoring ----------------------------------------------------------------------------------


def restore(path: Path, *, replace: bool, filled_by_setup: set[str]) -> dict[str, int]:
    """Read a back-up into this database, all of it or nothing; answers rows by table.

    :param filled_by_setup: tables that hold rows in a new database too
    :raises CannotRestore: other migrations, or rows that would be lost
    :raises FileProblem: not a back-up, damaged, or sealed with another key
    """
    file, sealed = open_sealed(path)
    with file:
        if not connection.introspection.table_names():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        _check_fits(sealed.facts, replace=replace, filled_by_setup=filled_by_setup)
        packed = gzip.GzipFile(fileobj=sealed, mode="rb")  # type: ignore[call-overload]
        with transaction.atomic(), _without_triggers():
            _empty_tables()
            return _read(io.TextIOWrapper(packed, encoding="utf-8"))


def _check_fits(facts: dict[str, Any], *, replace: bool, filled_by_setup: set[str]) -> None:
    theirs = sorted(facts.get("migrations", []))
    if theirs != applied_migrations():
        raise CannotRestore(
            f"The back-up was made by Samverka {facts.get('version', '?')}, whose tables differ "
            f"from those of this one ({__version__}). Restore it with the version that made it, "
            "then update."
        )
    filled = sorted(filled_tables() - filled_by_setup)
    if filled and not replace:
        raise CannotRestore(
            f"The database has data already ({', '.join(filled[:5])}). Restore into an empty one, "
            "or say --replace: then everything in it now is lost."
        )


def _empty_tables() -> None:
    with connection.cursor() as cursor:
        names = [connection.ops.quote_name(model._meta.db_table) for model in tables()]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (names of our own tables)


def _read(lines: Iterable[str]) -> dict[str, int]:
    models_by_label = {model._meta.label: model for model in tables()}
    counts = {}
    reader = iter(lines)
    for line in reader:
        opening = json.loads(line)
        model = models_by_label[opening["table"]]
        counts[opening["table"]] = _read_table(model, opening["fields"], reader)
    return counts


def _read_table(model: Model, names: list[str], lines: Iterator[str]) -> int:
    by_name = {field.attname: field for field in _fields(model)}
    fields = [by_name[name] for name in names]
    count, closing = 0, None
    while closing is None:
        rows = []
        for line in islice(lines, _batch(model)):
            value = json.loads(line)
            if isinstance(value, dict):
                closing = value
                break
            rows.append(_row(model, fields, value))
        _insert(model, fields, rows)
        count += len(rows)
        if closing is None and not rows:
            raise FileProblem("The back-up ends within a table. Use another copy.")
    _set_last_number(model, closing["last_number"])
    return count


def _row(model: Model, fields: list[models.Field[Any, Any]], values: list[Any]) -> models.Model:
    pairs = zip(fields, values, strict=True)
    return model(**{field.attname: _native(field, value) for field, value in pairs})


def _native(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.ForeignKey):
        return _native(field.target_field, value)
    return field.to_python(value)


def _insert(model: Model, fields: list[models.Field[Any, Any]], rows: list[models.Model]) -> None:
    """Rows as they were: no field sets itself anew on the way in."""
    size = max(connection.ops.bulk_batch_size(fields, rows), 1)
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=True)
        query.get_compiler(connection=connection).execute_sql()


# --- What the two databases do each in its own way ----------------------------------------------


def _last_number(model: Model) -> int:
    """The last number given to a row: it is never given again, since the trail knows it."""
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            table = model._meta.db_table
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            sequence = _sequence(model)
            cursor.execute(f"SELECT last_value - (NOT is_called)::int FROM {sequence}")  # noqa: S608
        found = cursor.fetchone()
    return found[0] if found else 0


def _set_last_number(model: Model, number: int) -> None:
    """Within the transaction: a restore that fails leaves the numbers as they were."""
    if not isinstance(model._meta.pk, models.AutoField):
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, number])
        else:
            cursor.execute(f"ALTER SEQUENCE {_sequence(model)} RESTART WITH {number + 1:d}")


def _sequence(model: Model) -> str:
    """PostgreSQL's own name of what numbers the rows of a table."""
    table = connection.ops.quote_name(model._meta.db_table)
    column = model._meta.pk.column if model._meta.pk else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
        name: str = cursor.fetchone()[0]
    return name


@contextmanager
def _without_triggers() -> Iterator[None]:
    """Triggers that keep the trail from being changed stand aside while it is put back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)
        else:
            names = [connection.ops.quote_name(model._meta.db_table) for model in tables()]
            for name in names:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            yield
            # The keys between tables are looked through now: later the tables are closed to it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in names:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
