"""The database itself keeps signed minutes: what was decided is not changed, and not removed.

What came of a decision is written afterwards, so outcome and closing stay open. A table that
SQLite makes anew in a later migration loses its triggers; test_sign_minutes notices, and that
migration then ends with `RunPython(keep, let_go)` of this one.
"""

from django.db import migrations

SIGNED_MEETING = "(SELECT signed_on FROM groups_meeting WHERE id = OLD.meeting_id) IS NOT NULL"
# Table, name of the trigger, when it is refused; of a change that touches what the minutes say.
RULES = (
    (
        "groups_decision",
        "signed_decision",
        SIGNED_MEETING,
        "(OLD.meeting_id, OLD.number, OLD.text, OLD.ground, OLD.decided_by, OLD.follow_up_on)"
        " <> (NEW.meeting_id, NEW.number, NEW.text, NEW.ground, NEW.decided_by,"
        " NEW.follow_up_on)",
    ),
    (
        "groups_agendaitem",
        "signed_item",
        SIGNED_MEETING,
        "(OLD.meeting_id, OLD.number, OLD.title, OLD.said)"
        " <> (NEW.meeting_id, NEW.number, NEW.title, NEW.said)",
    ),
    (
        "groups_meeting",
        "signed_minutes",
        "OLD.signed_on IS NOT NULL",
        "NEW.signed_on IS NULL"
        " OR (OLD.group_id, OLD.held_on, OLD.signed_on, OLD.signed_by)"
        " <> (NEW.group_id, NEW.held_on, NEW.signed_on, NEW.signed_by)",
    ),
)
REFUSAL = "Signed minutes are not changed."


def sqlite() -> list[str]:
    statements = []
    for table, name, signed, changed in RULES:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        statements += [
            f"CREATE TRIGGER {name}_is_not_changed BEFORE UPDATE ON {table} "
            f"WHEN {signed} AND ({changed}) {refuse}",
            f"CREATE TRIGGER {name}_is_not_removed BEFORE DELETE ON {table} "
            f"WHEN {signed} {refuse}",
        ]
    return statements


def sqlite_back() -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {name}_is_not_{what}"
        for _, name, _, _ in RULES
        for what in ("changed", "removed")
    ]


def postgresql() -> list[str]:
    """A trigger of PostgreSQL cannot ask another table in its WHEN, so its function asks."""
    statements = []
    for table, name, signed, changed in RULES:
        statements += [
            f"""
            CREATE FUNCTION {name}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {signed} THEN
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
                    ELSIF {changed} THEN
                        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
                    END IF;
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$
            """,
            f"CREATE TRIGGER {name}_is_not_changed BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_is_kept()",
        ]
    return statements


def postgresql_back() -> list[str]:
    return [
        statement
        for table, name, _, _ in RULES
        for statement in (
            f"DROP TRIGGER IF EXISTS {name}_is_not_changed ON {table}",
            f"DROP FUNCTION IF EXISTS {name}_is_kept()",
        )
    ]


def keep(apps, schema_editor):
    _run(schema_editor, sqlite(), postgresql())


def let_go(apps, schema_editor):
    _run(schema_editor, sqlite_back(), postgresql_back())


def _run(schema_editor, of_sqlite, of_postgresql):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in of_sqlite if is_sqlite else of_postgresql:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial")]
    operations = [migrations.RunPython(keep, let_go)]
