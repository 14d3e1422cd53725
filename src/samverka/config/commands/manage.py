"""Pass on to Django's own commands."""

import argparse

from django.core.management import execute_from_command_line


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="...", help="Django's command and its arguments"
    )


def run(arguments: argparse.Namespace) -> int:
    execute_from_command_line(["samverka manage", *arguments.words])
    return 0
