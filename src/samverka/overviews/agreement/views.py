from django import forms
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.register.agreements.models import Agreement
from samverka.register.agreements.queries import with_signatures
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing
from samverka.toolkit.templatetags.look import status

from . import queries

STATES = {
    queries.NOBODY: gettext_lazy("Nobody works on it"),
    queries.GOAL_ONLY: gettext_lazy("A goal, but nothing planned"),
    queries.PLANNED: gettext_lazy("Planned"),
    queries.HELD: gettext_lazy("Work is done"),
}
KINDS = {
    queries.NOBODY: "late",
    queries.GOAL_ONLY: "waiting",
    queries.PLANNED: "open",
    queries.HELD: "done",
}


class StateFilter(Filters):
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[("", gettext_lazy("All")), *STATES.items()],
    )


def _whom(row: queries.Covered) -> str:
    party = row.commitment.party
    if party is None:
        return _("All parties")
    return _("%(party)s, which has left") % {"party": party} if row.party_left else str(party)


def _goals(row: queries.Covered) -> str:
    names = [f"{work.goal.programme}: {work.goal}" for work in row.work]
    if row.elsewhere:
        names.append(_("in programmes you are not part of: %(count)s") % {"count": row.elsewhere})
    return "; ".join(names)


def _goals_with_links(row: queries.Covered) -> str:
    links = format_html_join(
        "",
        '<li><a href="{}">{}</a>, {}</li>',
        (
            (
                address("programme:detail", work.goal.programme.public_key),
                str(work.goal),
                str(work.goal.programme),
            )
            for work in row.work
        ),
    )
    if row.elsewhere:
        text = _("in programmes you are not part of: %(count)s") % {"count": row.elsewhere}
        links += format_html("<li>{}</li>", text)
    return format_html("<ul>{}</ul>", links) if links else "–"


COVERAGE = Listing(
    key="coverage",
    title=gettext_lazy("Who works on what"),
    columns=(
        Column(
            "commitment",
            gettext_lazy("Commitment"),
            lambda row: f"{row.commitment.number} {row.commitment.text}",
            opens=lambda row: address(
                "agreement:commitment",
                row.commitment.agreement.public_key,
                row.commitment.public_key,
            ),
        ),
        Column("party", gettext_lazy("By whom"), _whom),
        Column("goals", gettext_lazy("Goals"), _goals, show=_goals_with_links),
        Column("planned", gettext_lazy("Activities"), is_number=True),
        Column("held", gettext_lazy("Held"), is_number=True),
        Column(
            "state",
            gettext_lazy("How it stands"),
            lambda row: str(STATES[row.state]),
            show=lambda row: status(KINDS[row.state], str(STATES[row.state])),
        ),
    ),
    filters=StateFilter,
    empty_title=gettext_lazy("No commitment is written yet"),
    empty_text=gettext_lazy("Write what the parties undertake on the agreement's page."),
)


@require_safe
def coverage(request, key):
    """Every commitment with the work on it; those that nobody works on are told first."""
    found = with_signatures(Agreement.objects.visible_to(request.actor))
    agreement = get_object_or_404(found, public_key=key)
    rows = queries.coverage(request.actor, agreement, on=today())
    context = {
        "agreement": agreement,
        "total": len(rows),
        "orphans": [row.commitment for row in rows if row.state == queries.NOBODY],
        "programmes": queries.programmes_led_by(request.actor),
        "commitments": [row.commitment for row in rows],
    }

    def find(state: str) -> list[queries.Covered]:
        return [row for row in rows if not state or row.state == state]

    return COVERAGE.answer(request, find, "agreement/coverage.html", context)


@require_safe
def commitment(request, key, commitment_key):
    """One commitment, followed to each activity and to the figures of the goals' measures."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.actor), public_key=key)
    about = get_object_or_404(
        agreement.commitments.select_related("party__organisation"), public_key=commitment_key
    )
    rows, elsewhere = queries.followed(request.actor, about, on=today())
    context = {
        "agreement": agreement,
        "commitment": about,
        "rows": rows,
        "elsewhere": elsewhere,
    }
    return render(request, "agreement/commitment.html", context)
