"""The cast: the people and organisations the tests tell about. All are made up.

Petra leads the programme at the federation (GR), Erik keeps its accounts, Olga organises, Rut
follows with research and Ada administers. Kungälv has Karin, who leads the sub-project, Ulla, who
heads a unit, and Sara, who works there. Eve organises in Osby, which is not in the programme.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.people.models import KnownTo, NameKey, Person, Position

TODAY = dt.date(2026, 3, 16)
LONG_AGO = dt.date(2020, 1, 1)
PASSWORD = "fyra skogar vid sjön"
Part = Participation.Part


@dataclass
class Cast:
    """Everybody, by name; each actor has `.user`, `.role` and `.organisation`."""

    gr: Organisation
    kungalv: Organisation
    partille: Organisation
    osby: Organisation
    programme: Programme
    petra: Actor
    erik: Actor
    olga: Actor
    rut: Actor
    ada: Actor
    karin: Actor
    ulla: Actor
    sara: Actor
    eve: Actor

    def actor(self, name: str) -> Actor:
        return getattr(self, name)


# name: role, organisation
ROLES = {
    "petra": (Role.PROGRAMME_LEADER, "gr"),
    "erik": (Role.ECONOMIST, "gr"),
    "olga": (Role.ORGANISER, "gr"),
    "rut": (Role.RESEARCHER, "gr"),
    "ada": (Role.ADMINISTRATOR, "gr"),
    "karin": (Role.SUB_PROJECT_LEADER, "kungalv"),
    "ulla": (Role.UNIT_HEAD, "kungalv"),
    "sara": (Role.STAFF_MEMBER, "kungalv"),
    "eve": (Role.ORGANISER, "osby"),
}


def municipality(code: str, name: str) -> Organisation:
    place, _ = Municipality.objects.get_or_create(code=code, defaults={"name": name})
    return Organisation.objects.create(
        name=f"{name} kommun", kind=Organisation.Kind.MUNICIPALITY, municipality=place
    )


MUNICIPALITIES = {
    "kungalv": ("1482", "Kungälv"),
    "partille": ("1402", "Partille"),
    "osby": ("1273", "Osby"),
}


def organisations() -> dict[str, Organisation]:
    """Of the cast; all at once, as those who work there."""
    Municipality.objects.bulk_create(
        (Municipality(code=code, name=name) for code, name in MUNICIPALITIES.values()),
        ignore_conflicts=True,
    )
    kinds = Organisation.Kind
    made = {"gr": Organisation(name="Göteborgsregionen", kind=kinds.FEDERATION)} | {
        key: Organisation(
            name=f"{name} kommun",
            kind=kinds.MUNICIPALITY,
            municipality=Municipality(code=code, name=name),
        )
        for key, (code, name) in MUNICIPALITIES.items()
    }
    Organisation.objects.bulk_create(made.values())
    return made


@cache
def hashed() -> str:
    """Everybody's password: argon2 is slow on purpose, so once is enough."""
    return make_password(PASSWORD)


def appoint(name: str, role: Role, organisation: Organisation) -> Actor:
    return appointed({name: (role, organisation)})[name]


def appointed(homes: dict[str, tuple[Role, Organisation]]) -> dict[str, Actor]:
    """All at once: nearly every test begins with it."""
    users = User.objects.bulk_create(
        User(email=f"{name}@example.org", name=f"{name.title()} Exempel", password=hashed())
        for name in homes
    )
    actors = {
        name: Actor(user=user, role=role, organisation=organisation)
        for user, (name, (role, organisation)) in zip(users, homes.items(), strict=True)
    }
    Appointment.objects.bulk_create(
        Appointment(
            user=actor.user,
            organisation=actor.organisation,
            role=actor.role,
            valid_from=LONG_AGO,
        )
        for actor in actors.values()
    )
    return actors


def person(
    given_name: str, organisation: Organisation, *also: Organisation, title: str = "Handläggare"
) -> Person:
    """Somebody who works at an organisation, and whom others know from their activities."""
    made = Person.objects.create(given_name=given_name, family_name="Exempel")
    NameKey.objects.write_for([made])
    Position.objects.create(
        person=made, organisation=organisation, title=title, valid_from=LONG_AGO
    )
    KnownTo.objects.create(
        person=made, organisation=organisation, reason=KnownTo.Reason.EMPLOYS, since=LONG_AGO
    )
    for other in also:
        KnownTo.objects.create(
            person=made, organisation=other, reason=KnownTo.Reason.ACTIVITY, since=LONG_AGO
        )
    return made


@pytest.fixture
def cast(db) -> Cast:
    places = organisations()
    gr = places["gr"]
    programme = Programme.objects.create(
        slug="foraldrastod",
        name="Föräldrastöd för nyanlända",
        owner=gr,
        starts_on=dt.date(2025, 9, 1),
        ends_on=dt.date(2026, 12, 31),
    )
    Participation.objects.bulk_create(
        Participation(
            programme=programme,
            organisation=places[name],
            part=part,
            valid_from=programme.starts_on,
        )
        for name, part in (
            ("gr", Part.OWNER),
            ("kungalv", Part.PARTICIPANT),
            ("partille", Part.PARTICIPANT),
        )
    )
    actors = appointed({name: (role, places[home]) for name, (role, home) in ROLES.items()})
    return Cast(**places, programme=programme, **actors)
