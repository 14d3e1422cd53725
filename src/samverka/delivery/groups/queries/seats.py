"""Who sits where, and who is missing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from samverka.delivery.groups.models import Decision, Group, Meeting, ReportedTime, Seat, Term
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position, is_opened_to
from samverka.toolkit.periods import in_force


@dataclass(frozen=True)
class SeatRow:
    """A seat on a day: who holds it, or that it is vacant, and who held it before or will."""

    seat: Seat
    term: Term | None
    others: list[Term]
    # Whoever holds it works there no more: the seat waits for somebody else.
    has_left: bool = False
    # Who is to sit there next, where somebody is named already.
    coming: Term | None = None

    @property
    def shown(self) -> Term | None:
        """Whose name stands at the seat: who holds it, else who will."""
        return self.coming if self.is_vacant and not self.has_left else self.term

    @property
    def is_vacant(self) -> bool:
        return self.term is None or self.term.person_id is None or self.has_left

    @property
    def organisation(self) -> Organisation | None:
        return self.term.organisation if self.term else self.seat.organisation


def groups_with_facts(programme: Programme, *, on: dt.date) -> QuerySet[Group]:
    """Groups with their `seats_in_all`, those `filled`, `next_on`, and `late` decisions."""
    sitting = members_on(on).filter(seat=OuterRef("seats"))
    coming = Meeting.objects.filter(
        group=OuterRef("pk"), held_on__gte=on, is_cancelled=False
    ).order_by("held_on")
    late = (
        Decision.objects.overdue(on)
        .filter(meeting__group=OuterRef("pk"))
        .order_by()
        .values("meeting__group")
        .annotate(count=Count("pk"))
    )
    return (
        Group.objects.filter(programme=programme)
        .select_related("field", "convener")
        .annotate(
            seats_in_all=Count("seats", distinct=True),
            filled=Count("seats", distinct=True, filter=Q(Exists(sitting))),
            next_on=Subquery(coming.values("held_on")[:1]),
            late=Subquery(late.values("count")),
        )
        .order_by("kind", "name")
    )


def _has_left(on: dt.date) -> Q:
    """Of terms: whoever holds it had a position there, and has none on a day."""
    at = OuterRef("organisation")
    there = Position.objects.filter(person=OuterRef("person")).filter(
        Q(organisation=at) | Q(organisation__part_of=at) | Q(organisation__part_of__part_of=at)
    )
    return Q(Exists(there.filter(valid_to__lte=on)), ~Exists(there.filter(in_force(on))))


def members_on(on: dt.date) -> QuerySet[Term]:
    """The terms by which somebody sits on a day, and still works where the seat is for."""
    return Term.objects.filter(in_force(on), person__isnull=False).exclude(_has_left(on))


def seats_on(group: Group, *, on: dt.date) -> list[SeatRow]:
    """The seats of a group by number, as they are held on a day."""
    seats = list(group.seats.select_related("organisation", "field").order_by("number"))
    terms: dict[int, list[Term]] = {}
    rows = Term.objects.filter(seat__group=group).select_related("organisation", "person")
    for term in rows.order_by("valid_from"):
        terms.setdefault(term.seat_id, []).append(term)
    left = set(rows.filter(_has_left(on)).values_list("pk", flat=True))
    return [_seat_row(seat, terms.get(seat.pk, []), left, on) for seat in seats]


def _seat_row(seat: Seat, terms: list[Term], left: set[int], on: dt.date) -> SeatRow:
    now = next((term for term in terms if _holds(term, on)), None)
    others = [term for term in terms if term is not now]
    coming = next((term for term in others if term.valid_from > on and term.person_id), None)
    return SeatRow(seat, now, others, has_left=now is not None and now.pk in left, coming=coming)


def _holds(term: Term, on: dt.date) -> bool:
    return term.valid_from <= on and (term.valid_to is None or term.valid_to > on)


def terms_sitting(group: Group, *, on: dt.date) -> QuerySet[Term]:
    """The terms of a group that hold a day, by seat."""
    return (
        Term.objects.filter(in_force(on), seat__group=group)
        .select_related("organisation", "person", "seat")
        .order_by("seat__number")
    )


def participating_municipalities(programme: Programme, *, on: dt.date) -> QuerySet[Organisation]:
    """The municipalities that take part in a programme on a day, by name."""
    parts = Participation.objects.filter(in_force(on), programme=programme)
    return Organisation.objects.filter(
        pk__in=parts.values("organisation"), kind=Organisation.Kind.MUNICIPALITY
    ).order_by("name")


def municipalities_without_seat(group: Group, *, on: dt.date) -> QuerySet[Organisation]:
    taken = group.seats.filter(organisation__isnull=False).values("organisation")
    return participating_municipalities(group.programme, on=on).exclude(pk__in=taken)


def municipalities_without_member(group: Group, *, on: dt.date) -> QuerySet[Organisation]:
    """Those of which nobody sits in the group on a day, in whatever unit (S11).

    Whoever has left the municipality sits there for it no more.
    """
    members = members_on(on).filter(seat__group=group)
    return participating_municipalities(group.programme, on=on).exclude(
        Q(pk__in=members.values("organisation"))
        | Q(pk__in=members.exclude(organisation__part_of=None).values("organisation__part_of"))
    )


def named(actor: Actor, group: Group) -> set[int]:
    """The persons of a group whose names the actor may read.

    Those the actor sees anyhow; and members see whom they sit with, but whom something shuts.
    """
    persons = Person.objects.filter(pk__in=Term.objects.filter(seat__group=group).values("person"))
    seen = set(
        Person.objects.visible_to(actor).filter(pk__in=persons).values_list("pk", flat=True)
    )
    together = persons.filter(is_opened_to(actor, person=""), is_protected=False).filter(
        pk__in=_at_the_same_time(actor, group)
    )
    return seen | set(together.values_list("pk", flat=True))


def _at_the_same_time(actor: Actor, group: Group) -> QuerySet:
    """Those who sit or sat in the group while the actor did: not who came afterwards."""
    ends_later = Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_from"))
    begins_before = Q(valid_from__lt=OuterRef("valid_to"))
    own = Term.objects.filter(ends_later, seat__group=group, person__user_id=actor.user_id)
    terms = Term.objects.filter(
        Q(valid_to=None) & Exists(own) | Exists(own.filter(begins_before)), seat__group=group
    )
    return terms.values("person")


def named_among(actor: Actor, terms: Iterable[Term]) -> set[int]:
    """Of terms in several groups, the persons whom the actor sees anyhow."""
    persons = {term.person_id for term in terms if term.person_id}
    seen = Person.objects.visible_to(actor).filter(pk__in=persons)
    return set(seen.values_list("pk", flat=True))


def sits_in(actor: Actor, group: Group, *, on: dt.date) -> bool:
    """Whether the actor sits on a seat of the group on a day."""
    own = Term.objects.filter(in_force(on), seat__group=group)
    return own.filter(person__user_id=actor.user_id).exists()


def can_be_seated(
    actor: Actor, organisations: Iterable[Organisation], *, on: dt.date
) -> QuerySet[Person]:
    """Those the actor sees who work at one of the organisations, or in a unit of it, by name."""
    homes = [organisation.pk for organisation in organisations]
    there = Position.objects.filter(in_force(on), person=OuterRef("pk")).filter(
        Q(organisation__in=homes)
        | Q(organisation__part_of__in=homes)
        | Q(organisation__part_of__part_of__in=homes)
    )
    return (
        Person.objects.visible_to(actor)
        .filter(Exists(there), forgotten_on=None)
        .order_by("family_name", "given_name", "pk")
    )


@dataclass(frozen=True)
class MonthOfTime:
    """What a member gave in a month, beside what was set aside (S54)."""

    term: Term
    minutes: int | None
    allocation: int | None

    @property
    def over(self) -> int:
        """Minutes more than was set aside."""
        if self.allocation is None or self.minutes is None:
            return 0
        return max(self.minutes - self.allocation, 0)


def month_after(month: dt.date) -> dt.date:
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def told_sum(rows: Sequence[MonthOfTime], *, hidden: Sequence[MonthOfTime]) -> int | None:
    """What all gave together; None where the sum would tell what one of those hidden gave."""
    if len([row for row in hidden if row.minutes is not None]) == 1:
        return None
    return sum(row.minutes or 0 for row in rows)


def time_of_month(group: Group, month: dt.date) -> list[MonthOfTime]:
    """Each member's time of the month of a day, by seat; those that have not said it have None."""
    first = month.replace(day=1)
    after = month_after(month)
    terms = (
        Term.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=first),
            seat__group=group,
            person__isnull=False,
            valid_from__lt=after,
        )
        .select_related("person", "organisation", "seat__field")
        .order_by("seat__number", "valid_from")
    )
    said = dict(
        ReportedTime.objects.filter(term__seat__group=group, month=first).values_list(
            "term", "minutes"
        )
    )
    return [MonthOfTime(term, said.get(term.pk), term.seat.minutes_a_month) for term in terms]
