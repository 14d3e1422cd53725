"""Areas of competence, what stands in them, and the levels that functions need."""

from django.utils.translation import gettext as _

from samverka.development.competence import actions as competence
from samverka.workflows.programme_file.competence_sections import (
    COMPETENCE,
    COMPETENCE_AREA,
    LEVEL,
)
from samverka.workflows.programme_file.facts import Facts

from .report import Loading


def load_competences(facts: Facts, loading: Loading) -> None:
    """Needed from the programme's first day; what leaders changed afterwards is set back."""
    areas = facts.rows(COMPETENCE_AREA.word)
    if not areas:
        return
    outcome = competence.take_in_table(
        programme=loading.programme,
        areas=[area["name"] for area in areas],
        rows=[
            competence.Given(
                area["name"],
                row["name"],
                {name: value for name, value in row.values.items() if name != "name"},
                {level["function"]: level["level"] for level in row.rows(LEVEL.word)},
            )
            for area in areas
            for row in area.rows(COMPETENCE.word)
        ],
        valid_from=loading.first_day,
        by=loading.by,
    )
    if outcome.is_something:
        told = _(
            "Competences: %(areas)s areas and %(new)s competences are new, %(changed)s changed."
        )
        facts_told = {"areas": outcome.areas, "new": outcome.new, "changed": outcome.changed}
        loading.report.lines.append(told % facts_told)
