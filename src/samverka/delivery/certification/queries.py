import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.activities.queries import first_of_next_month
from samverka.delivery.programmes.models import Fund, FundRule, Programme, keys_seen_by
from samverka.delivery.rates.models import Category
from samverka.engine.hours import Count, Group, Rule, Stretch, count, total
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.people.models import Person
from samverka.toolkit.periods import in_force

from .models import CERTIFIES, Certificate, CertifiedLine, CountedAs, PersonCategory

HERE = Attendance.Mark.HERE


def counted_marks(programme: Programme, fund: Fund) -> QuerySet[Attendance]:
    """The marks of activities that count for the fund; everybody's."""
    counts = CountedAs.objects.filter(
        activity=OuterRef("session__activity"), fund=fund, counts=True
    )
    return Attendance.objects.filter(
        Exists(counts), mark=HERE, session__activity__programme=programme
    )


def month_marks(
    programme: Programme, fund: Fund, organisation: Organisation, month: dt.date
) -> QuerySet[Attendance]:
    """What one employer's month is counted from."""
    return counted_marks(programme, fund).filter(
        organisation=organisation,
        session__held_on__gte=month,
        session__held_on__lt=first_of_next_month(month),
    )


def rule_of(fund: Fund, month: dt.date) -> Rule | None:
    """How the fund counts hours in the month; None where nobody has written it down.

    A rule that holds on some day of the month holds for the month, the latest if there are two.
    """
    held = FundRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=month),
        fund=fund,
        subject=FundRule.Subject.HOURS,
        valid_from__lt=first_of_next_month(month),
    )
    rule = held.order_by("-valid_from").first()
    return Rule(rule.value) if rule and rule.value in set(Rule) else None


@dataclass(frozen=True)
class Worked:
    """A person's time of a month as the marks say now; a category where it is known."""

    person: Person
    minutes: int
    claimed: int
    category_id: int | None


def worked_in(
    programme: Programme, fund: Fund, organisation: Organisation, month: dt.date, rule: Rule
) -> list[Worked]:
    """One employer's month, a row a person, by name."""
    marks = month_marks(programme, fund, organisation, month)
    minutes = dict(marks.values_list("person").annotate(sum=Sum("minutes")))
    counts = counted(minutes, month, rule)
    known = categories_known(fund, organisation, month)
    persons = Person.objects.filter(pk__in=minutes).order_by("family_name", "given_name", "pk")
    return [
        Worked(person, counts[person.pk].exact, counts[person.pk].counted, known.get(person.pk))
        for person in persons
    ]


def counted(minutes: dict[int, int], month: dt.date, rule: Rule) -> dict[int, Count]:
    """Each person's time of a month, by the rule; rounded once, on the person's sum."""
    stretches = (Stretch(Group(person, month), sum) for person, sum in minutes.items())
    return {int(str(group.person)): each for group, each in count(stretches, rule).items()}


def categories_known(fund: Fund, organisation: Organisation, month: dt.date) -> dict[int, int]:
    """The category of each person at the employer on the month's last day."""
    last = first_of_next_month(month) - dt.timedelta(days=1)
    rows = PersonCategory.objects.filter(
        in_force(last), organisation=organisation, category__fund=fund
    )
    return dict(rows.order_by("valid_from").values_list("person_id", "category_id"))


# --- What lacks -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """An employer's month to certify: never yet, or once more since the marks are others now."""

    fund: Fund
    organisation: Organisation
    month: dt.date
    persons: int
    minutes: int
    certificate: Certificate | None

    @property
    def key(self) -> str:
        return f"{self.fund.code}/{self.organisation.public_key}/{self.month:%Y-%m}"


def due(
    programme: Programme, *, on: dt.date, organisation: Organisation | None = None
) -> list[Due]:
    """Months that are over and lack a certificate in force that says what the marks say."""
    found = []
    for fund in Fund.objects.filter(programmes=programme).order_by("name"):
        found += _due_of_fund(programme, fund, on, organisation)
    return sorted(found, key=lambda row: (row.month, row.organisation.name, row.fund.name))


