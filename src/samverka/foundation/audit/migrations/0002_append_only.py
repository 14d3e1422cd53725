"""The database itself keeps the trail: nothing is changed, and nothing removed for five years.

A table that SQLite makes anew in a later migration loses its triggers; test_append_only notices,
and that migration then ends with `RunPython(keep, let_go)` of this one.
"""

from django.db import migrations

SQLITE = (
    """
    CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'The trail is not changed.'); END
    """,
    """
    CREATE TRIGGER trail_is_not_removed BEFORE DELETE ON audit_event
    WHEN OLD.happened_at > datetime('now', '-5 years')
    BEGIN SELECT RAISE(ABORT, 'The trail is kept for five years.'); END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS trail_is_not_changed",
    "DROP TRIGGER IF EXISTS trail_is_not_removed",
)
POSTGRESQL = (
    """
    CREATE FUNCTION trail_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The trail is not changed, and kept for five years.'
        USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION trail_is_kept()
    """,
    """
    CREATE TRIGGER trail_is_not_removed BEFORE DELETE ON audit_event
    FOR EACH ROW WHEN (OLD.happened_at > now() - interval '5 years')
    EXECUTE FUNCTION trail_is_kept()
    """,
)
POSTGRESQL_BACK = (
    "DROP TRIGGER IF EXISTS trail_is_not_changed ON audit_event",
    "DROP TRIGGER IF EXISTS trail_is_not_removed ON audit_event",
    "DROP FUNCTION IF EXISTS trail_is_kept()",
)


def keep(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def let_go(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(schema_editor, sqlite, postgresql):
    statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(keep, let_go)]
