"""Processor time per request of the most used pages, against a bare Django page."""

import os
import sys
from pathlib import Path
from statistics import median

from django.conf import settings

from . import pages, region
from .measure import Row, Server, free_port, milliseconds_per_request, serving

BAR = 4.5
# Many short rounds: the median leaves out those in which the machine did something else.
REQUESTS, ROUNDS = 50, 9


def rows(folder: Path, at: str = "") -> list[Row]:
    """Both servers run side by side and are asked in turn, so that a busy machine hits both."""
    port = free_port()
    floor_env = {**os.environ, "FLOOR_DATABASE": str(folder / f"floor-{port}.sqlite3")}
    command = [sys.executable, "-m", "bench.floor.serve", str(port)]
    with serving(command, port, "/", floor_env) as floor, region.served() as server:
        costs = [_round(floor, server) for _ in range(ROUNDS)]
        filled = server.megabytes()
    return [
        *(_row(page.name, costs, at) for page in pages.measured()),
        Row(f"memory after answering (PSS){at}", filled, 200.0, "MB"),
    ]


Costs = dict[str, tuple[float, float]]


def _round(floor: Server, server: Server) -> Costs:
    """What each page costs, and what the floor costs just before it."""
    costs = {}
    for page in pages.measured():
        cookie = f"{settings.SESSION_COOKIE_NAME}={pages.cookie_of(page.reader)}"
        least = milliseconds_per_request(floor, "/", {}, REQUESTS)
        ours = milliseconds_per_request(server, page.path, {"Cookie": cookie}, REQUESTS)
        costs[page.name] = ours, least
    return costs


def _row(name: str, costs: list[Costs], at: str) -> Row:
    ours, floor = (median(values) for values in zip(*(cost[name] for cost in costs), strict=True))
    return Row(f"processor time per request{at}: {name}", ours, floor, "ms", bar=BAR)
