"""A back-up brings every row of every table back, and opens with its key only."""

import gzip
import random
import shutil

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from samverka.config.commands.restore import FILLED_BY_SETUP
from samverka.foundation.audit.models import Event
from samverka.publishing.materials import queries
from samverka.publishing.materials.models import MaterialVersion
from samverka.publishing.materials.tests.factories import emptied, latest, material
from samverka.register.people import actions, identity
from samverka.register.people.models import Person
from samverka.toolkit import backup, keyring
from samverka.toolkit.sealed_file import CHUNK, FileProblem, open_sealed
from tests.people import TODAY, person

from .machine import Machine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(cast):
    """A region at work: accounts, roles, persons, a sealed number, a trail."""
    actions.register_person(
        given_name="Amanda",
        family_name="Exempel",
        employer=cast.kungalv,
        title="Kurator",
        on=TODAY,
        number=identity.read("198906302396", on=TODAY),
        by=cast.karin,
    )
    return cast


def every_row() -> dict[str, list]:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in backup.tables()
    }


def restore(path, replace=True):
    return backup.restore(path, replace=replace, filled_by_setup=FILLED_BY_SETUP)


def lines_of(path) -> list[str]:
    file, sealed = open_sealed(path)
    with file:
        return gzip.GzipFile(fileobj=sealed).read().decode().splitlines()


def test_every_row_of_every_table_comes_back(filled, tmp_path):
    before = every_row()
    counts = backup.back_up(tmp_path / "back-up")
    person("Bo", filled.kungalv)
    Person.objects.filter(given_name="Amanda").update(given_name="Någon annan")

    assert restore(tmp_path / "back-up") == counts

    assert every_row() == before
    assert sum(counts.values()) == sum(map(len, before.values()))
    assert counts["audit.Event"] == 3


def test_files_of_material_come_back_as_they_were(filled, tmp_path):
    made = latest(material(filled))
    before = queries.package_of(made)
    backup.back_up(tmp_path / "back-up")
    emptied()
    restore(tmp_path / "back-up")
    assert queries.package_of(MaterialVersion.objects.get()) == before


def test_the_number_of_somebody_who_is_gone_is_not_given_again(filled, tmp_path):
    gone = person("Bo", filled.kungalv)
    number = gone.pk
    gone.delete()
    backup.back_up(tmp_path / "back-up")
    begin_numbers_anew("people_person")
    restore(tmp_path / "back-up")
    assert person("Cecilia", filled.kungalv).pk > number


def begin_numbers_anew(table: str) -> None:
    """As in a new database."""
    with connection.cursor() as cursor:
        places = [{"table": table, "column": "id"}]
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), places):
            cursor.execute(statement)


def test_the_trail_is_still_kept_after_it_was_put_back(filled, tmp_path):
    backup.back_up(tmp_path / "back-up")
    restore(tmp_path / "back-up")
    with pytest.raises(Exception, match="trail"):
        Event.objects.update(verb="another")


def test_a_database_with_data_is_not_replaced_unasked(filled, tmp_path):
    backup.back_up(tmp_path / "back-up")
    before = every_row()
    with pytest.raises(backup.CannotRestore, match="has data already"):
        restore(tmp_path / "back-up", replace=False)
    assert every_row() == before


def test_another_key_does_not_open_it(filled, tmp_path, settings):
    backup.back_up(tmp_path / "back-up")
    settings.KEY_FILE = tmp_path / "other.json"
    keyring.create(settings.KEY_FILE)
    before = every_row()
    with pytest.raises(FileProblem, match="was sealed with the key"):
        restore(tmp_path / "back-up")
    assert every_row() == before


def test_a_back_up_made_before_a_rotation_opens_while_the_old_key_is_kept(
    filled, tmp_path, settings
):
    settings.KEY_FILE = shutil.copy(settings.KEY_FILE, tmp_path / "keys.json")
    before = every_row()
    backup.back_up(tmp_path / "back-up")
    keyring.add_encryption_key(settings.KEY_FILE)
    restore(tmp_path / "back-up")
    assert every_row() == before


