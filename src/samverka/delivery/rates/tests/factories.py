"""What the tests of rates, and of what is counted with them, stand on."""

import datetime as dt

from samverka.delivery.programmes.models import Fund, FundRule, ProgrammeFund
from samverka.delivery.rates.actions import add_category
from samverka.delivery.rates.models import Category
from samverka.engine.hours import Rule
from tests.people import Cast


def esf(cast: Cast) -> Fund:
    """A fund that pays for the programme, and counts whole hours."""
    fund, _ = Fund.objects.get_or_create(code="esf", defaults={"name": "Socialfonden"})
    ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    FundRule.objects.get_or_create(
        fund=fund,
        subject=FundRule.Subject.HOURS,
        valid_from=dt.date(2021, 1, 1),
        defaults={"value": Rule.WHOLE_DOWN, "source": "Fondens anvisning"},
    )
    return fund


def category(cast: Cast, code: str = "1") -> Category:
    return add_category(
        fund=esf(cast), code=code, name=f"Yrke {code}", source="Fondens beslut", by=cast.petra
    )
