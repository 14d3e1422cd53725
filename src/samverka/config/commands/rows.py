"""Write all the rows that a programme's figures are made of, as CSV files."""

import argparse
from pathlib import Path

from samverka.config.command import Refusal
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import today
from samverka.workflows.rows_as_files.actions import write_rows


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", help="the programme's key, as 'foraldrastod-2018'")
    parser.add_argument("folder", type=Path, help="where to write; new or empty")


def run(arguments: argparse.Namespace) -> int:
    programme = Programme.objects.filter(slug=arguments.programme).first()
    if programme is None:
        keys = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
        raise Refusal(
            f"There is no programme with the key '{arguments.programme}'. "
            f"Those that are: {keys or 'none yet'}."
        )
    try:
        write_rows(programme=programme, folder=arguments.folder, on=today(), by=SYSTEM)
    except OSError as problem:
        raise Refusal(f"{arguments.folder} cannot be written: {problem.strerror}.") from None
    print(f"The rows of {programme} are in {arguments.folder}.")
    return 0
