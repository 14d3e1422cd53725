from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.budgets import actions, forms, queries
from samverka.delivery.budgets.co_financing import standing
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.budgets.permissions import may_check, may_keep_account
from samverka.delivery.budgets.sums import hours_needed, readings
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.toolkit.clock import today

from .fetching import own_account, programme_of

REFUSED_COSTS = (
    actions.OutsideThePeriod,
    actions.PaidTooLate,
    actions.WrittenDownAlready,
    actions.StandsInAReport,
)


@require_safe
def overview(request, programme_key: str):
    programme = programme_of(request, programme_key)
    accounts = queries.accounts_of(programme, request.actor)
    form = forms.RateForm(request.GET or None)
    rate = form.cleaned_data["rate"] if form.is_valid() else None
    running = queries.running_with_take_overs(programme, on=today())
    return render(
        request,
        "budgets/overview.html",
        {
            "programme": programme,
            "form": form,
            "readings": [
                (basis, sums, hours_needed(sums.own, rate) if rate else None)
                for basis, sums in readings(programme).items()
            ],
            "funds": queries.funds_of(programme),
            "accounts": accounts,
            "total": sum(account.total for account in accounts),
            "may_check": may_check(request.actor, programme),
            "may_change": programme.budget is None and may_change(request.actor, programme),
            "reports": queries.reports_waiting(programme, request.actor),
            "shares": queries.shares_of(programme),
            "running": running,
            "first_unsaid": _first_unsaid(running),
            "nobody_goes_on": not any(said for _activity, said in running),
        },
    )


def _first_unsaid(running):
    """The first activity of which nobody has said what becomes of it."""
    return next((activity for activity, said in running if said is None), None)


@require_safe
def co_financing(request, programme_key: str):
    """Certified hours against what the budget asks, to those who lead: it is everybody's."""
    programme = programme_of(request, programme_key)
    if not may_check(request.actor, programme):
        raise PermissionDenied
    context = {"programme": programme, "standing": standing(programme)}
    return render(request, "budgets/co_financing.html", context)


# --- Accounts ---------------------------------------------------------------------------------


def _to_account(cost: Cost | CostReport) -> str:
    keys = [cost.programme.public_key, cost.organisation.public_key]
    return reverse("budgets:account", args=keys)


@require_http_methods(["GET", "POST"])
def add_cost(request, programme_key: str, organisation_key: str):
    programme, organisation = own_account(request, programme_key, organisation_key)
    form = forms.CostForm(request.POST or None)
    back = reverse("budgets:account", args=[programme_key, organisation_key])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_cost(
                programme=programme,
                organisation=organisation,
                by=request.actor,
                **form.cleaned_data,
            )
        except REFUSED_COSTS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The cost is written down."))
            return redirect(request.path if "more" in request.POST else back)
    context = {
        "form": form,
        "programme": programme,
        "organisation": organisation,
        "back": back,
        "limits": queries.paying_limits(programme),
    }
    return render(request, "budgets/cost_form.html", context)


def _cost(request, programme_key: str, key: str) -> Cost:
    programme_of(request, programme_key)
    seen = Cost.objects.visible_to(request.actor).select_related(
        "programme", "organisation", "report"
    )
    return get_object_or_404(seen, programme__public_key=programme_key, public_key=key)


def _own_cost(request, programme_key: str, key: str) -> Cost:
    cost = _cost(request, programme_key, key)
    if not may_keep_account(request.actor, cost.organisation):
        raise PermissionDenied
    return cost


