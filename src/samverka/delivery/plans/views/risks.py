"""Each partner's list of risks: what could go wrong, and what is done about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.plans import actions, permissions, queries
from samverka.delivery.plans.forms import RiskFilters, RiskForm
from samverka.delivery.plans.models import Risk
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.templatetags.look import dated, status
from samverka.toolkit.texts import day

from .fetching import programme_seen

GRAVE, SERIOUS = 15, 8


def _drawn_weight(risk: Risk) -> str:
    kind = "late" if risk.weight >= GRAVE else "waiting" if risk.weight >= SERIOUS else "neutral"
    return status(kind, str(risk.weight))


def _drawn_follow_up(risk: Risk) -> str:
    if risk.follow_up_on < today():
        return status("late", day(risk.follow_up_on))
    return dated(risk.follow_up_on)


RISKS = Listing(
    key="risks",
    title=gettext_lazy("List of risks"),
    columns=(
        Column("text", gettext_lazy("Risk"), opens=lambda risk: risk.url, sort="text"),
        Column("organisation", gettext_lazy("Partner"), sort="organisation__name"),
        # The weight says both, and a row has room for little.
        Column(
            "likelihood",
            gettext_lazy("Likelihood"),
            sort="likelihood",
            is_number=True,
            at_first=False,
        ),
        Column(
            "consequence",
            gettext_lazy("Consequence"),
            sort="consequence",
            is_number=True,
            at_first=False,
        ),
        Column(
            "weight",
            gettext_lazy("Weight"),
            show=_drawn_weight,
            sort="weight",
            is_number=True,
        ),
        Column("measure", gettext_lazy("What is done about it")),
        Column("responsible", gettext_lazy("Responsible function"), sort="responsible"),
        Column(
            "follow_up_on",
            gettext_lazy("To be followed up"),
            show=_drawn_follow_up,
            sort="follow_up_on",
        ),
    ),
    empty_title=gettext_lazy("No risk is written yet"),
    empty_text=gettext_lazy("Begin with what would stop the work if it happened."),
    filters=RiskFilters,
)


@require_safe
def risk_list(request, programme_key):
    programme = programme_seen(request, programme_key)
    partners = queries.partners_of(programme, on=today())

    def find(q, organisation):
        found = queries.risks_of(programme)
        if q:
            found = found.filter(Q(text__icontains=q) | Q(measure__icontains=q))
        return found.filter(organisation__public_key=organisation) if organisation else found

    context = {
        "programme": programme,
        "may_add": permissions.may_start(request.actor, programme),
    }
    options = {"fill": lambda risks: _open(request, programme_key, risks), "partners": partners}
    return RISKS.answer(request, find, "plans/risks.html", context, **options)


def _open(request, programme_key, risks) -> None:
    """One's own are changed where they stand."""
    for risk in risks:
        is_own = permissions.may_change_risk(request.actor, risk)
        keys = [programme_key, risk.public_key]
        risk.url = reverse("plans:risk", args=keys) if is_own else ""


def add(request, programme_key):
    programme = programme_seen(request, programme_key)
    if not permissions.may_start(request.actor, programme):
        raise PermissionDenied
    form = RiskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_risk(
            programme=programme,
            organisation=request.actor.organisation,
            values=form.cleaned_data,
            by=request.actor,
        )
        messages.success(request, _("The risk is written down."))
        return redirect("plans:risks", programme_key)
    return _form_page(request, programme, form)


def change(request, programme_key, key):
    risk = _own(request, programme_key, key)
    form = RiskForm(request.POST or None, instance=risk)
    if request.method == "POST" and form.is_valid():
        actions.correct_risk(risk=risk, values=form.cleaned_data, by=request.actor)
        messages.success(request, _("The risk is saved."))
        return redirect("plans:risks", programme_key)
    return _form_page(request, risk.programme, form, risk)


@require_POST
def remove(request, programme_key, key):
    actions.remove_risk(risk=_own(request, programme_key, key), by=request.actor)
    undo = reverse("plans:restore_risk", args=[programme_key, key])
    messages.success(request, _("The risk is taken away."), extra_tags=undo)
    return redirect("plans:risks", programme_key)


@require_POST
def restore(request, programme_key, key):
    actions.restore_risk(risk=_own(request, programme_key, key), by=request.actor)
    messages.success(request, _("The risk is back."))
    return redirect("plans:risks", programme_key)


def _own(request, programme_key, key) -> Risk:
    programme = programme_seen(request, programme_key)
    risk = get_object_or_404(queries.written_risks_of(programme), public_key=key)
    if not permissions.may_change_risk(request.actor, risk):
        raise PermissionDenied
    return risk


def _form_page(request, programme, form, risk=None):
    status_code = 422 if request.method == "POST" else 200
    context = {"programme": programme, "form": form, "risk": risk}
    return render(request, "plans/risk_form.html", context, status=status_code)
