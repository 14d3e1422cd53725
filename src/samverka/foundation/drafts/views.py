from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.foundation.accounts.actor import ACTING_AS
from samverka.toolkit.sealing import CannotOpen
from samverka.toolkit.texts import clock_time, day

from . import actions, queries
from .fields import OURS
from .holding import draft_page, go, hold, is_address

TITLE = 200
# Keys, days and choices are short and in one piece; what is shown is what took time to write.
SHORTEST_SHOWN = 16
MOST_OFFERED = 3


@require_POST
def keep(request):
    """What stands in a form now, sent by its page while somebody types."""
    address = request.POST.get("_draft", "")
    if not is_address(address):
        return HttpResponse(status=400)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    title = request.POST.get("_title", "")[:TITLE]
    try:
        draft = actions.keep_draft(
            address=address,
            title=title,
            fields=[pair for pair in fields if pair[0] not in {*OURS, "_title"}],
            page=draft_page(request),
            by=request.user,
        )
    except actions.CannotKeep as refused:
        return JsonResponse({"said": str(refused)}, status=413)
    said = _("Draft saved at %(time)s.") % {"time": clock_time(draft.saved_at)}
    return JsonResponse({"said": said})


@require_safe
def kept(request):
    """The drafts of a form, for its page to offer, the latest first; nothing where none is."""
    drafts = queries.drafts_at(request.user, request.GET.get("address", ""))[:MOST_OFFERED]
    offered = [one for one in map(_offered, drafts) if one["fields"]]
    return JsonResponse({"drafts": offered}) if offered else HttpResponse(status=204)


def _offered(draft) -> dict:
    told = _told(draft)
    said = _("You have a draft from %(day)s at %(time)s.") % {
        "day": day(draft.saved_at),
        "time": clock_time(draft.saved_at),
    }
    shown = {"said": said, "fields": told["fields"], "begins": told["begins"]}
    return {**shown, "key": draft.public_key, "page": draft.page}


@require_POST
def throw_away(request, key):
    actions.throw_away(key=key, by=request.user)
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse(status=204)
    return redirect("drafts:list")


@require_safe
def draft_list(request):
    """What one has begun to write and not saved."""
    context = {
        "drafts": [_told(one) for one in queries.drafts_of(request.user)],
        "held": [_told(one) for one in queries.held_of(request.user)],
    }
    return render(request, "drafts/list.html", context)


@require_safe
def carry_on(request, key):
    """What was written when the session ended, with the button that sends it."""
    held = queries.held_of(request.user).filter(public_key=key).first()
    if held is None:
        return render(request, "drafts/nothing.html", status=404)
    try:
        told = held.told()
    except CannotOpen:
        return render(request, "drafts/nothing.html", {"is_shut": True}, status=404)
    if (back := _other_role(request, told["acting"])) is not None:
        return back
    texts = [value for _name, value in told["fields"] if _took_time(value)]
    context = {
        "held": held,
        "told": told,
        "texts": texts,
        "others": sum(bool(value) for _name, value in told["fields"]) - len(texts),
    }
    return render(request, "drafts/carry_on.html", context)


def page_was_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was opened before one signed in anew: the same person goes on where they were."""
    match = request.resolver_match
    held = hold(request) if match and getattr(match.func, "login_required", True) else None
    if held and held.user == request.user:
        return go(request, reverse("drafts:carry_on", args=[held.public_key]))
    return render(request, "403_csrf.html", status=403)


def _other_role(request: HttpRequest, acting: str) -> HttpResponse | None:
    """One goes on in the role one wrote in."""
    others = {actor.choice for actor in request.actors if actor != request.actor}
    if acting not in others:
        return None
    request.session[ACTING_AS] = acting
    return redirect(request.path)


def _took_time(value: str) -> bool:
    return " " in value.strip() or len(value) >= SHORTEST_SHOWN


def _told(one) -> dict:
    try:
        told = one.told()
    except CannotOpen:
        told = {"address": "", "fields": []}
    texts = [value for _name, value in told["fields"] if _took_time(value)]
    return {"one": one, **told, "begins": max(texts, key=len, default="")[:160]}
