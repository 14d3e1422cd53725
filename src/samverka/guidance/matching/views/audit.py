"""A reviewer's pages: each plan's audit file, and plans computed once more."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.foundation.audit import trail
from samverka.guidance.matching.actions import audits as actions
from samverka.guidance.matching.audit_files import NotOurFile
from samverka.guidance.matching.forms.audit import AuditFileForm
from samverka.guidance.matching.queries import auditing
from samverka.guidance.matching.queries.scenarios import reviewed
from samverka.toolkit.uploads import is_too_large

from .showing import OFFICER, REVIEWER, context, seen

HERE = "matching:audit"


def _page(request, programme_key: str, round_key: str, **more):
    matching, held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    told = {
        "scenarios": list(reviewed(request.actor, matching)),
        "runs": list(auditing.runs_of(request.actor, matching)[: auditing.MOST_SHOWN]),
        "form": AuditFileForm(),
        **more,
    }
    status = 422 if told["form"].is_bound else 200
    page = context(matching, held, HERE, **told)
    return render(request, "matching/audit.html", page, status=status)


@require_safe
def scenario_list(request, programme_key, round_key):
    return _page(request, programme_key, round_key)


@require_safe
def file(request, programme_key, round_key, key):
    matching, _held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    scenario = get_object_or_404(reviewed(request.actor, matching), public_key=key)
    trail.note(by=request.actor, verb="matching.audit_file_fetched", about=matching)
    answer = JsonResponse(auditing.audit_file(scenario), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="granskning-{key}.json"'
    return answer


@require_POST
def again(request, programme_key, round_key, key):
    """Computes the kept problem anew, and compares the hashes."""
    matching, _held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    scenario = get_object_or_404(reviewed(request.actor, matching), public_key=key)
    try:
        made = actions.begin_of_scenario(scenario=scenario, by=request.actor)
    except actions.NothingToCompute as refused:
        messages.error(request, str(refused))
        return redirect("matching:audit", programme_key, round_key)
    return redirect("matching:audit_run", programme_key, round_key, made.public_key)


@require_POST
def check_file(request, programme_key, round_key):
    """A file that was fetched before: its seal is looked at, and its plan computed once more."""
    matching, _held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    form = AuditFileForm(request.POST, request.FILES, is_too_large=is_too_large(request))
    differs: Sequence[str] = ()
    if form.is_valid():
        raw = form.cleaned_data["file"].read()
        try:
            made = actions.begin_of_file(matching=matching, raw=raw, by=request.actor)
        except NotOurFile as refused:
            form.add_error("file", str(refused))
            differs = refused.differs
        else:
            return redirect("matching:audit_run", programme_key, round_key, made.public_key)
    return _page(request, programme_key, round_key, form=form, differs=differs)


def _run(request, programme_key: str, round_key: str, key: str):
    matching, held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    run = get_object_or_404(auditing.runs_of(request.actor, matching), public_key=key)
    return matching, held, run


@require_safe
def run(request, programme_key, round_key, key):
    """How far it is; and what came of it. The bar alone where the page asks for it."""
    matching, held, found = _run(request, programme_key, round_key, key)
    is_under_way = auditing.is_under_way(found)
    if request.htmx and not is_under_way:
        return HttpResponseClientRefresh()
    told = {
        "run": found,
        "is_under_way": is_under_way,
        "progress": auditing.progress(found),
        "lines": auditing.lines_of(found),
    }
    page = "matching/_audit_progress.html" if request.htmx else "matching/audit_run.html"
    return render(request, page, context(matching, held, HERE, **told))


@require_POST
def stop(request, programme_key, round_key, key):
    _matching, _held, found = _run(request, programme_key, round_key, key)
    actions.stop_run(run=found, by=request.actor)
    return redirect("matching:audit_run", programme_key, round_key, key)
