"""Whether somebody registered to a session has no mark is kept by the database itself.

Pages that greet ask it of every day held before today. Worked out from the places and the marks
each time it took longer the longer a region had been at it; kept, those few days are read from an
index. Triggers keep it, whoever writes the rows. So they do with the key of the programme, which
an index of days has: a calendar would look up the activity of each of thousands of days. A table
that SQLite makes anew in a later migration loses its triggers; test_lacks_marks and
test_of_programme notice, and that migration then ends with `RunPython(keep, let_go)` of this one.
"""

from django.db import migrations, models

# To a make-up come those who missed another, and nobody knows who: one mark is enough.
LACKS = """EXISTS (
    SELECT place.person_id FROM activities_registration place
    WHERE place.activity_id = activities_session.activity_id AND place.state = 'registered'
        AND (activities_session.makes_up_id IS NULL OR NOT EXISTS (
            SELECT 1 FROM activities_attendance other
            WHERE other.session_id = activities_session.id AND other.mark <> 'cleared'
        ))
    EXCEPT
    SELECT mark.person_id FROM activities_attendance mark
    WHERE mark.session_id = activities_session.id AND mark.mark <> 'cleared'
)"""
# Of what is written: table, name, columns that tell, and the sessions it may change.
RULES = (
    (
        "activities_attendance",
        "marks_tell",
        "mark, session_id, person_id",
        "id = {row}.session_id",
    ),
    (
        "activities_registration",
        "places_tell",
        "state, person_id, activity_id",
        "activity_id = {row}.activity_id",
    ),
    ("activities_session", "sessions_tell", "activity_id, makes_up_id", "id = {row}.id"),
)
EVENTS = (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",)))


OF_PROGRAMME = "(SELECT programme_id FROM activities_activity WHERE id = {row}.activity_id)"
# Also where it is written itself: who saves a session that was read before writes it anew.
SQLITE_PROGRAMME = (
    *(
        f"CREATE TRIGGER of_programme_{name} AFTER {event} ON activities_session BEGIN "
        f"UPDATE activities_session SET of_programme = {OF_PROGRAMME.format(row='NEW')} "  # noqa: S608
        "WHERE id = NEW.id; END"
        for name, event in (("insert", "INSERT"), ("update", "UPDATE OF activity_id, of_programme"))
    ),
    "CREATE TRIGGER of_programme_moves AFTER UPDATE OF programme_id ON activities_activity BEGIN "
    "UPDATE activities_session SET of_programme = NEW.programme_id WHERE activity_id = NEW.id; END",
)
POSTGRESQL_PROGRAMME = (
    f"""
    CREATE FUNCTION of_programme() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.of_programme := {OF_PROGRAMME.format(row="NEW")};
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER of_programme BEFORE INSERT OR UPDATE OF activity_id, of_programme "
    "ON activities_session FOR EACH ROW EXECUTE FUNCTION of_programme()",
    """
    CREATE FUNCTION of_programme_moves() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE activities_session SET of_programme = NEW.programme_id WHERE activity_id = NEW.id;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER of_programme_moves AFTER UPDATE OF programme_id ON activities_activity "
    "FOR EACH ROW EXECUTE FUNCTION of_programme_moves()",
)


def told_anew(which: str) -> str:
    return (
        f"UPDATE activities_session SET lacks_marks = {LACKS} "  # noqa: S608  the file's own text
        f"WHERE {which} AND lacks_marks <> {LACKS};"
    )


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {name}_{event.lower()} AFTER {event}"
        f"{f' OF {columns}' if event == 'UPDATE' else ''} ON {table} "
        f"BEGIN {' '.join(told_anew(which.format(row=row)) for row in rows)} END"
        for table, name, columns, which in RULES
        for event, rows in EVENTS
        if (table, event) != ("activities_session", "DELETE")
    ]


def postgresql() -> list[str]:
    """The sessions are locked first: of two who write at once, the later sees what both did."""
    statements = []
    for table, name, columns, which in RULES:
        for event, rows in EVENTS:
            if (table, event) == ("activities_session", "DELETE"):
                continue
            some = " OR ".join(which.format(row=row) for row in rows)
            function = f"{name}_{event.lower()}"
            statements += [
                f"""
                CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM 1 FROM activities_session WHERE {some}
                        ORDER BY id FOR NO KEY UPDATE;
                    {told_anew(f"({some})")}
                    RETURN NULL;
                END $$
                """,  # noqa: S608
                f"CREATE TRIGGER {function} AFTER {event}"
                f"{f' OF {columns}' if event == 'UPDATE' else ''} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {function}()",
            ]
    return statements


def keep(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    kept = (
        (*sqlite(), *SQLITE_PROGRAMME) if is_sqlite else (*postgresql(), *POSTGRESQL_PROGRAMME)
    )
    for statement in kept:
        schema_editor.execute(statement, None)
    schema_editor.execute(told_anew("1 = 1"), None)
    # The triggers write the key itself.
    schema_editor.execute("UPDATE activities_session SET of_programme = NULL", None)


def let_go(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name in ("of_programme_insert", "of_programme_update") if is_sqlite else ("of_programme",):
        drop(schema_editor, name)
    drop(schema_editor, "of_programme_moves")
    for _table, name, _columns, _which in RULES:
        for event, _rows in EVENTS:
            drop(schema_editor, f"{name}_{event.lower()}")


def drop(schema_editor, name):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    what = f"TRIGGER IF EXISTS {name}" if is_sqlite else f"FUNCTION IF EXISTS {name}() CASCADE"
    schema_editor.execute(f"DROP {what}", None)


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_days")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="lacks_marks",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                fields=["held_on", "activity"],
                condition=models.Q(lacks_marks=True),
                name="sessions_that_lack_marks",
            ),
        ),
        migrations.RunPython(keep, let_go),
    ]
