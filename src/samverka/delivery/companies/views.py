from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import CharField, ChoiceField
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Bulk, Column, Listing
from samverka.toolkit.periods import EndsBeforeItBegan
from samverka.toolkit.sent import sent

from . import actions, aid, forms, permissions, queries
from .models import ProgrammeCompany


@dataclass(frozen=True)
class Part:
    """What can be added to a company's page: its form, its action, where its rows are."""

    title: str | Promise
    form: type[forms.PartForm]
    add: Callable
    rows: Callable
    day: str


PARTS = {
    "behov": Part(
        gettext_lazy("Add a need"),
        forms.NeedForm,
        actions.add_need,
        lambda work: work.needs,
        "found_on",
    ),
    "insats": Part(
        gettext_lazy("Add what was done"),
        forms.EffortForm,
        actions.add_effort,
        lambda work: work.efforts,
        "done_on",
    ),
    "anstallning": Part(
        gettext_lazy("Add an employment"),
        forms.RecruitmentForm,
        actions.add_recruitment,
        lambda work: work.recruitments,
        "employed_on",
    ),
    "resultat": Part(
        gettext_lazy("Add a measure"),
        forms.ResultForm,
        actions.add_result,
        lambda work: work.results,
        "before_on",
    ),
    "koppling": Part(
        gettext_lazy("Add a company of the same undertaking"),
        forms.LinkForm,
        actions.add_link,
        lambda work: queries.links_of(work.company),
        "valid_from",
    ),
    "stod": Part(
        gettext_lazy("Add de minimis aid"),
        forms.AidForm,
        actions.add_aid,
        aid.aid_noted_by,
        "granted_on",
    ),
}

COMPARISON = "comparison"
FUNCTION = Asks("function", CharField(label=gettext_lazy("Contact function"), max_length=120))
PART = Asks(
    "part",
    ChoiceField(
        label=gettext_lazy("Part"),
        choices=[
            ("", gettext_lazy("Choose")),
            ("work", gettext_lazy("Worked with")),
            (COMPARISON, gettext_lazy("For comparison")),
        ],
    ),
)

COMPANIES = Listing(
    key="companies",
    title=gettext_lazy("Companies"),
    columns=(
        Column(
            "company",
            gettext_lazy("Company"),
            opens=lambda row: address(
                "companies:detail", row.programme.public_key, row.public_key
            ),
            sort="company__name",
        ),
        Column(
            "municipality",
            gettext_lazy("Municipality"),
            lambda row: str(row.company.municipality or ""),
            sort="company__municipality__name",
        ),
        Column("size", gettext_lazy("Size"), lambda row: row.company.get_size_display()),
        Column("sector", gettext_lazy("Sector"), lambda row: row.company.sector, at_first=False),
        Column(
            "contact_function",
            gettext_lazy("Contact function"),
            sort="contact_function",
            at_first=False,
        ),
        Column("needs_count", gettext_lazy("Needs"), is_number=True, sort="needs_count"),
        Column("efforts_count", gettext_lazy("Done"), is_number=True, sort="efforts_count"),
        Column("employed", gettext_lazy("Employed"), is_number=True, sort="employed"),
        Column("is_comparison", gettext_lazy("For comparison"), sort="is_comparison"),
    ),
    filters=forms.CompanyFilters,
    empty_title=gettext_lazy("No companies yet"),
    empty_text=gettext_lazy("Add the first company, and then what it needs."),
)


