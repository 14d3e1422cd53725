"""Write everything to one sealed file."""

import argparse
from pathlib import Path

from samverka.config import readiness
from samverka.config.command import Refusal
from samverka.toolkit import backup


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write it; an existing file is kept")
    parser.epilog = (
        "The server may go on serving meanwhile. The file is sealed with the key file, which is "
        "not in it: keep a copy of the key file somewhere else."
    )


def run(arguments: argparse.Namespace) -> int:
    readiness.check()
    path = arguments.file
    if path.exists():
        raise Refusal(f"There is a file at {path} already. Choose another name.")
    if not path.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {path.absolute().parent}. Make it first.")
    counts = backup.back_up(path)
    rows, size = sum(counts.values()), path.stat().st_size
    print(f"{rows} rows of {len(counts)} tables are in {path} ({size / 1e6:.1f} MB).")
    return 0
