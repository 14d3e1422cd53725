"""One partner's account: its list of costs, and what is done with several of them."""

from dataclasses import replace
from functools import partial

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.budgets import actions, queries
from samverka.delivery.budgets.forms import CostFilters
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.budgets.permissions import may_keep_account
from samverka.toolkit.addresses import address
from samverka.toolkit.lists import Asks, Bulk, Column, Listing
from samverka.toolkit.money import ORE, kronor

from .fetching import account_of, own_account

REFUSED_COSTS = (actions.WrittenDownAlready, actions.StandsInAReport)
STANDING: dict[str, Promise] = {
    CostReport.State.HANDED_IN: gettext_lazy("Handed in"),
    CostReport.State.ACCEPTED: gettext_lazy("Accepted"),
    CostReport.State.RETURNED: gettext_lazy("Returned"),
}


def _standing(cost: Cost) -> str:
    if cost.is_struck:
        return _("Struck")
    return str(STANDING[cost.report.state]) if cost.report else _("Kept here")


def _address(cost: Cost) -> str:
    return address("budgets:correct_cost", cost.programme.public_key, cost.public_key)


COSTS = Listing(
    key="costs",
    title=gettext_lazy("Costs"),
    columns=(
        Column("text", gettext_lazy("What it was for"), opens=_address, sort="text"),
        Column("kind", gettext_lazy("Kind"), lambda cost: cost.get_kind_display(), sort="kind"),
        Column("incurred_on", gettext_lazy("Incurred"), sort="incurred_on"),
        Column("paid_on", gettext_lazy("Paid"), sort="paid_on", at_first=False),
        Column("receipt", gettext_lazy("Receipt"), sort="receipt"),
        Column("standing", gettext_lazy("How it stands"), _standing),
        Column(
            "amount",
            gettext_lazy("Kronor"),
            lambda cost: cost.amount / ORE,
            show=lambda cost: kronor(cost.amount),
            is_number=True,
            sort="amount",
        ),
    ),
    filters=CostFilters,
    empty_title=gettext_lazy("No cost yet"),
    empty_text=gettext_lazy("Write down the first one, with its receipt and the day."),
)
# Who only reads an account opens no cost: its page is where it is corrected.
COSTS_TO_READ = replace(
    COSTS, columns=tuple(replace(column, opens=None) for column in COSTS.columns)
)
KIND = Asks(
    "kind",
    forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Choose")), *Cost.Kind.choices]
    ),
)


def _deeds(programme_key: str, organisation_key: str) -> list[Bulk]:
    keys = [programme_key, organisation_key]
    return [
        Bulk(_("Set the kind"), reverse("budgets:set_kinds", args=keys), KIND),
        Bulk(_("Strike those ticked"), reverse("budgets:strike_costs", args=keys)),
    ]


@require_safe
def account(request, programme_key: str, organisation_key: str):
    programme, organisation = account_of(request, programme_key, organisation_key)
    keeps = may_keep_account(request.actor, organisation)
    find = partial(queries.costs_of, programme, organisation, request.actor)
    about = COSTS if keeps else COSTS_TO_READ
    listing = about.of(
        request, find, bulk=_deeds(programme_key, organisation_key) if keeps else []
    )
    if listing.response:
        return listing.response
    context = {
        "programme": programme,
        "organisation": organisation,
        "listing": listing,
        "may_keep": keeps,
        "sums": queries.account_of(programme, organisation, request.actor),
        "reports": queries.reports_of(programme, organisation, request.actor),
    }
    return render(request, "budgets/account.html", context)


def _carried_out(request, programme_key: str, organisation_key: str, do, **options):
    """What is handed in stays as it is, and is named."""
    programme, organisation = own_account(request, programme_key, organisation_key)
    keys = [programme_key, organisation_key]
    return COSTS.carry_out(
        request,
        partial(queries.costs_of, programme, organisation, request.actor),
        do,
        back=reverse("budgets:account", args=keys),
        within=keys,
        may=lambda cost: cost.report is None or cost.report.state == CostReport.State.RETURNED,
        **options,
    )


def _taken_back(request, programme_key: str, organisation_key: str, token: str, do):
    programme, organisation = own_account(request, programme_key, organisation_key)
    rows = queries.costs_of(programme, organisation, request.actor)
    back = reverse("budgets:account", args=[programme_key, organisation_key])
    try:
        return COSTS.take_back(request, token, rows, do, back=back)
    except REFUSED_COSTS as refused:
        messages.error(request, str(refused))
        return COSTS.back(request, back)


@require_POST
def strike_costs(request, programme_key: str, organisation_key: str):
    def do(costs):
        actions.strike_costs(costs=costs, by=request.actor)
        said = ngettext("%(count)s cost is struck.", "%(count)s costs are struck.", len(costs))
        return said % {"count": len(costs)}

    return _carried_out(
        request,
        programme_key,
        organisation_key,
        do,
        undo="budgets:restore_costs",
        already=lambda cost: cost.is_struck,
    )


@require_POST
def restore_costs(request, programme_key: str, organisation_key: str, token: str):
    def do(rows):
        costs = [cost for cost, _was in rows]
        actions.restore_costs(costs=costs, by=request.actor)
        return _("The costs count again.")

    return _taken_back(request, programme_key, organisation_key, token, do)


@require_POST
def set_kinds(request, programme_key: str, organisation_key: str):
    def do(costs, kind):
        actions.set_kinds(costs=costs, kinds=[kind] * len(costs), by=request.actor)
        said = ngettext("%(count)s cost is changed.", "%(count)s costs are changed.", len(costs))
        return said % {"count": len(costs)}

    return _carried_out(
        request,
        programme_key,
        organisation_key,
        do,
        undo="budgets:set_kinds_back",
        asks=KIND,
        keep=lambda cost: cost.kind,
    )


@require_POST
def set_kinds_back(request, programme_key: str, organisation_key: str, token: str):
    def do(rows):
        actions.set_kinds(
            costs=[cost for cost, _was in rows],
            kinds=[was for _cost, was in rows],
            by=request.actor,
        )
        return _("The costs are of the kinds they were.")

    return _taken_back(request, programme_key, organisation_key, token, do)
