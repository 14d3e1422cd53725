"""Fill an empty database with the demonstration region, and tell who to sign in as."""

import argparse
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction

from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.classifications.actions import load_municipalities
from samverka.register.imports.models import Import
from samverka.register.partners.models import Organisation
from samverka.workflows import demonstration
from samverka.workflows.demonstration import plan
from samverka.workflows.demonstration.actions import build
from samverka.workflows.demonstration.queries import is_empty
from samverka.workflows.import_register.actions import begin_import
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.queries import facts_of
from samverka.workflows.programme_file.shipped import shipped

ADDITIONS = Path(demonstration.__file__).parent / "additions"
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
    """The programmes from their files, then the people: all of it or nothing."""
    load_municipalities()
    programmes = {}
    for file in shipped():
        addition = ADDITIONS / file.name
        facts = facts_of(
            file.read_text(encoding="utf-8"),
            addition=addition.read_text(encoding="utf-8") if addition.exists() else "",
            move_years=plan.MOVED.get(file.stem, 0),
        )
        programmes[file.stem] = load_programme(facts=facts, by=SYSTEM).programme
    build(programme=programmes[plan.PARENTS], password=PASSWORD, by=SYSTEM)
    _leave_an_import_waiting()


def _leave_an_import_waiting() -> None:
    """A list of staff that Karin has sent, to be looked through before it is written."""
    karin = next(account for account in plan.USERS if account.given_name == "Karin")
    begin_import(
        kind=Import.Kind.PERSONS,
        file=ContentFile(plan.STAFF_LIST.encode(), name="medarbetare-exempel.csv"),
        language="sv",
        by=Actor(
            User.objects.get(email=karin.email),
            karin.role,
            Organisation.objects.get(name=karin.organisation),
        ),
    )


def who_to_sign_in_as() -> str:
    rows = [
        f"  {account.email:<22}{Role(account.role).label:<22}{account.organisation}"
        for account in plan.USERS
        if account.shown
    ]
    return "\n".join(["Sign in as", *rows, f"  The password of each is {PASSWORD}"])
