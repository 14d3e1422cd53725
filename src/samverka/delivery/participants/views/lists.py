from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.participants import actions, permissions, queries
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.programmes.queries import (
    asked_of_participants,
    asked_with_bands,
)
from samverka.foundation.audit import trail
from samverka.register.people.permissions import may_read_children
from samverka.toolkit.clock import today

from .columns import PARTICIPANTS, found, programme_of
from .many import deeds


@require_safe
def participant_list(request, programme_key):
    """Who takes part, and what is missing of whom."""
    programme = programme_of(request, programme_key)
    asked, bands = asked_with_bands(programme.pk, on=today())

    def noted(rows):
        trail.note_read(
            by=request.actor, about=programme, person_ids=[row.person_id for row in rows]
        )

    context = {
        "programme": programme,
        "intro": _("Each person once, however many activities. Open a name for days and facts."),
        "may_answer": permissions.may_answer(request.actor),
        "asked": [FundRule.Asked(name).label for name in asked],
        **_children(request.actor, programme),
    }
    if permissions.may_answer(request.actor):
        context["action_url"] = reverse("activities:suggested", args=[programme_key])
        context["action_label"] = _("Have attended and are no participants yet")
    return PARTICIPANTS.answer(
        request,
        found(request, programme, asked),
        "participants/participant_list.html",
        context,
        bulk=deeds(request, programme, asked, bands),
        noted=noted,
        asked=asked,
        bands=bands,
        organisations=queries.organisations_of(request.actor, programme),
    )


def _children(actor, programme) -> dict[str, object]:
    """The rule on children's data, and how many there are for those who may not read by it."""
    reads = not programme.about_children or may_read_children(actor)
    return {
        "about_children": programme.about_children,
        "reads_children": reads,
        "take_part": None if reads else queries.how_many(programme),
    }


@require_POST
def children(request, programme_key):
    """Say that those who take part are children and young people, or take it back (S78)."""
    programme = programme_of(request, programme_key)
    holds = request.POST.get("holds") != "no"
    if not permissions.may_set_children_rule(request.actor, programme, holds=holds):
        raise PermissionDenied
    actions.set_children_rule(programme=programme, holds=holds, on=today(), by=request.actor)
    said = (
        _("Who takes part here is now read only with the role for children's data.")
        if holds
        else _("Who takes part here is read as in other programmes.")
    )
    messages.success(request, said)
    return redirect("participants:counts", programme_key)


@require_safe
def counts(request, programme_key):
    """Unique persons by sex and age group; nobody can be pointed out by it."""
    programme = programme_of(request, programme_key)
    counts = queries.counts_of(programme, on=today())
    table = counts.table
    sexes = [*Participant.Sex.labels, _("Not noted")]
    context = {
        "programme": programme,
        "bands": [*map(str, counts.bands), _("Not noted so")],
        "rows": list(zip(sexes, table.rows, table.row_totals, strict=True)),
        "sums": table.column_totals,
        "total": table.total,
        "asks_verification": FundRule.Asked.VERIFICATION
        in asked_of_participants(programme.pk, on=today()),
        "leaves_staff_out": queries.leaves_staff_out(programme.pk, on=today()),
        "about_children": programme.about_children,
        "may_set_rule": permissions.may_set_children_rule(
            request.actor, programme, holds=not programme.about_children
        ),
    }
    return render(request, "participants/counts.html", context)
