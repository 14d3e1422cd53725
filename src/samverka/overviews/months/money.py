"""Certified time and what it is worth, of many programmes in as many questions as of one."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.budgets.co_financing import worth_of
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.queries import by_month, weights
from samverka.delivery.programmes.models import keys_led_by, keys_seen_by
from samverka.delivery.rates.models import ChosenRates, Rate
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.prepared import Prepared
from samverka.toolkit.together import Ask, Part, Rows, part_of

HERE = Attendance.Mark.HERE
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

    def read(
        certificates: Rows, certified: Rows, ticked: Rows, chosen: Rows, rates: Rows
    ) -> dict[Key, Time]:
        found: dict[Key, Time] = defaultdict(Time)
        there = {Key(*where) for _pk, _at, *where in certificates}
        lines = _add_certified(found, certificates, certified, _rates(chosen, rates))
        marks = _add_ticked(found, ticked)
        for key, time in found.items():
            is_over = key.month < on.replace(day=1)
            time.due = int(is_over and marks.get(key) != lines.get(key))
            # A certificate without lines weighs nothing, and so do no marks.
            said = lines.get(key, ())
            says_otherwise = marks.get(key) != (said if any(said) else None)
            time.is_changed = is_over and key in there and says_otherwise
        return dict(found)

    return Ask(
        read,
        part_for(_certificates, actor),
        part_for(_lines, actor),
        part_for(_marks, actor),
        CHOSEN.part(),
        RATES.part(),
    )


def _of(actor: Actor, programme: str) -> Q:
    """Rows of programmes that one leads, and of one's own employer; by the path to them."""
    own = {"organisation": actor.organisation_id, f"{programme}__in": keys_seen_by(actor)}
    return Q(**{f"{programme}__in": keys_led_by(actor)}) | Q(**own)


def _of_programmes(actor: Actor, path: str) -> Q:
    """Rows of programmes that one leads or sees, by the path to them."""
    return Q(**{f"{path}__in": keys_led_by(actor)}) | Q(**{f"{path}__in": keys_seen_by(actor)})


def _in_force(actor: Actor) -> QuerySet[Certificate]:
    return Certificate.objects.filter(_of(actor, "programme")).in_force()


def _certificates(actor: Actor) -> Part:
    return part_of(_in_force(actor).values_list("pk", "certified_at", *Key._fields))


def _marks(actor: Actor) -> Part:
    # Asked of the marks' own index: nothing else of a session or an activity is looked up.
    led = Session.objects.filter(activity__programme__in=keys_led_by(actor))
    seen = Session.objects.filter(_of_programmes(actor, "activity__programme"))
    whose = Q(session__in=led.values("pk")) | Q(organisation=actor.organisation_id)
    return by_month(Attendance.objects.filter(whose, session__in=seen.values("pk"), mark=HERE))


def _lines(actor: Actor) -> Part:
    return part_of(
        CertifiedLine.objects.filter(certificate__in=_in_force(actor).values("pk"))
        .values_list("certificate", "category")
        .annotate(Sum("claimed"), **weights())
    )


def _add_certified(
    found: dict[Key, Time],
    certificates: Rows,
    rows: Rows,
    rates: dict[tuple[int, int], int],
) -> dict[Key, list[int]]:
    """Answers what each month's lines weigh."""
    there = {pk: (Key(*where), at) for pk, at, *where in certificates}
    weighed: dict[Key, list[int]] = {}
    for certificate, category, claimed, minutes, by_one, by_other in rows:
        key, at = there[certificate]
        time = found[key]
        time.certified += minutes
        time.claimed[rates.get((key.programme, category))] += claimed
        time.certified_at = max(time.certified_at or at, at)
        before = weighed.get(key, (0, 0, 0))
        weighed[key] = [*map(add, before, (minutes, by_one, by_other))]
    return weighed


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


def _add_ticked(found: dict[Key, Time], rows: Rows) -> dict[Key, list[int]]:
    """Answers what each month's marks weigh."""
    weighed: dict[Key, list[int]] = {}
    for *where, minutes, by_one, by_other in rows:
        key = Key(*where)
        found[key].ticked += minutes
        weighed[key] = [minutes, by_one, by_other]
    return weighed
