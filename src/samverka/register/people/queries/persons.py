import datetime as dt
from functools import cache

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from samverka.foundation.accounts.actor import Actor, any_actor, keys_of
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.register.people.identity import IdentityNumber, opened
from samverka.register.people.models import Access, ChildrenRole, KnownTo, Person, Position
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given, Prepared

from .search import matching


def persons_seen(
    actor: Actor,
    *,
    words: str = "",
    organisation: str = "",
    function: str = "",
    contact: str = "",
    known: str = "",
    lacks: str = "",
    on: dt.date,
) -> QuerySet[Person]:
    """The list: those the actor sees, with their functions on a day, by name.

    :param organisation: the key of where they work
    :param known: why the actor's organisation knows them
    :param lacks: "function" or "contact", for what is not written down about them
    """
    persons = Person.objects.visible_to(actor).filter(forgotten_on=None)
    now = Position.objects.filter(in_force(on))
    if organisation:
        here = now.filter(organisation__public_key=organisation)
        persons = persons.filter(pk__in=here.values("person"))
    if function:
        persons = persons.filter(pk__in=now.filter(title=function).values("person"))
    if contact:
        persons = persons.filter(pk__in=now.filter(contact=contact).values("person"))
    if known:
        persons = persons.filter(pk__in=_known_for(actor, known))
    if lacks == "function":
        persons = persons.exclude(pk__in=now.values("person"))
    elif lacks == "contact":
        persons = persons.filter(pk__in=now.filter(contact="").values("person"))
    if words:
        persons = persons.filter(matching(words, among=persons))
    return with_positions(persons, on=on).order_by("family_name", "given_name", "pk")


def _known_for(actor: Actor, reason: str) -> QuerySet:
    known = KnownTo.objects.filter(organisation_id=actor.organisation_id, reason=reason)
    return known.values("person")


def functions_seen(actor: Actor, *, on: dt.date) -> list[str]:
    """The functions of those whom the actor sees, by name."""
    return [title for (title,) in _functions_seen_in(actor.role).rows(on=on, **keys_of(actor))]


@cache
def _functions_seen_in(role: str) -> Prepared:
    return Prepared(
        lambda: (
            Position.objects.filter(
                in_force(Given("on")), person__in=Person.objects.visible_to(any_actor(role))
            )
            .order_by("title")
            .values_list("title")
            .distinct()
        )
    )


def with_positions(persons: QuerySet[Person], *, on: dt.date) -> QuerySet[Person]:
    """Persons that carry `current_positions`, with their organisations."""
    return persons.prefetch_related(
        Prefetch("positions", queryset=positions_held(on), to_attr="current_positions")
    )


def positions_held(on: dt.date) -> QuerySet[Position]:
    """Everybody's functions on a day, with their organisations."""
    held = Position.objects.filter(in_force(on))
    return held.select_related("organisation").order_by("title")


def with_number(actor: Actor, number: IdentityNumber) -> QuerySet[Person]:
    """Those the actor sees who have this identity number."""
    return Person.objects.visible_to(actor).filter(identity_hash=number.hash)


def access_list(person: Person) -> QuerySet[Access]:
    """Who may open somebody with protected identity."""
    return Access.objects.filter(person=person).select_related("user").order_by("user__name")


def children_roles(user: User, organisations: QuerySet[Organisation]) -> QuerySet[ChildrenRole]:
    """Where somebody may read what is about children, among these organisations."""
    held = ChildrenRole.objects.filter(user=user, organisation__in=organisations)
    return held.select_related("organisation", "user").order_by("organisation__name")


def employed_by(persons: QuerySet[Person], organisation_id: int) -> QuerySet[Person]:
    """Those whom an organisation knows as its own staff."""
    known = KnownTo.objects.filter(organisation_id=organisation_id, reason=KnownTo.Reason.EMPLOYS)
    return persons.filter(pk__in=known.values("person"))


def is_employed(person: Person) -> bool:
    """Whether any organisation knows somebody as its own staff."""
    return any(row.reason == KnownTo.Reason.EMPLOYS for row in person.known_to.all())


def number_of(person: Person) -> IdentityNumber | None:
    """The person's identity number, opened: show it masked, or note in the trail that it shows."""
    return opened(person.identity_sealed) if person.identity_sealed else None


@cache
def _organisations_seen_in(role: str) -> Prepared:
    return Prepared(
        lambda: (
            Organisation.objects.filter(
                pk__in=Position.objects.filter(
                    in_force(Given("on")), person__in=Person.objects.visible_to(any_actor(role))
                ).values("organisation")
            )
            .order_by("name")
            .values_list("public_key", "name")
        )
    )


def organisations_seen(actor: Actor, *, on: dt.date) -> list[tuple[str, str]]:
    """Where the persons whom the actor sees work on a day: key and name, by name."""
    return _organisations_seen_in(actor.role).rows(on=on, **keys_of(actor))


def former_employers(*, on: dt.date) -> QuerySet[KnownTo]:
    """That an organisation employs somebody, where no function there or in its units goes on.

    One that begins later counts as going on. A unit's staff are staff two levels up too.
    """
    going_on = Position.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), person=OuterRef("person")
    ).filter(
        Q(organisation=OuterRef("organisation"))
        | Q(organisation__part_of=OuterRef("organisation"))
        | Q(organisation__part_of__part_of=OuterRef("organisation"))
    )
    return KnownTo.objects.filter(~Exists(going_on), reason=KnownTo.Reason.EMPLOYS)


def works_elsewhere_too(person: Person, organisation: Organisation) -> bool:
    """Whether an organisation that is no part of this one, nor it of that, employs the person."""
    above = {organisation.pk, organisation.part_of_id}
    if organisation.part_of:
        above.add(organisation.part_of.part_of_id)
    below = Q(organisation__part_of=organisation) | Q(organisation__part_of__part_of=organisation)
    employers = KnownTo.objects.filter(person=person, reason=KnownTo.Reason.EMPLOYS)
    return employers.exclude(organisation__in=above - {None}).exclude(below).exists()
