import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from samverka.delivery.programmes.models import Fund, FundRule, Programme, ProgrammeFund
from samverka.foundation.accounts.actor import Actor

from .rows import Outcome, set_row


@transaction.atomic
def set_fund(
    *,
    code: str,
    name: str,
    administered_by: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    by: Actor,
) -> Outcome[Fund]:
    """A fund, found by its code."""
    facts = {
        "name": name,
        "administered_by": administered_by,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return set_row(Fund, {"code": code}, facts, by=by)


@transaction.atomic
def set_fund_rule(
    *,
    fund: Fund,
    subject: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    value: str,
    source: str,
    period_months: int | None = None,
    due_days: int | None = None,
    kept_years: int | None = None,
    counted_from: str = "",
    asks: Iterable[str] = (),
    by: Actor,
) -> Outcome[FundRule]:
    """A rule of a fund, found by its subject and its first day."""
    where = {"fund": fund, "subject": subject, "valid_from": valid_from}
    facts = {
        "value": value,
        "source": source,
        "valid_to": valid_to,
        "period_months": period_months,
        "due_days": due_days,
        "kept_years": kept_years,
        "counted_from": counted_from,
        "asks": sorted(asks),
    }
    return set_row(FundRule, where, facts, by=by)


@transaction.atomic
def set_programme_fund(
    *,
    programme: Programme,
    fund: Fund,
    reference: str,
    settled_on: dt.date | None = None,
    settled_source: str = "",
    by: Actor,
) -> Outcome[ProgrammeFund]:
    """That a fund pays for a programme, and when it was settled."""
    where = {"programme": programme, "fund": fund}
    facts = {
        "reference": reference,
        "settled_on": settled_on,
        "settled_source": settled_source,
    }
    return set_row(ProgrammeFund, where, facts, by=by)
