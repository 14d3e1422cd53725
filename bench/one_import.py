"""One file imported in a process of its own: `python -m bench.one_import FILE write|look`."""

import datetime as dt
import json
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.files.base import File  # noqa: E402

from samverka.foundation.accounts.actor import Actor  # noqa: E402
from samverka.foundation.accounts.models import Role, User  # noqa: E402
from samverka.register.partners.models import Appointment, Organisation  # noqa: E402
from samverka.workflows.import_register import actions  # noqa: E402

from .imports import PERSONS  # noqa: E402


def measure(file: Path, what: str) -> dict[str, float]:
    place, _ = Organisation.objects.get_or_create(name="Provby", kind="municipality")
    by = Actor(user=User.objects.earliest("pk"), role=Role.UNIT_HEAD, organisation=place)
    # The worker asks for the role again before it writes.
    Appointment.objects.get_or_create(
        user=by.user, organisation=place, role=by.role, valid_from=dt.date(2020, 1, 1)
    )
    with file.open("rb") as opened:
        sent = File(opened, file.name)
        batch = actions.begin_import(kind="persons", file=sent, language="sv", by=by)
    idle = _megabytes("VmRSS")
    began, processor = time.monotonic(), time.process_time()
    actions.read_file.func(batch.pk)
    figures = {
        "seconds": time.monotonic() - began,
        "processor": time.process_time() - processor,
        "megabytes": _megabytes("VmHWM") - idle,
    }
    batch.refresh_from_db()
    counted = dict.fromkeys(batch.rows.values_list("outcome", flat=True).distinct())
    expected = {"write": {"new"}, "look": {"same"}}[what]
    if batch.rows.count() != PERSONS or set(counted) != expected:
        raise RuntimeError(f"{batch.state}: {batch.problem} {batch.rows.count()} {set(counted)}")
    if what == "write":
        began = time.monotonic()
        actions.confirm(batch=batch, by=by)
        actions.write_rows.func(batch.pk)
        figures["written"] = time.monotonic() - began
    return figures


def _megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))
