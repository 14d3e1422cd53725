"""Who works where: about 200 people, none of whom exists."""

import datetime as dt
import random
from itertools import product

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people import identity
from samverka.register.people.models import Person, Position

from . import plan
from .names import FAMILY, FUNCTIONS, GIVEN, Names

Staff = dict[str, list[Person]]
SINCE = dt.date(2025, 9, 1)
# From the Tax Agency's published series of numbers for tests: nobody has or will have them.
TEST_NUMBERS = ("199001012385", "199012142395", "199111282381", "199211092383")


def employ(
    organisations: dict[str, Organisation],
    actors: dict[str, Actor],
    names: Names,
    *,
    chance: random.Random,
) -> Staff:
    """Staff of every organisation; those who have an account are among them."""
    staff: Staff = {}
    for name, count in plan.STAFF.items():
        leader = plan.leader_of(name, actors)
        linked = _with_account(name, organisations[name], leader)
        others = [
            _employ(names.pop(), organisations[name], leader, chance)
            for _number in range(count - len(linked))
        ]
        staff[name] = [*linked, *others]
    staff[plan.GR] = _with_account(plan.GR, organisations[plan.GR], actors["Olga"])
    for name, given_name in ((plan.LANSSTYRELSEN, "Lena"), (plan.OVANAKER, "Omar")):
        staff[name] = _with_account(name, organisations[name], actors[given_name])
    _particular_people(staff, organisations, actors)
    return staff


def names_to_give(chance: random.Random) -> Names:
    names = list(product(GIVEN, FAMILY))
    chance.shuffle(names)
    return names


def _employ(
    name: tuple[str, str], employer: Organisation, leader: Actor, chance: random.Random
) -> Person:
    given_name, family_name = name
    title, contact = chance.choice(FUNCTIONS)
    return people.register_person(
        given_name=given_name,
        family_name=family_name,
        employer=employer,
        title=title,
        contact=contact,
        on=SINCE,
        by=leader,
    )


def _with_account(name: str, employer: Organisation, leader: Actor) -> list[Person]:
    """Those who sign in are persons as well: they come to activities themselves."""
    made = []
    for account in plan.USERS:
        if account.organisation == name:
            person = people.register_person(
                given_name=account.given_name,
                family_name=plan.FAMILY_NAME,
                employer=employer,
                title=plan.FUNCTION_OF[account.role],
                email=account.email,
                on=SINCE,
                by=leader,
            )
            user = User.objects.get(email=account.email)
            people.link_user(person=person, user=user, by=leader)
            made.append(person)
    return made


def _particular_people(
    staff: Staff, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    """Two with protected identity, one who changed employer, four with a number."""
    karin, mira = actors["Karin"], actors["Mira"]
    people.protect(
        person=staff[plan.KUNGALV][-1],
        access=User.objects.filter(email="ulla@example.org"),
        reason="Chef för den som är skyddad",
        on=SINCE,
        by=karin,
    )
    people.protect(
        person=staff[plan.MOLNDAL][-1],
        access=[],
        reason="Ansvarar för kommunens deltagande",
        on=SINCE,
        by=mira,
    )
    _change_employer(staff, organisations, actors)
    for person, number in zip(staff[plan.KUNGALV][4:8], TEST_NUMBERS, strict=True):
        people.set_identity(person=person, number=identity.read(number, on=plan.TODAY), by=karin)


def _change_employer(
    staff: Staff, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    mover = staff[plan.LERUM].pop()
    left = dt.date(2026, 1, 1)
    position = Position.objects.get(person=mover)
    people.end_position(position=position, on=left, by=actors["Leila"])
    people.add_position(
        person=mover,
        organisation=organisations[plan.PARTILLE],
        title=position.title,
        contact=position.contact,
        on=left,
        by=actors["Paula"],
    )
    staff[plan.PARTILLE].append(mover)
