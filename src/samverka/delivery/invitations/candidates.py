"""Whom one may invite: persons by name, function, group or place of work; and contact functions.

A list never brings in somebody with protected identity: such a person is invited alone, by
somebody on their access list, and only by a letter that is handed over.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.groups.models import Group
from samverka.delivery.groups.queries import members_on, named
from samverka.delivery.programmes.models import Contact
from samverka.delivery.retention.queries import restricted
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import with_units
from samverka.register.people.models import Person, Position
from samverka.register.people.queries import persons_seen
from samverka.toolkit.periods import in_force
from samverka.toolkit.text_messages import can_be_texted

from .models import Addressee

PERSON, FUNCTION, GROUP, ORGANISATION, CONTACT = BY = (
    *("person", "function", "group", "organisation", "contact"),
)
MOST_FOUND = 300
Way = Addressee.Way
State = Registration.State


@dataclass(frozen=True)
class Candidate:
    """Somebody to invite, with the way they can be reached."""

    key: str
    organisation: Organisation
    function: str
    way: Way
    person: Person | None = None
    contact: Contact | None = None
    # How it stands with a place they have, or wait for, without an invitation.
    place: str = ""

    @property
    def name(self) -> str:
        return str(self.person) if self.person else self.function


def way_to(person: Person) -> Way:
    """By e-mail, else by telephone; no address of a protected person is known to be safe."""
    if person.is_protected:
        return Way.PAPER
    if person.email:
        return Way.MAIL
    if can_be_texted(person.phone):
        return Way.SMS
    return Way.PAPER


def candidates(
    actor: Actor, activity: Activity, *, by: str, value: str, on: dt.date
) -> list[Candidate]:
    """Those found one way who are not invited yet, by name."""
    if not value and by != CONTACT:
        return []
    if by == CONTACT:
        return _contacts(activity, on=on)
    positions = _positions(actor, activity, by, value, on=on)
    invited = Addressee.objects.filter(invitation__activity=activity, person__isnull=False)
    found = (
        positions.exclude(person__in=invited.values("person"))
        .select_related("person", "organisation")
        .order_by("person__family_name", "person__given_name", "person_id", "pk")
    )
    return _once_each(found[: 2 * MOST_FOUND], _places_at(activity))


def _positions(
    actor: Actor, activity: Activity, by: str, value: str, *, on: dt.date
) -> QuerySet[Position]:
    now = Position.objects.filter(in_force(on), person__forgotten_on=None).exclude(
        person__in=restricted()
    )
    if by == PERSON:
        return now.filter(person__in=persons_seen(actor, words=value, on=on).values("pk"))
    if by == GROUP:
        members = _members(actor, activity, value, on=on)
        return now.filter(person__in=members, person__is_protected=False)
    seen = now.filter(person__in=Person.objects.visible_to(actor), person__is_protected=False)
    if by == FUNCTION:
        return seen.filter(title=value)
    place = Organisation.objects.visible_to(actor).filter(public_key=value).first()
    if by != ORGANISATION or place is None:
        return seen.none()
    return seen.filter(organisation__in=with_units(place).order_by().values("pk"))


def _members(actor: Actor, activity: Activity, key: str, *, on: dt.date) -> set[int]:
    """Those who sit in a group of the programme, as far as the actor may read their names."""
    groups = Group.objects.visible_to(actor).filter(programme=activity.programme_id)
    group = groups.filter(public_key=key).first()
    if group is None:
        return set()
    sitting = members_on(on).filter(seat__group=group)
    return named(actor, group) & set(sitting.values_list("person_id", flat=True))


def _places_at(activity: Activity) -> dict[int, str]:
    """Of each person with a place: that they have a seat, are offered one, or wait."""
    places = activity.registrations.exclude(state=State.CANCELLED)
    return {
        person: str(State(state).label) for person, state in places.values_list("person", "state")
    }


def _once_each(positions: Iterable[Position], places: dict[int, str]) -> list[Candidate]:
    """Whoever has two functions is asked once, in the first of them."""
    found: dict[int, Candidate] = {}
    for position in positions:
        person = position.person
        if person.pk not in found and len(found) < MOST_FOUND:
            key = f"{person.public_key}.{position.organisation.public_key}"
            found[person.pk] = Candidate(
                key,
                position.organisation,
                position.title,
                way_to(person),
                person=person,
                place=places.get(person.pk, ""),
            )
    return list(found.values())


def _contacts(activity: Activity, *, on: dt.date) -> list[Candidate]:
    """The programme's functions with an e-mail of their own, whoever holds them (S63)."""
    taken = set(
        Addressee.objects.filter(invitation__activity=activity).values_list(
            "name", "organisation_id"
        )
    )
    rows = (
        Contact.objects.filter(
            in_force(on) | Q(valid_from=None, valid_to=None), programme=activity.programme_id
        )
        .exclude(email="")
        .select_related("organisation")
        .order_by("function", "organisation__name", "pk")
    )
    return [
        Candidate(row.public_key, row.organisation, row.function, Way.MAIL, contact=row)
        for row in rows
        if (row.function, row.organisation_id) not in taken
    ]
