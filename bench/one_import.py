"""One file imported: `python -m bench.alone one_import FILE write|look`."""

import datetime as dt
import time
from functools import partial
from pathlib import Path

from django.core.files.base import File

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.partners.models import Appointment, Organisation
from samverka.workflows.import_register import actions

from .alone import measured
from .imports import PERSONS


def main(path: str, what: str) -> dict[str, float]:
    file = Path(path)
    place, _ = Organisation.objects.get_or_create(name="Provby", kind="municipality")
    by = Actor(user=User.objects.earliest("pk"), role=Role.UNIT_HEAD, organisation=place)
    # The worker asks for the role again before it writes.
    Appointment.objects.get_or_create(
        user=by.user, organisation=place, role=by.role, valid_from=dt.date(2020, 1, 1)
    )
    with file.open("rb") as opened:
        sent = File(opened, file.name)
        batch = actions.begin_import(kind="persons", file=sent, language="sv", by=by)
    figures = measured(partial(actions.read_file.func, batch.pk))
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
