"""What a fund may still ask to see, by its rules about how long records are kept."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from samverka.delivery.programmes.models import FundRule, ProgrammeFund
from samverka.toolkit.periods import in_force


def asked_for_by_a_fund(on: dt.date, programme: str = "programme") -> Q:
    """Rows of programmes that a fund pays for, until its rule has run out.

    `programme` is the path from the row. Where the rule is not written down yet, they are asked
    for: accounts cannot be brought back.
    """
    rules = FundRule.objects.filter(
        fund=OuterRef("fund"), subject=FundRule.Subject.RETENTION, valid_from__lte=on
    )
    funds = ProgrammeFund.objects.filter(programme=OuterRef(programme))
    has_run_out = Exists(rules) & ~Exists(rules.filter(in_force(on)))
    return Q(Exists(funds.exclude(has_run_out)))
