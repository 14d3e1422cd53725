"""What else is held on the days one is writing: looked up meanwhile, and never in the way."""

import datetime as dt
import re

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from samverka.delivery.activities.clashes import clashes
from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.permissions import may_create
from samverka.delivery.programmes.models import Programme
from samverka.toolkit.looking import only_looks
from samverka.toolkit.texts import whole_number

A_DAY = re.compile(r"(form|dag)-\d{1,3}-day|day")


@only_looks
@require_POST
def while_writing(request):
    """A part of the form: empty where nothing meets."""
    if not may_create(request.actor):
        raise PermissionDenied
    sent = request.POST
    programme = whole_number(sent.get("programme", ""))
    seen = Activity.objects.visible_to(request.actor)
    found = clashes(
        Programme.objects.visible_to(request.actor).filter(pk=programme or 0).first(),
        days=_days(sent),
        target_group=sent.get("target_group", ""),
        functions=sent.get("functions", ""),
        besides=seen.filter(public_key=request.GET.get("aktivitet", "")).first(),
    )
    return render(request, "activities/_clashes.html", {"clashes": found})


def _days(sent: QueryDict) -> list[dt.date]:
    """Those that can be read: half a day is being written."""
    days = []
    for name in sent:
        if A_DAY.fullmatch(name):
            try:
                days.append(dt.date.fromisoformat(str(sent[name])))
            except ValueError:
                continue
    return days
