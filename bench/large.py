"""The pages that are opened most and the search, in the region twenty times as large.

Whoever searches writes while the answer comes, so that is measured on the clock too.
"""

from pathlib import Path

from django.conf import settings

from . import cpu, pages, region, wire
from .measure import Row, milliseconds_on_the_clock

SEARCHES, SEARCH_BAR = 50, 100.0  # milliseconds
AT = " at 20×"


def rows(folder: Path) -> list[Row]:
    """Comes after the questions are counted: what they were counted in is still as large."""
    return [*cpu.rows(folder, AT), _search_on_the_clock(), *wire.rows(folder, AT)]


def _search_on_the_clock() -> Row:
    search = pages.search()
    cookie = f"{settings.SESSION_COOKIE_NAME}={pages.cookie_of(search.reader)}"
    with region.served() as server:
        wait = milliseconds_on_the_clock(server, search.path, {"Cookie": cookie}, SEARCHES)
    return Row(f"search on the clock{AT} (median)", wait, SEARCH_BAR, "ms")
