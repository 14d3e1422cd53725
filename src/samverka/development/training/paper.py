"""A plan on paper: its lines with the reasons for each."""

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import hours, whole_day

from .models import TrainingPlan

TEMPLATE = Path(__file__).parent / "typst" / "training_plan.typ"


def as_pdf(plan: TrainingPlan, areas: list[tuple[str, list]]) -> bytes:
    """Tagged; `areas` as the page shows them."""
    facts = plan.facts
    stands = _("Made %(day)s from the answers of %(answered)s of %(asked)s people asked.") % {
        "day": whole_day(plan.computed_on),
        "answered": facts.get("answered", 0),
        "asked": facts.get("asked", 0),
    }
    state = (
        _("Decided %(day)s.") % {"day": whole_day(plan.decided_on)}
        if plan.is_decided
        else _("A draft.")
    )
    return pdf(
        TEMPLATE,
        {
            "title": _("Training plan: %(plan)s") % {"plan": plan},
            "author": plan.mapping.programme.owner.name,
            "language": get_language() or "sv",
            "programme": plan.mapping.programme.name,
            "stands": f"{state} {stands}",
            "page": _("Page {page} of {pages}"),
            "areas": [[area, [_line(*row) for row in rows]] for area, rows in areas],
            "end": _(
                "The plan is about which training the work needs. It is not used for pay "
                "or dismissal."
            ),
        },
    )


def _line(line, reasons: list[str], planned: list) -> dict[str, Any]:
    row = line.row
    people = line.people if line.people is not None else _("fewer than five")
    if row.is_own:
        people = "–"
    said = _("%(form)s · people: %(people)s · sessions: %(sessions)s · %(hours)s each") % {
        "form": row.module.get_form_display(),
        "people": people,
        "sessions": row.sessions,
        "hours": hours(row.module.minutes),
    }
    return {
        "name": f"{row.order}. {row.module}",
        "facts": said,
        "reasons": reasons,
        "days": [told for _session, told in planned],
    }
