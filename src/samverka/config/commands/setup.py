"""Make or update the database and the static files; safe to run again."""

import argparse

from django.core.management import call_command

from samverka.config.readiness import mark_with_key


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--without-static", action="store_true", help="leave the static files as they are"
    )


def run(arguments: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    mark_with_key()
    print("The database is up to date.")
    if not arguments.without_static:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        print("The static files are gathered.")
    return 0
