"""What the funds of a programme ask of a participant, by the rules in force on a day (S2)."""

import datetime as dt

from samverka.delivery.programmes.models import FundRule, ProgrammeFund
from samverka.toolkit.periods import in_force


def asked_of_participants(programme_id: int, *, on: dt.date) -> dict[str, FundRule]:
    """What is asked, each with a rule that asks it; nothing where no fund says so."""
    funds = ProgrammeFund.objects.filter(programme_id=programme_id).values("fund")
    rules = FundRule.objects.filter(
        in_force(on), fund__in=funds, subject=FundRule.Subject.PARTICIPANTS
    )
    found: dict[str, FundRule] = {}
    for rule in rules.select_related("fund").order_by("fund__name"):
        for asked in rule.asks:
            found.setdefault(asked, rule)
    return found
