"""Ask a second factor of a role from a day on, or stop asking: the region's decision."""

import argparse
import datetime as dt

from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import today
from samverka.workflows.appoint.actions import ask_second_factor, stop_asking_second_factor


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("role", choices=Role.values, help="the role it is about")
    parser.add_argument(
        "--from",
        dest="day",
        type=dt.date.fromisoformat,
        default=None,
        help="first day, as 2026-03-16 (today)",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--decided", metavar="SOURCE", help="who decided it, and where it is written"
    )
    what.add_argument("--stop", action="store_true", help="do not ask it of the role any more")
    parser.epilog = (
        "Whoever holds the role sets the second factor up before anything else opens, from that "
        "day on."
    )


def run(arguments: argparse.Namespace) -> int:
    day = arguments.day or today()
    if arguments.stop:
        count = stop_asking_second_factor(role=arguments.role, on=day, by=SYSTEM)
        print(f"{arguments.role} needs no second factor from {day} on ({count} ended).")
    else:
        ask_second_factor(role=arguments.role, valid_from=day, source=arguments.decided, by=SYSTEM)
        print(f"From {day} on, {arguments.role} needs a second factor.")
    return 0
