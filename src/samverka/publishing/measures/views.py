import datetime as dt
from functools import partial

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.models import Measure, Programme
from samverka.delivery.programmes.permissions import may_change, seen_programme
from samverka.toolkit.charts import Ahead
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.texts import amount, month

from . import actions, queries
from .counting import months_between
from .forms import MeasureFilters, ValueForm
from .lines import Line, lines_of, narrowed
from .permissions import ANSWERS_TO_FUNDS, may_write_values, sees_every_figure
from .quotients import quotient_of
from .stages import compares_stages
from .waits import waits_of

REMOVED = "samverka.measures.removed"
# As long as what one did stands among what can be taken back.
A_MONTH = 30 * 24 * 3600


def _opens(line: Line) -> str:
    return reverse("measures:detail", args=[line.measure.programme.public_key, line.measure.code])


def _target(line: Line) -> str:
    if line.measure.target is None:
        return "–"
    target = amount(line.measure.target)
    if line.measure.target_is_limit:
        return _("at most %(target)s") % {"target": target}
    return target


def _reached(line: Line) -> str:
    if line.is_held_back:
        return _("not given")
    return "–" if line.reached is None else amount(line.reached)


MEASURES = Listing(
    key="measures",
    title=gettext_lazy("Measures"),
    columns=(
        Column("title", gettext_lazy("Measure"), opens=_opens, sort="title"),
        # The goal's whole title stands in files; on the page the number is enough.
        Column(
            "goal",
            gettext_lazy("Goal"),
            lambda line: str(line.measure.goal),
            show=lambda line: line.measure.goal.number,
            sort="goal",
        ),
        Column(
            "target",
            gettext_lazy("Target"),
            lambda line: line.measure.target,
            show=_target,
            is_number=True,
            sort="target",
        ),
        Column("reached", gettext_lazy("Reached"), show=_reached, is_number=True, sort="reached"),
        Column(
            "share",
            gettext_lazy("Of the target"),
            show=lambda line: "–" if line.share is None else f"{line.share}\N{NO-BREAK SPACE}%",
            is_number=True,
            sort="share",
        ),
        Column("unit", gettext_lazy("Unit"), lambda line: line.measure.get_unit_display()),
    ),
    filters=MeasureFilters,
    empty_title=gettext_lazy("No measure yet"),
    empty_text=gettext_lazy(
        "Measures are added to the programme's goals, each with its definition and target."
    ),
)


def _measure(programme: Programme, code: str) -> Measure:
    return get_object_or_404(queries.measures_of(programme), code=code)


@require_safe
def measure_list(request, programme_key: str):
    programme = seen_programme(request.actor, programme_key)
    sees_all = sees_every_figure(request.actor, programme)
    lines = lines_of(programme, on=today(), sees_all=sees_all)
    context = {
        "programme": programme,
        "answers_to_funds": sees_all and request.actor.is_one_of(*ANSWERS_TO_FUNDS),
        "intro": _("What the goals are measured by, and how far each has come."),
        "back_url": reverse("programme:detail", args=[programme_key]),
        "back_label": programme.name,
    }
    if not lines and may_change(request.actor, programme):
        context |= {"action_url": reverse("programmes:goals", args=[programme_key])}
        context |= {"action_label": _("Write goals and measures")}
    return MEASURES.answer(
        request, partial(narrowed, lines), "measures/measure_list.html", context=context
    )


