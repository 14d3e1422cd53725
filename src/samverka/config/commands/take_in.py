"""Take a municipality into a programme: all that the form makes, and accounts with roles."""

import argparse
import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from samverka.config.command import Refusal
from samverka.delivery.programmes.models import Programme
from samverka.delivery.support.actions import IsOnItsWay, OwnMentor
from samverka.delivery.support.models import Onboarding
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import Role
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.workflows.appoint.actions import AccountIsClosed, HoldsTheRole, open_account
from samverka.workflows.take_in_municipality.actions import take_in_municipality
from samverka.workflows.take_in_municipality.queries import mentors, name_of, not_in_yet


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("municipality", help="its code, as 1440")
    parser.add_argument("--programme", required=True, metavar="KEY", help="the programme's slug")
    parser.add_argument(
        "--contact", required=True, help="the function that others turn to, not a name"
    )
    parser.add_argument("--mentor", metavar="CODE", help="a municipality that shows the way")
    parser.add_argument(
        "--from", dest="day", type=dt.date.fromisoformat, help="first day, as 2026-03-16 (today)"
    )
    parser.add_argument(
        "--account",
        nargs=3,
        action="append",
        default=[],
        metavar=("ROLE", "EMAIL", "NAME"),
        help=f"an account at the municipality, several if wanted; roles: {', '.join(Role.values)}",
    )
    parser.add_argument(
        "--site", metavar="ADDRESS", help="as https://samverka.example.org, for the letters' links"
    )
    parser.epilog = (
        "Makes the organisation, its place in the programme, its contact function, the steps of "
        "the programme, a plan to write, and the accounts. All of it or nothing. Whoever gets an "
        "account chooses a password by the link in the letter."
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.account and not arguments.site:
        raise Refusal("Write --site, so that the letters' links lead here.")
    with translation.override("en"):
        _check_accounts(arguments.account)
        try:
            onboarding = _take_in(arguments)
        except (IsOnItsWay, OwnMentor, AccountIsClosed, HoldsTheRole) as refused:
            raise Refusal(str(refused)) from None
    print(
        f"{onboarding.organisation} takes part in {onboarding.programme}: "
        f"{onboarding.tasks.count()} steps, a plan to write, {len(arguments.account)} accounts."
    )
    return 0


@transaction.atomic
def _take_in(arguments: argparse.Namespace) -> Onboarding:
    programme = _programme(arguments.programme)
    municipality = _municipality(programme, arguments.municipality)
    day = arguments.day or today()
    with translation.override(settings.LANGUAGE_CODE):
        name = name_of(municipality)
    onboarding = take_in_municipality(
        programme=programme,
        municipality=municipality,
        name=name,
        contact_function=arguments.contact,
        mentor=_mentor(programme, arguments.mentor),
        valid_from=day,
        by=SYSTEM,
    )
    for role, email, person in arguments.account:
        open_account(
            email=email,
            name=person,
            organisation=onboarding.organisation,
            role=role,
            valid_from=day,
            valid_to=None,
            site=arguments.site,
            by=SYSTEM,
        )
    return onboarding


def _programme(slug: str) -> Programme:
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        raise Refusal(f"There is no programme {slug}.")
    return found


def _municipality(programme: Programme, code: str) -> Municipality:
    found = not_in_yet(programme).filter(code=code).first()
    if found is None:
        raise Refusal(f"{code} is no municipality's code, or takes part in the programme already.")
    return found


def _mentor(programme: Programme, code: str | None) -> Organisation | None:
    if not code:
        return None
    found = mentors(programme).filter(municipality=code).first()
    if found is None:
        raise Refusal(f"No municipality with the code {code} takes part, so it cannot be mentor.")
    return found


def _check_accounts(accounts: list[list[str]]) -> None:
    for role, email, _name in accounts:
        if role not in Role.values:
            raise Refusal(f"{role} is no role. Choose one of {', '.join(Role.values)}.")
        try:
            validate_email(email)
        except ValidationError as problem:
            raise Refusal(f"{email}: {' '.join(problem.messages)}") from None
