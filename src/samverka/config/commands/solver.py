"""Keep the solver for what-if questions ready; `samverka serve` does so by itself."""

import argparse

from samverka.config import server
from samverka.config.command import Refusal
from samverka.engine.allocation.standing.keeper import PathTooLong


def add_to(parser: argparse.ArgumentParser) -> None:
    """It has nothing to choose."""


def run(_arguments: argparse.Namespace) -> int:
    try:
        server.keep_solver()
    except PathTooLong as problem:
        raise Refusal(
            f"{problem} is too long a name for a socket. Set SAMVERKA_DATA to a shorter one."
        ) from None
    return 0
