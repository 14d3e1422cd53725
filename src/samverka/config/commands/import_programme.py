"""Load a programme file, or only look whether it could be loaded."""

import argparse
from pathlib import Path

from django.db import transaction

from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM
from samverka.workflows.programme_file.actions import Report, load_programme
from samverka.workflows.programme_file.document import Unreadable
from samverka.workflows.programme_file.facts import Facts
from samverka.workflows.programme_file.queries import facts_of
from samverka.workflows.programme_file.sections import GOAL
from samverka.workflows.programme_file.shipped import shipped


def add_to(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", help="the programme file (YAML)")
    what.add_argument(
        "--shipped",
        action="store_true",
        help="the programmes that come with Samverka, each after those that it builds on",
    )
    parser.add_argument(
        "--with",
        dest="addition",
        type=Path,
        help="a second file with what the first leaves open, such as times",
    )
    parser.add_argument(
        "--move-years", type=int, default=0, help="move every day of the programme so many years"
    )
    parser.add_argument("--check", action="store_true", help="only look; load nothing")


def run(arguments: argparse.Namespace) -> int:
    if arguments.shipped:
        return _load_shipped(arguments)
    facts = _facts(arguments)
    if arguments.check:
        goals = len(list(facts.of(GOAL.word)))
        print(f"{arguments.file} can be loaded: {facts['name']}, {goals} goals.")
        return 0
    _tell(load_programme(facts=facts, by=SYSTEM))
    return 0


@transaction.atomic
def _load_shipped(arguments: argparse.Namespace) -> int:
    """All of them or none; only looking, they are loaded for each other and taken back."""
    for file in shipped():
        facts = facts_of(file.read_text(encoding="utf-8"), move_years=arguments.move_years)
        report = load_programme(facts=facts, by=SYSTEM)
        state = "changed" if report.lines else "as in the file already"
        print(f"{facts['slug']}: {facts['name']}, {state}.")
    transaction.set_rollback(arguments.check)
    return 0


def _facts(arguments: argparse.Namespace) -> Facts:
    text = _read(arguments.file)
    addition = _read(arguments.addition) if arguments.addition else ""
    try:
        return facts_of(text, addition=addition, move_years=arguments.move_years)
    except Unreadable as problems:
        raise Refusal(
            f"Nothing was loaded from {arguments.file}. Put these lines right and try again.\n"
            f"{problems}"
        ) from None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{file} is not UTF-8 text. Save it anew as UTF-8.") from None
    except OSError as problem:
        raise Refusal(f"{file} cannot be read: {problem.strerror}.") from None


def _tell(report: Report) -> None:
    for line in (*report.lines, *report.notices):
        print(line)
    if not report.lines:
        print(f"{report.programme} is as in the file already; nothing was changed.")
