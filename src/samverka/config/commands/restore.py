"""Read a back-up into an empty database, or instead of what is there."""

import argparse
from pathlib import Path

from samverka.config import readiness
from samverka.config.command import Refusal
from samverka.toolkit import backup
from samverka.toolkit.sealed_file import FileProblem

# A new database holds these before anybody has done anything.
FILLED_BY_SETUP = {
    "auth.Permission",
    "classifications.Municipality",
    "companies.AidRule",
    "competence.LevelScale",
    "contenttypes.ContentType",
    "indicators.Definition",
    "partners.Region",
    "partners.RegionMember",
    "pathways.Occupation",
    "pathways.Pathway",
    "pathways.PathwayFact",
    "statements.Layout",
    "work.Heartbeat",
    "work.KeyCheck",
    "work.Routine",
}


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the back-up")
    parser.add_argument("--replace", action="store_true", help="lose what the database holds now")
    parser.epilog = "Stop the server first. All of the back-up is read, or nothing changes."


def run(arguments: argparse.Namespace) -> int:
    try:
        counts = backup.restore(
            arguments.file, replace=arguments.replace, filled_by_setup=FILLED_BY_SETUP
        )
    except (backup.CannotRestore, FileProblem) as problem:
        raise Refusal(str(problem)) from None
    readiness.check()
    print(f"{sum(counts.values())} rows of {len(counts)} tables are back.")
    return 0
