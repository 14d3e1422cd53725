"""The tables of a database that is new, made at once: as all migrations in turn leave them.

Migration after migration takes half a minute, since Django draws its models anew for each change;
what all of them come to is drawn once. A test holds the two ways against each other.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder

BESIDES_TABLES = (RunPython, RunSQL)


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is no table in it yet."""
    return not connection.introspection.table_names()


def lay_tables(connection: BaseDatabaseWrapper) -> None:
    """All tables, what is shipped in them, and the note that no migration is left; or nothing."""
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state()
    plan = [
        migration
        for migration, _ in executor.migration_plan(
            executor.loader.graph.leaf_nodes(), clean_start=True
        )
    ]
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for app_label, operation in _of_our_own(plan):
            operation.database_forwards(app_label, editor, state, state)
        _note(connection, plan)


def _of_our_own(plan: list[Migration]) -> Iterator[tuple[str, Operation]]:
    """What our migrations do besides tables; those of libraries change rows that are there only.

    So do ours that are `elidable`.
    """
    for migration in plan:
        if not apps.get_app_config(migration.app_label).name.startswith("samverka."):
            continue
        for operation in migration.operations:
            if isinstance(operation, BESIDES_TABLES) and not operation.elidable:
                yield migration.app_label, operation


def _note(connection: BaseDatabaseWrapper, plan: list[Migration]) -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration in plan:
        recorder.record_applied(migration.app_label, migration.name)
