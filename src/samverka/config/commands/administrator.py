"""Open the account of an organisation's first administrator; everybody else comes after."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import today
from samverka.workflows.appoint.actions import (
    AccountIsClosed,
    AdministeredAlready,
    open_first_account,
)

KINDS = [kind for kind in Organisation.Kind.values if kind != Organisation.Kind.UNIT]


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="address to sign in with")
    parser.add_argument("--name", required=True, help="the administrator's name")
    parser.add_argument("--organisation", required=True, help="the organisation's name")
    parser.add_argument(
        "--kind",
        choices=KINDS,
        default=Organisation.Kind.MUNICIPALITY.value,
        help="what it is, if it is not in the database yet (%(default)s)",
    )
    parser.epilog = (
        "The password is asked for, or read as one line from the standard input. The "
        "administrator opens everybody else's account, under Administration."
    )


def run(arguments: argparse.Namespace) -> int:
    password = _password()
    with translation.override("en"):
        try:
            validate_email(arguments.email)
            validate_password(password, User(email=arguments.email, name=arguments.name))
            open_first_account(
                email=arguments.email,
                name=arguments.name,
                password=password,
                organisation_name=arguments.organisation,
                kind=arguments.kind,
                valid_from=today(),
                by=SYSTEM,
            )
        except ValidationError as problem:
            raise Refusal(" ".join(problem.messages)) from None
        except (AccountIsClosed, AdministeredAlready) as problem:
            raise Refusal(str(problem)) from None
    print(f"{arguments.email} administers {arguments.organisation}.")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise Refusal("The two passwords are not the same. Try again.")
    return password
