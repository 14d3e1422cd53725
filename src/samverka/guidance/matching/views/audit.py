"""A reviewer's pages: each plan's audit file, and the plan computed once more."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.guidance.matching.queries import auditing
from samverka.guidance.matching.queries.scenarios import reviewed

from .showing import OFFICER, REVIEWER, context, seen

HERE = "matching:audit"


@require_safe
def scenario_list(request, programme_key, round_key):
    matching, held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    told = {"scenarios": list(reviewed(request.actor, matching))}
    return render(request, "matching/audit.html", context(matching, held, HERE, **told))


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
    matching, held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    scenario = get_object_or_404(reviewed(request.actor, matching), public_key=key)
    trail.note(by=request.actor, verb="matching.audit_run", about=matching)
    found = auditing.computed_again(scenario)
    is_same = found is not None and all(
        found[name] == getattr(scenario, name) for name in ("problem_hash", "plan_hash")
    )
    told = {
        "scenarios": list(reviewed(request.actor, matching)),
        "checked": scenario,
        "found": found,
        "is_same": is_same,
    }
    return render(request, "matching/audit.html", context(matching, held, HERE, **told))
