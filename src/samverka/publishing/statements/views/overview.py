"""What a programme tells its funds: all its months, and beginning to tell something."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.forms import BeginForm
from samverka.publishing.statements.models import Version
from samverka.toolkit.clock import today

from .fetching import programme_of, series_of
from .squares import shown


@require_safe
def overview(request, programme_key: str):
    programme = programme_of(request, programme_key)
    on = today()
    newest = {layout.code: layout for layout in queries.layouts_in_force()}
    rows = [
        shown(series, months, newest, on)
        for series, months in queries.months_of_all(programme, on=on)
    ]
    context = {
        "programme": programme,
        "rows": rows,
        "first": next((row for row in rows if row.next or row.to_correct), None),
        "to_re_send": sum(row.to_re_send for row in rows),
        "late": sum(row.late for row in rows),
        "differing": sum(row.differing for row in rows),
    }
    return render(request, "statements/overview.html", context)


@require_http_methods(["GET", "POST"])
def begin(request, programme_key: str):
    programme = programme_of(request, programme_key)
    form = BeginForm(request.POST or None, programme=programme, layouts=queries.layouts_in_force())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_series(programme=programme, by=request.actor, **form.cleaned_data)
        except actions.StatementProblem as problem:
            form.add_error(None, str(problem))
        else:
            undo = reverse("statements:undo", args=[programme_key, made.public_key])
            messages.success(request, _("The months stand here now."), extra_tags=undo)
            return redirect("statements:overview", programme_key)
    context = {"programme": programme, "form": form, "layouts": queries.layouts_in_force()}
    return render(request, "statements/begin.html", context)


@require_POST
def undo(request, programme_key: str, key: str):
    """Take away what was begun by mistake, while nothing of it is ready."""
    series = series_of(request, programme_key, key)
    try:
        actions.undo_series(series=series, by=request.actor)
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is no longer told month by month."))
    return redirect("statements:overview", programme_key)


@require_safe
def chain(request, programme_key: str, key: str):
    """Every version that was sent, in the order it was sent, and whether all is as it was."""
    series = series_of(request, programme_key, key)
    context = {
        "series": series,
        "programme": series.programme,
        "versions": Version.objects.visible_to(request.actor)
        .filter(series=series, place__isnull=False)
        .select_related("statement", "sent_by")
        .order_by("-place"),
        "broken": queries.broken_link(series),
    }
    return render(request, "statements/chain.html", context)


@require_POST
def use_layout(request, programme_key: str, key: str):
    """Go on by the newest version of the layout."""
    series = series_of(request, programme_key, key)
    newest = queries.layouts_in_force().filter(code=series.code).first()
    if newest is None or newest == series.layout:
        messages.info(request, _("The newest version is in use already."))
        return redirect("statements:overview", programme_key)
    try:
        actions.use_layout(series=series, layout=newest, by=request.actor)
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("What is made ready from now on follows the new columns."))
    return redirect("statements:overview", programme_key)
