from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.delivery.programmes.models import Fund, Programme

from .models import Category, ChosenRates, Rate


@dataclass(frozen=True)
class PricedCategory:
    """A category with what an hour is worth, in öre; None where the amount lacks."""

    category: Category
    rate: Rate | None

    @property
    def amount(self) -> int | None:
        return self.rate.amount if self.rate else None


def funds_of(programme: Programme) -> QuerySet[Fund]:
    return Fund.objects.filter(programmes=programme).order_by("name")


def categories_of(fund: Fund) -> QuerySet[Category]:
    return Category.objects.filter(fund=fund).order_by("code")


def chosen_rates(programme: Programme, fund: Fund) -> ChosenRates | None:
    return ChosenRates.objects.filter(programme=programme, fund=fund).first()


def other_rates(fund: Fund, chosen: ChosenRates | None) -> QuerySet[Rate]:
    """Amounts that stand here and are not those chosen, the latest year first."""
    found = Rate.objects.filter(category__fund=fund).select_related("category")
    if chosen:
        found = found.exclude(year=chosen.year, region=chosen.region)
    return found.order_by("-year", "region", "category__code")


def priced(programme: Programme, fund: Fund) -> list[PricedCategory]:
    """Each category of the fund with the rate of the year and region that was chosen."""
    chosen = chosen_rates(programme, fund)
    rates = {}
    if chosen:
        found = Rate.objects.filter(category__fund=fund, year=chosen.year, region=chosen.region)
        rates = {rate.category_id: rate for rate in found}
    return [PricedCategory(each, rates.get(each.pk)) for each in categories_of(fund)]
