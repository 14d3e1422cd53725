"""Layouts: which columns a file has, and bringing one's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.columns import FIELDS, fields_of
from samverka.publishing.statements.examples import as_text, every_layout, example_of
from samverka.publishing.statements.forms import LayoutForm
from samverka.publishing.statements.layouts import LayoutProblem
from samverka.publishing.statements.models import Layout
from samverka.toolkit.sent import sent
from samverka.toolkit.uploads import is_too_large

from .fetching import programme_of


@require_safe
def layout_list(request, programme_key: str):
    context = {
        "programme": programme_of(request, programme_key),
        "layouts": queries.layouts_in_force(),
    }
    return render(request, "statements/layouts.html", context)


def _layout(request, programme_key: str, layout_key: str):
    programme = programme_of(request, programme_key)
    return programme, get_object_or_404(every_layout(), public_key=layout_key)


@require_safe
def layout(request, programme_key: str, layout_key: str):
    """Its columns, what each gives, and how a row may look."""
    programme, found = _layout(request, programme_key, layout_key)
    rows = zip(found.columns, fields_of(found), example_of(found), strict=True)
    context = {"programme": programme, "layout": found, "columns": list(rows)}
    return render(request, "statements/layout.html", context)


@require_safe
def layout_file(request, programme_key: str, layout_key: str):
    """The layout as its file: to change, and bring back as one's own."""
    _programme, found = _layout(request, programme_key, layout_key)
    answer = HttpResponse(as_text(found), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.yaml"'
    return answer


@require_http_methods(["GET", "POST"])
def add(request, programme_key: str):
    programme = programme_of(request, programme_key)
    too_large = request.method == "POST" and is_too_large(request)
    form = LayoutForm(
        sent(request),
        request.FILES or None,
        is_too_large=too_large,
    )
    problems: list[str] = []
    if form.is_valid():
        try:
            made = actions.add_layout(text=form.cleaned_data["file"], by=request.actor)
        except LayoutProblem as problem:
            problems = problem.problems
        else:
            messages.success(request, _("The columns are kept. Look at them before you use them."))
            return redirect("statements:layout", programme_key, made.public_key)
    context = {
        "programme": programme,
        "form": form,
        "problems": problems,
        "kinds": Layout.Rows.choices,
        "fields": [
            (field, [(kind.label, kind in field.rows) for kind in Layout.Rows])
            for field in FIELDS.values()
        ],
        "layouts": queries.layouts_in_force(),
    }
    return render(request, "statements/add_layout.html", context, status=422 if problems else 200)
