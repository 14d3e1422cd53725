"""The words by which persons are found stand beside why an organisation knows them.

The database itself writes them there, whoever writes the rows. A table that SQLite makes anew in a
later migration loses its triggers; test_plain_words notices, and that migration then ends with
`RunPython(keep, let_go)` of this one.
"""

from django.db import migrations, models

from samverka.toolkit.plain import lines

# Where two who were joined are parted again, the reasons come back before the person does.
OF_PERSON = "COALESCE((SELECT plain_words FROM people_person WHERE id = NEW.person_id{lock}), '')"
TELL = (
    "UPDATE people_knownto SET plain_words = NEW.plain_words "
    "WHERE person_id = NEW.id AND plain_words <> NEW.plain_words;"
)
SQLITE = (
    *(
        f"CREATE TRIGGER known_by_words_{name} AFTER {event} ON people_knownto BEGIN "
        f"UPDATE people_knownto SET plain_words = {OF_PERSON.format(lock='')} "  # noqa: S608
        "WHERE id = NEW.id; END"
        for name, event in (("insert", "INSERT"), ("update", "UPDATE OF person_id"))
    ),
    *(
        f"CREATE TRIGGER words_of_person_{name} AFTER {event} ON people_person BEGIN {TELL} END"
        for name, event in (("insert", "INSERT"), ("update", "UPDATE OF plain_words"))
    ),
)
# The person is held meanwhile: of two who write at once, the later sees what the other did.
POSTGRESQL = (
    f"""
    CREATE FUNCTION known_by_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.plain_words := {OF_PERSON.format(lock=" FOR SHARE")};
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER known_by_words BEFORE INSERT OR UPDATE OF person_id ON people_knownto "
    "FOR EACH ROW EXECUTE FUNCTION known_by_words()",
    f"""
    CREATE FUNCTION words_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {TELL}
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER words_of_person AFTER INSERT OR UPDATE OF plain_words ON people_person "
    "FOR EACH ROW EXECUTE FUNCTION words_of_person()",
)


def keep(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement, None)


def let_go(apps, schema_editor):
    for name in ("known_by_words", "words_of_person"):
        if schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}", None)
        else:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE", None)


def write(apps, schema_editor):
    persons = apps.get_model("people", "Person").objects
    for key, *words in list(persons.values_list("pk", "given_name", "family_name", "email")):
        persons.filter(pk=key).update(plain_words=lines(*words))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="plain_words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="knownto",
            name="plain_words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddIndex(
            model_name="knownto",
            index=models.Index(
                fields=["organisation", "plain_words", "person"], name="known_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="namekey",
            index=models.Index(fields=["word", "person"], name="persons_of_word"),
        ),
        migrations.RunPython(keep, let_go),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
