"""Fill an empty database with the demonstration region, and tell who to sign in as."""

import argparse
from pathlib import Path

from django.db import transaction

from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import Role
from samverka.foundation.classifications.actions import load_municipalities
from samverka.workflows import demonstration, programme_file
from samverka.workflows.demonstration import plan
from samverka.workflows.demonstration.actions import build
from samverka.workflows.demonstration.queries import is_empty
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.queries import facts_of

PROGRAMMES = Path(programme_file.__file__).parent / "programmes"
ADDITIONS = Path(demonstration.__file__).parent / "additions"
# The programme ended in 2020; seven years later it is in the middle of its work.
MOVE_YEARS = 7
PASSWORD = "samverka-pa-prov"  # noqa: S105 (printed for whoever tries the demonstration)


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        f"The region lives on {plan.TODAY}: serve it with SAMVERKA_TODAY={plan.TODAY} and "
        "SAMVERKA_DEMONSTRATION=1."
    )


def run(arguments: argparse.Namespace) -> int:
    if not is_empty():
        raise Refusal(
            "There is somebody in this database already, and made-up people are never mixed with "
            "real ones. Make an empty database with 'samverka setup' and build there."
        )
    build_region()
    print(who_to_sign_in_as())
    return 0


@transaction.atomic
def build_region() -> None:
    """The programme from its file, then the people: all of it or nothing."""
    load_municipalities()
    facts = facts_of(
        (PROGRAMMES / "foraldrastod-for-nyanlanda.yaml").read_text(encoding="utf-8"),
        addition=(ADDITIONS / "foraldrastod-for-nyanlanda.yaml").read_text(encoding="utf-8"),
        move_years=MOVE_YEARS,
    )
    programme = load_programme(facts=facts, by=SYSTEM).programme
    build(programme=programme, password=PASSWORD, by=SYSTEM)


def who_to_sign_in_as() -> str:
    rows = [
        f"  {account.email:<22}{Role(account.role).label:<22}{account.organisation}"
        for account in plan.USERS
        if account.shown
    ]
    return "\n".join(["Sign in as", *rows, f"  The password of each is {PASSWORD}"])
