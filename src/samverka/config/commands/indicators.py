"""Take in a file of indicators: what a fund counts in every programme that it pays for."""

import argparse
from pathlib import Path

from django.utils import translation

from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM
from samverka.publishing.indicators.actions import BeginsTooEarly, VersionStands, take_in
from samverka.publishing.indicators.definitions import NotDefinitions, read


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="as the files in publishing/indicators/data")
    parser.epilog = (
        "A version that is taken in never changes. Give what is new the next version, and the day "
        "it begins: programmes that began before it are counted as before."
    )


def run(arguments: argparse.Namespace) -> int:
    with translation.override("en"):
        try:
            text = arguments.file.read_text(encoding="utf-8")
            added = take_in(definitions=read(text), by=SYSTEM)
        except OSError as fault:
            raise Refusal(f"{arguments.file} cannot be read: {fault.strerror}.") from None
        except (NotDefinitions, VersionStands, BeginsTooEarly) as fault:
            raise Refusal(str(fault)) from None
    print(f"{added} new versions of indicators are taken in.")
    return 0
