from urllib.parse import quote, urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing, Search

from . import queries

READS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST, Role.RESEARCHER)


class FunctionFilters(Filters):
    q = Search(label=gettext_lazy("Function"))
    reached = forms.ChoiceField(
        label=gettext_lazy("Reached"),
        choices=[
            ("", gettext_lazy("All")),
            ("nobody", gettext_lazy("Nobody yet")),
            ("some", gettext_lazy("Some, not all")),
            ("all", gettext_lazy("Everybody")),
        ],
    )


def _is_chosen(line: queries.Line, q: str, reached: str) -> bool:
    done, left = line.numbers
    states = {"": True, "nobody": not done, "some": done and left, "all": not left}
    return q.casefold() in line.label.casefold() and bool(states[reached])


def _functions(people: str) -> Listing:
    """Its rows open one's own list of people; `people` is the address before the function."""
    return Listing(
        key="functions_reached",
        title=gettext_lazy("By function"),
        columns=(
            Column(
                "function",
                gettext_lazy("Function"),
                lambda line: line.label,
                opens=lambda line: people + quote(line.key),
                sort="function",
            ),
            Column(
                "reached",
                gettext_lazy("Reached"),
                lambda line: line.numbers[0],
                sort="reached",
                is_number=True,
            ),
            Column(
                "not_yet",
                gettext_lazy("Not yet"),
                lambda line: line.numbers[1],
                sort="not_yet",
                is_number=True,
            ),
            Column("total", gettext_lazy("All"), sort="total", is_number=True),
        ),
        filters=FunctionFilters,
        empty_title=gettext_lazy("No functions written down yet"),
    )


@require_safe
def coverage(request, programme_key):
    """Whom of the partners' staff the programme has reached."""
    programme = seen_programme(request.actor, programme_key)
    if not request.actor.is_one_of(*READS):
        raise PermissionDenied
    on, small = today(), queries.sees_small_numbers(request.actor, programme)
    organisations = queries.organisations_of(programme, on=on)
    staff = queries.staff_of(programme, organisations, on=on)
    # One organisation's functions side by side with everybody's would give small groups away.
    chosen = small and _chosen(request, organisations)
    told = queries.tables(staff, organisations, of=chosen or None, sees_small=small)
    listing = None
    if told.functions:
        lines = told.functions.lines
        listing = _functions(_people(chosen)).of(
            request,
            lambda q, reached: [line for line in lines if _is_chosen(line, q, reached)],
        )
        if listing.response:
            return listing.response
    context = {
        "listing": listing,
        "programme": programme,
        "reach": told.reach,
        "contact": told.contact,
        "functions": told.functions,
        "has_staff": bool(staff),
        "chosen": chosen,
        "sees_small": small,
    }
    return render(request, "coverage/coverage.html", context)


def _chosen(request, organisations):
    asked = request.GET.get("organisation", "")
    return next((each for each in organisations if each.public_key == asked), None)


def _people(chosen) -> str:
    """The list of people that a function's number opens: one's own view of them."""
    asked = {"organisation": chosen.public_key} if chosen else {}
    return f"{reverse('people:list')}?{urlencode(asked | {'function': ''})}"
