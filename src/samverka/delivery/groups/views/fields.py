from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.groups import actions, permissions, queries
from samverka.delivery.groups.forms import JoinForm
from samverka.delivery.programmes.permissions import seen_programme
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today

from .pages import form_page, posted, seat_name, with_fields


@require_safe
def field_list(request, programme_key):
    """The fields with coordinator, members and groups, and which have nothing in common."""
    programme = seen_programme(request.actor, programme_key)
    rows = queries.fields_with_people(programme, on=today())
    terms = [term for row in rows for term in row.terms]
    seen = queries.named_among(request.actor, terms)
    trail.note_read(by=request.actor, about=programme, person_ids=sorted(seen))
    pairs = queries.field_pairs(programme)
    context = {
        "programme": programme,
        "rows": [(row, [seat_name(term.seat, term, seen) for term in row.terms]) for row in rows],
        "pairs": pairs,
        "table": _table([row.field for row in rows], pairs),
        "apart": [pair for pair in pairs if not pair.together],
        "may_lead": permissions.may_lead(request.actor, programme),
    }
    return render(request, "groups/fields.html", context)


def _table(fields, pairs) -> list[tuple]:
    """Field by field: what it has together with whom, and with whom nothing yet."""
    together = {frozenset((pair.one.pk, pair.other.pk)): pair.together for pair in pairs}
    rows = []
    for one in fields:
        others = [(each, together[frozenset((one.pk, each.pk))]) for each in fields if each != one]
        joined = [(other, number) for other, number in others if number]
        rows.append((one, joined, [other for other, number in others if not number]))
    return rows


def join(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_lead(request.actor, programme):
        raise PermissionDenied
    form = JoinForm(posted(request), programme=programme, actor=request.actor)
    return form_page(
        request,
        form,
        lambda told: actions.join_fields(by=request.actor, **with_fields(told)),
        title=_("Joint activity of fields"),
        intro=_("Say which fields an activity joins; the map then counts it."),
        submit=_("Save"),
        back=reverse("groups:fields", args=[programme_key]),
        back_label=_("Fields"),
    )
