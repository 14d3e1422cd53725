"""What a network did before it became a project, as it is read there (S78)."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverka.delivery.groups import queries
from samverka.delivery.groups.permissions import may_read_texts

from .pages import group_of, names_read, seat_name, texts_read


@require_safe
def group_history(request, programme_key, key):
    """Members, meetings and decisions of the network; whoever sees the project reads them."""
    group = group_of(request, programme_key, key)
    came_of = queries.came_of(group)
    if came_of is None:
        raise Http404
    earlier = came_of.earlier
    terms = list(queries.terms_ever(earlier))
    names = names_read(request, earlier, terms)
    context = {
        "group": group,
        "programme": group.programme,
        "earlier": earlier,
        "since": came_of.since,
        "reads_texts": may_read_texts(request.actor, earlier),
        "members": [(term, seat_name(term.seat, term, names)) for term in terms],
        "meetings": [
            (meeting, texts_read(request, meeting)) for meeting in queries.meetings_told(earlier)
        ],
    }
    return render(request, "groups/history.html", context)
