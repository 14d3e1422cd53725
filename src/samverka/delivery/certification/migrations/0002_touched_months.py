"""That something of a programme's month became another is noted by the database itself.

Whoever has added a month up may keep the sum while the month's token is the same. Triggers write
the tokens, whoever writes the rows: each change gives a new one, drawn by chance, so that none
ever comes back, not even where a change is taken back or never comes to pass.

On PostgreSQL each connection has a row of its own for a month, and the month's token is the sum of
them: nobody waits for anybody, as they would for one row that all who tick write in.

A table that SQLite makes anew in a later migration loses its triggers; test_touched_months
notices, and that migration then ends with `RunPython(keep, let_go)` of this one.
"""

from django.db import migrations, models

MONTH = "SUBSTR(CAST({day} AS TEXT), 1, 7)"
SESSION, CERTIFICATE = MONTH.format(day="session.held_on"), MONTH.format(day="changed.month")
# Of what is written: table, name, columns that tell, and the programmes and months they touch.
RULES = (
    (
        "activities_attendance",
        "marks_touch",
        "id session_id person_id organisation_id mark minutes",
        f"""SELECT activity.programme_id AS programme, {SESSION} AS month FROM {{changed}} changed
        JOIN activities_session session ON session.id = changed.session_id
        JOIN activities_activity activity ON activity.id = session.activity_id""",
    ),
    (
        "activities_session",
        "sessions_touch",
        "id activity_id held_on starts_at",
        f"""SELECT activity.programme_id AS programme, {MONTH.format(day="changed.held_on")} AS month
        FROM {{changed}} changed
        JOIN activities_activity activity ON activity.id = changed.activity_id""",
    ),
    (
        "activities_activity",
        "activities_touch",
        "id programme_id goal_id is_cancelled",
        f"""SELECT changed.programme_id AS programme, {SESSION} AS month FROM {{changed}} changed
        JOIN activities_session session ON session.activity_id = changed.id""",
    ),
    # Of the programme as a whole: an activity may have no day yet.
    (
        "activities_activity",
        "lists_touch",
        "id public_key programme_id goal_id municipality_id title kind is_cancelled",
        "SELECT changed.programme_id AS programme, '' AS month FROM {changed} changed",
    ),
    (
        "certification_countedas",
        "what_counts_touches",
        "id activity_id fund_id counts",
        f"""SELECT activity.programme_id AS programme, {SESSION} AS month FROM {{changed}} changed
        JOIN activities_activity activity ON activity.id = changed.activity_id
        JOIN activities_session session ON session.activity_id = activity.id""",
    ),
    (
        "certification_certificate",
        "certificates_touch",
        "id programme_id fund_id organisation_id month number certified_at",
        f"""SELECT changed.programme_id AS programme, {CERTIFICATE} AS month
        FROM {{changed}} changed""",
    ),
    (
        "certification_certifiedline",
        "lines_touch",
        "id certificate_id person_id category_id minutes claimed",
        f"""SELECT certificate.programme_id AS programme,
            {MONTH.format(day="certificate.month")} AS month FROM {{changed}} changed
        JOIN certification_certificate certificate ON certificate.id = changed.certificate_id""",
    ),
)
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
# Some connections' tokens can be added up without growing too long.
TOKEN = {
    "sqlite": "random() & 17592186044415",
    "postgresql": "CAST(FLOOR(random() * 17592186044416) AS bigint)",
}
WRITER = {"sqlite": "0", "postgresql": "pg_backend_pid()"}


def touched(vendor: str, months: str) -> str:
    return f"""
    INSERT INTO certification_touchedmonth (programme_id, month, writer, token)
    SELECT found.programme, found.month, {WRITER[vendor]}, {TOKEN[vendor]}
    FROM (SELECT DISTINCT programme, month FROM ({months}) every) found WHERE 1 = 1
    ON CONFLICT (programme_id, month, writer) DO UPDATE SET token = EXCLUDED.token;
    """  # noqa: S608  the file's own text


def sqlite(table: str, name: str, columns: str, months: str, event: str) -> list[str]:
    names = columns.split()
    rows = [
        f"SELECT {', '.join(f'{row}.{each} AS {each}' for each in names)}" for row in EVENTS[event]
    ]
    changed = f"({' UNION ALL '.join(rows)})"
    differs = " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in names)
    when = f"WHEN {differs}" if event == "UPDATE" else ""
    return [
        f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} {when} "
        f"BEGIN {touched('sqlite', months.format(changed=changed))} END"
    ]


def postgresql(table: str, name: str, columns: str, months: str, event: str) -> list[str]:
    """Once for a statement, however many rows it writes; of those updated, those that differ."""
    some = ", ".join(columns.split())
    seen = {row: f"SELECT {some} FROM {row.lower()}_rows" for row in EVENTS[event]}
    rows = " UNION ALL ".join(seen.values())
    if event == "UPDATE":
        old, new = seen["OLD"], seen["NEW"]
        rows = f"({old} EXCEPT {new}) UNION ALL ({new} EXCEPT {old})"
    tables = " ".join(f"{row} TABLE AS {row.lower()}_rows" for row in EVENTS[event])
    function = f"{name}_{event.lower()}"
    return [
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{touched('postgresql', months.format(changed=f'({rows})'))} RETURN NULL; END $$",
        f"CREATE TRIGGER {function} AFTER {event} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
    ]


def keep(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    written = sqlite if vendor == "sqlite" else postgresql
    for rule in RULES:
        for event in EVENTS:
            for statement in written(*rule, event):
                schema_editor.execute(statement, None)
    # What was there before.
    for table, _name, _columns, months in RULES:
        schema_editor.execute(touched(vendor, months.format(changed=table)), None)


def let_go(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for _table, name, *_rest in RULES:
        for event in EVENTS:
            function = f"{name}_{event.lower()}"
            drop = (
                f"DROP TRIGGER IF EXISTS {function}"
                if is_sqlite
                else f"DROP FUNCTION IF EXISTS {function}() CASCADE"
            )
            schema_editor.execute(drop, None)


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0003_lacks_marks"),
        ("certification", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TouchedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.CharField(blank=True, max_length=7)),
                ("writer", models.IntegerField()),
                ("token", models.BigIntegerField()),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "month", "writer"), name="one_token_of_a_writer"
                    )
                ],
            },
        ),
        migrations.RunPython(keep, let_go),
    ]
