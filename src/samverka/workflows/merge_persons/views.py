from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.register.people.models import Merge, Person
from samverka.register.people.permissions import may_merge, mergeable
from samverka.register.people.person_data import GoneMeanwhile, TwoAccounts
from samverka.register.people.queries import number_of, persons_seen
from samverka.toolkit.clock import today

from .actions import CannotBeUndone, NotForYou, SamePerson, merge_persons, undo_merge
from .queries import merge_to_undo, months_seen

AT_MOST = 20


def _person(request, key):
    return get_object_or_404(Person.objects.visible_to(request.actor), public_key=key)


@require_safe
def choose(request, key):
    """Look for the double of a person among those one sees."""
    person = _person(request, key)
    if not may_merge(request.actor, person, person):
        raise PermissionDenied
    words = request.GET.get("words", person.family_name)
    found = mergeable(request.actor, persons_seen(request.actor, words=words, on=today()))
    others = list(found.exclude(pk=person.pk)[:AT_MOST])
    trail.note_read(
        by=request.actor, about=person, person_ids=[person.pk, *(other.pk for other in others)]
    )
    context = {
        "person": person,
        "others": others,
        "words": words,
        "merge": merge_to_undo(person),
    }
    return render(request, "merge_persons/choose.html", context)


@require_http_methods(["GET", "POST"])
def merge(request, key, other):
    """Compare two persons side by side, and join the other into this one."""
    person, other = _person(request, key), _person(request, other)
    if not may_merge(request.actor, person, other):
        raise PermissionDenied
    if request.method == "GET":
        return _compare(request, person, other)
    try:
        done = merge_persons(old=other, new=person, by=request.actor)
    except (GoneMeanwhile, TwoAccounts, SamePerson, NotForYou) as problem:
        messages.error(request, str(problem))
        return redirect("merge_persons:choose", key)
    undo = reverse("merge_persons:undo", args=[key, done.public_key])
    messages.success(request, _("The two are one person now."), extra_tags=undo)
    return redirect("person:detail", key)


@require_POST
def undo(request, key, merge):
    """Make two persons of one again."""
    person = _person(request, key)
    if not may_merge(request.actor, person, person):
        raise PermissionDenied
    try:
        undo_merge(
            merge=get_object_or_404(Merge, person=person, public_key=merge), by=request.actor
        )
    except CannotBeUndone as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("They are two persons again."))
    return redirect("person:detail", key)


def _compare(request, person, other):
    trail.note_read(by=request.actor, about=person, person_ids=[person.pk, other.pk])
    both = []
    for one in (person, other):
        number = number_of(one)
        positions = one.positions.select_related("organisation").order_by("valid_from")
        both.append(
            {"person": one, "number": number.masked if number else "", "positions": positions}
        )
    context = {
        "person": person,
        "other": other,
        "both": both,
        "months": months_seen(request.actor, person, other),
        "has_two_numbers": len({one.identity_hash for one in (person, other)} - {"", None}) == 2,
        "becomes_protected": person.is_protected != other.is_protected,
    }
    return render(request, "merge_persons/compare.html", context)
