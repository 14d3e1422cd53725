"""Read one returned letter, as a mail server hands it over."""

import argparse
import sys

from samverka.config.command import Refusal
from samverka.delivery.invitations.actions import note_returned
from samverka.delivery.invitations.returned import letter_returned
from samverka.foundation.accounts.actor import SYSTEM


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The letter comes by the standard input. Mail that is no report of an invitation that "
        "failed changes nothing: the server may hand over all that arrives at our address."
    )


def run(arguments: argparse.Namespace) -> int:
    letter = letter_returned(sys.stdin.buffer.read())
    if letter is None:
        raise Refusal("It is no report that an invitation of ours failed. Nothing was changed.")
    note_returned(letter=letter, by=SYSTEM)
    return 0
