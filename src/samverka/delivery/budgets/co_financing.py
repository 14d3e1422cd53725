"""How far certified hours have come towards the co-financing, and where they are likely to end."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from samverka.delivery.certification.queries import ClaimedHours, claimed
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates.models import Category
from samverka.delivery.rates.queries import funds_of, priced
from samverka.engine.forecast import Forecast, forecast
from samverka.toolkit.money import whole_ore
from samverka.toolkit.periods import months_after

from .sums import CoFinancing, hours_needed, readings


@dataclass(frozen=True)
class Worth:
    """Certified time of a category at a fund; its worth in öre is None where the amount lacks."""

    fund: Fund
    category: Category | None
    minutes: int
    rate: int | None

    @property
    def worth(self) -> int | None:
        return None if self.rate is None else worth_of(self.minutes, self.rate)


@dataclass(frozen=True)
class Towards:
    """One reading of the budget: what is asked, what remains, and the hours that would make it."""

    basis: str
    asked: CoFinancing
    left: int
    hours_by_category: list[tuple[Category, int]]
    forecast: Forecast | None


@dataclass(frozen=True)
class Standing:
    """What is certified, and how far that goes on each reading."""

    rows: list[Worth]
    towards: list[Towards]

    @property
    def worth(self) -> int:
        """What has an amount; rows that lack one are not in it."""
        return sum(row.worth or 0 for row in self.rows)

    @property
    def lacks_amounts(self) -> bool:
        return any(row.worth is None for row in self.rows)


def worth_of(minutes: int, rate: int) -> int:
    """Öre of so many minutes at so many öre an hour; exact where the hours are whole."""
    return whole_ore(Decimal(minutes) * rate / 60)


def standing(programme: Programme) -> Standing:
    """Certified hours at the chosen rates against the co-financing that the budget asks."""
    rows: list[Worth] = []
    by_month: dict[dt.date, int] = defaultdict(int)
    rates: dict[Category, int] = {}
    for fund in funds_of(programme):
        known = {each.category: each.amount for each in priced(programme, fund)}
        rates |= {each: amount for each, amount in known.items() if amount}
        found = claimed(programme, fund)
        rows += _by_category(fund, found, known)
        for each in found:
            rate = known.get(each.category) if each.category else None
            by_month[each.month] += worth_of(each.minutes, rate) if rate else 0
    worth = sum(row.worth or 0 for row in rows)
    return Standing(
        rows=rows,
        towards=[
            _towards(programme, basis, asked, worth, rates, by_month)
            for basis, asked in readings(programme).items()
        ],
    )


def _by_category(
    fund: Fund, found: Sequence[ClaimedHours], known: dict[Category, int | None]
) -> list[Worth]:
    sums: dict[Category | None, int] = defaultdict(int)
    for each in found:
        sums[each.category] += each.minutes
    return [
        Worth(fund, category, minutes, known.get(category) if category else None)
        for category, minutes in sums.items()
    ]


def _towards(
    programme: Programme,
    basis: str,
    asked: CoFinancing,
    worth: int,
    rates: dict[Category, int],
    by_month: dict[dt.date, int],
) -> Towards:
    left = max(asked.own - worth, 0)
    return Towards(
        basis=basis,
        asked=asked,
        left=left,
        hours_by_category=[(each, hours_needed(left, rate)) for each, rate in rates.items()],
        forecast=_forecast(programme, asked.own, by_month),
    )


def _forecast(programme: Programme, target: int, by_month: dict[dt.date, int]) -> Forecast | None:
    """From the certified months alone: what nobody has certified yet says nothing of the rest."""
    if not by_month or programme.last_day is None:
        return None
    after = months_after(max(by_month), 1)
    left = _months(after, programme.last_day)
    return forecast([by_month[month] for month in sorted(by_month)], left, target=target)


def _months(first: dt.date, last: dt.date) -> int:
    """Whole or begun months from a first day to a last; none if it is past."""
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)
