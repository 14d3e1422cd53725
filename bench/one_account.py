"""A programme's accounts in a process of its own: `python -m bench.one_account THOUSANDS`."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import django

django.setup()

from django.urls import get_resolver  # noqa: E402

from samverka.delivery.budgets.co_financing import standing as co_financing  # noqa: E402
from samverka.delivery.programmes.models import Programme  # noqa: E402
from samverka.foundation.accounts.actor import Actor  # noqa: E402
from samverka.foundation.accounts.models import Role, User  # noqa: E402
from samverka.overviews.months.queries import picture  # noqa: E402
from samverka.publishing.claims.contents import Parts  # noqa: E402
from samverka.publishing.claims.models import Claim  # noqa: E402
from samverka.publishing.claims.sheets import claim_workbook  # noqa: E402
from samverka.publishing.indicators.queries import lines_of  # noqa: E402
from samverka.publishing.measures.carried import Carried  # noqa: E402
from samverka.publishing.measures.queries import figures_of  # noqa: E402
from samverka.publishing.statements.models import Series  # noqa: E402
from samverka.publishing.statements.queries import build, months_of, standing  # noqa: E402

from . import accounted  # noqa: E402

Work = Callable[[], object]


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


def measured(thing: Work) -> dict[str, float]:
    """Seconds, those of the processor, and megabytes above what the process held before."""
    Path("/proc/self/clear_refs").write_text("5")
    idle = _megabytes("VmRSS")
    began, processor = time.monotonic(), time.process_time()
    thing()
    return {
        "seconds": time.monotonic() - began,
        "processor": time.process_time() - processor,
        "megabytes": _megabytes("VmHWM") - idle,
    }


def _megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _fill(thousands: int) -> None:
    """In a child, so that what it needs is not in our memory."""
    child = os.fork()
    if not child:
        accounted.fill(thousands)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("The made-up programme could not be written.")


if __name__ == "__main__":
    _fill(int(sys.argv[1]))
    # As in a worker that has done something before: everything is loaded.
    get_resolver()._populate()
    print(json.dumps({name: measured(thing) for name, thing in asked()}))