def _due_of_fund(
    programme: Programme, fund: Fund, on: dt.date, organisation: Organisation | None
) -> list[Due]:
    marks = counted_marks(programme, fund).filter(session__held_on__lt=on.replace(day=1))
    certificates = Certificate.objects.filter(programme=programme, fund=fund).in_force()
    if organisation:
        marks = marks.filter(organisation=organisation)
        certificates = certificates.filter(organisation=organisation)
    now = _minutes_by_month(marks)
    there = {(row.organisation_id, row.month): row for row in certificates}
    certified = _certified_minutes(certificates)
    wrong = {key for key in now.keys() | there.keys() if now.get(key) != certified.get(key)}
    names = Organisation.objects.in_bulk([pk for pk, _month in wrong])
    return [
        Due(
            fund=fund,
            organisation=names[key[0]],
            month=key[1],
            persons=len(now.get(key, {})),
            minutes=sum(now.get(key, {}).values()),
            certificate=there.get(key),
        )
        for key in wrong
    ]


def _minutes_by_month(marks: QuerySet[Attendance]) -> dict[tuple[int, dt.date], dict[int, int]]:
    rows = (
        marks.annotate(month=TruncMonth("session__held_on"))
        .values_list("organisation_id", "month", "person_id")
        .annotate(sum=Sum("minutes"))
        .order_by()
    )
    found: dict[tuple[int, dt.date], dict[int, int]] = defaultdict(dict)
    for organisation, month, person, minutes in rows:
        found[organisation, month][person] = minutes
    return dict(found)


def _certified_minutes(
    certificates: QuerySet[Certificate],
) -> dict[tuple[int, dt.date], dict[int, int]]:
    rows = (
        CertifiedLine.objects.filter(certificate__in=certificates)
        .values_list("certificate__organisation_id", "certificate__month", "person_id")
        .annotate(sum=Sum("minutes"))
        .order_by()
    )
    found: dict[tuple[int, dt.date], dict[int, int]] = defaultdict(dict)
    for organisation, month, person, minutes in rows:
        found[organisation, month][person] = minutes
    return dict(found)


class MonthToCertify(NamedTuple):
    """A month of one's own employer with hours that count and no certificate yet."""

    month: dt.date
    programme_key: str
    programme_name: str


def months_to_certify(actor: Actor, *, on: dt.date) -> list[MonthToCertify]:
    """In every programme, the oldest first; in one question, for the page that greets."""
    counts = CountedAs.objects.filter(activity=OuterRef("session__activity"), counts=True)
    certified = Certificate.objects.filter(
        programme=OuterRef("session__activity__programme"),
        organisation=OuterRef("organisation"),
        month=OuterRef("month"),
    )
    rows = (
        Attendance.objects.annotate(month=TruncMonth("session__held_on"))
        .filter(
            Exists(counts),
            ~Exists(certified),
            mark=HERE,
            organisation=actor.organisation_id,
            session__held_on__lt=on.replace(day=1),
            session__activity__programme__in=keys_seen_by(actor),
        )
        .values_list(
            "month",
            "session__activity__programme__public_key",
            "session__activity__programme__name",
        )
        .distinct()
        .order_by("month", "session__activity__programme__name")
    )
    return [MonthToCertify(*row) for row in rows]


# --- A certificate ----------------------------------------------------------------------------


def certificate_in_force(
    programme: Programme, fund: Fund, organisation: Organisation, month: dt.date
) -> Certificate | None:
    return (
        Certificate.objects.filter(
            programme=programme, fund=fund, organisation=organisation, month=month
        )
        .order_by("-number")
        .first()
    )


def versions_of(certificate: Certificate) -> QuerySet[Certificate]:
    """Every version of the same month, the newest first."""
    return Certificate.objects.filter(
        programme=certificate.programme_id,
        fund=certificate.fund_id,
        organisation=certificate.organisation_id,
        month=certificate.month,
    ).order_by("-number")


@dataclass(frozen=True)
class Changed:
    """A person whose minutes are others now than those certified."""

    person: Person
    before: int
    now: int


