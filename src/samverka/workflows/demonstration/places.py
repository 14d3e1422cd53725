"""An activity that is full: a first group, a waiting list, and a seat that is offered (S28)."""

import datetime as dt

from samverka.delivery.activities import actions
from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import at, stopped_at

from . import plan
from .staff import Staff

# Where somebody works, and who.
Guest = tuple[str, Person]
FIRST = "Socialsekreterare"
SEATS, FIRST_APPLY, OTHERS_APPLY = 10, 11, 6
HELD_ON = dt.date(2026, 4, 21)
# Others get what is left from this day.
UNTIL = dt.date(2026, 3, 20)
APPLIED = at(dt.date(2026, 3, 9), dt.time(8))
NEEDS = {8: "Hörslinga", 10: "Mat utan nötter"}


def fill_a_course(
    programme: Programme,
    organisations: dict[str, Organisation],
    actors: dict[str, Actor],
    staff: Staff,
) -> None:
    """Others apply first and wait; one of the first group gives the seat back."""
    activity = _arrange(programme, organisations[plan.GR], actors["Olga"])
    first, others = _who_apply(staff)
    places = []
    for number, (name, person) in enumerate([*others, *first]):
        with stopped_at(APPLIED + number * dt.timedelta(hours=3)):
            places.append(
                actions.apply(
                    activity=activity,
                    person=person,
                    organisation=organisations[name],
                    needs=NEEDS.get(number, ""),
                    way=Registration.Way.COLLEAGUE,
                    by=plan.leader_of(name, actors),
                )
            )
    with stopped_at(at(plan.TODAY - dt.timedelta(days=1), dt.time(10))):
        actions.give_back(registration=places[OTHERS_APPLY], by=actors["Olga"])
    with stopped_at(at(plan.TODAY, dt.time(7))):
        actions.offer_next(activity=activity, by=SYSTEM)


def _arrange(programme: Programme, organiser: Organisation, by: Actor) -> Activity:
    times = Times(day=HELD_ON, starts=dt.time(9), ends=dt.time(16), break_minutes=60)
    return actions.create_activity(
        programme=programme,
        organiser=organiser,
        title="Samtal genom tolk",
        kind=Activity.Kind.WORKSHOP,
        description=plan.NOTE,
        target_group="Socialsekreterare i första hand",
        place="Exempelsalen, Göteborg",
        seats=SEATS,
        registration_closes_on=HELD_ON - dt.timedelta(days=7),
        registration_by=Activity.RegistrationBy.ANYBODY,
        first_group=FIRST.lower(),
        first_group_until=UNTIL,
        answer_days=3,
        sessions=[times],
        by=by,
    )


def _who_apply(staff: Staff) -> tuple[list[Guest], list[Guest]]:
    """Of the first group, the one with an account last, so that the seat is offered to them."""
    first: list[Guest] = []
    others: list[Guest] = []
    for name in (*plan.NORTH, *plan.SOUTH):
        for person in staff[name]:
            if person.is_protected:
                continue
            is_first = person.positions.filter(title=FIRST).exists()
            (first if is_first else others).append((name, person))
    linked = set(Person.objects.filter(user__isnull=False).values_list("pk", flat=True))
    with_account = [one for one in first if one[1].pk in linked]
    alone = [one for one in first if one[1].pk not in linked]
    return [*alone[: FIRST_APPLY - 1], *with_account[:1]], others[:OTHERS_APPLY]
