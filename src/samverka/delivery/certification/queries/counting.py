"""What the marks of a month come to, by the fund's rule."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.models import CountedAs, PersonCategory
from samverka.delivery.programmes.models import Fund, FundRule, Programme
from samverka.engine.hours import Count, Group, Rule, Stretch, count, total
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.periods import in_force, months_after

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
        session__held_on__lt=months_after(month, 1),
    )


def rule_of(fund: Fund, month: dt.date) -> Rule | None:
    """How the fund counts hours in the month; None where nobody has written it down.

    A rule that holds on some day of the month holds for the month, the latest if there are two.
    """
    held = FundRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=month),
        fund=fund,
        subject=FundRule.Subject.HOURS,
        valid_from__lt=months_after(month, 1),
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
    persons = by_name(Person.objects.filter(pk__in=minutes))
    return [
        Worked(person, counts[person.pk].exact, counts[person.pk].counted, known.get(person.pk))
        for person in persons
    ]


def by_name(persons: Iterable[Person]) -> list[Person]:
    """The protected last and by no name: a place among the others tells how theirs begins."""
    return sorted(persons, key=_order)


def _order(person: Person) -> tuple:
    names = ("", "") if person.is_protected else (person.family_name, person.given_name)
    return (person.is_protected, *names, person.pk)


def counted(minutes: dict[int, int], month: dt.date, rule: Rule) -> dict[int, Count]:
    """Each person's time of a month, by the rule; rounded once, on the person's sum."""
    stretches = (Stretch(Group(person, month), sum) for person, sum in minutes.items())
    return {int(str(group.person)): each for group, each in count(stretches, rule).items()}


def categories_known(fund: Fund, organisation: Organisation, month: dt.date) -> dict[int, int]:
    """The category of each person at the employer on the month's last day."""
    last = months_after(month, 1) - dt.timedelta(days=1)
    rows = PersonCategory.objects.filter(
        in_force(last), organisation=organisation, category__fund=fund
    )
    return dict(rows.order_by("valid_from").values_list("person_id", "category_id"))


def totals(rows: Iterable[Worked]) -> Count:
    return total(Count(row.minutes, row.claimed) for row in rows)


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
