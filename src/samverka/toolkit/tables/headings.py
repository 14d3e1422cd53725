"""The row that names the columns: often not the first one."""

import re
from collections.abc import Collection, Sequence

from .cells import Row, in_words

LOOK_THROUGH = 30


def plain(heading: str) -> str:
    """A heading as it is compared: "E-post (arbete)*" is "e post arbete"."""
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def found_heading(rows: Sequence[Row], known: Collection[str]) -> int | None:
    """Where the row with most of the known headings is; else the first with two cells or more.

    Titles above it are passed over, whether they are merged across the sheet or not.
    """
    best, most = None, 0
    for place, row in enumerate(rows[:LOOK_THROUGH]):
        hits = len({words for cell in row.cells if (words := plain(in_words(cell))) in known})
        if hits > most:
            best, most = place, hits
    if best is not None:
        return best
    return next(
        (place for place, row in enumerate(rows[:LOOK_THROUGH]) if _written(row) > 1),
        0 if rows else None,
    )


def _written(row: Row) -> int:
    return sum(bool(in_words(cell)) for cell in row.cells)
