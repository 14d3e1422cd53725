import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext

from samverka.delivery.activities.models import Attendance, AttendanceVersion
from samverka.delivery.activities.queries import attendance_rows, minutes_by_month
from samverka.delivery.certification.queries import remembered
from samverka.delivery.programmes.models import Fund, FundRule, Programme, keys_led_by
from samverka.engine.hours import Rule
from samverka.foundation.accounts.actor import Actor, any_actor, keys_of
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.months import MonthOf
from samverka.toolkit.periods import months_after
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Rows, together

from .figures import (
    Hidden,
    Part,
    Seen,
    Time,
    hidden_from_outsiders,
    part_of,
    rest_of,
    seen_of,
    sees_every_total,
    times_of,
    times_of_sums,
)
from .whole import MARKS, NOTHING, Whole, whole_of

NAMES = ("person__family_name", "person__given_name")
RULES = Prepared(
    lambda: (
        FundRule.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=Given("first")),
            fund__programmes=Given("programme"),
            subject=FundRule.Subject.HOURS,
            valid_from__lt=Given("after"),
        )
        .order_by("valid_from", "pk")
        .values_list("fund", "fund__name", "value", "source", "valid_from", "pk")
    )
)


ORGANISATIONS = Prepared(
    lambda: (
        Organisation.objects.filter(
            pk__in=RawSQL(remembered.listed(), [Given("keys")])  # noqa: S611 - a parameter
        )
        .order_by("name")
        .values_list("pk", "name", "public_key")
    )
)


@cache
def _seen_in(role: str) -> Prepared:
    anybody = any_actor(role)
    # What is seen is among these. They are found before the persons are looked up.
    among = (
        Q(session__activity__organiser_id=anybody.organisation_id)
        | Q(organisation_id=anybody.organisation_id)
        | Q(person__in=Person.objects.filter(user=anybody.user_id).values("pk"))
    )
    return Prepared(
        lambda: (
            MARKS()
            .filter(among)
            .visible_to(anybody)
            .values_list("organisation_id", "person_id", "person__public_key", *NAMES)
            .annotate(sum=Sum("minutes"))
            .order_by("organisation__name", *NAMES, "person_id")
        )
    )


def programmes_read_by(actor: Actor | None) -> QuerySet[Programme]:
    """Programmes the actor sees, newest first; `is_led` where their organisation leads it."""
    if actor is None:
        return Programme.objects.none()
    return (
        Programme.objects.visible_to(actor)
        .annotate(is_led=Q(pk__in=keys_led_by(actor)))
        .order_by(F("starts_on").desc(nulls_last=True), "name")
    )


def hours_rule(programme: Programme, month: dt.date) -> FundRule | None:
    """How the programme's funds count hours in the month; None where they say nothing, or differ.

    A rule that holds on some day of the month holds for the month, the latest if there are two.
    It carries what pages say of it: its fund, value and source.
    """
    return _single(RULES.rows(**_asked(programme, month)))


def _in_order(rules: Rows) -> Rows:
    """The latest last, as the question alone has them."""
    return sorted(rules, key=lambda row: row[-2:])


def _asked(programme: Programme, month: dt.date) -> dict[str, Any]:
    first = month.replace(day=1)
    return {"programme": programme.pk, "first": first, "after": months_after(first, 1)}


def _single(rows: Rows) -> FundRule | None:
    rules = (
        FundRule(fund=Fund(pk=fund, name=name), value=value, source=source)
        for fund, name, value, source, _from, _pk in rows
    )
    latest = {rule.fund_id: rule for rule in rules}
    if {rule.value for rule in latest.values()} not in [{value} for value in Rule]:
        return None
    return list(latest.values())[-1]


def rounds(rule: FundRule | None) -> bool:
    return rule is not None and rule.value != Rule.EXACT


@dataclass(frozen=True)
class MonthSquare:
    """A month in the calendar of a programme; no part where nothing was ticked or shown."""

    month: dt.date
    part: Part | None
    is_hidden: bool


def months_of(programme: Programme, actor: Actor, *, on: dt.date) -> list[MonthSquare]:
    """Every month from the programme's first to the day's, or the last that has hours.

    A programme whose period is not decided has those between its first and last hours.
    """
    sums = {row.month: Part(row.persons, row.minutes, None) for row in minutes_by_month(programme)}
    hidden = _hidden_months(programme, actor)
    starts = [programme.starts_on.replace(day=1)] if programme.starts_on else []
    if not (starts or sums):
        return []
    month = min([*starts, *sums])
    until = min(on, programme.last_day or on)
    end = max([until, *sums]) if starts else max(sums)
    squares = []
    while month <= end:
        is_hidden = month in hidden
        squares.append(MonthSquare(month, None if is_hidden else sums.get(month), is_hidden))
        month = months_after(month, 1)
    return squares


