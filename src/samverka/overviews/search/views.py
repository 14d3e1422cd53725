from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.foundation.audit import trail
from samverka.register.people import identity
from samverka.register.people.models import Person
from samverka.register.people.permissions import ANSWERS_FOR_STAFF, may_see_list
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today

from . import queries
from .forms import SearchForm
from .kinds import KINDS


@require_safe
def search(request):
    """What is found by some words, by kind; without words, what can be looked for."""
    words = SearchForm(request.GET).asked()
    actor = request.actor
    if identity.is_whole(words, on=today()):
        return _without_number(request)
    context: dict[str, object] = {
        "words": words,
        "kinds": KINDS,
        "finds_people": may_see_list(actor),
        "is_too_short": bool(words) and not queries.is_enough(words),
        "is_asked": queries.is_enough(words),
    }
    if actor and queries.is_enough(words):
        persons = _persons(request, words)
        context |= {
            "persons": persons[: queries.SHOWN],
            "more_persons": len(persons) > queries.SHOWN,
            "found": queries.find(actor, words),
            "asked_people": urlencode({"words": words}),
            "asked": urlencode({"q": words}),
        }
    return render(request, "search/search.html", context)


def _persons(request: HttpRequest, words: str) -> list[Person]:
    """Those found; that somebody saw them is noted as where the list of people shows them."""
    persons = queries.find_persons(request.actor, words, on=today())
    others = [one.pk for one in persons[: queries.SHOWN] if one.user_id != request.actor.user_id]
    trail.note_read(by=request.actor, about=request.actor.organisation, person_ids=others)
    return persons


def _without_number(request: HttpRequest) -> HttpResponse:
    """Away from an address with an identity number in it."""
    if request.actor and request.actor.is_one_of(*ANSWERS_FOR_STAFF):
        said = _("Write the number here: in the search field it would stand in the address.")
        where = address("people:by_number")
    else:
        said = _("An identity number is not looked for here. Write a name instead.")
        where = reverse("search:search")
    messages.info(request, said)
    return redirect(where)
