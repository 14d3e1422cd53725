"""Groups, their seats and who sits on them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.groups.models import (
    ActivityField,
    ConflictOfInterest,
    Group,
    GroupTask,
    PresentSeat,
    ReportedTime,
    Seat,
    Term,
)
from samverka.delivery.groups.queries import municipalities_without_seat
from samverka.delivery.programmes.actions.rows import Outcome, set_row
from samverka.delivery.programmes.models import Field, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.texts import day


class SeatTaken(Exception):
    """Somebody sits there in the period already."""

    def __init__(self, term: Term):
        self.term = term

    def __str__(self):
        return _(
            "Somebody is on the seat from %(day)s. End that term first, or choose another period."
        ) % {"day": day(self.term.valid_from)}


class SeatIsUsed(Exception):
    """Minutes or tasks tell of it."""

    def __str__(self):
        return _("Minutes, tasks or reported time tell of the seat, so it stays. End its term.")


@transaction.atomic
def set_group(
    *,
    programme: Programme,
    name: str,
    kind: str,
    convener: Organisation,
    field: Field | None = None,
    purpose: str = "",
    meetings_per_year: int | None = None,
    member_function: str = "",
    discusses_cases: bool | None = None,
    is_about_children: bool | None = None,
    group: Group | None = None,
    by: Actor,
) -> Outcome[Group]:
    """A group, found by its name in the programme; `group` is one that changes its name.

    Where nothing is said of cases, or of children, it stays as it was.
    """
    facts: dict[str, Any] = {
        "kind": kind,
        "convener": convener,
        "field": field,
        "purpose": purpose,
        "meetings_per_year": meetings_per_year,
        "member_function": member_function,
    }
    if discusses_cases is not None:
        facts["discusses_cases"] = discusses_cases
    if is_about_children is not None:
        facts["is_about_children"] = is_about_children
    if group is not None:
        return set_row(Group, {"pk": group.pk}, {"name": name, **facts}, by=by)
    return set_row(Group, {"programme": programme, "name": name}, facts, by=by)


@transaction.atomic
def set_seat(
    *,
    group: Group,
    number: int | None = None,
    function: str = "",
    organisation: Organisation | None,
    rotation: str = "",
    field: Field | None = None,
    minutes_a_month: int | None = None,
    by: Actor,
) -> Outcome[Seat]:
    """A seat, found by its number in the group; without a number the next one."""
    facts: dict[str, Any] = {
        "function": function,
        "organisation": organisation,
        "rotation": rotation,
        "field": field,
        "minutes_a_month": minutes_a_month,
    }
    number = number or _next_number(group)
    return set_row(Seat, {"group": group, "number": number}, facts, by=by)


def _next_number(group: Group) -> int:
    # The lock lets two who add a seat at once have a number each.
    Group.objects.select_for_update().get(pk=group.pk)
    return (group.seats.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def add_seats_for_municipalities(*, group: Group, on: dt.date, by: Actor) -> list[Seat]:
    """A seat for each participating municipality that has none, in the function of the group."""
    return [
        set_seat(
            group=group, function=group.member_function, organisation=organisation, by=by
        ).thing
        for organisation in municipalities_without_seat(group, on=on)
    ]


@transaction.atomic
def remove_seat(*, seat: Seat, by: Actor) -> None:
    """Take away a seat that nothing tells of.

    :raises SeatIsUsed: minutes, tasks or reported time do
    """
    terms = Term.objects.filter(seat=seat)
    is_used = (
        PresentSeat.objects.filter(term__in=terms).exists()
        or ConflictOfInterest.objects.filter(term__in=terms).exists()
        or ReportedTime.objects.filter(term__in=terms).exists()
        or GroupTask.objects.filter(seat=seat).exists()
    )
    if is_used:
        raise SeatIsUsed
    trail.note(by=by, verb="groups.seat_removed", about=seat)
    seat.delete()


@transaction.atomic
def seat_member(
    *,
    seat: Seat,
    organisation: Organisation,
    person: Person | None,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    by: Actor,
) -> Term:
    """Give a seat to somebody for a period; whoever sits there until further notice ends then.

    Without a person it is the organisation's turn, and the seat is vacant.

    :raises SeatTaken: another term has its own end or beginning within the period
    """
    Seat.objects.select_for_update().get(pk=seat.pk)
    before = Term.objects.filter(seat=seat, valid_to=None, valid_from__lt=valid_from)
    before.update(valid_to=valid_from)
    meanwhile = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    if valid_to:
        meanwhile &= Q(valid_from__lt=valid_to)
    other = Term.objects.filter(meanwhile, seat=seat).order_by("valid_from").first()
    if other:
        raise SeatTaken(other)
    term = Term.objects.create(
        seat=seat,
        organisation=organisation,
        person=person,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    trail.note(by=by, verb="groups.seated", about=term, person_id=person.pk if person else None)
    return term


@transaction.atomic
def end_term(*, term: Term, on: dt.date, by: Actor) -> None:
    """End a term; `on` is the first day without it. One that never began goes away."""
    if on <= term.valid_from and not _is_told_of(term):
        trail.note(by=by, verb="groups.term_ended", about=term, person_id=term.person_id)
        term.delete()
        return
    term.valid_to = max(on, term.valid_from + dt.timedelta(days=1))
    term.save(update_fields=["valid_to"])
    trail.note(by=by, verb="groups.term_ended", about=term, person_id=term.person_id)


def _is_told_of(term: Term) -> bool:
    return any(
        model.objects.filter(term=term).exists()
        for model in (PresentSeat, ConflictOfInterest, ReportedTime)
    )


@transaction.atomic
def report_time(*, term: Term, month: dt.date, minutes: int, by: Actor) -> ReportedTime:
    """What a member gave in the month of a day. More than was set aside is taken, and shown."""
    row, _made = ReportedTime.objects.update_or_create(
        term=term, month=month.replace(day=1), defaults={"minutes": minutes}
    )
    trail.note(by=by, verb="groups.time_reported", about=row, person_id=term.person_id)
    return row


@transaction.atomic
def join_fields(*, activity: Activity, fields: Iterable[Field], by: Actor) -> None:
    """Say which fields of the programme an activity is joint work of."""
    wanted = set(fields)
    ActivityField.objects.filter(activity=activity).exclude(field__in=wanted).delete()
    for field in wanted:
        ActivityField.objects.get_or_create(activity=activity, field=field)
    trail.note(by=by, verb="groups.fields_joined", about=activity)
