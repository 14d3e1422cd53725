import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Registration, Session
from samverka.delivery.activities.queries import could_take_place
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.people.models import Person, Position, is_opened_to
from samverka.toolkit.periods import in_force
from samverka.toolkit.phone import NotAPhoneNumber, read_phone
from samverka.toolkit.sealing import CannotOpen

from .models import Arrival


def session_open(key: str, *, on: dt.date) -> Session | None:
    """A session that one may check in to on a day; what is sensitive is shown on no screen."""
    return (
        Session.objects.filter(
            public_key=key,
            held_on=on,
            activity__is_cancelled=False,
            activity__is_sensitive=False,
        )
        .select_related("activity__organiser")
        .first()
    )


def person_of(user: User) -> Person | None:
    """Who is signed in, as a person of the register."""
    return Person.objects.filter(user=user, forgotten_on=None).first()


def place_of(session: Session, person: Person) -> Registration | None:
    places = Registration.objects.in_force().filter(activity=session.activity_id)
    return places.filter(person=person).first()


def place_said(session: Session, name: str, contact: str) -> Registration | None:
    """Whose place it is by what somebody wrote; the answer is told to nobody.

    Mail or telephone and a word of the name; else the whole name, where one alone has it. Of a
    protected person the name alone is not enough.
    """
    places = (
        Registration.objects.in_force()
        .filter(activity=session.activity_id, person__forgotten_on=None)
        .select_related("person")
    )
    words = set(name.casefold().split())
    alike = [place for place in places if words & set(str(place.person).casefold().split())]
    theirs = [place for place in alike if _has(place.person, contact)]
    if not theirs:
        whole = " ".join(name.casefold().split())
        theirs = [
            place
            for place in alike
            if str(place.person).casefold() == whole and not place.person.is_protected
        ]
    return theirs[0] if len(theirs) == 1 else None


def _has(person: Person, contact: str) -> bool:
    if "@" in contact:
        return person.email.casefold() == contact.casefold()
    with suppress(NotAPhoneNumber):
        return bool(person.phone) and read_phone(person.phone) == read_phone(contact)
    return False


@dataclass(frozen=True)
class Told:
    """An arrival as the organiser reads it."""

    row: Arrival
    name: str
    contact: str
    work: str
    person: Person | None = None
    # The reader may not know who it is: no name, contact or work, nor where they work.
    is_shut: bool = False


def arrivals_at(actor: Actor, session: Session) -> list[Told]:
    """Those who wait to be let in, as they came."""
    rows = Arrival.objects.visible_to(actor).filter(session=session, is_removed=False)
    return tell(actor, rows.order_by("arrived_at", "pk"))


def told_of(actor: Actor, arrival: Arrival) -> Told:
    (told,) = tell(actor, Arrival.objects.filter(pk=arrival.pk))
    return told


def tell(actor: Actor, rows: QuerySet[Arrival]) -> list[Told]:
    """Opened; of whoever the reader may not know, nothing is told but that they came."""
    said = [(row, _said(row)) for row in rows]
    keys = {words["person"] for _row, words in said if words["person"]}
    persons = Person.objects.filter(public_key__in=keys, forgotten_on=None)
    by_key = {person.public_key: person for person in persons} if keys else {}
    opened = persons.filter(is_opened_to(actor, person=""))
    open_keys = set(opened.values_list("public_key", flat=True)) if keys else set()
    return [_told(row, words, by_key.get(words["person"]), open_keys) for row, words in said]


def _said(row: Arrival) -> dict[str, str]:
    """Of whoever wrote with a key that is gone, only that they came."""
    try:
        return row.said
    except CannotOpen:
        return {"name": _("Cannot be read"), "contact": "", "work": "", "person": ""}


def _told(
    row: Arrival, words: dict[str, str], person: Person | None, open_keys: Collection[str]
) -> Told:
    if person and person.public_key not in open_keys:
        return Told(row, name="", contact="", work="", person=person, is_shut=True)
    return Told(row, words["name"], words["contact"], words["work"], person)


def who_it_may_be(
    actor: Actor, session: Session, told: Told, *, words: str, on: dt.date
) -> QuerySet[Position]:
    """Whom the organiser may let in: whoever was signed in or has a place, else whom one finds."""
    if told.person:
        held = Position.objects.filter(in_force(on), person=told.person)
        return held.select_related("person", "organisation").order_by("pk")
    return could_take_place(actor, session.activity, anybody=True, words=words, on=on)
