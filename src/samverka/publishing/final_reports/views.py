import datetime as dt
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.clock import today
from samverka.toolkit.money import kronor
from samverka.toolkit.pdf import PDF_TYPE, pdf
from samverka.toolkit.texts import amount, whole_day

from . import actions, queries
from .forms import ReportForm
from .permissions import may_write_report

TEMPLATE = Path(__file__).parent / "typst" / "final_report.typ"


def _found(request, programme_key: str, code: str) -> tuple[Programme, Fund]:
    seen = seen_programme(request.actor, programme_key)
    led = queries.led_by(request.actor).filter(pk=seen.pk).first()
    if led is None or not may_write_report(request.actor):
        raise PermissionDenied
    return led, get_object_or_404(queries.fund_of(led, code))


def _until(request, programme: Programme) -> tuple[str, dt.date]:
    """The last day the report is run to: the extended one unless the planned one is asked for."""
    days = queries.last_days(programme)
    asked = request.GET.get("until", "")
    name = asked if asked in days else (list(days) or [""])[-1]
    return name, days.get(name, today())


@require_http_methods(["GET", "POST"])
def report(request, programme_key: str, code: str):
    programme, fund = _found(request, programme_key, code)
    name, until = _until(request, programme)
    headings = queries.headings_of(programme, fund, on=until)
    form = ReportForm(request.POST or None, headings=headings)
    if request.method == "POST" and form.is_valid():
        actions.write_texts(programme=programme, fund=fund, texts=form.texts(), by=request.actor)
        messages.success(request, _("The report is saved."))
        return redirect(request.get_full_path())
    context = {
        "programme": programme,
        "fund": fund,
        "form": form,
        "until": name,
        "days": queries.last_days(programme),
        "known": queries.known_of(programme, until=until),
        "kept": queries.kept_texts(programme, fund, headings),
    }
    return render(request, "final_reports/report.html", context)


@require_safe
def report_pdf(request, programme_key: str, code: str):
    programme, fund = _found(request, programme_key, code)
    _name, until = _until(request, programme)
    headings = queries.headings_of(programme, fund, on=until)
    known = queries.known_of(programme, until=until)
    document = pdf(
        TEMPLATE,
        {
            "title": _("Final report: %(programme)s") % {"programme": programme.name},
            "author": programme.owner.name,
            "language": get_language(),
            "direction": "rtl" if get_language_bidi() else "ltr",
            "fund": fund.name,
            "facts": [
                [_("Until"), whole_day(known.until)],
                [_("Organisations"), amount(known.partners)],
                [_("Costs"), kronor(known.costs)],
            ],
            "columns": [_("Measure"), _("Target"), _("Reached")],
            "measures": [
                [measure.title, _number(measure.target), _number(reached)]
                for measure, reached in known.measures
            ],
            "parts": [[heading.heading, heading.text] for heading in headings],
            "measures_title": _("What was reached"),
        },
    )
    answer = HttpResponse(document, content_type=PDF_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{programme.slug}-{code}.pdf"'
    return answer


def _number(value: int | None) -> str:
    return "–" if value is None else amount(value)
