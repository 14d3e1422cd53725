import datetime as dt

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverka.toolkit.clock import today
from samverka.toolkit.periods import LAST_YEAR

from .permissions import may_read_months
from .queries import own_months, picture, silent
from .showing import AT_ONCE, lines, month_before, months_until, own_lines, tasks

# Before any programme of ours.
FIRST_YEAR = 2000


@require_safe
def overview(request):
    """The latest months of every programme, what waits, and what it is worth."""
    if not may_read_months(request.actor):
        raise PermissionDenied
    on = today()
    this = on.replace(day=1)
    last = min(_asked(request.GET.get("till", "")) or this, this)
    whole = picture(request.actor, on=on)
    months = months_until(last, AT_ONCE)
    context = {
        "months": months,
        "lines": lines(whole, months),
        "own": own_lines(own_months(request.actor, whole.times), months),
        "tasks": tasks(whole),
        "late": whole.late,
        "not_sent": whole.not_sent,
        "silent": silent(request.actor),
        "earlier": month_before(last, AT_ONCE),
        "later": month_before(last, -AT_ONCE) if last < this else None,
    }
    return render(request, "months/months.html", context)


def _asked(text: str) -> dt.date | None:
    """A month as "2026-03"; anything else is the latest, and the calendar's own ends too."""
    try:
        month = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None
