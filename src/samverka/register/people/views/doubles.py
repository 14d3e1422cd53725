"""Persons who may be one: while somebody is written down, and among those there are."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.register.people import actions, queries
from samverka.register.people.messages import reason_of
from samverka.register.people.models import Person
from samverka.register.people.permissions import (
    may_merge,
    may_merge_some,
    may_register_person,
    mergeable,
)
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.phone import NotAPhoneNumber, read_phone

from .lists import note_read

# Those added last are looked through: who was there before has been looked at then.
NEWEST = 2000
AT_MOST = 50


def with_reasons(doubles: list[queries.Double]) -> list[tuple[queries.Double, str, str]]:
    """Each double with where it opens and why it is shown."""
    return [
        (
            double,
            address("person:detail", double.person.public_key),
            reason_of(double.match),
        )
        for double in doubles
    ]


@require_POST
def likely(request):
    """Those who may be the one being written down, while it is typed."""
    if not may_register_person(request.actor):
        raise PermissionDenied
    doubles = queries.likely_doubles(request.actor, _typed(request), on=today())
    note_read(request, [double.person for double in doubles])
    return render(request, "people/_likely.html", {"doubles": with_reasons(doubles)})


def _typed(request: HttpRequest) -> queries.Sought:
    """What is typed so far; half a telephone number is none yet."""
    typed: dict[str, Any] = {
        name: request.POST.get(name, "").strip() for name in actions.CORRECTABLE
    }
    try:
        typed["phone"] = read_phone(typed["phone"])
    except NotAPhoneNumber:
        typed["phone"] = ""
    return queries.Sought(**typed)


@require_safe
def pairs(request):
    """Likely doubles among those one answers for, for somebody to decide."""
    if not may_merge_some(request.actor):
        raise PermissionDenied
    seen = Person.objects.visible_to(request.actor).filter(forgotten_on=None)
    newest = mergeable(request.actor, seen).order_by("-created_at", "-pk")[:NEWEST]
    persons = Person.objects.visible_to(request.actor).filter(pk__in=newest.values("pk"))
    found = queries.likely_pairs(persons, on=today(), at_most=AT_MOST)
    note_read(request, list({person for one, other, _match in found for person in (one, other)}))
    lines = [(one, other, reason_of(match)) for one, other, match in found]
    return render(request, "people/pairs.html", {"pairs": lines})


@require_POST
def tell_apart(request, key, other):
    one, second = _two(request, key, other)
    actions.tell_apart(one=one, other=second, by=request.actor)
    undo = reverse("people:ask_again", args=[key, other])
    messages.success(request, _("They are two persons."), extra_tags=undo)
    return redirect("people:pairs")


@require_POST
def ask_again(request, key, other):
    one, second = _two(request, key, other)
    actions.ask_again(one=one, other=second, by=request.actor)
    return redirect("people:pairs")


def _two(request: HttpRequest, *keys: str) -> tuple[Person, Person]:
    seen = Person.objects.visible_to(request.actor)
    one, other = (get_object_or_404(seen, public_key=key) for key in keys)
    if one == other or not may_merge(request.actor, one, other):
        raise PermissionDenied
    return one, other
