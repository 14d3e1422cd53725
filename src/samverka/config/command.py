"""The command line: `samverka <command>`. Its commands are files in commands/."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import DatabaseError

from samverka import __version__
from samverka.config import places
from samverka.config.loading import for_good
from samverka.toolkit import keyring

EPILOG = """\
The first time, in an empty folder:
  samverka keys new       makes the key file that seals personal numbers
  samverka setup          makes the database and gathers the static files
  samverka administrator  opens the first account; everybody else's is opened in the pages
  samverka serve          serves on http://localhost:8000

What differs between machines is said in the environment:
  SAMVERKA_DATA           folder for database, key file and files (samverka-data)
  SAMVERKA_DATABASE       postgresql://user:password@host/name; left out, it is SQLite
  SAMVERKA_KEYS           where the key file is (keys.json in the data folder)
  SAMVERKA_HOSTS          the names this server answers to, with commas between
  SAMVERKA_HTTPS          1 where the server is reached over https
"""


class Refusal(Exception):
    """A command cannot do what was asked; the message says why and what one can do."""


@dataclass(frozen=True)
class Command:
    """A command: its words, one line about it, and what it needs before it runs.

    Without keys a passing key file stands in: such a command seals and opens nothing.
    """

    words: str
    summary: str
    module: str
    needs_settings: bool = True
    needs_keys: bool = True


COMMANDS = (
    Command("serve", "serve the pages, run tasks and keep the timetable", "serve"),
    Command("setup", "make or update the database and the static files", "setup"),
    Command("keys new", "make the key file", "keys_new", needs_settings=False),
    Command("keys rotate", "seal everything with a new key", "keys_rotate"),
    Command("keys prune", "drop keys that seal nothing any more", "keys_prune"),
    Command("administrator", "open an organisation's first account", "administrator"),
    Command("take-in", "take a municipality into a programme, with accounts", "take_in"),
    Command("second-factor", "ask a second factor of a role, or stop", "second_factor"),
    Command("indicators", "take in a file of what a fund counts", "indicators"),
    Command("import programme", "load a programme file", "import_programme"),
    Command("export programme", "write a programme as a file", "export_programme"),
    Command("layout", "load the columns of a file to an authority", "layout"),
    Command("rows", "write the rows that a programme's figures are made of", "rows"),
    Command("demo", "fill an empty database with a made-up region", "demo"),
    Command("place", "place cases in places from two tables", "place", needs_keys=False),
    Command("replay", "place a year that has been once more", "replay", needs_keys=False),
    Command("verify", "check a plan of placements", "verify", needs_keys=False),
    Command("solver", "keep the solver for what-if questions ready", "solver"),
    Command("returned", "note an invitation that the mail server returned", "returned"),
    Command("forget-trail", "take away notes older than five years", "forget_trail"),
    Command("back-up", "write everything to one sealed file", "back_up"),
    Command("restore", "read a back-up into an empty database", "restore"),
    Command("manage", "Django's own commands", "manage"),
)
GROUPS = {
    "keys": "the keys that seal personal numbers",
    "import": "load files",
    "export": "write files",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. What is expected to go wrong is told in a sentence, without traceback."""
    given = list(sys.argv[1:] if words is None else words)
    try:
        return _run(given)
    except (Refusal, ImproperlyConfigured, CommandError) as problem:
        return _say(str(problem))
    except DatabaseError as problem:
        return _say(f"The database does not answer as it should: {str(problem).strip()}")
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130


def _say(problem: str) -> int:
    print(f"samverka: {problem}", file=sys.stderr)
    return 1


def _run(given: list[str]) -> int:
    chosen = _chosen(given)
    module = _module(chosen, given) if chosen else None
    arguments = _parser(chosen, module).parse_args(given)
    if module is None:
        return 0
    return module.run(arguments)


def _chosen(given: list[str]) -> Command | None:
    for command in COMMANDS:
        words = command.words.split()
        if given[: len(words)] == words:
            return command
    return None


def _module(command: Command, given: list[str]) -> ModuleType:
    """The command's file, imported when asked for: most need models, one must do without."""
    if command.needs_settings:
        _prepare(may_lack_keys=not command.needs_keys or bool({"-h", "--help"} & set(given)))
    return import_module(f"samverka.config.commands.{command.module}")


def _prepare(*, may_lack_keys: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverka.config.settings")
    try:
        with for_good():
            django.setup()
    except keyring.KeyFileProblem:
        if not may_lack_keys:
            raise
        _prepare_without_key_file()


def _prepare_without_key_file() -> None:
    """Some things work before there is a key file, help too; a passing one stands in for it."""
    with tempfile.TemporaryDirectory() as folder:
        places.KEY_FILE = Path(folder) / "keys.json"
        keyring.create(places.KEY_FILE)
        django.setup()


def _parser(chosen: Command | None, module: ModuleType | None) -> argparse.ArgumentParser:
    """The whole tree of commands; only the chosen one's own arguments are filled in."""
    parser = argparse.ArgumentParser(
        prog="samverka",
        description="The platform on which a region runs its joint programmes.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"samverka {__version__}")
    branches = {"": parser.add_subparsers(title="commands", metavar="COMMAND", required=True)}
    for command in COMMANDS:
        group, _, name = command.words.rpartition(" ")
        if group not in branches:
            branch = branches[""].add_parser(group, help=GROUPS[group], description=GROUPS[group])
            branches[group] = branch.add_subparsers(
                title="commands", metavar="COMMAND", required=True
            )
        leaf = branches[group].add_parser(name, help=command.summary, description=command.summary)
        if command == chosen and module is not None:
            module.add_to(leaf)
    return parser


if __name__ == "__main__":
    # By its name, so that a command's Refusal is the one caught above.
    sys.exit(import_module("samverka.config.command").main())
