"""What has changed since a month was sent, and sending it again with those after it."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samverka.foundation.audit import trail
from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.contents import Content
from samverka.publishing.statements.forms import CompareForm, CorrectForm
from samverka.toolkit.clock import today

from .fetching import month_of
from .rows import differences_seen

MOST = 500


def _differences(request, month: queries.Month, before: Content, now: Content) -> dict:
    """Row by row and column by column, for the page; that persons are read is noted."""
    found = queries.differences(before, now)
    seen, unseen = differences_seen(request.actor, before, now, found)
    shown = seen[:MOST]
    trail.note_read(
        by=request.actor,
        about=month.series.programme,
        person_ids={row.person.pk for row in shown if row.person},
    )
    return {
        "differences": shown,
        "more": len(seen) - len(shown),
        "unseen": unseen,
        "before": before.sums,
        "now": now.sums,
    }


@require_http_methods(["GET", "POST"])
def correct(request, programme_key: str, key: str, month: dt.date):
    """What differs, which later months go again with it, and why."""
    found = month_of(request, programme_key, key, month)
    if found.sent is None:
        messages.info(request, _("The month is not sent, so there is nothing to correct."))
        return redirect("statements:month", programme_key, key, month)
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            prepared = actions.correct(
                series=found.series,
                first_month=month,
                reason=form.cleaned_data["reason"],
                on=today(),
                by=request.actor,
            )
        except actions.StatementProblem as problem:
            form.add_error(None, str(problem))
        else:
            said = ngettext(
                "%(count)s month is prepared to be sent again, in order.",
                "%(count)s months are prepared to be sent again, in order.",
                len(prepared),
            )
            messages.success(request, said % {"count": len(prepared)})
            return redirect("statements:month", programme_key, key, month)
    context = {
        "programme": found.series.programme,
        "series": found.series,
        "month": found,
        "form": form,
        "later": [
            each.period for each in found.stands if each.sent and each.period.first_month > month
        ],
        **_differences(
            request,
            found,
            queries.content_of(found.sent),
            queries.build(found.series, month),
        ),
    }
    return render(request, "statements/correct.html", context)


@require_safe
def differences(request, programme_key: str, key: str, month: dt.date):
    """Between two versions that were sent, or between one and what the facts say now."""
    found = month_of(request, programme_key, key, month)
    if found.sent is None:
        messages.info(request, _("The month is not sent yet, so there is nothing to compare."))
        return redirect("statements:month", programme_key, key, month)
    sent = [each for each in queries.versions_of(found.sent.statement) if each.is_sent]
    form = CompareForm(request.GET or None, versions=sent, differs=found.differs)
    before, now = form.chosen()
    context = {
        "programme": found.series.programme,
        "series": found.series,
        "month": found,
        "form": form,
        **_differences(
            request,
            found,
            queries.content_of(before),
            queries.content_of(now) if now else queries.build(found.series, month),
        ),
    }
    return render(request, "statements/differences.html", context)
