"""How many questions pages ask the database: few, and as many when there is twenty times more."""

import datetime as dt
import time
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people.models import Person
from samverka.toolkit.clock import today
from samverka.workflows.demonstration.actions import add_crowds

from . import pages
from .measure import Row

MOST, MOST_TO_SAVE, SHEET = 10, 15, 40
MOST_TO_SEARCH, TIMES = 100.0, 10
SCALE = 20


def rows(folder: Path) -> list[Row]:
    measured = [*_sheet()]
    listed = pages.lists()
    before = {page.name: _count(page) for page in listed}
    # The region is `samverka demo --scale 1`; this is what `--scale 20` has besides.
    add_crowds(scale=SCALE, there=1, by=SYSTEM)
    for page in listed:
        now = _count(page)
        measured.append(Row(f"queries at 20×: {page.name}", now, MOST, "queries"))
        measured.append(Row(f"queries at 20× ÷ at 1×: {page.name}", now, before[page.name], ""))
    return [*measured, _search()]


def _search() -> Row:
    """The search among all of it, in the processor's own time."""
    page = pages.search()
    client = pages.signed_in(page.reader)
    client.get(page.path)
    before = time.process_time()
    for _ in range(TIMES):
        client.get(page.path)
    spent = (time.process_time() - before) / TIMES * 1000
    return Row("processor time at 20×: search", spent, MOST_TO_SEARCH, "ms")


def _count(page: pages.Page) -> int:
    client = pages.signed_in(page.reader)
    client.get(page.path)  # what is asked once per process is not the page's
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(page.path)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.path} answered {answer.status_code}.")
    return len(asked)


def _sheet() -> list[Row]:
    """Tick everybody on a sheet of forty, and count the whole request."""
    session = _sheet_of_forty()
    keys = Registration.objects.filter(activity=session.activity).values_list("public_key")
    data = {f"version-{key}": "0" for (key,) in keys} | {"everybody": "1"}
    client = pages.signed_in("olga")
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(f"/aktiviteter/tillfalle/{session.public_key}/narvaro/", data)
    if answer.status_code != 302 or session.attendances.count() != SHEET:
        raise RuntimeError(f"The sheet answered {answer.status_code} and was not saved.")
    return [Row(f"queries to save a sheet of {SHEET}", len(asked), MOST_TO_SAVE, "queries")]


def _sheet_of_forty() -> Session:
    """A session of last week with forty registered and no marks."""
    like = Activity.objects.filter(organiser__name="Göteborgsregionen").order_by("pk")[0]
    day = today() - dt.timedelta(days=7)
    activity = actions.create_activity(
        programme=like.programme,
        organiser=like.organiser,
        title="Fyrtio på en lista",
        kind=Activity.Kind.MEETING,
        sessions=[actions.Times(day=day, starts=dt.time(9), ends=dt.time(12))],
        by=SYSTEM,
    )
    Registration.objects.bulk_create(
        Registration(activity=activity, person=person, organisation=like.organiser)
        for person in Person.objects.order_by("pk")[:SHEET]
    )
    return activity.sessions.get()
