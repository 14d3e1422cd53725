"""Processor time per request of the most used pages, against a bare Django page."""

import os
import sys
from pathlib import Path
from statistics import median

from django.conf import settings

from . import pages, region
from .measure import Row, Server, free_port, milliseconds_per_request, serving

BAR = 4.5
REQUESTS, ROUNDS = 150, 3


def rows(folder: Path) -> list[Row]:
    """Both servers run side by side and are asked in turn, so that a busy machine hits both."""
    port = free_port()
    floor_env = {**os.environ, "FLOOR_DATABASE": str(folder / "floor.sqlite3")}
    command = [sys.executable, "-m", "bench.floor.serve", str(port)]
    with serving(command, port, "/", floor_env) as floor, region.served() as server:
        costs = [_round(floor, server) for _ in range(ROUNDS)]
        filled = server.megabytes()
    return [
        *(_row(page.name, costs) for page in pages.most_used()),
        Row("memory after answering (PSS)", filled, 200.0, "MB"),
    ]


def _round(floor: Server, server: Server) -> dict[str, float]:
    costs = {"floor": milliseconds_per_request(floor, "/", {}, REQUESTS)}
    for page in pages.most_used():
        cookie = f"{settings.SESSION_COOKIE_NAME}={pages.cookie_of(page.reader)}"
        headers = {"Cookie": cookie}
        costs[page.name] = milliseconds_per_request(server, page.path, headers, REQUESTS)
    return costs


def _row(name: str, costs: list[dict[str, float]]) -> Row:
    ours, floor = (median(cost[key] for cost in costs) for key in (name, "floor"))
    return Row(f"processor time per request: {name}", ours, floor, "ms", bar=BAR)