@require_safe
def measure_detail(request, programme_key: str, code: str):
    programme = seen_programme(request.actor, programme_key)
    measure = _measure(programme, code)
    sees_all = sees_every_figure(request.actor, programme)
    carried = queries.Carried(programme, on=today())
    figures = queries.figures_of(measure, carried)
    values = queries.values_of(measure)
    quotient = quotient_of(measure, carried)
    context = {
        "programme": programme,
        "measure": measure,
        "figures": figures,
        "sees_all": sees_all,
        "hides": not sees_all and _is_held_back(measure, carried),
        "quotient": quotient,
        "waits": waits_of(measure, carried, today()) if sees_all else None,
        "missing": _missing(measure, figures.reached),
        "units_left": queries.units_left(measure, carried) if sees_all else [],
        "months": [_square(row) for row in figures.months],
        "ahead": _ahead(figures, programme),
        "chance": _percent(figures.forecast.chance) if figures.forecast else None,
        "values": [(value, _share(value)) for value in values],
        "may_write": may_write_values(request.actor, programme),
        "has_stages": sees_all and compares_stages(measure),
    }
    return render(request, "measures/measure_detail.html", context)


def _is_held_back(measure: Measure, carried: queries.Carried) -> bool:
    measures = queries.measures_of(carried.programme)
    reached = {one: queries.reached_of(one, carried) for one in measures}
    return measure in queries.held_back(reached, carried)


def _missing(measure: Measure, reached: int | None) -> int | None:
    if measure.target is None or reached is None:
        return None
    return max(measure.target - reached, 0)


def _square(row) -> dict:
    first, _new, reached = row
    return {"label": f"{month(first)} {first.year}", "value": reached}


def _ahead(figures: queries.Figures, programme: Programme) -> Ahead | None:
    """Where the line is likely to end, so many months after its last point."""
    told, ends = figures.forecast, programme.last_day
    if told is None or ends is None or not figures.months:
        return None
    steps = len(months_between(figures.months[-1][0], ends)) - 1
    label = f"{month(ends)} {ends.year}"
    return Ahead(steps, told.low, told.high, label) if steps > 0 else None


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def _share(value) -> float | None:
    """What the numerator is through the denominator, to two decimals."""
    return round(value.numerator / value.denominator, 2) if value.denominator else None


def _written(request, programme_key: str, code: str) -> Measure:
    programme = seen_programme(request.actor, programme_key)
    if not may_write_values(request.actor, programme):
        raise PermissionDenied
    return _measure(programme, code)


@require_http_methods(["GET", "POST"])
def write_value(request, programme_key: str, code: str):
    measure = _written(request, programme_key, code)
    form = ValueForm(request.POST or None, measure=measure)
    if request.method == "POST" and form.is_valid():
        actions.write_value(measure=measure, by=request.actor, **form.facts())
        messages.success(request, _("The value is written down."))
        return redirect("measures:detail", programme_key, code)
    back = reverse("measures:detail", args=[programme_key, code])
    return render(
        request, "measures/value_form.html", {"form": form, "measure": measure, "back": back}
    )


@require_POST
def remove_value(request, programme_key: str, code: str, key: str):
    measure = _written(request, programme_key, code)
    value = get_object_or_404(queries.values_of(measure), public_key=key)
    facts = {name: getattr(value, name) for name in ("numerator", "denominator", "source")}
    facts |= {"measure": measure.pk, "day": value.day.isoformat()}
    token = signing.dumps(facts, salt=REMOVED)
    actions.remove_value(value=value, by=request.actor)
    undo = reverse("measures:restore_value", args=[programme_key, code, token])
    messages.success(request, _("The value is removed."), extra_tags=undo)
    return redirect("measures:detail", programme_key, code)


@require_POST
def restore_value(request, programme_key: str, code: str, token: str):
    """Write down again what was removed: the address holds it, signed."""
    measure = _written(request, programme_key, code)
    try:
        facts = signing.loads(token, salt=REMOVED, max_age=A_MONTH)
    except signing.BadSignature as altered:
        raise Http404 from altered
    if facts.pop("measure") != measure.pk:
        raise Http404
    day = dt.date.fromisoformat(facts.pop("day"))
    try:
        actions.put_back_value(measure=measure, day=day, by=request.actor, **facts)
    except actions.HasAnotherValue as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The value is back."))
    return redirect("measures:detail", programme_key, code)
