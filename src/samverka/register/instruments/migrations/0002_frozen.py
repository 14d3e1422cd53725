from django.db import migrations

# What is published stays as it was when people answered it, whatever program writes.
FROZEN = ("instrument_id", "number", "definition", "what_changed", "published_on")


def _trigger_of_sqlite() -> str:
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FROZEN)
    return (
        "CREATE TRIGGER published_version_is_frozen "
        "BEFORE UPDATE ON instruments_instrumentversion "
        f"WHEN OLD.published_on IS NOT NULL AND ({changed}) "
        "BEGIN SELECT RAISE(ABORT, 'A published version is frozen.'); END"
    )


FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_frozen_version() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'A published version is frozen.' USING ERRCODE = 'check_violation';
END $$ LANGUAGE plpgsql
"""


def _trigger_of_postgresql() -> str:
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)
    return (
        "CREATE TRIGGER published_version_is_frozen "
        "BEFORE UPDATE ON instruments_instrumentversion FOR EACH ROW "
        f"WHEN (OLD.published_on IS NOT NULL AND ({changed})) "
        "EXECUTE FUNCTION refuse_frozen_version()"
    )


def freeze(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(_trigger_of_sqlite())
    else:
        editor.execute(FUNCTION)
        editor.execute(_trigger_of_postgresql())


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_initial")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
