"""A network that becomes a project: the group that goes on there, with members and history."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.groups.models import Continuation, Group, Seat, Term
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .groups import seat_member, set_group, set_seat


class IsAProject(Exception):
    """The network became a project before."""

    def __init__(self, continuation: Continuation):
        super().__init__(
            _("The network has become the project %(name)s already.")
            % {"name": continuation.later.programme.name}
        )


@transaction.atomic
def continue_group(
    *, group: Group, programme: Programme, terms: Iterable[Term], since: dt.date, by: Actor
) -> Continuation:
    """A group of the same name in another programme, with the seats of these members.

    The earlier group keeps its meetings and decisions, which are read from the later one too.

    :raises IsAProject: it goes on in a project already
    """
    Group.objects.select_for_update().get(pk=group.pk)
    before = Continuation.objects.filter(earlier=group).first()
    if before:
        raise IsAProject(before)
    later = set_group(
        programme=programme,
        name=group.name,
        kind=group.kind,
        convener=group.convener,
        purpose=group.purpose,
        meetings_per_year=group.meetings_per_year,
        member_function=group.member_function,
        discusses_cases=group.discusses_cases,
        is_about_children=group.is_about_children,
        by=by,
    ).thing
    members = {term.seat_id: term for term in terms}
    for seat in group.seats.order_by("number"):
        _take_along(seat, later, members.get(seat.pk), since, by)
    continuation = Continuation.objects.create(earlier=group, later=later, since=since)
    trail.note(by=by, verb="groups.continued", about=later)
    return continuation


def _take_along(seat: Seat, later: Group, term: Term | None, since: dt.date, by: Actor) -> None:
    made = set_seat(
        group=later,
        number=seat.number,
        function=seat.function,
        organisation=seat.organisation,
        rotation=seat.rotation,
        minutes_a_month=seat.minutes_a_month,
        by=by,
    ).thing
    if term is not None:
        seat_member(
            seat=made,
            organisation=term.organisation,
            person=term.person,
            valid_from=since,
            valid_to=term.valid_to,
            by=by,
        )


@transaction.atomic
def note_made(*, continuation: Continuation, print_of_made: str, by: Actor) -> None:
    """Keep the print of all that was made with it, so that it can be told whether more was."""
    continuation.print_of_made = print_of_made
    continuation.save(update_fields=["print_of_made"])
    trail.note(by=by, verb="groups.continuation_kept", about=continuation)


@transaction.atomic
def stop_continuing(*, continuation: Continuation, by: Actor) -> None:
    """The later group goes away, which nothing has been written in; the earlier is as it was."""
    trail.note(by=by, verb="groups.continuation_undone", about=continuation)
    # Its seats with their terms, and the continuation itself, go with it.
    continuation.later.delete()
