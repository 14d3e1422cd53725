"""How many persons and minutes periods hold, and whether anything of them lacks; no rows made.

A list of periods tells no more, and rows of twenty thousand persons in each of them cost seconds.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Programme
from samverka.publishing.statements.columns import Field, fields_of
from samverka.publishing.statements.facts import TIME
from samverka.publishing.statements.facts.activities import whole_of
from samverka.publishing.statements.facts.certified import CertifiedLines
from samverka.publishing.statements.facts.participants import participants_by_rules
from samverka.publishing.statements.facts.persons import REPLACEMENT
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.periods import Period, first_month_of
from samverka.register.people.models import Person

from .lacking import OF_PROTECTED, is_child

# What the cells of a participant's row, and of their person, say when they are empty.
NOTED = {
    "sex": Q(sex=""),
    "age_band": Q(age_band=""),
    "verified_on": Q(verified_on=None),
    "verified_how": Q(verified_how=""),
}

STAY = ("person_id", "started_on", "ended_on")
# Written out, since no queryset joins tables that do not know of one another: asked of each line
# by itself, whether its person takes part costs twice as much.
OF_THOSE_THERE = """
WITH certified (certificate_id, first_day, after) AS (VALUES {rows})
SELECT certified.certificate_id, SUM(line.minutes)
FROM certified
JOIN certification_certifiedline line ON line.certificate_id = certified.certificate_id
JOIN ({stays}) stay ON stay.person_id = line.person_id
WHERE stay.started_on < certified.after
    AND (stay.ended_on IS NULL OR stay.ended_on >= certified.first_day)
GROUP BY 1
"""


@dataclass
class Tally:
    """What a period holds; whether something is missing of anybody, or a replacement id."""

    persons: int = 0
    minutes: int = 0
    something: bool = False
    replacement: bool = False


def tallies(series: Series, periods: list[Period]) -> Mapping[Period, Tally]:
    """Of periods that were never sent; few questions however many they are."""
    if not periods:
        return {}
    if series.layout.rows == Layout.Rows.ACTIVITIES:
        # Nobody's row is in them, and no cell of theirs may lack.
        whole = whole_of(series.programme, series.fund, periods)
        return {period: Tally(each.persons, each.minutes) for period, each in whole.items()}
    found = {period: Tally() for period in periods}
    if series.layout.rows == Layout.Rows.PARTICIPANTS:
        _take_part(found, series, periods)
    else:
        _are_certified(found, series, periods)
    return found


def _take_part(found: dict[Period, Tally], series: Series, periods: list[Period]) -> None:
    fields = fields_of(series.layout)
    lacks = _lacks(fields, NOTED, "person__")
    if {"is_unaccompanied", "age_band"} <= {each.code for each in fields}:
        codes = Participant.objects.order_by().values_list("age_band", flat=True).distinct()
        children = [code for code in codes if is_child(code)]
        of_children = Q(is_unaccompanied=None, age_band__in=children)
        lacks |= of_children
    for alike, rows in participants_by_rules(series.programme, periods):
        something = _keys(rows.filter(lacks))
        replacement = _keys(rows.filter(_lacks_replacement(fields, "person__")))
        stays = list(rows.values_list("person_id", "started_on", "ended_on"))
        for period in alike:
            keys = _there(stays, period.first_month, period.last_day)
            found[period].persons = len(keys)
            found[period].something = not something.isdisjoint(keys)
            found[period].replacement = not replacement.isdisjoint(keys)
        if {each.code for each in fields} & TIME:
            _add_time(found, CertifiedLines(series.programme, series.fund, periods), alike, rows)


def _there(stays: list, first: dt.date, last: dt.date) -> set[int]:
    return {
        person
        for person, started, ended in stays
        if started <= last and (ended is None or ended >= first)
    }


def _add_time(
    found: dict[Period, Tally],
    lines: CertifiedLines,
    periods: list[Period],
    participants: QuerySet[Participant],
) -> None:
    """Certified minutes of some of the periods, of those who take part in them."""
    days = connection.ops.adapt_datefield_value
    within = [
        (pk, days(period.first_month), days(period.after))
        for pk, (period, _organisation) in lines.at.items()
        if period in periods
    ]
    if not within:
        return
    stays, values = participants.values(*STAY).query.sql_with_params()
    rows = ", ".join("(%s, %s, %s)" for _certificate in within)
    with connection.cursor() as cursor:
        cursor.execute(OF_THOSE_THERE.format(rows=rows, stays=stays), [*chain(*within), *values])
        for certificate, minutes in cursor.fetchall():
            found[lines.at[certificate][0]].minutes += int(minutes)


def _are_certified(found: dict[Period, Tally], series: Series, periods: list[Period]) -> None:
    """Whoever has a certified line has a row, and need not take part."""
    lines = CertifiedLines(series.programme, series.fund, periods)
    months = {period.first_month: found[period] for period in periods}
    sums = (
        lines.rows.annotate(period=first_month_of("certificate__month", periods))
        .values_list("period")
        .annotate(persons=Count("person", distinct=True), sum=Sum("minutes"))
    )
    for month, persons, minutes in sums:
        months[month].persons, months[month].minutes = persons, minutes
    fields, everybody = fields_of(series.layout), Person.objects.order_by()
    lacks = _lacks(fields, _noted_of_persons(series.programme), "")
    for period in lines.periods_of(everybody.filter(lacks)):
        found[period].something = True
    for period in lines.periods_of(everybody.filter(_lacks_replacement(fields, ""))):
        found[period].replacement = True


def _keys(rows: QuerySet[Participant]) -> set[int]:
    return set(rows.values_list("person_id", flat=True))


def _noted_of_persons(programme: Programme) -> dict[str, Q]:
    """The same where rows are of persons, who need not take part."""
    of_person = Participant.objects.filter(programme=programme, person=OuterRef("pk"))
    return {
        name: ~Q(Exists(of_person.exclude(condition)))
        for name, condition in NOTED.items()
        if name in ("sex", "age_band")
    }


def _lacks(fields: Collection[Field], noted: dict[str, Q], path: str) -> Q:
    """Of whom a cell is empty that may not be; of the protected some are not asked for."""
    empty = noted | {
        "number": Q(**{f"{path}identity_sealed": ""}),
        "contact": Q(**{f"{path}email": "", f"{path}phone": ""}),
    }
    found = Q(pk__in=[])
    for each in fields:
        if each.is_needed:
            spares = each.code in OF_PROTECTED
            found |= empty[each.code] & (Q(**{f"{path}is_protected": False}) if spares else Q())
    return found


def _lacks_replacement(fields: Collection[Field], path: str) -> Q:
    """The protected whose own number is the only one known, where a column gives the number."""
    if not any(each.code == "number" for each in fields):
        return Q(pk__in=[])
    kept = {f"{path}identity_kind": REPLACEMENT}
    return Q(**{f"{path}is_protected": True}) & (Q(**{f"{path}identity_sealed": ""}) | ~Q(**kept))
