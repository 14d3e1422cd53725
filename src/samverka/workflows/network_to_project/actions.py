"""A network becomes a project, with its members and its history (S78)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.groups import actions as groups
from samverka.delivery.groups.models import Continuation, Group, Term
from samverka.delivery.participants import actions as participants
from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Participation, Programme, ProgrammeLink
from samverka.foundation.accounts.actor import Actor

from .queries import function_of, home_of, print_of_all


class HasBeenWritten(Exception):
    """Something has been written in the project since."""

    def __init__(self, programme: Programme):
        super().__init__(
            _(
                "Something has been written in %(name)s since, so it stays. "
                "End it as other programmes are ended, or go on with it."
            )
            % {"name": programme.name}
        )


@transaction.atomic
def become_project(
    *,
    group: Group,
    name: str,
    kind: str,
    starts_on: dt.date,
    terms: Sequence[Term],
    are_children: bool,
    on: dt.date,
    by: Actor,
) -> Continuation:
    """Make a project that builds on the network's programme, with these members of it.

    The actor's organisation owns it. Those who take part in it are children, or are not.

    :raises groups.IsAProject: it became one before
    """
    programme = programmes.set_up_programme(
        name=name,
        kind=kind,
        owner=by.organisation,
        starts=programmes.Rough(starts_on),
        ends=programmes.Rough(),
        summary=group.purpose,
        by=by,
    )
    programmes.set_link(
        earlier=group.programme,
        later=programme,
        kind=ProgrammeLink.Kind.BUILDS_ON,
        note=group.name,
        by=by,
    )
    if are_children:
        participants.set_children_rule(programme=programme, holds=True, on=on, by=by)
    _let_take_part(programme, group, terms, starts_on, by)
    continuation = groups.continue_group(
        group=group, programme=programme, terms=terms, since=starts_on, by=by
    )
    groups.note_made(
        continuation=continuation,
        print_of_made=print_of_all(Programme.objects.get(pk=programme.pk)),
        by=by,
    )
    return continuation


def _let_take_part(
    programme: Programme, group: Group, terms: Sequence[Term], starts_on: dt.date, by: Actor
) -> None:
    """Each organisation once, with the function of its first member as its contact."""
    functions = {home_of(group.convener): ""}
    for term in terms:
        home, function = home_of(term.organisation), function_of(term)
        functions[home] = functions.get(home) or function
        if function:
            contact = programmes.set_contact(
                programme=programme,
                organisation=home,
                function=function,
                valid_from=starts_on,
                by=by,
            ).thing
            user = term.person.user if term.person else None
            if user is not None and contact.holder_id is None:
                programmes.staff_contact(
                    contact=contact, holder=user, stand_in=None, away_until=None, by=by
                )
    for organisation, function in functions.items():
        if organisation != programme.owner:
            programmes.set_participation(
                programme=programme,
                organisation=organisation,
                part=Participation.Part.PARTICIPANT,
                contact_function=function,
                valid_from=starts_on,
                valid_to=None,
                by=by,
            )


@transaction.atomic
def take_back_project(*, continuation: Continuation, by: Actor) -> None:
    """The network is a network again, and the project as if it had not been made.

    :raises HasBeenWritten: something has been written in it
    """
    programme = Programme.objects.select_for_update().get(pk=continuation.later.programme_id)
    if print_of_all(programme) != continuation.print_of_made:
        raise HasBeenWritten(programme)
    groups.stop_continuing(continuation=continuation, by=by)
    programmes.remove_programme(programme=programme, by=by)
