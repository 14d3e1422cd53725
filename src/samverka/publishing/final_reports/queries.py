import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from samverka.delivery.budgets.models import Cost
from samverka.delivery.programmes.models import Fund, FundRule, Measure, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.measures.queries import Carried, measures_of, reached_of

from .models import ReportText

PLANNED, EXTENDED = "planned", "extended"


@dataclass(frozen=True)
class Heading:
    """One of the fund's headings: where it is written, and what is written under it."""

    heading: str
    source: str
    text: str


@dataclass(frozen=True)
class Known:
    """What the record tells until a day, so that nobody types it again."""

    until: dt.date
    partners: int
    measures: list[tuple[Measure, int | None]]
    costs: int


def led_by(actor: Actor) -> QuerySet[Programme]:
    """The programmes whose funds are answered to by the actor's organisation."""
    led = Programme.objects.visible_to(actor).filter(pk__in=keys_led_by(actor))
    return led.select_related("owner")


def fund_of(programme: Programme, code: str) -> QuerySet[Fund]:
    return programme.funds.filter(code=code)


def last_days(programme: Programme) -> dict[str, dt.date]:
    """The days that a report may be run to, by name: the planned last day and the extended one."""
    days = {PLANNED: programme.ends_on, EXTENDED: programme.extended_to}
    return {name: day for name, day in days.items() if day}


def headings_of(programme: Programme, fund: Fund, *, on: dt.date) -> list[Heading]:
    """The fund's headings on a day, each on a line of its rule, with what is written."""
    written = dict(
        ReportText.objects.filter(programme=programme, fund=fund).values_list("heading", "text")
    )
    rules = FundRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        fund=fund,
        subject=FundRule.Subject.REPORT,
        valid_from__lte=on,
    ).order_by("valid_from")
    return [
        Heading(line.strip(), rule.source, written.get(line.strip(), ""))
        for rule in rules
        for line in rule.value.splitlines()
        if line.strip()
    ]


def kept_texts(programme: Programme, fund: Fund, headings: list[Heading]) -> QuerySet[ReportText]:
    """Texts under headings that the fund asks for no longer: nothing that is written is lost."""
    asked = [heading.heading for heading in headings]
    texts = ReportText.objects.filter(programme=programme).exclude(text="")
    return texts.exclude(fund=fund, heading__in=asked).select_related("fund")


def known_of(programme: Programme, *, until: dt.date) -> Known:
    carried = Carried(programme, on=until, until=until)
    costs = Cost.objects.filter(
        programme=programme, is_struck=False, incurred_on__lte=until
    ).aggregate(sum=Sum("amount", default=0))
    return Known(
        until=until,
        partners=programme.participations.filter(valid_from__lte=until)
        .values("organisation")
        .distinct()
        .count(),
        measures=[(measure, reached_of(measure, carried)) for measure in measures_of(programme)],
        costs=costs["sum"],
    )
