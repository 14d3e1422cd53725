from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.participants import permissions, queries
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.programmes.queries import (
    asked_of_participants,
    asked_with_bands,
)
from samverka.foundation.audit import trail
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
    }
    return render(request, "participants/counts.html", context)