def _programme(request: HttpRequest, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_read(request.actor):
        raise PermissionDenied
    return programme


def _work(request: HttpRequest, programme_key: str, key: str) -> ProgrammeCompany:
    programme = _programme(request, programme_key)
    found = ProgrammeCompany.objects.visible_to(request.actor).select_related(
        "company__municipality"
    )
    work = get_object_or_404(found, programme=programme, public_key=key)
    work.programme = programme
    return work


def _changed(request: HttpRequest, programme_key: str, key: str) -> ProgrammeCompany:
    work = _work(request, programme_key, key)
    if not permissions.may_work(request.actor):
        raise PermissionDenied
    return work


@require_safe
def company_list(request, programme_key):
    programme = _programme(request, programme_key)
    may_work = permissions.may_work(request.actor)
    context = {
        "programme": programme,
        "intro": _("What each company needs, what was done, and how it went."),
        "action_url": reverse("companies:create", args=[programme_key]) if may_work else "",
        "action_label": _("Add a company"),
    }
    find = partial(queries.companies_of, request.actor, programme)
    bulk = _deeds(programme_key) if may_work else []
    return COMPANIES.answer(request, find, "companies/company_list.html", context, bulk=bulk)


def _deeds(programme_key: str) -> list[Bulk]:
    keys = [programme_key]
    return [
        Bulk(_("Hand over"), reverse("companies:hand_over", args=keys), FUNCTION),
        Bulk(_("Set the part"), reverse("companies:compare", args=keys), PART),
    ]


def _carried_out(request, programme_key: str, do, **options):
    programme = _programme(request, programme_key)
    if not permissions.may_work(request.actor):
        raise PermissionDenied
    find = partial(queries.companies_of, request.actor, programme)
    back = reverse("companies:list", args=[programme_key])
    return COMPANIES.carry_out(request, find, do, back=back, within=[programme_key], **options)


def _taken_back(request, programme_key: str, token: str, do):
    programme = _programme(request, programme_key)
    if not permissions.may_work(request.actor):
        raise PermissionDenied
    rows = queries.companies_of(request.actor, programme)
    back = reverse("companies:list", args=[programme_key])
    return COMPANIES.take_back(request, token, rows, do, back=back)


def _said(works) -> str:
    said = ngettext(
        "%(count)s company is changed.", "%(count)s companies are changed.", len(works)
    )
    return said % {"count": len(works)}


@require_POST
def hand_over(request, programme_key):
    """One function keeps the contact with those ticked."""

    def do(works, function):
        functions = [function] * len(works)
        actions.hand_over(works=works, functions=functions, by=request.actor)
        return _said(works)

    return _carried_out(
        request,
        programme_key,
        do,
        undo="companies:hand_back",
        asks=FUNCTION,
        keep=lambda work: work.contact_function,
    )


@require_POST
def hand_back(request, programme_key, token):
    def do(rows):
        works, functions = zip(*rows, strict=True)
        actions.hand_over(works=works, functions=functions, by=request.actor)
        return _("The companies are as they were.")

    return _taken_back(request, programme_key, token, do)


@require_POST
def compare(request, programme_key):
    """Those ticked are worked with, or are there for comparison only."""

    def do(works, part):
        flags = [part == COMPARISON] * len(works)
        actions.compare(works=works, flags=flags, by=request.actor)
        return _said(works)

    return _carried_out(
        request,
        programme_key,
        do,
        undo="companies:compare_back",
        asks=PART,
        keep=lambda work: COMPARISON if work.is_comparison else "",
    )


@require_POST
def compare_back(request, programme_key, token):
    def do(rows):
        works, was = zip(*rows, strict=True)
        flags = [each == COMPARISON for each in was]
        actions.compare(works=works, flags=flags, by=request.actor)
        return _("The companies are as they were.")

    return _taken_back(request, programme_key, token, do)


def create(request, programme_key):
    programme = _programme(request, programme_key)
    if not permissions.may_work(request.actor):
        raise PermissionDenied
    form = forms.NewCompanyForm(sent(request))
    if form.is_valid():
        try:
            work = actions.take_in_company(programme=programme, **form.facts, by=request.actor)
        except actions.IsInAlready as refused:
            form.add_error(None, str(refused))
        except actions.MayBeTheSame as refused:
            form.ask(refused.companies)
            form.add_error("same_as", str(refused))
        else:
            messages.success(request, _("The company is added."))
            return redirect("companies:detail", programme_key, work.public_key)
    back = reverse("companies:list", args=[programme_key])
    return _form_page(request, form, title=_("Add a company"), back=back)


@require_safe
def detail(request, programme_key, key):
    work = _work(request, programme_key, key)
    context = {
        "work": work,
        "programme": work.programme,
        "needs": work.needs.order_by("found_on", "pk"),
        "efforts": work.efforts.select_related("need").order_by("done_on", "pk"),
        "recruitments": work.recruitments.order_by("employed_on", "pk"),
        "results": work.results.select_related("measure").order_by("measure__title"),
        "links": [(row, row.other_than(work.company)) for row in queries.links_of(work.company)],
        "aid": aid.aid_standing(work.company, on=today()),
        "may_work": permissions.may_work(request.actor),
    }
    return render(request, "companies/company.html", context)


def edit(request, programme_key, key):
    work = _changed(request, programme_key, key)
    form = forms.CompanyForm(sent(request), initial=forms.company_as_form(work))
    if form.is_valid():
        try:
            actions.correct_company(work=work, **form.cleaned_data, by=request.actor)
        except actions.NumberIsTaken as refused:
            form.add_error("org_number", str(refused))
        else:
            messages.success(request, _("The company is saved."))
            return redirect("companies:detail", programme_key, key)
    return _form_page(request, form, title=_("Change the company"), back=_address_of(work))


def _address_of(work: ProgrammeCompany) -> str:
    return reverse("companies:detail", args=[work.programme.public_key, work.public_key])


def _part(what: str) -> Part:
    if what not in PARTS:
        raise Http404
    return PARTS[what]


def add(request, programme_key, key, what):
    """A need, an effort, an employment, a measure or aid: each with a form of its own."""
    part = _part(what)
    work = _changed(request, programme_key, key)
    form = part.form(sent(request), work=work, initial={part.day: today()})
    if form.is_valid():
        try:
            part.add(work=work, **form.facts, by=request.actor)
        except (actions.IsMeasuredAlready, actions.IsLinkedAlready) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is noted."))
            return redirect("companies:detail", programme_key, key)
    return _form_page(request, form, title=part.title, back=_address_of(work), work=work)


def after(request, programme_key, key, row_key):
    work = _changed(request, programme_key, key)
    result = get_object_or_404(work.results.select_related("measure"), public_key=row_key)
    initial = {"after": result.after, "after_on": result.after_on or today()}
    form = forms.AfterForm(sent(request), work=work, before_on=result.before_on, initial=initial)
    if form.is_valid():
        actions.add_value_after(result=result, **form.facts, by=request.actor)
        messages.success(request, _("It is noted."))
        return redirect("companies:detail", programme_key, key)
    title = _("%(measure)s afterwards") % {"measure": result.measure}
    return _form_page(request, form, title=title, back=_address_of(work), work=work)


def end_link(request, programme_key, key, row_key):
    work = _changed(request, programme_key, key)
    link = get_object_or_404(queries.links_of(work.company), public_key=row_key)
    form = forms.EndLinkForm(sent(request), work=work, initial={"on": today()})
    if form.is_valid():
        try:
            actions.end_link(link=link, work=work, on=form.cleaned_data["on"], by=request.actor)
        except EndsBeforeItBegan as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, _("It is noted."))
            return redirect("companies:detail", programme_key, key)
    title = _("No longer one undertaking with %(company)s") % {
        "company": link.other_than(work.company)
    }
    return _form_page(request, form, title=title, back=_address_of(work), work=work)


@require_POST
def remove(request, programme_key, key, what, row_key):
    part = _part(what)
    work = _changed(request, programme_key, key)
    row = get_object_or_404(part.rows(work), public_key=row_key)
    actions.take_away(row=row, work=work, by=request.actor)
    messages.success(request, _("It is taken away."))
    return redirect("companies:detail", programme_key, key)


@require_safe
def report(request, programme_key):
    """Before and after, beside companies for comparison."""
    programme = _programme(request, programme_key)
    context = {
        "programme": programme,
        "rows": queries.before_and_after(request.actor, programme),
    }
    return render(request, "companies/report.html", context)


def _form_page(request, form, *, title, back, work=None):
    context = {"form": form, "title": title, "back_url": back, "work": work}
    status = 422 if form.is_bound else 200
    return render(request, "companies/form.html", context, status=status)
