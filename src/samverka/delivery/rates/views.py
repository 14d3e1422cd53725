from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit import spreadsheet
from samverka.toolkit.uploads import is_too_large

from . import actions, forms, queries, sheet
from .permissions import may_choose_rates, may_read_rates, may_set_rates


def _programme(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_read_rates(request.actor):
        raise PermissionDenied
    return programme


def _fund_to_set(request, programme_key: str, fund_code: str) -> tuple[Programme, Fund]:
    programme = _programme(request, programme_key)
    fund = get_object_or_404(queries.funds_of(programme), code=fund_code)
    if not may_set_rates(request.actor, programme, fund):
        raise PermissionDenied
    return programme, fund


@require_safe
def overview(request, programme_key: str):
    programme = _programme(request, programme_key)
    funds = [
        {
            "fund": fund,
            "chosen": (chosen := queries.chosen_rates(programme, fund)),
            "priced": queries.priced(programme, fund),
            "others": queries.other_rates(fund, chosen),
            "may_set": may_set_rates(request.actor, programme, fund),
        }
        for fund in queries.funds_of(programme)
    ]
    context = {
        "programme": programme,
        "funds": funds,
        "may_choose": may_choose_rates(request.actor, programme),
    }
    return render(request, "rates/overview.html", context)


def _form_page(request, programme: Programme, form, title: str):
    back = reverse("rates:overview", args=[programme.public_key])
    context = {"form": form, "programme": programme, "title": title, "back": back}
    return render(request, "rates/form.html", context)


@require_http_methods(["GET", "POST"])
def add_category(request, programme_key: str, fund_code: str):
    programme, fund = _fund_to_set(request, programme_key, fund_code)
    form = forms.CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_category(fund=fund, by=request.actor, **form.cleaned_data)
        except actions.CodeIsTaken as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The category is added."))
            return redirect("rates:overview", programme_key)
    return _form_page(request, programme, form, _("Add a category"))


@require_http_methods(["GET", "POST"])
def choose(request, programme_key: str, fund_code: str):
    programme = _programme(request, programme_key)
    fund = get_object_or_404(queries.funds_of(programme), code=fund_code)
    if not may_choose_rates(request.actor, programme):
        raise PermissionDenied
    chosen = queries.chosen_rates(programme, fund)
    names = ("year", "region", "source")
    initial = {name: getattr(chosen, name) for name in names} if chosen else None
    form = forms.ChoiceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose_rates(programme=programme, fund=fund, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The programme's rates are chosen."))
        return redirect("rates:overview", programme_key)
    return _form_page(request, programme, form, _("Choose the rates"))


@require_http_methods(["GET", "POST"])
def set_rate(request, programme_key: str, fund_code: str, key: str):
    programme, fund = _fund_to_set(request, programme_key, fund_code)
    category = get_object_or_404(queries.categories_of(fund), public_key=key)
    chosen = queries.chosen_rates(programme, fund)
    initial = {"year": chosen.year, "region": chosen.region} if chosen else None
    form = forms.RateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_rate(category=category, by=request.actor, **form.cleaned_data)
        messages.success(request, _("The amount is written down."))
        return redirect("rates:overview", programme_key)
    return _form_page(request, programme, form, str(category))


@require_http_methods(["GET", "POST"])
def send(request, programme_key: str, fund_code: str):
    """A table is sent, and shown row by row before anything is written."""
    programme, fund = _fund_to_set(request, programme_key, fund_code)
    too_large = request.method == "POST" and is_too_large(request)
    form = forms.SendRates(request.POST or None, request.FILES or None, is_too_large=too_large)
    if request.method == "POST" and form.is_valid():
        return _rows_page(request, programme, fund, form.rows)
    context = {
        "programme": programme,
        "fund": fund,
        "form": form,
        "back": reverse("rates:overview", args=[programme.public_key]),
    }
    return render(request, "rates/send.html", context)


def _rows_page(request, programme: Programme, fund: Fund, rows: list[sheet.Told]):
    judged = sheet.judge(fund, rows)
    counts = Counter(row.outcome for row in judged)
    context = {
        "programme": programme,
        "fund": fund,
        "judged": judged,
        "wrong": counts["wrong"],
        "waiting": counts["new"] + counts["changed"],
        "kept": sheet.kept(rows),
    }
    return render(request, "rates/rows.html", context)


@require_POST
def carry_out(request, programme_key: str, fund_code: str):
    programme, fund = _fund_to_set(request, programme_key, fund_code)
    rows = sheet.taken_up(request.POST.get("rows", ""))
    if rows is None:
        messages.error(request, _("The rows are no longer kept. Send the file once more."))
        return redirect("rates:send", programme_key, fund_code)
    try:
        count = actions.import_rates(fund=fund, rows=rows, by=request.actor)
    except actions.NotAsShown as refusal:
        messages.error(request, str(refusal))
        return _rows_page(request, programme, fund, rows)
    said = ngettext("%(count)s row is written.", "%(count)s rows are written.", count)
    messages.success(request, said % {"count": count})
    return redirect("rates:overview", programme_key)


@require_safe
def to_fill(request, programme_key: str, fund_code: str):
    """An empty table with its headings, and what belongs below them."""
    fund = _fund_to_set(request, programme_key, fund_code)[1]
    return spreadsheet.attachment(
        sheet.table_to_fill(), f"{fund.code}.xlsx", spreadsheet.XLSX_TYPE
    )
