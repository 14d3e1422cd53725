"""What a plan does to groups, what room is worth, and four dimensions in one view."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from samverka.guidance.matching.forms.scenarios import PlaceFilter
from samverka.guidance.matching.queries import scenarios as queries
from samverka.guidance.matching.queries import showing_plans as showing

from .scenarios import HERE, read, seen_scenario
from .showing import OFFICER, REVIEWER, context, seen

ON_A_PAGE = 50


@require_safe
def groups(request, programme_key, round_key, key):
    """Numbers alone, without names: for officers and reviewers."""
    matching, held = seen(request, programme_key, round_key, OFFICER, REVIEWER)
    scenario = get_object_or_404(queries.reviewed(request.actor, matching), public_key=key)
    told = {
        "scenario": scenario,
        "rows": showing.group_table(scenario.facts.get("groups", ())),
        "effects": showing.effects(scenario),
        "floors": showing.floors(scenario),
    }
    return render(request, "matching/plan_groups.html", context(matching, held, HERE, **told))


@require_safe
def rooms(request, programme_key, round_key, key):
    matching, held, scenario = seen_scenario(request, programme_key, round_key, key)
    told = {
        "scenario": scenario,
        "places": showing.rooms(scenario, queries.names_of(matching)),
    }
    return render(request, "matching/plan_rooms.html", context(matching, held, HERE, **told))


@require_safe
def four(request, programme_key, round_key, key):
    """Work, practice, studies and home of each household where it is, a municipality or all."""
    matching, held, scenario = seen_scenario(request, programme_key, round_key, key)
    names = queries.names_of(matching)
    filters = PlaceFilter(request.GET, names=names)
    place = filters.cleaned_data["place"] if filters.is_valid() else ""
    placed = queries.placed(request.actor, scenario, place)
    page = Paginator(placed, ON_A_PAGE).get_page(request.GET.get("page"))
    # Only those who stand on the page are read.
    placements = list(page)
    read(request, matching, (one.case for one in placements))
    told = {
        "scenario": scenario,
        "filters": filters,
        "place": place,
        "page": page,
        "labels": showing.four_labels(),
        "households": showing.four_of(placements),
        "met": [
            (label, scenario.weights.get(name, 0), showing.share(scenario, name))
            for label, name in zip(showing.four_labels(), showing.FOUR, strict=True)
        ],
    }
    return render(request, "matching/plan_four.html", context(matching, held, HERE, **told))
