from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .models import Category, ChosenRates, Rate


class CodeIsTaken(Exception):
    """The fund has a category of that code."""

    def __init__(self, code: str):
        super().__init__(
            _("The fund has a category with the code %(code)s already. Write another code.")
            % {"code": code}
        )


@transaction.atomic
def add_category(*, fund: Fund, code: str, name: str, source: str, by: Actor) -> Category:
    """Write down a category as the fund tells it.

    :raises CodeIsTaken: the fund has one of that code
    """
    try:
        with transaction.atomic():
            category = Category.objects.create(fund=fund, code=code, name=name, source=source)
    except IntegrityError as problem:
        raise CodeIsTaken(code) from problem
    trail.note(by=by, verb="rates.category_added", about=category)
    return category


@transaction.atomic
def set_rate(
    *, category: Category, year: int, region: str, amount: int, source: str, by: Actor
) -> Rate:
    """Say what an hour of a category is worth, in öre; what was said before is replaced."""
    rate, _is_new = Rate.objects.update_or_create(
        category=category,
        year=year,
        region=region,
        defaults={"amount": amount, "source": source},
    )
    trail.note(by=by, verb="rates.rate_set", about=rate)
    return rate


@transaction.atomic
def choose_rates(
    *, programme: Programme, fund: Fund, year: int, region: str, source: str, by: Actor
) -> ChosenRates:
    """Say which year's rates, and for which part of the country, a programme uses."""
    chosen, _is_new = ChosenRates.objects.update_or_create(
        programme=programme,
        fund=fund,
        defaults={"year": year, "region": region, "source": source},
    )
    trail.note(by=by, verb="rates.chosen", about=chosen)
    return chosen
