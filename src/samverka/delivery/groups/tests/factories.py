"""What the tests of groups stand on."""

import datetime as dt

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import Decision, Group, GroupTask, Meeting, Seat, Term
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY, Cast

LAST_WEEK = TODAY - dt.timedelta(days=7)
NEXT_MONTH = TODAY + dt.timedelta(days=30)


def group(cast: Cast, name: str = "Styrgruppen", kind: str = "steering", **facts) -> Group:
    return actions.set_group(
        programme=cast.programme, name=name, kind=kind, convener=cast.gr, by=cast.petra, **facts
    ).thing


def seat(cast: Cast, of: Group, organisation: Organisation | None, **facts) -> Seat:
    return actions.set_seat(group=of, organisation=organisation, by=cast.petra, **facts).thing


def sits(
    cast: Cast,
    on: Seat,
    person: Person | None,
    organisation: Organisation | None = None,
    since: dt.date = LONG_AGO,
    until: dt.date | None = None,
) -> Term:
    return actions.seat_member(
        seat=on,
        organisation=organisation or on.organisation,
        person=person,
        valid_from=since,
        valid_to=until,
        by=cast.petra,
    )


def meeting(cast: Cast, of: Group, held_on: dt.date = LAST_WEEK, **facts) -> Meeting:
    return actions.call_meeting(group=of, held_on=held_on, on=TODAY, by=cast.petra, **facts)


def decision(cast: Cast, at: Meeting, follow_up_on: dt.date = NEXT_MONTH, **facts) -> Decision:
    told = {"text": "Pröva gemensam tolk.", "ground": "Få tolkar i länet.", "decided_by": "Alla"}
    return actions.decide(meeting=at, follow_up_on=follow_up_on, by=cast.petra, **(told | facts))


def full_member(cast: Cast, person: Person, note: str) -> Term:
    """Somebody with a seat, who was at a meeting, had a conflict of interest, and gave time."""
    steering = group(cast)
    term = sits(cast, seat(cast, steering, cast.kungalv), person)
    held = meeting(cast, steering, agenda=["Tolkar"])
    actions.note_present(meeting=held, terms=[term], by=cast.petra)
    actions.note_conflict(item=held.items.get(), term=term, note=note, by=cast.petra)
    actions.report_time(term=term, month=TODAY, minutes=90, by=cast.petra)
    return term


def task(cast: Cast, of: Group, title: str = "Skriva om tolkar", **facts) -> GroupTask:
    return actions.add_task(group=of, title=title, by=cast.petra, **facts)
