"""What is done with several persons of the list at once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samverka.register.people import actions, queries
from samverka.register.people.models import Person, Position
from samverka.register.people.permissions import answers_for_staff, answers_for_the_staff_of
from samverka.toolkit.clock import today

from .deeds import contact, last_day
from .lists import PERSONS, found_by, narrowed_by, note_read

# What an undo keeps of a person: the functions that changed, each with what it was.
Kept = dict[int, str]


def _carry_out(
    request: HttpRequest,
    do: Callable[[list[Position], Any], str],
    *,
    keep: Callable[[Position], str],
    **options: Any,
) -> HttpResponse:
    """With what those ticked do at one's own organisation; the others are named and left alone."""
    actor = request.actor
    if not answers_for_staff(actor):
        raise PermissionDenied
    held: dict[int, list[Position]] = {}
    for position in queries.held_here(actor, on=today()):
        held.setdefault(position.person_id, []).append(position)
    answered_for = answers_for_the_staff_of(actor, Person.objects.visible_to(actor))
    own = set(answered_for.values_list("pk", flat=True))
    read: list[Person] = []

    def may(person: Person) -> bool:
        read.append(person)
        return person.pk in own and person.pk in held

    answer = PERSONS.carry_out(
        request,
        found_by(request),
        lambda persons, asked: do([one for each in persons for one in held[each.pk]], asked),
        back=reverse("people:list"),
        may=may,
        keep=lambda person: ",".join(f"{one.pk}:{keep(one)}" for one in held[person.pk]),
        changes=lambda person: held[person.pk],
        **narrowed_by(request.actor),
        **options,
    )
    note_read(request, read)
    return answer


def _take_back(
    request: HttpRequest, token: str, do: Callable[[list[tuple[Position, str]]], None]
) -> HttpResponse:
    if not answers_for_staff(request.actor):
        raise PermissionDenied

    def each(rows: list[tuple[Person, str]]) -> str:
        was = {key: before for _person, kept in rows for key, before in _read(kept).items()}
        found = queries.ever_here(request.actor).filter(pk__in=was)
        do([(position, was[position.pk]) for position in found])
        said = ngettext(
            "%(count)s person is as before.", "%(count)s persons are as before.", len(rows)
        )
        return said % {"count": len(rows)}

    seen = Person.objects.visible_to(request.actor)
    persons = answers_for_the_staff_of(request.actor, seen)
    ever: dict[int, list[Position]] = {}
    for position in queries.ever_here(request.actor):
        ever.setdefault(position.person_id, []).append(position)
    return PERSONS.take_back(
        request,
        token,
        persons,
        each,
        back=reverse("people:list"),
        changes=lambda person: ever.get(person.pk, []),
    )


def _read(kept: str) -> Kept:
    pairs = (one.partition(":") for one in kept.split(",") if one)
    return {int(key): before for key, _colon, before in pairs}


@require_POST
def end(request):
    """The functions that those ticked have here end after a day."""

    def do(positions, day):
        first_day_without = day + dt.timedelta(days=1)
        actions.end_positions(positions=positions, on=first_day_without, by=request.actor)
        said = ngettext(
            "%(count)s function has a last day.",
            "%(count)s functions have a last day.",
            len(positions),
        )
        return said % {"count": len(positions)}

    return _carry_out(
        request,
        do,
        keep=lambda one: one.valid_to.isoformat() if one.valid_to else "",
        asks=last_day(),
        undo="people:several_resume",
        refused=(actions.BeganLater,),
    )


@require_POST
def resume(request, token):
    def do(rows):
        ends = [(one, dt.date.fromisoformat(was) if was else None) for one, was in rows]
        actions.set_ends(ends=ends, by=request.actor)

    return _take_back(request, token, do)


@require_POST
def set_contact(request):
    """Whether those ticked meet newly arrived people in what they do here."""

    def do(positions, chosen):
        contacts = [(position, chosen) for position in positions]
        actions.set_contacts(contacts=contacts, by=request.actor)
        said = ngettext(
            "%(count)s function is now: %(contact)s.",
            "%(count)s functions are now: %(contact)s.",
            len(positions),
        )
        return said % {"count": len(positions), "contact": Position.Contact(chosen).label}

    return _carry_out(
        request,
        do,
        keep=lambda one: one.contact,
        asks=contact(),
        undo="people:several_contact_back",
    )


@require_POST
def set_contact_back(request, token):
    def do(rows):
        actions.set_contacts(contacts=rows, by=request.actor)

    return _take_back(request, token, do)
