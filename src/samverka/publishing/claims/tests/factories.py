"""What the tests of claims stand on."""

import datetime as dt

from samverka.delivery.budgets import actions as budgets
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.tests.factories import FEBRUARY, certified_month
from samverka.delivery.rates.tests.factories import esf
from samverka.publishing.claims import actions
from samverka.publishing.claims.models import Claim
from samverka.publishing.statements.models import Series
from samverka.publishing.statements.tests import factories as statements
from tests.people import TODAY, Cast

FIELDS = ("organisation", "minutes", "whole_hours")


def begun(cast: Cast, last_month: dt.date = FEBRUARY) -> Claim:
    """Erik begins a claim from September, when the programme began."""
    return actions.begin_claim(
        programme=cast.programme, fund=esf(cast), last_month=last_month, by=cast.erik
    )


def february_sent(cast: Cast) -> Series:
    """Amina's and Bo's February is certified, and told to the fund."""
    certified_month(cast)
    series = statements.series(cast, "hours", FIELDS, first_month=FEBRUARY)
    statements.sent(cast, series, FEBRUARY)
    return series


def accepted_cost(cast: Cast, amount: int, partner=None, **facts) -> Cost:
    """Written down by a partner, handed in, and accepted by the owner."""
    cost = some_cost(cast, amount, partner, **facts)
    report = budgets.hand_in(
        programme=cast.programme,
        organisation=cost.organisation,
        until=cost.incurred_on,
        on=TODAY,
        by=cast.karin,
    )
    budgets.accept_report(report=CostReport.objects.get(pk=report.pk), by=cast.erik)
    cost.refresh_from_db()
    return cost


def some_cost(cast: Cast, amount: int, partner=None, **facts) -> Cost:
    usual = {
        "kind": Cost.Kind.TRAVEL,
        "text": f"Resa för {amount}",
        "receipt": "17",
        "incurred_on": dt.date(2026, 2, 10),
        "paid_on": dt.date(2026, 2, 20),
    }
    return budgets.add_cost(
        programme=cast.programme,
        organisation=partner or cast.kungalv,
        amount=amount,
        by=cast.karin,
        **(usual | facts),
    )


def ready(cast: Cast) -> Claim:
    """February's hours and a cost, with all that is asked before."""
    february_sent(cast)
    accepted_cost(cast, 1250_00)
    claim = begun(cast)
    actions.make_ready(claim=claim, on=TODAY, by=cast.erik)
    claim.refresh_from_db()
    return claim


def send(cast: Cast, claim: Claim) -> Claim:
    """Asked for by Erik, and done by a worker."""
    actions.send(claim=claim, by=cast.erik)
    work(cast, claim)
    claim.refresh_from_db()
    return claim


def work(cast: Cast, claim: Claim) -> None:
    """What a worker does with the task that the claim waits for."""
    actions.send_claim.func(
        claim.pk,
        user_id=cast.erik.user_id,
        role=cast.erik.role,
        organisation_id=cast.gr.pk,
    )


def sent(cast: Cast) -> Claim:
    return send(cast, ready(cast))


def certificate_of(cast: Cast) -> Certificate:
    return Certificate.objects.order_by("-pk").first() or certified_month(cast)