@require_http_methods(["GET", "POST"])
def correct_cost(request, programme_key: str, key: str):
    cost = _own_cost(request, programme_key, key)
    fields = list(forms.CostForm.base_fields)
    form = forms.CostForm(
        request.POST or None, initial={name: getattr(cost, name) for name in fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_cost(cost=cost, by=request.actor, **form.cleaned_data)
        except REFUSED_COSTS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The cost is changed."))
            return redirect(_to_account(cost))
    return _cost_page(request, cost, form=form)


@require_POST
def note_payment(request, programme_key: str, key: str):
    """When it was paid, also of a cost that is handed in or accepted."""
    cost = _own_cost(request, programme_key, key)
    payment = forms.PaymentForm(request.POST)
    if payment.is_valid():
        try:
            actions.note_payment(cost=cost, by=request.actor, **payment.cleaned_data)
        except actions.PaidTooLate as refusal:
            payment.add_error("paid_on", str(refusal))
        else:
            messages.success(request, _("The day of payment is noted."))
            return redirect("budgets:correct_cost", programme_key, key)
    return _cost_page(request, cost, payment=payment)


def _cost_page(request, cost, *, form=None, payment=None):
    context = {
        "form": form,
        "payment": payment or forms.PaymentForm(initial={"paid_on": cost.paid_on}),
        "cost": cost,
        "limits": queries.paying_limits(cost.programme),
        "programme": cost.programme,
        "organisation": cost.organisation,
        "back": _to_account(cost),
    }
    return render(request, "budgets/cost_form.html", context)


@require_POST
def strike_cost(request, programme_key: str, key: str):
    cost = _own_cost(request, programme_key, key)
    try:
        actions.strike_cost(cost=cost, by=request.actor)
    except actions.StandsInAReport as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("budgets:restore_cost", args=[programme_key, key])
        messages.success(request, _("The cost is struck."), extra_tags=undo)
    return redirect(_to_account(cost))


@require_POST
def restore_cost(request, programme_key: str, key: str):
    cost = _own_cost(request, programme_key, key)
    try:
        actions.restore_cost(cost=cost, by=request.actor)
    except REFUSED_COSTS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The cost counts again."))
    return redirect(_to_account(cost))


# --- Reports ----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def hand_in(request, programme_key: str, organisation_key: str):
    programme, organisation = own_account(request, programme_key, organisation_key)
    form = forms.HandInForm(request.POST or None)
    back = reverse("budgets:account", args=[programme_key, organisation_key])
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.hand_in(
                programme=programme,
                organisation=organisation,
                on=today(),
                by=request.actor,
                **form.cleaned_data,
            )
        except actions.NothingToHandIn as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("The report is handed in."))
            return redirect("budgets:report", programme_key, report.public_key)
    context = {"form": form, "programme": programme, "organisation": organisation, "back": back}
    return render(request, "budgets/hand_in.html", context)


def _report(request, programme_key: str, key: str) -> CostReport:
    programme_of(request, programme_key)
    seen = CostReport.objects.visible_to(request.actor).select_related("programme", "organisation")
    return get_object_or_404(seen, programme__public_key=programme_key, public_key=key)


@require_safe
def report(request, programme_key: str, key: str):
    handed_in = _report(request, programme_key, key)
    costs = list(queries.costs_in(handed_in))
    context = {
        "report": handed_in,
        "programme": handed_in.programme,
        "costs": costs,
        "total": sum(cost.amount for cost in costs),
        "may_keep": may_keep_account(request.actor, handed_in.organisation),
        "may_check": may_check(request.actor, handed_in.programme),
        "form": forms.ReturnForm(),
        "back": _to_account(handed_in),
    }
    return render(request, "budgets/report.html", context)


def _report_to_check(request, programme_key: str, key: str) -> CostReport:
    handed_in = _report(request, programme_key, key)
    if not may_check(request.actor, handed_in.programme):
        raise PermissionDenied
    return handed_in


@require_POST
def accept_report(request, programme_key: str, key: str):
    handed_in = _report_to_check(request, programme_key, key)
    try:
        actions.accept_report(report=handed_in, by=request.actor)
    except actions.IsNotHandedIn as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The report is accepted."))
    return redirect("budgets:report", programme_key, key)


@require_POST
def return_report(request, programme_key: str, key: str):
    handed_in = _report_to_check(request, programme_key, key)
    form = forms.ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what must be corrected, then return the report."))
        return redirect("budgets:report", programme_key, key)
    try:
        actions.return_report(report=handed_in, by=request.actor, **form.cleaned_data)
    except actions.IsNotHandedIn as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The report is returned."))
    return redirect("budgets:report", programme_key, key)


@require_POST
def hand_in_again(request, programme_key: str, key: str):
    returned = _report(request, programme_key, key)
    if not may_keep_account(request.actor, returned.organisation):
        raise PermissionDenied
    try:
        actions.hand_in_again(report=returned, on=today(), by=request.actor)
    except actions.IsNotReturned as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The report is handed in again."))
    return redirect("budgets:report", programme_key, key)


# --- When a project becomes ordinary work -----------------------------------------------------


def _led(request, programme_key: str) -> Programme:
    programme = programme_of(request, programme_key)
    if not may_check(request.actor, programme):
        raise PermissionDenied
    return programme


@require_http_methods(["GET", "POST"])
def shares(request, programme_key: str):
    programme = _led(request, programme_key)
    form = forms.SharesForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_shares(programme=programme, shares=form.shares(), by=request.actor)
        except actions.SharesDoNotMakeTheWhole as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The shares are set."))
            return redirect("budgets:overview", programme_key)
    return render(request, "budgets/shares.html", {"form": form, "programme": programme})


@require_http_methods(["GET", "POST"])
def take_over(request, programme_key: str, activity_key: str):
    programme = _led(request, programme_key)
    activity = get_object_or_404(queries.activity_of(programme, activity_key))
    said = queries.take_over_of(activity)
    form = forms.TakeOverForm(
        request.POST or None, activity=activity, initial=_said_before(said) if said else None
    )
    others = queries.without_line_owner(programme, on=today()).exclude(pk=activity.pk)
    if request.method == "POST" and form.is_valid():
        actions.set_take_over(activity=activity, by=request.actor, **form.facts())
        messages.success(request, _("It is written down what happens to the activity."))
        following = others.first() if "next" in request.POST else None
        if following:
            return redirect("budgets:take_over", programme_key, following.public_key)
        return redirect("budgets:overview", programme_key)
    context = {
        "form": form,
        "programme": programme,
        "activity": activity,
        "others_unsaid": others.exists(),
    }
    return render(request, "budgets/take_over.html", context)


def _said_before(said) -> dict:
    return {
        "goes_on": "yes" if said.organisation_id else "no",
        "organisation": said.organisation_id,
        "function": said.function,
        "taken_over_on": said.taken_over_on,
    }
