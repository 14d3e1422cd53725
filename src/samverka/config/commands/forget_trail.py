"""Take away what of the trail has been kept for its time."""

import argparse
import datetime as dt

from django.db import transaction

from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit import trail
from samverka.foundation.audit.models import Event
from samverka.toolkit.clock import now

# The database refuses what is younger than five years; a leap day more is on the safe side.
KEPT = dt.timedelta(days=5 * 366)


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Notes younger than five years stay, whoever asks. How many went is noted in the trail."
    )


def run(arguments: argparse.Namespace) -> int:
    with transaction.atomic():
        count = trail.delete_old(before=now() - KEPT)
        # There is no thing that it is about: the number of notes stands in its place.
        trail.note(by=SYSTEM, verb="audit.old_deleted", about=Event(pk=count))
    print(f"{count} notes of the trail were older than five years, and are gone.")
    return 0
