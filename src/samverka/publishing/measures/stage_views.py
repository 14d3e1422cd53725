"""The page on which a programme's stages stand beside one another."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change, seen_programme
from samverka.engine.stepped import Effect
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.texts import amount, whole_month

from . import stages as comparing
from .carried import Carried
from .forms import StageFilters
from .permissions import may_compare_stages, sees_small_groups


def _number(cell: comparing.Cell) -> int | str:
    return _("not given") if cell.number is None else cell.number


CELLS = Listing(
    key="stages",
    title=gettext_lazy("Stages beside one another"),
    columns=(
        Column(
            "organisation",
            gettext_lazy("Municipality or other partner"),
            lambda cell: str(cell.organisation),
        ),
        Column("month", gettext_lazy("Month"), show=lambda cell: whole_month(cell.month)),
        Column("stage", gettext_lazy("Stage"), "stage_name"),
        Column("number", gettext_lazy("Number"), _number, is_number=True),
    ),
    filters=StageFilters,
    empty_title=gettext_lazy("No whole month yet"),
    empty_text=gettext_lazy("What is counted stands here when the first whole month has been."),
)


def _programme(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_compare_stages(request.actor, programme):
        raise PermissionDenied
    return programme


@require_safe
def choose(request, programme_key: str):
    """To the measure that is asked for, or to the first there is."""
    programme = _programme(request, programme_key)
    measures = comparing.compared_measures(programme)
    asked = measures.filter(code=request.GET.get("measure", "")).first() or measures.first()
    if asked is None:
        messages.info(
            request,
            _(
                "No measure is counted by municipality and month yet. "
                "Add one to a goal, and choose what is counted."
            ),
        )
        return redirect("measures:list", programme_key)
    return redirect("measures:stages", programme_key, asked.code)


@require_safe
def stages(request, programme_key: str, code: str):
    programme = _programme(request, programme_key)
    measures = comparing.compared_measures(programme)
    measure = get_object_or_404(measures, code=code)
    sees_small = sees_small_groups(request.actor, programme)
    told = comparing.compared(measure, Carried(programme, on=today()), sees_small=sees_small)
    context = {
        "programme": programme,
        "measure": measure,
        "measures": measures,
        "told": told,
        "effect": _in_words(told.effect) if told.effect else None,
        "hides": any(cell.number is None for cell in told.cells),
        "phases_url": _where_written(request, programme),
        "back_url": reverse("measures:detail", args=[programme_key, code]),
        "back_label": measure.title,
        "intro": measure.definition,
    }
    if not told.cells:
        return render(request, "measures/stages.html", {**context, "title": CELLS.title})
    return CELLS.answer(
        request,
        partial(comparing.narrowed, told.cells),
        "measures/stages.html",
        context,
        cells=told.cells,
    )


def _where_written(request, programme: Programme) -> str:
    if not may_change(request.actor, programme):
        return ""
    return reverse("programmes:phases", args=[programme.public_key])


def _in_words(effect: Effect) -> dict:
    return {
        "estimate": _signed(effect.estimate),
        "low": _signed(effect.low),
        "high": _signed(effect.high),
        "is_seen": effect.is_seen,
    }


def _signed(value: float) -> str:
    """As exactly as one can mean it, with the sign that tells more from fewer."""
    rounded = round(value, 2 if abs(value) < 1 else 1) + 0.0
    return f"+{amount(rounded)}" if rounded > 0 else amount(rounded)
