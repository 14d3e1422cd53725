"""A programme's accounts, asked one by one: `python -m bench.alone one_account THOUSANDS`."""

import gc
import os
from collections.abc import Callable, Iterator

from django.db import connection
from django.urls import get_resolver

from samverka.delivery.budgets.co_financing import standing as co_financing
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.overviews.months.queries import picture
from samverka.publishing.claims.contents import Parts
from samverka.publishing.claims.models import Claim
from samverka.publishing.claims.sheets import claim_workbook
from samverka.publishing.indicators.queries import lines_of
from samverka.publishing.measures.carried import Carried
from samverka.publishing.measures.queries import figures_of
from samverka.publishing.statements.models import Series
from samverka.publishing.statements.queries import build, months_of, standing

from . import accounted
from .alone import measured

Work = Callable[[], object]
FLOOR = """
SELECT mark.organisation_id, SUBSTR(CAST(held_on AS TEXT), 1, 7), COUNT(DISTINCT person_id),
    SUM(minutes)
FROM activities_attendance mark
JOIN activities_session session ON session.id = mark.session_id
GROUP BY 1, 2
"""


def main(thousands: str) -> dict[str, dict[str, float]]:
    _fill(int(thousands))
    # As in a process that samverka serve has forked: everything is loaded, and the collector of
    # garbage leaves it alone.
    get_resolver()._populate()
    gc.collect()
    gc.freeze()
    found = {name: measured(thing) for name, thing in asked()}
    # Once more, since what the floor leaves in memory would be taken for idle.
    return {name: found[name] | _beside_floor(thing) for name, thing in asked()}


def _beside_floor(thing: Work) -> dict[str, float]:
    """The same seconds with the floor's before and after them: a busy machine slows both."""
    before, again, after = (measured(each)["seconds"] for each in (_floor, thing, _floor))
    return {"again": again, "floor": (before + after) / 2}


def _floor() -> None:
    """The least that sums over all marks cost: one plain question, and nothing made of it."""
    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        cursor.fetchall()


def _fill(thousands: int) -> None:
    """In a child, so that what it needs is not in our memory."""
    child = os.fork()
    if not child:
        accounted.fill(thousands)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("The made-up programme could not be written.")


def asked() -> Iterator[tuple[str, Work]]:
    """What is measured, by name; a claim's file is written, the rest is only counted."""
    programme = Programme.objects.get(slug=accounted.SLUG)
    on, month = accounted.ON, accounted.months()[accounted.CERTIFIED - 1]
    series = Series.objects.filter(programme=programme).select_related(
        "programme", "fund", "layout"
    )
    for one in series:
        yield f"month {one.code}", lambda one=one: build(one, month).digest
    for one in series:
        yield f"months_of {one.code}", lambda one=one: months_of(one, on=on)
        yield f"standing {one.code}", lambda one=one: standing(one, on=on)
    yield "co-financing", lambda: co_financing(programme)
    yield "measures", lambda: _measures(programme)
    yield "indicators", lambda: lines_of(programme, on=on)
    user = User.objects.get(email="accounts@example.org")
    economist = Actor(user=user, role=Role.ECONOMIST, organisation=programme.owner)
    yield "picture of months", lambda: picture(economist, on=on)
    yield "claim of a year", lambda: _claim(programme)


def _measures(programme: Programme) -> list:
    carried = Carried(programme, on=accounted.ON)
    return [figures_of(each, carried) for each in programme.measures.all()]


def _claim(programme: Programme) -> bytes:
    claim = Claim.objects.select_related("programme", "fund").get(programme=programme)
    return claim_workbook(claim, Parts(claim, on=accounted.ON))
