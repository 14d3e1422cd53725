"""The organiser asks: by a link for all in the room or by slips; reads the comments first."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.feedback import actions, permissions, queries
from samverka.delivery.feedback.forms import AskForm, SlipsForm
from samverka.delivery.feedback.limits import code_shown
from samverka.delivery.feedback.models import FeedbackComment, FeedbackRound
from samverka.toolkit.clock import today


def _run(request, programme_key: str, key: str) -> Activity:
    activity = get_object_or_404(
        Activity.objects.visible_to(request.actor).select_related("programme"),
        programme__public_key=programme_key,
        public_key=key,
    )
    if not permissions.may_ask(request.actor, activity):
        raise PermissionDenied
    return activity


def _asked(request, activity: Activity, session_key: str) -> FeedbackRound:
    found = FeedbackRound.objects.visible_to(request.actor).select_related("session__activity")
    return get_object_or_404(found, session__activity=activity, session__public_key=session_key)


def _back(programme_key: str, key: str, place: str = ""):
    return redirect(reverse("feedback:activity", args=[programme_key, key]) + place)


@require_POST
def ask(request, programme_key, key, session_key):
    activity = _run(request, programme_key, key)
    seen = Session.objects.visible_to(request.actor).select_related("activity")
    session = get_object_or_404(seen, activity=activity, public_key=session_key)
    form = AskForm(request.POST, versions=queries.versions_to_ask(request.actor))
    if not form.is_valid():
        messages.error(request, _("Choose what to ask among the questions in the list."))
        return _back(programme_key, key, f"#s-{session_key}")
    try:
        actions.ask(session=session, **form.facts, on=today(), by=request.actor)
    except (actions.IsTooLate, actions.CannotBeAsked) as refused:
        messages.error(request, str(refused))
    return _back(programme_key, key, f"#s-{session_key}")


@never_cache
@require_safe
def poster(request, programme_key, key, session_key):
    """The code to show on the wall or print; on the screen it draws itself anew before it ends."""
    activity = _run(request, programme_key, key)
    asked = _asked(request, activity, session_key)
    if asked.by_screen:
        path = reverse("feedback_answer:in_the_room", args=[code_shown(asked)])
    else:
        path = reverse("feedback_answer:answer", args=[asked.public_key])
    context = {
        "activity": activity,
        "programme": activity.programme,
        "asked": asked,
        "address": request.build_absolute_uri(path),
    }
    is_fragment = request.htmx.request_type == "partial"
    template = "feedback/_wall.html" if is_fragment else "feedback/poster.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


@require_POST
@never_cache
def slips(request, programme_key, key, session_key):
    """Slips to print, shown this once: afterwards nobody can tell which there were."""
    activity = _run(request, programme_key, key)
    asked = _asked(request, activity, session_key)
    form = SlipsForm(request.POST)
    if not form.is_valid() or not asked.by_slips:
        messages.error(request, form.refusal)
        return _back(programme_key, key, f"#s-{session_key}")
    count = form.cleaned_data["count"]
    codes = actions.make_slips(asked=asked, count=count, by=request.actor)
    context = {
        "activity": activity,
        "programme": activity.programme,
        "asked": asked,
        "addresses": [
            request.build_absolute_uri(reverse("feedback_answer:answer", args=[code]))
            for code in codes
        ],
    }
    return render(request, "feedback/slips.html", context)


@require_POST
def close(request, programme_key, key, session_key):
    asked = _asked(request, _run(request, programme_key, key), session_key)
    actions.close(asked=asked, on=today(), by=request.actor)
    undo = reverse("feedback:reopen", args=[programme_key, key, session_key])
    messages.success(request, _("Closed. Nobody can answer any more."), extra_tags=undo)
    return _back(programme_key, key, f"#s-{session_key}")


@require_POST
def reopen(request, programme_key, key, session_key):
    asked = _asked(request, _run(request, programme_key, key), session_key)
    actions.reopen(asked=asked, by=request.actor)
    messages.success(request, _("Open again."))
    return _back(programme_key, key, f"#s-{session_key}")


def _comment(request, programme_key: str, key: str, comment_key: str) -> FeedbackComment:
    activity = _run(request, programme_key, key)
    return get_object_or_404(queries.comment_of(activity, comment_key))


@require_POST
def show(request, programme_key, key, comment_key):
    comment = _comment(request, programme_key, key, comment_key)
    stood = comment.is_shown
    actions.show_comment(comment=comment, by=request.actor)
    undo = "" if stood else reverse("feedback:hide", args=[programme_key, key, comment_key])
    text = _("The others who see the figures can read the comment.")
    messages.success(request, text, extra_tags=undo)
    return _back(programme_key, key, "#comments")


@require_POST
def hide(request, programme_key, key, comment_key):
    comment = _comment(request, programme_key, key, comment_key)
    actions.show_comment(comment=comment, is_shown=False, by=request.actor)
    messages.success(request, _("Only the organiser can read the comment."))
    return _back(programme_key, key, "#comments")


@require_POST
def remove(request, programme_key, key, comment_key):
    comment = _comment(request, programme_key, key, comment_key)
    actions.remove_comment(comment=comment, by=request.actor)
    messages.success(request, _("The comment is removed for good."))
    return _back(programme_key, key, "#comments")
