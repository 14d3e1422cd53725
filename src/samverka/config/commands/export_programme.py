"""Write a programme as the file that it can be loaded from."""

import argparse
from pathlib import Path

from samverka.config.command import Refusal
from samverka.delivery.programmes.models import Programme
from samverka.workflows.programme_file.queries import file_of


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", help="the programme's key, as 'foraldrastod-2018'")
    parser.add_argument("--to", type=Path, help="the file to write; left out, it is printed")


def run(arguments: argparse.Namespace) -> int:
    programme = Programme.objects.filter(slug=arguments.programme).first()
    if programme is None:
        raise Refusal(
            f"There is no programme with the key '{arguments.programme}'. "
            f"Those that are: {_keys() or 'none yet'}."
        )
    text = file_of(programme)
    if arguments.to is None:
        print(text, end="")
        return 0
    try:
        arguments.to.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise Refusal(f"{arguments.to} cannot be written: {problem.strerror}.") from None
    print(f"{programme} is written to {arguments.to}.")
    return 0


def _keys() -> str:
    return ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