def _hidden_months(programme: Programme, actor: Actor) -> set[dt.date]:
    if sees_every_total(actor, leads_programme=programme.is_led):
        return set()
    columns: dict[dt.date, dict[int, Seen]] = defaultdict(dict)
    seen = _by_month_and_organisation(programme, actor)
    for (month, organisation), (persons, minutes) in _by_month_and_organisation(programme).items():
        columns[month][organisation] = seen_of(
            persons, minutes, *seen.get((month, organisation), (0, 0))
        )
    return {month for month, parts in columns.items() if hidden_from_outsiders(parts).total}


def _by_month_and_organisation(programme: Programme, actor: Actor | None = None) -> dict:
    marks = attendance_rows(programme).order_by()
    if actor:
        marks = marks.visible_to(actor)
    rows = (
        marks.annotate(month=MonthOf("session__held_on"))
        .values("month", "organisation_id")
        .annotate(persons=Count("person", distinct=True), sum=Sum("minutes"))
    )
    return {(row["month"], row["organisation_id"]): (row["persons"], row["sum"]) for row in rows}


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation's sum; None where it would show a small group."""

    organisation: Organisation
    part: Part | None


class PersonRow(NamedTuple):
    """What somebody the actor sees took part in, in the marks the actor sees."""

    key: str
    family_name: str
    given_name: str
    organisation: Organisation
    time: Time

    @property
    def name(self) -> str:
        """Put together for those that are shown. A removed person has no name left."""
        return f"{self.given_name} {self.family_name}".strip() or gettext("Removed person")


@dataclass(frozen=True)
class MonthReport:
    """A month: `shown` and `others` add up to `total`. None is not shown: too few persons."""

    programme: Programme
    month: dt.date
    rule: FundRule | None
    total: Part | None
    organisations: list[OrganisationRow]
    organisation: Organisation | None
    rows: list[PersonRow]
    shown: Part
    others: Part | None

    def part_of(self, row: PersonRow) -> Part:
        return part_of([row.time], Rule(self.rule.value) if self.rule else None)

    @property
    def rounds(self) -> bool:
        """Whether the time counted is another than the time as it was."""
        return rounds(self.rule)

    @property
    def hides_something(self) -> bool:
        parts = [self.total, self.others, *(row.part for row in self.organisations)]
        return any(part is None for part in parts)


def month_report(
    programme: Programme, month: dt.date, actor: Actor, *, organisation_key: str = ""
) -> MonthReport:
    """The month for an actor, or one organisation's part of it."""
    asked = _asked(programme, month)
    rules, whole = together(Ask(_in_order, RULES.part(**asked)), whole_of(asked))
    rule = _single(rules)
    how = Rule(rule.value) if rule else None
    organisations = _named(whole)
    rows = _seen(asked, actor, organisations, how)
    shown = [row.time for row in rows]
    hidden = Hidden()
    if not sees_every_total(actor, leads_programme=programme.is_led):
        hidden = _hidden(_columns_of(whole), _columns(shown))
    chosen = next((o for o in organisations.values() if o.public_key == organisation_key), None)
    sums = [
        OrganisationRow(
            each, _unless(each.pk in hidden.columns, whole.organisations[each.pk][how])
        )
        for each in organisations.values()
    ]
    everybody = whole.all[how]
    if organisation_key:
        rows = [row for row in rows if row.organisation is chosen]
        shown = [row.time for row in rows]
        everybody = (whole.organisations[chosen.pk] if chosen else NOTHING.all)[how]
        is_hidden = chosen is not None and chosen.pk in hidden.columns
        hidden = Hidden(hidden.columns, others=is_hidden, total=is_hidden)
    shown_part = part_of(shown, how)
    return MonthReport(
        programme=programme,
        month=month,
        rule=rule,
        total=_unless(hidden.total, everybody),
        organisations=sorted(sums, key=lambda row: -row.part.minutes if row.part else 0),
        organisation=chosen,
        rows=rows,
        shown=shown_part,
        others=None if hidden.others else rest_of(everybody, shown_part),
    )


