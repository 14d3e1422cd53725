"""The command line helps a newcomer, and tells in a sentence what went wrong."""

import pkgutil
import shutil
import socket
import sqlite3

import pytest

from samverka.config import commands
from samverka.config.command import COMMANDS, main

from .machine import Machine


@pytest.fixture
def machine(tmp_path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture(scope="module")
def a_database(tmp_path_factory):
    """A key file and a database that fit, made once."""
    made = Machine(tmp_path_factory.mktemp("samverka"))
    assert made.run("keys", "new").returncode == 0
    result = made.run("setup", "--without-static")
    assert result.returncode == 0, result.stderr
    return made.folder


@pytest.fixture
def set_up(tmp_path, a_database) -> Machine:
    shutil.copytree(a_database, tmp_path, dirs_exist_ok=True)
    return Machine(tmp_path)


def changed(machine: Machine, statement: str) -> None:
    connection = sqlite3.connect(machine.folder / "samverka.sqlite3")
    with connection:
        connection.execute(statement)
    connection.close()


def test_help_tells_a_newcomer_where_to_begin(machine):
    result = machine.run("--help")

    assert result.returncode == 0
    assert "The first time" in result.stdout
    assert "samverka keys new" in result.stdout


def test_help_of_a_command_can_be_read_before_there_is_a_key_file(machine):
    result = machine.run("serve", "--help")

    assert result.returncode == 0
    assert "--port" in result.stdout
    assert list(machine.folder.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_every_command_tells_what_it_does(command, capsys):
    with pytest.raises(SystemExit) as ending:
        main([*command.words.split(), "--help"])

    assert ending.value.code == 0
    assert command.summary in capsys.readouterr().out.replace("\n", " ")


def test_every_file_of_a_command_can_be_reached():
    files = {file.name for file in pkgutil.iter_modules(commands.__path__)}

    assert files == {command.module for command in COMMANDS}


def test_an_unknown_command_is_a_mistake_in_usage(machine):
    result = machine.run("srve")

    assert result.returncode == 2
    assert "invalid choice" in result.stderr


def test_a_missing_key_file_is_named_with_its_remedy(machine):
    said = machine.refusal("serve")

    assert "There is no key file" in said
    assert "samverka keys new" in said


def test_a_key_file_is_never_replaced(machine):
    machine.run("keys", "new")
    before = (machine.folder / "keys.json").read_bytes()

    assert "left as it is" in machine.refusal("keys", "new")

    assert (machine.folder / "keys.json").read_bytes() == before


def test_a_key_file_that_others_may_read_is_refused(machine):
    machine.run("keys", "new")
    (machine.folder / "keys.json").chmod(0o644)

    assert "chmod 600" in machine.refusal("serve")


def test_a_key_file_that_does_not_fit_the_database_is_refused(set_up):
    (set_up.folder / "keys.json").unlink()
    set_up.run("keys", "new")

    assert "is not the one this database was sealed with" in set_up.refusal("serve")


def test_setup_does_not_mark_a_database_with_a_key_that_does_not_fit(set_up):
    (set_up.folder / "keys.json").unlink()
    set_up.run("keys", "new")

    result = set_up.run("setup", "--without-static")

    assert result.returncode == 1
    assert "is not the one" in result.stderr


def test_an_empty_database_is_named_with_its_remedy(machine):
    machine.run("keys", "new")

    assert "samverka setup" in machine.refusal("serve")


def test_a_database_of_an_older_version_is_refused(set_up):
    changed(set_up, "DELETE FROM django_migrations WHERE app = 'sessions'")

    assert "older Samverka" in set_up.refusal("serve")


def test_a_database_of_a_newer_version_is_refused(set_up):
    changed(
        set_up,
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('work', '0099_to_come', '2031-01-01')",
    )

    assert "newer Samverka" in set_up.refusal("serve")


def test_a_database_that_does_not_answer_is_refused(machine):
    machine.run("keys", "new")

    said = machine.refusal("serve", SAMVERKA_DATABASE="postgresql://nobody@127.0.0.1:1/nothing")

    assert "does not answer" in said


def test_an_address_that_is_no_database_is_refused(machine):
    machine.run("keys", "new")

    assert "postgresql://" in machine.refusal("serve", SAMVERKA_DATABASE="mysql://here/there")


def test_a_port_in_use_is_named(set_up):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        assert f"Port {port}" in set_up.refusal("serve", "--port", port)
