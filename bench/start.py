"""How soon the server answers, and how much memory its processes take together."""

import time
from pathlib import Path
from statistics import median

from . import region
from .measure import Row

SECONDS, MEGABYTES = 2.0, 200.0
SETTLED = 5  # seconds, so that worker and timetable have done their first round


def rows(folder: Path) -> list[Row]:
    starts = []
    for _ in range(3):
        with region.served() as server:
            starts.append(server.seconds_to_first_answer)
    with region.served() as server:
        time.sleep(SETTLED)
        megabytes = server.megabytes()
    return [
        Row("server up: first page answered (median of 3)", median(starts), SECONDS, "s"),
        Row("memory of all processes (PSS)", megabytes, MEGABYTES, "MB"),
    ]
