"""Make the key file. Needs no settings, since the settings need the key file."""

import argparse

from samverka.config.places import KEY_FILE
from samverka.toolkit import keyring


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        f"It is written to {KEY_FILE}. Keep a copy outside the database and outside the back-up: "
        "without it nobody can read personal numbers again."
    )


def run(arguments: argparse.Namespace) -> int:
    keyring.create(KEY_FILE)
    print(f"The key file is {KEY_FILE}. Keep a copy where neither database nor back-up is.")
    return 0
