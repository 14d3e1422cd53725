"""Read a layout file: the columns of what is told to an authority."""

import argparse
from pathlib import Path

from samverka.config.command import Refusal
from samverka.foundation.accounts.actor import SYSTEM
from samverka.publishing.statements.actions import LayoutProblem, add_layout
from samverka.publishing.statements.layouts import read_layout


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the layout file (YAML)")
    parser.add_argument("--check", action="store_true", help="only look; load nothing")


def run(arguments: argparse.Namespace) -> int:
    text = _read(arguments.file)
    try:
        if arguments.check:
            read = read_layout(text)
            print(f"{arguments.file} can be loaded: {read.name}, {len(read.columns)} columns.")
            return 0
        layout = add_layout(text=text, by=SYSTEM)
    except LayoutProblem as problem:
        raise Refusal(
            f"Nothing was loaded from {arguments.file}. Put this right and try again.\n{problem}"
        ) from None
    print(f"{layout.code}, version {layout.version}: {layout.name}.")
    return 0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{file} is not UTF-8 text. Save it anew as UTF-8.") from None
    except OSError as problem:
        raise Refusal(f"{file} cannot be read: {problem.strerror}.") from None
