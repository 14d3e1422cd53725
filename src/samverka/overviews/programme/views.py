import datetime as dt

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samverka.delivery.activities.models import RUNS
from samverka.delivery.activities.permissions import may_create
from samverka.delivery.activities.queries import unmarked_sessions
from samverka.publishing.reports.permissions import may_read_months
from samverka.publishing.reports.queries import months_of, programme_sums, programmes_read_by
from samverka.toolkit.clock import today

from . import queries
from .presenting import map_marks, month_rows

SHOWN_NEXT, SHOWN_LATE = 5, 5


@require_safe
def programme_list(request):
    programmes = queries.programmes_seen(request.actor, on=today()) if request.actor else []
    context = {"programmes": programmes, "today": today()}
    return render(request, "programme/programme_list.html", context)


@require_safe
def programme_detail(request, key):
    actor, on = request.actor, today()
    seen = programmes_read_by(actor) if actor else queries.Programme.objects.none()
    programme = get_object_or_404(seen.select_related("owner"), public_key=key)
    progress = queries.Progress(programme)
    participations = queries.participations_of(programme)
    sums, total = programme_sums(programme, actor)
    late = unmarked_sessions(on=on - dt.timedelta(days=1)).filter(activity__programme=programme)
    if not actor.is_one_of(*RUNS):
        late = late.none()
    context = {
        "programme": programme,
        "goals": queries.goal_lines(programme, progress),
        "total": total,
        "hours": total.minutes // 60 if total else None,
        "held": sum(line.held for line in progress.activities),
        "planned": sum(len(line.days) for line in progress.activities),
        "leads": queries.leads_of(participations),
        "marks": map_marks(participations, sums),
        "hides_something": total is None or any(row.part is None for row in sums),
        "funds": queries.funds_of(programme),
        "next_sessions": queries.sessions_to_come(programme, on=on)[:SHOWN_NEXT],
        "late": late.count(),
        "late_sessions": late[:SHOWN_LATE],
        "months": month_rows(
            programme, months_of(programme, actor, on=on), opens=may_read_months(actor)
        ),
        "may_read_months": may_read_months(actor),
        "may_create": may_create(actor),
        "today": on,
    }
    return render(request, "programme/programme_detail.html", context)
