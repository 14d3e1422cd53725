"""Areas by their names in the language of the page."""

from collections.abc import Sequence

from django.utils.translation import get_language

from samverka.development.cycles.models import SelfEvaluation
from samverka.development.cycles.queries import Area, areas_of, latest_form
from samverka.engine.forms.definition import Form


def shown_areas(evaluations: Sequence[SelfEvaluation]) -> tuple[Form | None, list[Area]]:
    """Of what was asked last."""
    form = latest_form(evaluations)
    return form, areas_of(form) if form else []


def named(form: Form | None, areas: Sequence[Area]) -> list[str]:
    return [name_of(form, area) for area in areas] if form else []


def name_of(form: Form, area: Area) -> str:
    return form.text(area.texts, get_language() or "sv")[0] or area.name
