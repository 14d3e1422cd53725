"""Drop keys that seal nothing any more."""

import argparse

from samverka.config import readiness
from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM
from samverka.workflows.rotate_keys import actions


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Back-ups sealed with a dropped key open with an older copy of the key file only: keep "
        "that copy for as long as you keep the back-ups."
    )


def run(arguments: argparse.Namespace) -> int:
    readiness.check()
    try:
        dropped = actions.drop_old_keys(by=SYSTEM)
    except actions.StillSealed as problem:
        raise Refusal(str(problem)) from None
    print(f"{len(dropped)} old keys are dropped." if dropped else "There is no old key.")
    return 0