def changes_since(certificate: Certificate) -> list[Changed]:
    """Row by row what the marks say now where it is not what was certified."""
    marks = month_marks(
        certificate.programme, certificate.fund, certificate.organisation, certificate.month
    )
    now = dict(marks.values_list("person").annotate(sum=Sum("minutes")))
    before = dict(certificate.lines.values_list("person").annotate(sum=Sum("minutes")))
    others = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    persons = Person.objects.filter(pk__in=others).order_by("family_name", "given_name", "pk")
    return [Changed(each, before.get(each.pk, 0), now.get(each.pk, 0)) for each in persons]


def sums_of(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Certificates that carry their `minutes` and `claimed`, the latest month first."""
    lines = CertifiedLine.objects.filter(certificate=OuterRef("pk")).order_by()
    sums = {
        name: Subquery(lines.values("certificate").annotate(sum=Sum(name)).values("sum"))
        for name in ("minutes", "claimed")
    }
    return (
        certificates.annotate(**sums)
        .select_related("organisation", "fund", "programme", "certified_by")
        .order_by("-month", "organisation__name", "fund__name", "-number")
    )


# --- What counts ------------------------------------------------------------------------------


def classified(programme: Programme, fund: Fund) -> list[tuple[Activity, CountedAs | None]]:
    """Every activity of the programme with what was said of it; those not decided first."""
    said = {
        row.activity_id: row
        for row in CountedAs.objects.filter(fund=fund, activity__programme=programme)
    }
    rows = [
        (activity, said.get(activity.pk))
        for activity in Activity.objects.filter(programme=programme).order_by("title", "pk")
    ]
    return sorted(rows, key=lambda row: row[1] is not None)


@dataclass(frozen=True)
class NotDecided:
    """Activities that nobody has classified for a fund, and the minutes ticked at them."""

    fund: Fund
    activities: int
    minutes: int


def not_decided(programme: Programme) -> list[NotDecided]:
    """For each fund what is in no sum yet; funds of which all is said are left out."""
    rows = []
    for fund in Fund.objects.filter(programmes=programme).order_by("name"):
        said = CountedAs.objects.filter(fund=fund, activity=OuterRef("pk"))
        open_ones = Activity.objects.filter(~Exists(said), programme=programme)
        marks = Attendance.objects.filter(mark=HERE, session__activity__in=open_ones)
        number = open_ones.count()
        if number:
            minutes = marks.aggregate(sum=Sum("minutes"))["sum"] or 0
            rows.append(NotDecided(fund, number, minutes))
    return rows


# --- What is claimed --------------------------------------------------------------------------


@dataclass(frozen=True)
class ClaimedHours:
    """Certified time in force of one month and category; None where a line has none."""

    month: dt.date
    category: Category | None
    minutes: int


def claimed(programme: Programme, fund: Fund) -> list[ClaimedHours]:
    """What the certificates in force claim, in minutes that the fund's rule has counted."""
    in_force_ = Certificate.objects.filter(programme=programme, fund=fund).in_force()
    rows = list(
        CertifiedLine.objects.filter(certificate__in=in_force_)
        .values_list("certificate__month", "category")
        .annotate(sum=Sum("claimed"))
        .order_by("certificate__month", "category__code")
    )
    categories = Category.objects.in_bulk([key for _month, key, _sum in rows if key])
    return [ClaimedHours(month, categories.get(key), minutes) for month, key, minutes in rows]


def totals(rows: Iterable[Worked]) -> Count:
    return total(Count(row.minutes, row.claimed) for row in rows)


def who_certifies(organisation: Organisation, *, on: dt.date) -> QuerySet[User]:
    """Whoever may certify for the employer, by name."""
    held = Appointment.objects.filter(
        in_force(on), user=OuterRef("pk"), organisation=organisation, role__in=CERTIFIES
    )
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def names_seen(actor: Actor, persons: Iterable[Person]) -> dict[int, str]:
    """What each is called to the actor: the protected by name only to those named for them."""
    persons = list(persons)
    protected = [person.pk for person in persons if person.is_protected]
    named = set(
        Person.objects.filter(pk__in=protected).visible_to(actor).values_list("pk", flat=True)
    )
    return {
        person.pk: "" if person.is_protected and person.pk not in named else str(person)
        for person in persons
    }