@dataclass(frozen=True)
class ProgrammeSums:
    """What each organisation (by pk) and all together have taken part in. None is not shown."""

    parts: dict[int, Part | None]
    total: Part | None
    sees_all: bool


def programme_sums(
    programme: Programme, actor: Actor, parts: Mapping[int, Part], total: Part
) -> ProgrammeSums:
    """What an actor is shown of a programme's sums, by organisation and in all.

    The programme is one of `programmes_read_by`. Time is as it is: funds count by the month.
    """
    sees_all = sees_every_total(actor, leads_programme=programme.is_led)
    hidden = Hidden()
    if not sees_all:
        whole = {pk: (part.persons, part.minutes) for pk, part in parts.items()}
        seen = attendance_rows(programme).order_by().visible_to(actor)
        hidden = _hidden(whole, _columns(_times(seen, None)))
    shown = {pk: None if pk in hidden.columns else part for pk, part in parts.items()}
    return ProgrammeSums(shown, None if hidden.total else total, sees_all)


def _unless(is_hidden: bool, part: Part) -> Part | None:
    return None if is_hidden else part


def _named(whole: Whole) -> dict[int, Organisation]:
    """Those who took part, by name."""
    found = ORGANISATIONS.rows(keys=str([*whole.organisations]))
    return {pk: Organisation(pk=pk, name=name, public_key=key) for pk, name, key in found}


def _columns_of(whole: Whole) -> dict[int, tuple[int, int]]:
    """Persons and minutes of each organisation."""
    parts = {pk: by_rule[None] for pk, by_rule in whole.organisations.items()}
    return {pk: (part.persons, part.minutes) for pk, part in parts.items()}


def _times(marks: QuerySet[Attendance], rule: Rule | None) -> list[Time]:
    groups = marks.values_list("organisation_id", "person_id").annotate(sum=Sum("minutes"))
    return times_of_sums(groups, rule)


def _seen(
    asked: Mapping[str, object],
    actor: Actor,
    organisations: dict[int, Organisation],
    rule: Rule | None,
) -> list[PersonRow]:
    """The rows of those seen, by organisation and name."""
    groups = _seen_in(actor.role).rows(**asked, **keys_of(actor))
    times = times_of_sums(((pk, person, minutes) for pk, person, *_, minutes in groups), rule)
    return [
        PersonRow(key, family_name, given_name, organisations[pk], time)
        for (pk, _, key, family_name, given_name, _), time in zip(groups, times, strict=True)
    ]


def _hidden(whole: Mapping[int, tuple[int, int]], seen: Mapping[int, tuple[int, int]]) -> Hidden:
    return hidden_from_outsiders(
        {
            organisation: seen_of(*sums, *seen.get(organisation, (0, 0)))
            for organisation, sums in whole.items()
        }
    )


def _columns(times: list[Time]) -> dict[int, tuple[int, int]]:
    """Persons and minutes of each organisation."""
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for time in times:
        persons, minutes = sums[time.organisation_id]
        sums[time.organisation_id] = (persons + 1, minutes + time.minutes)
    return dict(sums)


def marks_seen(
    programme: Programme, month: dt.date, actor: Actor, *, person_key: str = ""
) -> QuerySet[Attendance]:
    """The marks of a month that the actor sees, absences too, each with what it was before."""
    marks = Attendance.objects.filter(
        session__activity__programme=programme,
        session__held_on__gte=month,
        session__held_on__lt=months_after(month, 1),
    ).visible_to(actor)
    if person_key:
        marks = marks.filter(person__public_key=person_key)
    before = AttendanceVersion.objects.order_by("version")
    return (
        marks.select_related("session__activity", "person", "organisation")
        .prefetch_related(Prefetch("versions", queryset=before, to_attr="earlier"))
        .order_by("session__held_on", "session__starts_at", "person__family_name", "pk")
    )


def sum_of(marks: Iterable[Attendance], rule: FundRule | None) -> Part:
    """What some marks of one month come to."""
    how = Rule(rule.value) if rule else None
    times = times_of(((mark.organisation_id, mark.person_id, mark.minutes) for mark in marks), how)
    return part_of(times, how)


def names_of_markers(marks: Iterable[Attendance]) -> dict[int | None, str]:
    """Who ticked, and who ticked before: the names of users by id."""
    ids = {mark.marked_by_id for mark in marks}
    ids |= {version.marked_by_id for mark in marks for version in mark.earlier}
    return {user.pk: user.name for user in User.objects.filter(pk__in=ids - {None})}
