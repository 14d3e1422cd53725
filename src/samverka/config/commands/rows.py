"""Write all the rows that a programme's figures are made of, as CSV files."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from samverka.config.command import Refusal
from samverka.delivery.programmes.models import Programme
from samverka.toolkit.clock import today
from samverka.workflows.rows_as_files.queries import files_of


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
        _write(programme, arguments.folder)
    except OSError as problem:
        raise Refusal(f"{arguments.folder} cannot be written: {problem.strerror}.") from None
    print(f"The rows of {programme} are in {arguments.folder}.")
    return 0


def _write(programme: Programme, folder: Path) -> None:
    """All files or none: written beside, so that half of them are never taken for all.

    :raises OSError: there is something in the folder already, or it cannot be written
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        whole = Path(beside, "whole")
        whole.mkdir()
        for name, content in files_of(programme, on=today()):
            (whole / name).write_bytes(content)
        whole.rename(folder)
