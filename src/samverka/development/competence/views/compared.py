"""Before and after: a mapping beside an earlier one, and what newcomers say of it."""

import math

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.development.competence import actions, permissions, queries
from samverka.development.competence.forms_newcomers import NewcomerForm
from samverka.register.instruments.actions import NameTaken, Refused
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent
from samverka.toolkit.spreadsheet import download

from .fetching import answer_form, mapping_seen, programme_changed


@require_safe
def compare(request, programme_key, key):
    """Sums alone; with `?format=xlsx` as a spreadsheet."""
    later = mapping_seen(request, programme_key, key)
    if not permissions.may_read_result(request.actor, later):
        raise PermissionDenied
    others = queries.earlier_of(later)
    chosen = request.GET.get("mot", "")
    earlier = next((one for one in others if one.public_key == chosen or not chosen), None)
    if chosen and earlier is None:
        raise Http404
    found = queries.comparison(earlier, later) if earlier else None
    if found and "format" in request.GET:
        return download(request, _("Before and after"), _headings(), _rows(found))
    context = {
        "programme": later.programme,
        "mapping": later,
        "earlier": earlier,
        "others": others,
        "found": found,
        "surveys": queries.surveys_of(later.programme, on=today()),
        "language": get_language(),
    }
    return render(request, "competence/compare.html", context)


def _headings() -> list[str]:
    return [
        _("What"),
        _("Area or competence"),
        _("Answered both times"),
        _("Before"),
        _("After"),
        _("Changed by"),
        _("Lowest (95 %)"),
        _("Highest (95 %)"),
        _("Alpha"),
        _("Omega"),
    ]


def _rows(found: queries.Comparison):
    """The page's own numbers; what is held back is an empty cell."""
    who = found.who
    for label, count in (
        (_("Asked the first time"), who.asked_before),
        (_("Answered the first time"), who.answered_before),
        (_("Asked the second time"), who.asked_after),
        (_("Answered the second time"), who.answered_after),
        (_("Answered both times"), who.answered_both),
    ):
        yield [label, "", count, *[None] * 7]
    for what, rows in (
        (_("Before and after"), found.changed),
        (_("Looking back and now"), found.looking_back),
    ):
        for one in rows:
            told = one.told
            numbers = (
                [told.before, told.after, told.mean, told.low, told.high] if told else [None] * 5
            )
            yield [what, one.name, one.both if told else None, *map(_finite, numbers), None, None]
    for scale in found.measured:
        what = _("Reliability, after") if scale.is_later else _("Reliability, before")
        measured = scale.told
        values = (
            [measured.low, measured.high, measured.alpha, measured.omega]
            if measured
            else [None] * 4
        )
        yield [
            what,
            scale.name,
            scale.answered if measured else None,
            None,
            None,
            None,
            *map(_finite, values),
        ]


def _finite(number: float | None) -> float | None:
    return None if number is None or not math.isfinite(number) else round(number, 4)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_newcomers(request, programme_key):
    """One step: a name and its days; then the link to hand out."""
    programme = programme_changed(request, programme_key)
    form = NewcomerForm(sent(request), initial={"opens_on": today()})
    if form.is_valid():
        try:
            made = actions.ask_newcomers(
                programme=programme, on=today(), by=request.actor, **form.cleaned_data
            )
        except (NameTaken, Refused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("instruments:round", made.round.public_key)
    context = {
        "programme": programme,
        "title": _("Ask newcomers"),
        "intro": _(
            "Five statements on how one is met, and one question, in Swedish, English and "
            "Arabic; other languages fall back to Swedish. Answered by link, without a name and "
            "without signing in."
        ),
        "submit": _("Open the round"),
        "back_url": reverse("competence:overview", args=[programme_key]),
        "back_label": _("Competence"),
    }
    return answer_form(request, "competence/form.html", form, **context)
