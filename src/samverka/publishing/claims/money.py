"""The costs of a claim, what is left out of it, and how far it goes towards the co-financing."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.budgets.sums import readings
from samverka.delivery.programmes.models import FundRule
from samverka.toolkit.periods import in_force

from .models import Claim, ClaimedCost

BEFORE, AFTER, PAID_LATE, NOT_PAID = "before", "after", "paid_late", "not_paid"
# Why an accepted cost is not in a claim.
REASONS = {
    BEFORE: _("Incurred before the programme's first day"),
    AFTER: _("Incurred after the programme's last day"),
    PAID_LATE: _("Paid later than the fund's rule lets it be"),
    NOT_PAID: _("Not paid by the day that the fund's rule names"),
}


def last_day_of(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def costs_to_claim(claim: Claim, *, on: dt.date) -> tuple[list[Cost], list[tuple[Cost, str]]]:
    """Accepted costs that nobody has claimed; apart those that the fund does not pay, and why."""
    found = (
        Cost.objects.filter(
            programme=claim.programme_id,
            is_struck=False,
            report__state=CostReport.State.ACCEPTED,
            incurred_on__lte=last_day_of(claim.last_month),
        )
        .exclude(pk__in=ClaimedCost.objects.values("cost"))
        .select_related("organisation", "report")
        .order_by("organisation__name", "incurred_on", "receipt", "pk")
    )
    paid_by = paid_until(claim)
    judged = [(cost, _left_out(claim, cost, paid_by, on)) for cost in found]
    taken = [cost for cost, reason in judged if not reason]
    return taken, [(cost, reason) for cost, reason in judged if reason]


def paid_rule(claim: Claim) -> FundRule | None:
    """What the fund says of costs at the end of the claim's period."""
    rules = FundRule.objects.filter(
        in_force(last_day_of(claim.last_month)),
        fund=claim.fund_id,
        subject=FundRule.Subject.COSTS,
    )
    return rules.order_by("-valid_from").first()


def paid_until(claim: Claim) -> dt.date | None:
    """The last day a cost may be paid; None where the rules give no number, or no day is known."""
    rule, last = paid_rule(claim), claim.programme.last_day
    if rule is None or rule.due_days is None or last is None:
        return None
    return last + dt.timedelta(days=rule.due_days)


def _left_out(claim: Claim, cost: Cost, paid_by: dt.date | None, on: dt.date) -> str:
    first, last = claim.programme.starts_on, claim.programme.last_day
    if first and cost.incurred_on < first:
        return BEFORE
    if last and cost.incurred_on > last:
        return AFTER
    if paid_by and cost.paid_on and cost.paid_on > paid_by:
        return PAID_LATE
    if paid_by and cost.paid_on is None and on > paid_by:
        return NOT_PAID
    return ""


def as_told(cost: Cost, reason: str = "") -> dict:
    told = {
        "key": cost.public_key,
        "organisation": cost.organisation.public_key,
        "kind": cost.kind,
        "text": cost.text,
        "receipt": cost.receipt,
        "incurred_on": cost.incurred_on.isoformat(),
        "paid_on": cost.paid_on.isoformat() if cost.paid_on else "",
        "amount": cost.amount,
        "report": cost.report.public_key if cost.report else "",
        "report_number": cost.report.number if cost.report else 0,
    }
    return {**told, "reason": reason} if reason else told


def sent_before(claim: Claim) -> list[dict]:
    """What the programme's earlier claims to the fund held."""
    sent = Claim.objects.filter(
        programme=claim.programme_id,
        fund=claim.fund_id,
        number__lt=claim.number,
        state=Claim.State.SENT,
    )
    return [json.loads(content) for content in sent.values_list("content", flat=True)]


def towards_co_financing(claim: Claim, worth: int) -> list[dict]:
    """On each reading of the budget: what is asked, and what was put in before and now."""
    earlier = sum(content["sums"]["worth"] for content in sent_before(claim))
    return [
        {
            "basis": basis,
            "total": asked.total,
            "grant": asked.grant,
            "own": asked.own,
            "earlier": earlier,
            "here": worth,
            "left": max(asked.own - earlier - worth, 0),
        }
        for basis, asked in readings(claim.programme).items()
    ]


def by_partner(
    partners: Iterable[tuple[str, str]], hours: Iterable[dict], costs: Iterable[dict]
) -> list[dict]:
    """A row each who takes part, also without anything to claim; by name as they come."""
    rows: dict[str, dict[str, Any]] = {
        key: {"key": key, "name": name, "claimed": 0, "worth": 0, "lacks": False, "costs": 0}
        for key, name in partners
    }
    for row in hours:
        found = rows[row["organisation"]]
        found["claimed"] += row["claimed"]
        found["worth"] += row["worth"] or 0
        found["lacks"] = found["lacks"] or bool(row["claimed"] and row["worth"] is None)
    for cost in costs:
        rows[cost["organisation"]]["costs"] += cost["amount"]
    return [{**row, "together": row["worth"] + row["costs"]} for row in rows.values()]


def sums_before(claim: Claim) -> dict[str, int]:
    """What each partner's hours and costs came to in the earlier claims, by its key."""
    sums: dict[str, int] = defaultdict(int)
    for content in sent_before(claim):
        for row in content["partners"]:
            sums[row["key"]] += row["together"]
    return dict(sums)
