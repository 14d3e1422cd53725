from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .models import Category, ChosenRates, Rate
from .sheet import Told, judge


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


class NotAsShown(Exception):
    """What the table would do is no longer what was shown."""

    def __init__(self):
        super().__init__(
            _("Nothing was changed: what the rows would do is not what was shown. Look again.")
        )


@transaction.atomic
def import_rates(*, fund: Fund, rows: Sequence[Told], by: Actor) -> int:
    """Write every row of a table that was looked through, or none; how many changed something.

    :raises NotAsShown: a row is wrong
    """
    # Two who import at once: the second finds what the first wrote.
    Fund.objects.select_for_update().get(pk=fund.pk)
    judged = judge(fund, rows)
    if any(row.outcome == "wrong" for row in judged):
        raise NotAsShown
    waiting = [row.told for row in judged if row.outcome != "same"]
    for told in waiting:
        category = _category(fund, told)
        if told.amount is not None and told.year is not None:
            Rate.objects.update_or_create(
                category=category,
                year=told.year,
                region=told.region,
                defaults={"amount": told.amount, "source": told.source},
            )
    if waiting:
        trail.note(by=by, verb="rates.imported", about=fund)
    return len(waiting)


def _category(fund: Fund, told: Told) -> Category:
    """Found by its code, called as the row calls it; its source is that of where it is named."""
    category, is_new = Category.objects.get_or_create(
        fund=fund, code=told.code, defaults={"name": told.name, "source": told.source}
    )
    is_about_it = told.amount is None or category.name != told.name
    if not is_new and is_about_it:
        category.name, category.source = told.name, told.source
        category.save(update_fields=["name", "source"])
    return category


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
