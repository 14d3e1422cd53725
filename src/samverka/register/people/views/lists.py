from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samverka.foundation.audit import trail
from samverka.register.people import forms, identity, queries
from samverka.register.people.models import Person
from samverka.register.people.permissions import (
    ANSWERS_FOR_STAFF,
    may_merge_some,
    may_register_person,
    may_see_list,
)
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import listed

from .deeds import deeds


def _organisations(person: Person) -> str:
    return listed(position.organisation.name for position in person.current_positions)


def _functions(person: Person) -> str:
    return listed(position.title for position in person.current_positions)


def _contact(person: Person) -> str:
    said = (position.get_contact_display() for position in person.current_positions)
    return listed(str(kind) for kind in dict.fromkeys(said))


def _protected(person: Person) -> str:
    return status("neutral", _("protected identity")) if person.is_protected else ""


PERSONS = Listing(
    key="people",
    title=gettext_lazy("People"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            lambda person: f"{person.family_name}, {person.given_name}",
            opens=lambda person: address("person:detail", person.public_key),
            sort=("family_name", "given_name"),
        ),
        Column("organisation", gettext_lazy("Works at"), _organisations),
        Column("function", gettext_lazy("Function"), _functions),
        Column("contact", gettext_lazy("Contact with newly arrived people"), _contact),
        Column("email", gettext_lazy("E-mail"), sort="email"),
        Column("phone", gettext_lazy("Telephone"), at_first=False),
        Column(
            "protected",
            gettext_lazy("Protected identity"),
            lambda person: _("protected identity") if person.is_protected else "",
            show=_protected,
            at_first=False,
        ),
    ),
    filters=forms.PersonFilters,
    empty_title=gettext_lazy("Nobody here yet"),
    empty_text=gettext_lazy(
        "You see those who work at your organisation or take part in its activities."
    ),
)


@require_safe
def person_list(request):
    if not may_see_list(request.actor):
        raise PermissionDenied
    actor = request.actor
    is_number = identity.is_whole(request.GET.get("words", ""), on=today())
    if is_number and actor.is_one_of(*ANSWERS_FOR_STAFF):
        return _to_numbers(request)
    context: dict[str, object] = {"may_find_numbers": actor.is_one_of(*ANSWERS_FOR_STAFF)}
    if may_register_person(actor):
        context |= {"action_url": reverse("people:create"), "action_label": _("Add a person")}
    if may_merge_some(actor):
        context["pairs_url"] = reverse("people:pairs")
    context["may_import"] = actor.is_one_of(*ANSWERS_FOR_STAFF) and not actor.programme
    return PERSONS.answer(
        request,
        found_by(request),
        "people/person_list.html",
        context=context,
        noted=partial(note_read, request),
        bulk=deeds(request),
        **narrowed_by(actor),
    )


def found_by(request: HttpRequest):
    return partial(_found, request)


def narrowed_by(actor) -> dict:
    """What the filters offer to choose between."""
    return {
        "organisations": queries.organisations_seen(actor, on=today()),
        "functions": queries.functions_seen(actor, on=today()),
    }


def _found(request: HttpRequest, words: str, **asked: str):
    return queries.persons_seen(request.actor, words=words, on=today(), **asked)


def _to_numbers(request: HttpRequest) -> HttpResponse:
    """Away from an address with a number in it, before anything remembers it."""
    messages.info(
        request, _("Write the number here: in the search field it would stand in the address.")
    )
    where = reverse("people:by_number")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


@require_http_methods(["GET", "POST"])
def by_number(request):
    """Find somebody by identity number. It is sent in the request's body, never in an address."""
    if not request.actor or not request.actor.is_one_of(*ANSWERS_FOR_STAFF):
        raise PermissionDenied
    form = forms.FindNumberForm(sent(request), on=today())
    found: list[Person] = []
    if form.is_valid():
        found = list(queries.with_number(request.actor, form.cleaned_data["number"]))
        note_read(request, found)
        if len(found) == 1:
            return redirect("person:detail", found[0].public_key)
        if not found:
            form.add_error("number", _("Nobody whom you see has this number."))
    context = {"form": form, "found": found}
    status = 422 if form.errors else 200
    return render(request, "people/by_number.html", context, status=status)


def note_read(request: HttpRequest, persons: list[Person]) -> None:
    trail.note_read(
        by=request.actor,
        about=request.actor.organisation,
        person_ids=[person.pk for person in persons],
    )
