"""Fill an empty database with the demonstration region, and tell who to sign in as."""

import argparse
import sys
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction

from samverka.config.bar import Bar
from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.classifications.actions import load_municipalities
from samverka.register.imports.models import Import
from samverka.register.partners.models import Organisation
from samverka.workflows import demonstration
from samverka.workflows.demonstration import plan
from samverka.workflows.demonstration.actions import (
    STEPS_OF_A_CROWD,
    Tell,
    add_crowds,
    build,
)
from samverka.workflows.demonstration.planned import plan_round
from samverka.workflows.demonstration.queries import is_empty
from samverka.workflows.import_register.actions import begin_import
from samverka.workflows.programme_file.actions import load_programme
from samverka.workflows.programme_file.queries import facts_of
from samverka.workflows.programme_file.shipped import shipped

ADDITIONS = Path(demonstration.__file__).parent / "additions"
PASSWORD = "samverka-pa-prov"  # noqa: S105 (printed for whoever tries the demonstration)


# What the story takes of the bar, in steps of a crowd.
STEPS_OF_THE_STORY = 20


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scale",
        type=_scale,
        default=1,
        metavar="N",
        help="how many times the crowd around the story is put there: 1 makes 2,000 persons, "
        "300 activities and 15,000 attendances in all, 0 the story alone, more is for measuring",
    )
    parser.epilog = (
        f"The region lives on {plan.TODAY}: serve it with SAMVERKA_TODAY={plan.TODAY} and "
        "SAMVERKA_DEMONSTRATION=1."
    )


def _scale(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def run(arguments: argparse.Namespace) -> int:
    if not is_empty():
        raise Refusal(
            "There is somebody in this database already, and made-up people are never mixed with "
            "real ones. Make an empty database with 'samverka setup' and build there."
        )
    with Bar(sys.stderr) as bar:
        build_region(scale=arguments.scale, tell=_telling(bar, arguments.scale))
    plan_round()
    print(who_to_sign_in_as())
    return 0


def _telling(bar: Bar, scale: int) -> Tell:
    """The bar moves on with each step."""
    done, steps = 0, STEPS_OF_THE_STORY + scale * STEPS_OF_A_CROWD
    bar.show(done, steps, "the story")

    def tell() -> None:
        nonlocal done
        done += 1 if done else STEPS_OF_THE_STORY
        bar.show(done, steps, "the crowd around it")

    return tell


@transaction.atomic
def build_region(*, scale: int, tell: Tell = lambda: None) -> None:
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
    tell()
    add_crowds(scale=scale, tell=tell, by=SYSTEM)


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
    shown = [
        (account.email, account.role, account.organisation)
        for account in plan.USERS
        if account.shown
    ]
    rows = [
        f"  {email:<22}{Role(role).label:<22}{organisation}"
        for email, role, organisation in (*shown, *plan.IN_THE_ROUND)
    ]
    return "\n".join(["Sign in as", *rows, f"  The password of each is {PASSWORD}"])
