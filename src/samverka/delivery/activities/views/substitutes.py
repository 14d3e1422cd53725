"""Somebody has come in another's stead: whose place it was, and who came."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samverka.delivery.activities import actions, queries
from samverka.delivery.activities.forms import PlaceForm
from samverka.delivery.activities.instead import InsteadForm
from samverka.delivery.activities.models import Registration
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today

from .places import MOST_FOUND
from .sheets import session_to_tick


@require_http_methods(["GET", "POST"])
def instead(request, key):
    session = session_to_tick(request, key)
    actor, words = request.actor, request.GET.get("q", "").strip()
    chosen = request.GET.get("instead", "")
    form = InsteadForm(
        request.POST if request.method == "POST" else None,
        session=session,
        actor=actor,
        initial={"instead": chosen},
    )
    refused = ""
    if request.method == "POST":
        refused = _passed(request, session, form)
        if not refused:
            return redirect("activities:sheet", key)
    found = []
    if words:
        seen = queries.could_take_place(
            actor, session.activity, anybody=True, words=words, on=today()
        )
        found = list(seen[: MOST_FOUND + 1])
        persons = {position.person_id for position in found}
        trail.note_read(by=actor, about=session, person_ids=persons)
    context = {
        "session": session,
        "activity": session.activity,
        "form": form,
        "words": words,
        "chosen": chosen,
        "found": found[:MOST_FOUND],
        "are_more": len(found) > MOST_FOUND,
        "refused": refused,
    }
    return render(request, "activities/instead.html", context, status=422 if refused else 200)


def _passed(request, session, form: InsteadForm) -> str:
    """Empty when the place has passed on, else the sentence that says why not."""
    anybody = queries.could_take_place(
        request.actor, session.activity, anybody=True, words="", on=today()
    )
    who = PlaceForm(request.POST, choosable=[anybody])
    for wrong in (form, who):
        if not wrong.is_valid():
            return " ".join(str(error) for errors in wrong.errors.values() for error in errors)
    position, given = who.cleaned_data["who"], form.place
    if given is None:
        return _("Choose the row that is theirs.")
    try:
        place = actions.come_instead(
            session=session,
            place=given,
            person=position.person,
            organisation=position.organisation,
            on=today(),
            by=request.actor,
        )
    except actions.Refused as refused:
        return str(refused)
    undo = reverse("activities:not_instead", args=[session.public_key, place.public_key])
    text = _("%(name)s has the place.") % {"name": position.person}
    messages.success(request, text, extra_tags=undo)
    return ""


@require_POST
def not_instead(request, key, place_key):
    """The first has the place again."""
    session = session_to_tick(request, key)
    places = Registration.objects.visible_to(request.actor).filter(activity=session.activity_id)
    place = get_object_or_404(places, public_key=place_key)
    try:
        actions.give_place_again(session=session, place=place, by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The place is theirs again who had it."))
    return redirect("activities:sheet", key)
