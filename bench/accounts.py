"""A month told to a fund, a programme's figures and a year's claim, over 300,000 attendances.

Measured on SQLite and on PostgreSQL, each size in a process of its own; how the time grows is
drawn as docs/pictures/accounts-growth.svg, in processor time; on PostgreSQL its server's own is
not in that. Besides its seconds each is told beside a plain sum of all marks, asked just before
and after, since the machine may do other work.
"""

import os
import subprocess
import sys
from pathlib import Path

from bench.allocation.drawing import Line, draw
from tools import postgres

from . import alone
from .measure import Row

TIMES = (1, 2, 5, 10, 20)
SECONDS, CLAIM_SECONDS, MEGABYTES = 1.0, 5.0, 100.0
# How many plain sums of all marks, asked beside it, a second is on a quiet machine.
FLOORS = 3.5
CLAIM = "claim of a year"
ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "accounts-growth.svg"
DRAWN = {
    "month esf-scb-monthly": "a month of the ESF file",
    "months_of esf-scb-monthly": "fifteen open months",
    CLAIM: CLAIM,
}

Figures = dict[str, dict[str, float]]


def rows(folder: Path) -> list[Row]:
    found = {"SQLite": [alone.ask("one_account", times) for times in TIMES]}
    with postgres.running() as address:
        env = {"SAMVERKA_DATABASE": address}
        migrate = [sys.executable, "-m", "django", "migrate", "-v0"]
        subprocess.run(migrate, check=True, env={**os.environ, **env})
        found["PostgreSQL"] = [alone.ask("one_account", times, env=env) for times in TIMES]
    _draw(found)
    return [
        row
        for database, sizes in found.items()
        for name, figures in sizes[-1].items()
        for row in _rows(f"{name} ({database})", figures)
    ]


def _rows(name: str, figures: dict[str, float]) -> list[Row]:
    bar = CLAIM_SECONDS if name.startswith(CLAIM) else SECONDS
    return [
        Row(name, figures["seconds"], bar, "s"),
        Row(
            f"{name}: beside a plain sum of all marks",
            figures["again"],
            figures["floor"],
            "s",
            bar=FLOORS * bar,
        ),
        Row(f"{name}: memory above idle", figures["megabytes"], MEGABYTES, "MB"),
    ]


def _draw(found: dict[str, list[Figures]]) -> None:
    """Processor time by how many marks there are."""
    panels = [
        (
            f"Attendances, {database}",
            [
                Line(
                    said,
                    [
                        (times * 15_000, figures[name]["processor"])
                        for times, figures in zip(TIMES, sizes, strict=True)
                    ],
                )
                for name, said in DRAWN.items()
            ],
        )
        for database, sizes in found.items()
    ]
    PICTURE.write_text(draw("How the time of accounting grows", *panels))
