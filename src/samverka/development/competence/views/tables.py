"""Tables that are pasted or sent: looked through row by row, mended where they stand, taken in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samverka.development.competence import actions, queries
from samverka.development.competence.forms_tables import CompetencesTableForm, TableForm
from samverka.development.competence.reading import answers, competences
from samverka.register.instruments.actions import HasFaults, Refused
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent
from samverka.toolkit.tables import TableProblem
from samverka.toolkit.uploads import is_too_large

from .fetching import mapping_changed, programme_changed

ASKS = require_http_methods(["GET", "HEAD", "POST"])


def _files(request):
    return {
        "files": request.FILES or None,
        "is_too_large": request.method == "POST" and is_too_large(request),
    }


def _page(request, template: str, form, **context):
    """422 while something is to be mended; what was sent stands where one types."""
    is_faulty = bool(form.errors) or context.get("faulty")
    context |= {"form": form, "text": form.rows}
    return render(request, template, context, status=422 if is_faulty else 200)


@ASKS
def from_table(request, programme_key):
    """Areas, competences and what functions need, of a table."""
    programme = programme_changed(request, programme_key)
    form = CompetencesTableForm(sent(request), **_files(request), initial={"valid_from": today()})
    rows = _read(form, competences.read) if form.is_valid() else None
    faulty = [row for row in rows or [] if row.faults]
    if rows and not faulty and request.POST.get("deed") == "save":
        given = [actions.Given(row.area, row.name, row.facts, row.asks) for row in rows]
        outcome = actions.take_in_table(
            programme=programme,
            rows=given,
            valid_from=form.cleaned_data["valid_from"],
            by=request.actor,
        )
        told = _("%(new)s competences are new, %(changed)s are changed.")
        messages.success(request, told % {"new": outcome.new, "changed": outcome.changed})
        return redirect("competence:overview", programme_key)
    context = {
        "programme": programme,
        "intro": competences.what_columns(),
        "rows": rows,
        "faulty": faulty,
    }
    return _page(request, "competence/table.html", form, **context)


def _read(form, reading):
    try:
        return reading(form.rows)
    except TableProblem as problem:
        form.add_error("text", str(problem))
        return None


@ASKS
def answers_from_table(request, programme_key, key):
    """What was answered elsewhere, before; nobody is guessed, and unknown ones are mended."""
    mapping = mapping_changed(request, programme_key, key)
    form = TableForm(sent(request), **_files(request))
    reading = None
    if form.is_valid():
        staff = queries.staff_then_and_now(request.actor, mapping, on=today())
        reading = _read(
            form,
            lambda text: answers.read(text, queries.mapped(mapping), staff, request.POST),
        )
    if reading and not reading.faulty and request.POST.get("deed") == "save":
        rows = [(*line.of, line.levels) for line in reading.taken if line.of]
        try:
            count = actions.take_in_answers(
                mapping=mapping, rows=rows, on=today(), by=request.actor
            )
        except (actions.IsClosed, Refused, HasFaults) as refused:
            form.add_error(None, str(refused))
        else:
            told = ngettext(
                "The answers of %(count)s person are taken in.",
                "The answers of %(count)s people are taken in.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect("competence:mapping", programme_key, key)
    context = {
        "programme": mapping.programme,
        "mapping": mapping,
        "reading": reading,
        "faulty": bool(reading and reading.faulty),
        "left_out": answers.LEFT_OUT,
        "back_url": reverse("competence:mapping", args=[programme_key, key]),
    }
    return _page(request, "competence/answers_table.html", form, **context)
