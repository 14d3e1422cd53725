"""Certified time and what it is worth, of many programmes in as many questions as of one."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from samverka.delivery.budgets.co_financing import worth_of
from samverka.delivery.certification.queries import Standing, standings
from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.delivery.rates.models import ChosenRates, Rate
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.prepared import Prepared
from samverka.toolkit.together import Ask, Part, Rows, part_of

CHOSEN = Prepared(lambda: ChosenRates.objects.values_list("programme", "fund", "year", "region"))
RATES = Prepared(
    lambda: Rate.objects.values_list("category__fund", "year", "region", "category", "amount")
)


class Key(NamedTuple):
    """A month of a programme at an employer, as it counts for a fund."""

    programme: int
    fund: int
    organisation: int
    month: dt.date


@dataclass
class Time:
    """What was ticked, what is certified of it, and what is claimed at which rate."""

    ticked: int = 0
    certified: int = 0
    # Minutes by öre an hour; None where the amount lacks.
    claimed: Counter[int | None] = field(default_factory=Counter)
    certified_at: dt.datetime | None = None
    # How many employers' months lack a certificate that says what the marks say.
    due: int = 0
    # Whether there is one, and it says something else.
    is_changed: bool = False

    @property
    def worth(self) -> int:
        """In öre, each rate rounded once."""
        return sum(worth_of(minutes, rate) for rate, minutes in self.claimed.items() if rate)

    @property
    def lacks_amount(self) -> int:
        """Minutes claimed that are in no sum of money."""
        return self.claimed[None]

    @property
    def not_certified(self) -> int:
        return max(self.ticked - self.certified, 0)


def sum_of(several: Iterable[Time]) -> Time:
    whole = Time()
    for one in several:
        whole.ticked += one.ticked
        whole.certified += one.certified
        whole.claimed.update(one.claimed)
        whole.due += one.due
        instants = [at for at in (whole.certified_at, one.certified_at) if at]
        whole.certified_at = max(instants, default=None)
    return whole


def times(actor: Actor, *, on: dt.date) -> Ask:
    """Of the programmes the actor leads, and one's own employer's of all it takes part in.

    By `Key`. A month that is not over lacks no certificate yet.
    """

    standing = standings(actor, is_led=False)

    def read(led: Rows, chosen: Rows, rates: Rows, *rows: Rows) -> dict[Key, Time]:
        leads, by_category = {pk for (pk,) in led}, _rates(chosen, rates)
        found = {}
        for (programme, month), employers in standing.read(*rows).items():
            first = dt.date.fromisoformat(f"{month}-01")
            is_over = first < on.replace(day=1)
            for (fund, organisation), one in (employers or {}).items():
                if programme in leads or organisation == actor.organisation_id:
                    key = Key(programme, fund, organisation, first)
                    found[key] = _time(programme, one, is_over, by_category)
        return found

    return Ask(read, part_for(_led, actor), CHOSEN.part(), RATES.part(), *standing.parts)


def _led(actor: Actor) -> Part:
    return part_of(Programme.objects.filter(pk__in=keys_led_by(actor)).values_list("pk"))


def _time(programme: int, one: Standing, is_over: bool, rates: dict[tuple[int, int], int]) -> Time:
    claimed: Counter[int | None] = Counter()
    for category, minutes in one.claimed:
        claimed[rates.get((programme, category)) if category else None] += minutes
    return Time(
        ticked=one.ticked[0] if one.ticked else 0,
        certified=one.certified[0] if one.certified else 0,
        claimed=claimed,
        certified_at=one.certified_at,
        due=int(is_over and one.is_due),
        is_changed=is_over and one.is_changed,
    )


def _rates(chosen_ones: Rows, rates: Rows) -> dict[tuple[int, int], int]:
    """Öre an hour by programme and category, of the year and region that was chosen."""
    chosen = defaultdict(list)
    for programme, *asked in chosen_ones:
        chosen[tuple(asked)].append(programme)
    return {
        (programme, category): amount
        for fund, year, region, category, amount in rates
        for programme in chosen[fund, year, region]
    }
