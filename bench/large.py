"""The pages that are opened most and the search, in the region twenty times as large."""

from pathlib import Path

from . import cpu, wire
from .measure import Row

AT = " at 20×"


def rows(folder: Path) -> list[Row]:
    """Comes after the questions are counted: what they were counted in is still as large."""
    return [*cpu.rows(folder, AT), *wire.rows(folder, AT)]
