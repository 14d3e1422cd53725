"""Seal everything with a new key. Broken off, the same command goes on where it was."""

import argparse

from django.conf import settings

from samverka.config import readiness
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit import sealing
from samverka.workflows.rotate_keys import actions


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The server may go on serving meanwhile. Copy the key file afterwards: the old copy does "
        "not open what is sealed from now on. Back-ups made before need the old key."
    )


def run(arguments: argparse.Namespace) -> int:
    readiness.check()
    if actions.begin_or_go_on(by=SYSTEM):
        print(f"A new key is in {settings.KEY_FILE}. Copy the file to where you keep its copy.")
    else:
        print("A rotation was broken off; it goes on.")
    done = actions.seal_everything_anew(
        by=SYSTEM, tell=lambda count: print(f"  {count} values", flush=True)
    )
    print(f"{done} values are sealed with the new key. Drop the old one with: samverka keys prune")
    for table, count in sealing.values_unopened().items():
        print(f"{table}: {count} that no key opens. They stay as they are.")
    return 0
