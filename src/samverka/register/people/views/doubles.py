"""Persons who may be one: while somebody is written down, and among those there are."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
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
from samverka.toolkit.lists import Bulk, Column, Filters, Listing, Search
from samverka.toolkit.looking import only_looks
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


@only_looks
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


class PairFilters(Filters):
    q = Search(label=gettext_lazy("Name, e-mail or telephone"))


@dataclass(frozen=True)
class Pair:
    """Two who may be one, as a row of the list."""

    one: Person
    other: Person
    reason: str

    @property
    def key(self) -> str:
        return f"{self.one.public_key}-{self.other.public_key}"

    @property
    def searched(self) -> str:
        both = (self.one, self.other)
        return " ".join(f"{each} {each.email} {each.phone}" for each in both).casefold()


def _told(person: Person) -> str:
    return render_to_string("people/_of_pair.html", {"person": person})


def _decide(pair: Pair) -> str:
    return render_to_string("people/_decide.html", {"one": pair.one, "other": pair.other})


PAIRS = Listing(
    key="likely_doubles",
    title=gettext_lazy("Likely doubles"),
    columns=(
        Column(
            "one", gettext_lazy("One"), lambda pair: str(pair.one), show=lambda p: _told(p.one)
        ),
        Column(
            "other",
            gettext_lazy("The other"),
            lambda pair: str(pair.other),
            show=lambda pair: _told(pair.other),
        ),
        Column("reason", gettext_lazy("Why")),
        Column("decide", gettext_lazy("Decide"), lambda pair: "", show=_decide),
    ),
    filters=PairFilters,
    row_key="key",
    empty_title=gettext_lazy("No likely doubles"),
    empty_text=gettext_lazy(
        "Rows of people that may be one and the same are shown here when there are any."
    ),
)


def _found_by(request: HttpRequest):
    """Likely doubles among those one answers for, the surest first."""
    seen = Person.objects.visible_to(request.actor).filter(forgotten_on=None)
    newest = mergeable(request.actor, seen).order_by("-created_at", "-pk")[:NEWEST]
    persons = Person.objects.visible_to(request.actor).filter(pk__in=newest.values("pk"))

    def find(q: str) -> list[Pair]:
        found = queries.likely_pairs(persons, on=today(), at_most=AT_MOST)
        rows = [Pair(one, other, reason_of(match)) for one, other, match in found]
        return [row for row in rows if q.casefold() in row.searched]

    return find


def _note_read(request: HttpRequest, rows: list[Pair]) -> None:
    note_read(request, list({person for row in rows for person in (row.one, row.other)}))


@require_safe
def pairs(request):
    """Likely doubles, for somebody to decide."""
    if not may_merge_some(request.actor):
        raise PermissionDenied
    return PAIRS.answer(
        request,
        _found_by(request),
        context={
            "intro": _("Two rows that may be one person. You decide; nobody is joined by itself."),
            "back_url": reverse("people:list"),
            "back_label": _("People"),
        },
        bulk=[Bulk(_("The pairs ticked are not the same"), reverse("people:tell_many_apart"))],
        noted=partial(_note_read, request),
    )


@require_POST
def tell_many_apart(request):
    """Each of the pairs ticked is two persons."""
    if not may_merge_some(request.actor):
        raise PermissionDenied

    def do(rows):
        told = [(row.one, row.other) for row in rows]
        actions.tell_many_apart(pairs=told, by=request.actor)
        said = ngettext(
            "%(count)s pair is two persons.", "%(count)s pairs are two persons each.", len(rows)
        )
        return said % {"count": len(rows)}

    back = reverse("people:pairs")
    return PAIRS.carry_out(
        request, _found_by(request), do, back=back, undo="people:ask_many_again"
    )


@require_POST
def ask_many_again(request, token):
    if not may_merge_some(request.actor):
        raise PermissionDenied
    found = [_two(request, *key.split("-")) for key in PAIRS.to_undo(request, token)]
    actions.ask_many_again(pairs=found, by=request.actor)
    return PAIRS.back(request, reverse("people:pairs"))


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
