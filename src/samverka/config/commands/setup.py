"""Make or update the database and the static files; safe to run again."""

import argparse

from django.core.management import call_command

from samverka.config import readiness
from samverka.config.places import DATA


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--without-static", action="store_true", help="leave the static files as they are"
    )


def run(arguments: argparse.Namespace) -> int:
    DATA.mkdir(parents=True, exist_ok=True)
    readiness.update()
    call_command("createcachetable", verbosity=0)
    readiness.mark_with_key()
    print("The database is up to date.")
    if not arguments.without_static:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        print("The static files are gathered.")
    return 0
