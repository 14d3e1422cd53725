from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.register.people.permissions import may_merge, mergeable
from samverka.register.people.person_data import TwoAccounts
from samverka.register.people.queries import persons_seen
from samverka.toolkit.clock import today

from .actions import SamePerson, merge_persons

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
    context = {"person": person, "others": others, "words": words}
    return render(request, "merge_persons/choose.html", context)


@require_POST
def merge(request, key):
    """Join another person into this one."""
    person = _person(request, key)
    other = _person(request, request.POST.get("other", ""))
    if not may_merge(request.actor, person, other):
        raise PermissionDenied
    try:
        merge_persons(old=other, new=person, by=request.actor)
    except (TwoAccounts, SamePerson) as problem:
        messages.error(request, str(problem))
        return redirect("merge_persons:choose", key)
    messages.success(request, _("The two are one person now."))
    return redirect("person:detail", key)