@pytest.mark.parametrize("harm", ["cut off", "changed"])
def test_a_damaged_back_up_changes_nothing(filled, tmp_path, harm):
    path = tmp_path / "back-up"
    backup.back_up(path)
    content = path.read_bytes()
    if harm == "cut off":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.write_bytes(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
    before = every_row()
    with pytest.raises(FileProblem):
        restore(path)
    assert every_row() == before


def test_a_file_without_its_last_chunk_is_cut_off(tmp_path, filled):
    for number in range(3 * CHUNK // 100_000):
        Event.objects.create(role="", verb="x", about="", about_id="", fields=[noise(number)])
    path = tmp_path / "back-up"
    backup.back_up(path)
    content = path.read_bytes()
    start = content.index(b"\n", content.index(b"\n") + 1) + 1
    first = start + 5 + int.from_bytes(content[start + 1 : start + 5], "big")
    assert content[start : start + 1] == b"\0"
    path.write_bytes(content[:first])
    with pytest.raises(FileProblem, match="cut off"):
        lines_of(path)


def noise(seed: int) -> str:
    """A text that does not pack."""
    return random.Random(seed).randbytes(100_000).hex()


def test_what_is_no_back_up_is_told_from_one(tmp_path):
    (tmp_path / "letter").write_text("Hej")
    with pytest.raises(FileProblem, match="not a sealed file"):
        restore(tmp_path / "letter")
    with pytest.raises(FileProblem, match="cannot be read"):
        restore(tmp_path / "nothing")


def test_a_back_up_of_other_tables_is_refused(filled, tmp_path):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("people", "0099_from_the_future")
    backup.back_up(tmp_path / "back-up")
    recorder.record_unapplied("people", "0099_from_the_future")
    with pytest.raises(backup.CannotRestore, match="with the version that made it"):
        restore(tmp_path / "back-up")


def test_nothing_of_what_is_in_it_can_be_read_in_the_file(filled, tmp_path):
    backup.back_up(tmp_path / "back-up")
    content = (tmp_path / "back-up").read_bytes()
    assert not any(word in content for word in (b"Amanda", b"Kurator", b"people.person"))
    assert "Amanda" in "\n".join(lines_of(tmp_path / "back-up"))


FILL = """
from samverka.foundation.accounts.models import User
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
user = User.objects.create_user("amanda@example.org", "hemlig mening", name="Amanda Exempel")
Person.objects.create(given_name="Amanda", family_name="Exempel", user=user)
"""


def test_the_commands_bring_a_region_to_another_machine(tmp_path):
    here, there = Machine(tmp_path / "here"), Machine(tmp_path / "there")
    here.folder.mkdir()
    there.folder.mkdir()
    made(here)
    shutil.copy(here.folder / "keys.json", there.folder / "keys.json")

    said = there.run("restore", str(here.folder / "back-up"))

    assert "tables are back" in said.stdout, said.stderr
    again = there.run("back-up", "again")
    assert again.returncode == 0, again.stderr
    assert "already" in here.refusal("back-up", "back-up")
    assert "has data already" in there.refusal("restore", str(here.folder / "back-up"))


def made(machine: Machine) -> None:
    for words in (
        ("keys", "new"),
        ("setup", "--without-static"),
        ("manage", "shell", "-v", "0", "-c", FILL),
        ("back-up", "back-up"),
    ):
        result = machine.run(*words)
        assert result.returncode == 0, result.stderr


@pytest.mark.postgresql
def test_a_region_moves_from_sqlite_to_postgresql_and_loses_nothing(tmp_path, settings):
    machine = Machine(tmp_path)
    made(machine)
    settings.KEY_FILE = tmp_path / "keys.json"

    restore(tmp_path / "back-up")
    backup.back_up(tmp_path / "from-postgresql")

    assert lines_of(tmp_path / "from-postgresql") == lines_of(tmp_path / "back-up")
    assert Person.objects.get().user.check_password("hemlig mening")
