"""The organiser shows the code, and lets in those who are on no row of the sheet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.activities.actions import Refused
from samverka.delivery.activities.forms import NewPersonForm, PlaceForm
from samverka.delivery.activities.instead import InsteadForm
from samverka.delivery.activities.models import Session
from samverka.delivery.check_in import actions, permissions, queries
from samverka.delivery.check_in.door import code_shown
from samverka.delivery.check_in.models import Arrival
from samverka.delivery.programmes.queries import asked_with_bands
from samverka.foundation.audit import trail
from samverka.register.people.actions import NeedsProtection, NumberOfAnother
from samverka.toolkit.clock import today
from samverka.toolkit.looking import only_looks
from samverka.toolkit.sent import sent

MOST_FOUND = 8
SEEN = "seen at the door"


def _session(request, key: str) -> Session:
    seen = Session.objects.visible_to(request.actor).select_related("activity__organiser")
    session = get_object_or_404(seen, public_key=key)
    if not permissions.may_show_code(request.actor, session.activity):
        raise PermissionDenied
    return session


def _fragment_or_page(request, name: str, context: dict):
    is_fragment = request.htmx.request_type == "partial"
    template = f"check_in/_{name}.html" if is_fragment else f"check_in/{name}.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


@never_cache
@require_safe
def screen(request, key):
    """The code for all in the room; it draws itself anew before it ends."""
    session = _session(request, key)
    context = {"session": session, "activity": session.activity}
    if queries.session_open(key, on=today()):
        address = reverse("check_in:code", args=[code_shown(session)])
        context["address"] = request.build_absolute_uri(address)
    return _fragment_or_page(request, "screen", context)


@only_looks
@never_cache
@require_safe
def arrivals(request, key):
    session = _session(request, key)
    told = queries.arrivals_at(request.actor, session)
    persons = {one.person.pk for one in told if one.person}
    _note_read(request, session, persons)
    context = {
        "session": session,
        "activity": session.activity,
        "arrivals": told,
        "can_be_shown": queries.session_open(key, on=today()) is not None,
    }
    return _fragment_or_page(request, "arrivals", context)


def _note_read(request, session: Session, persons: set[int]) -> None:
    """The page asks by itself every quarter of a minute: whoever stays on it is noted once."""
    mark = f"{request.actor.choice} {session.public_key}"
    seen = set()
    if request.htmx.request_type == "partial":
        seen.update(request.session.get(SEEN, {}).get(mark, []))
    if persons - seen:
        trail.note_read(by=request.actor, about=session, person_ids=persons - seen)
        request.session[SEEN] = {mark: sorted(persons | seen)}


def _arrival(request, key: str) -> Arrival:
    seen = Arrival.objects.visible_to(request.actor)
    arrival = get_object_or_404(
        seen.select_related("session__activity__organiser", "session__activity__programme"),
        public_key=key,
    )
    if not permissions.may_show_code(request.actor, arrival.session.activity):
        raise PermissionDenied
    return arrival


def _to_sheet(session: Session):
    return redirect("activities:sheet", session.public_key)


@require_http_methods(["GET", "POST"])
def arrival(request, key):
    """Who somebody is: a person one finds, by themselves or in another's stead."""
    arrival = _arrival(request, key)
    session, actor = arrival.session, request.actor
    told = queries.told_of(actor, arrival)
    words = request.GET.get("q", told.name).strip()
    form = InsteadForm(sent(request), session=session, actor=actor, or_nobody=True)
    on_sheet = InsteadForm(sent(request), session=session, actor=actor, prefix="row")
    on_sheet.fields["instead"].label = _("Stands on the sheet as")
    if request.method == "POST":
        who = _row(request, on_sheet) or _found(request, arrival, told, form)
        refused = who if isinstance(who, str) else _let_in(request, arrival, told, **who)
        if refused is None:
            return _to_sheet(session)
        messages.error(request, refused)
    found = []
    if words or told.person:
        choosable = queries.who_it_may_be(actor, session, told, words=words, on=today())
        found = list(choosable[: 1 if told.is_shut else MOST_FOUND + 1])
    trail.note_read(by=actor, about=session, person_ids={one.person_id for one in found})
    context = {
        "session": session,
        "activity": session.activity,
        "told": told,
        "words": words,
        "found": found[:MOST_FOUND],
        "are_more": len(found) > MOST_FOUND,
        "form": form,
        "on_sheet": on_sheet,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "check_in/arrival.html", context, status=status)


def _row(request, on_sheet: InsteadForm) -> dict | str:
    """The person of a row of the sheet, if that was pressed; else a sentence that says why not."""
    if "is_on_sheet" not in request.POST:
        return ""
    if not on_sheet.is_valid():
        return _("Choose the row that is theirs.")
    place = on_sheet.place
    return {"person": place.person, "organisation": place.organisation}


def _found(request, arrival: Arrival, told, form: InsteadForm) -> dict | str:
    """The person who was pressed, and in whose stead; else a sentence that says why not."""
    anybody = queries.who_it_may_be(request.actor, arrival.session, told, words="", on=today())
    # Where somebody shut works is not in the page, so that nothing of it is sent back.
    offered = anybody.first() if told.is_shut else None
    who = PlaceForm(request.POST, choosable=[anybody])
    for wrong in (form,) if offered else (who, form):
        if not wrong.is_valid():
            return " ".join(str(error) for errors in wrong.errors.values() for error in errors)
    position = offered or who.cleaned_data["who"]
    return {
        "person": position.person,
        "organisation": position.organisation,
        "instead_of": form.place,
    }


def _let_in(request, arrival: Arrival, told, **who) -> str | None:
    """None when it is done, else the sentence that says why not."""
    try:
        actions.let_in(arrival=arrival, **who, on=today(), by=request.actor)
    except Refused as refused:
        return str(refused)
    text = _("%(name)s is on the sheet, marked as here.")
    messages.success(request, text % {"name": told.name or _("The person")})
    return None


@require_http_methods(["GET", "POST"])
def new_person(request, key):
    """Somebody nobody has met before."""
    arrival = _arrival(request, key)
    if queries.told_of(request.actor, arrival).person:
        return redirect("check_in:arrival", key)
    activity = arrival.session.activity
    asked, bands = asked_with_bands(activity.programme_id, on=today())
    given, _space, family = arrival.said["name"].partition(" ")
    form = NewPersonForm(
        sent(request),
        activity=activity,
        asked=asked,
        bands=bands,
        on=today(),
        initial={"given_name": given, "family_name": family},
    )
    if request.method == "POST" and form.is_valid():
        try:
            place = actions.let_in_new(arrival=arrival, **form.facts, on=today(), by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        except (NumberOfAnother, NeedsProtection) as refused:
            form.add_error("number", str(refused))
        else:
            text = _("%(name)s is on the sheet, marked as here.") % {"name": place.person}
            messages.success(request, text)
            return _to_sheet(arrival.session)
    context = {"arrival": arrival, "activity": activity, "form": form}
    status = 422 if form.errors else 200
    return render(request, "check_in/new_person.html", context, status=status)


@require_POST
def remove(request, key):
    arrival = _arrival(request, key)
    actions.remove(arrival=arrival, by=request.actor)
    undo = reverse("check_in:back", args=[key])
    messages.success(request, _("Not let in."), extra_tags=undo)
    return _to_sheet(arrival.session)


@require_POST
def back(request, key):
    arrival = _arrival(request, key)
    actions.remove(arrival=arrival, is_removed=False, by=request.actor)
    messages.success(request, _("Waits to be let in again."))
    return _to_sheet(arrival.session)
