"""How employers' months stand: what was ticked, what is certified, and whether they differ."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.expressions import RawSQL

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.programmes.models import keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.together import Ask, Part, Rows, part_of

from .counting import HERE
from .remembered import (
    CERTIFICATES,
    SESSIONS,
    TOKENS_ARE,
    Month,
    Remembered,
    known,
    stale,
    tokens,
)
from .weighing import by_month, weights

# A hundred programmes' ten years; one month of twenty employers is some kilobytes.
MONTHS = Remembered(most=12_000)
# What counts for no fund is in no certificate.
COUNTING = (
    " AND EXISTS (SELECT 1 FROM certification_countedas counted"
    " WHERE counted.activity_id = activity.id AND counted.counts)"
)
# Minutes, and what they weigh by whose they are.
Weight = tuple[int, int, int]
Employer = tuple[int, int]


@dataclass(slots=True)
class Standing:
    """An employer's month, as it counts for a fund."""

    ticked: Weight | None = None
    # Of the certificate's lines, where it has any; and when it was certified, where it was.
    certified: Weight | None = None
    certified_at: dt.datetime | None = None
    # Minutes claimed, by category.
    claimed: tuple[tuple[int | None, int], ...] = ()

    @property
    def is_due(self) -> bool:
        """No certificate says what the marks say."""
        return self.ticked != self.certified

    @property
    def is_changed(self) -> bool:
        """There is one, and the marks say something else."""
        # A certificate without lines weighs nothing, and so do no marks.
        said = self.certified if self.certified and any(self.certified) else None
        return self.certified_at is not None and self.ticked != said


Standings = Mapping[Month, Mapping[Employer, Standing] | None]


def standings(actor: Actor, *, is_led: bool) -> Ask:
    """By programme and month, then fund and employer; of what one leads, or sees too."""

    def asked(remembered: str) -> list[Part]:
        return [
            part_for(_tokens, actor, is_led),
            *(
                part_for(build, actor, is_led, known=remembered)
                for build in (_certificates, _lines, _marks)
            ),
        ]

    return MONTHS.ask(asked, _by_month)


def _which(actor: Actor, is_led: bool) -> tuple[str, list[Any]]:
    asked = [keys_led_by(actor)] if is_led else [keys_led_by(actor), keys_seen_by(actor)]
    sql = " OR ".join(f"touched.programme_id IN ({each.sql})" for each in asked)
    return sql, [value for each in asked for value in each.params]


def _tokens(actor: Actor, is_led: bool) -> Part:
    which, values = _which(actor, is_led)
    return Part(tokens(which), values, TOKENS_ARE)


def _of_stale(text: str, actor: Actor, is_led: bool) -> RawSQL:
    which, values = _which(actor, is_led)
    return RawSQL(text.format(stale=stale(which)), [*values, known()])  # noqa: S611


def _in_force(actor: Actor, is_led: bool) -> QuerySet[Certificate]:
    found = Certificate.objects.filter(pk__in=_of_stale(CERTIFICATES, actor, is_led))
    return found.in_force()


def _certificates(actor: Actor, is_led: bool) -> Part:
    where = ("programme", "month", "fund", "organisation")
    return part_of(_in_force(actor, is_led).values_list("pk", "certified_at", *where))


def _lines(actor: Actor, is_led: bool) -> Part:
    return part_of(
        CertifiedLine.objects.filter(certificate__in=_in_force(actor, is_led).values("pk"))
        .values_list("certificate", "category")
        .annotate(Sum("claimed"), **weights())
    )


def _marks(actor: Actor, is_led: bool) -> Part:
    sessions = _of_stale(SESSIONS + COUNTING, actor, is_led)
    return by_month(Attendance.objects.filter(session__in=sessions, mark=HERE))


def _by_month(
    certificates: Rows, lines: Rows, marks: Rows
) -> dict[Month, dict[Employer, Standing]]:
    found: dict[Month, dict[Employer, Standing]] = {}

    def standing(programme: int, month: dt.date, *employer: int) -> Standing:
        months = found.setdefault((programme, f"{month:%Y-%m}"), {})
        return months.setdefault((employer[0], employer[1]), Standing())

    there = {}
    for pk, at, *where in certificates:
        there[pk] = standing(*where)
        there[pk].certified_at = at
    for pk, category, claimed, *weight in lines:
        one = there[pk]
        before = one.certified or (0, 0, 0)
        one.certified = _weight(map(sum, zip(before, weight, strict=True)))
        one.claimed += ((category, claimed),)
    for programme, fund, organisation, month, *weight in marks:
        standing(programme, month, fund, organisation).ticked = _weight(iter(weight))
    return found


def _weight(of: Iterator[int]) -> Weight:
    return next(of), next(of), next(of)
