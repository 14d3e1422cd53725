"""What happens in the demonstration region beside the programme file: all of it made up."""

import datetime as dt
from dataclasses import dataclass

from samverka.delivery.activities.models import Activity
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

TODAY = dt.date(2026, 3, 16)
FAMILY_NAME = "Exempel"
NOTE = "Påhittad aktivitet i demonstrationen."
GR = "Göteborgsregionen"
GOTEBORG = "Göteborgs Stad"
RESEARCH = "FoU i Väst"
HARRYDA = "Härryda kommun"
KUNGALV = "Kungälvs kommun"
LERUM = "Lerums kommun"
LILLA_EDET = "Lilla Edets kommun"
MOLNDAL = "Mölndals stad"
OCKERO = "Öckerö kommun"
PARTILLE = "Partille kommun"
STENUNGSUND = "Stenungsunds kommun"
OSBY = "Osby kommun"
LANSSTYRELSEN = "Länsstyrelsen Gävleborg"
GAVLE = "Gävle kommun"
HOFORS = "Hofors kommun"
OVANAKER = "Ovanåkers kommun"
# The programmes by their keys, and how many years each is moved, so that it goes on today.
PARENTS, INVAST, LFI = "foraldrastod-for-nyanlanda", "invast", "larande-for-integration"
COUNTY, COUNTY_PROJECT = "integration-gavleborg", "samverkan-gavleborg-2022"
MOVED = {PARENTS: 7, INVAST: 8, LFI: 8}

# How many work where: small places too, so that small counts are seen to be held back.
STAFF = {
    HARRYDA: 22,
    KUNGALV: 27,
    LERUM: 24,
    LILLA_EDET: 15,
    MOLNDAL: 33,
    OCKERO: 9,
    PARTILLE: 26,
    STENUNGSUND: 19,
    GOTEBORG: 22,
}

# Whoever has a part in the matching round (crowd/matched.py): address, role, and for whom.
IN_THE_ROUND = (
    ("mats@example.org", Role.UNIT_HEAD, "Botkyrka kommun"),
    ("gunilla@example.org", Role.UNIT_HEAD, GAVLE),
    ("rakel@example.org", Role.RESEARCHER, LANSSTYRELSEN),
)


@dataclass(frozen=True)
class SignIn:
    """Somebody one may sign in as. `shown`: among those that are listed."""

    given_name: str
    role: Role
    organisation: str
    in_programme: bool = False
    shown: bool = True

    @property
    def name(self) -> str:
        return f"{self.given_name} {FAMILY_NAME}"

    @property
    def email(self) -> str:
        return f"{self.given_name.lower()}@example.org"


USERS = (
    SignIn("Petra", Role.PROGRAMME_LEADER, GR),
    SignIn("Olga", Role.ORGANISER, GR),
    SignIn("Erik", Role.ECONOMIST, GR),
    SignIn("Karin", Role.SUB_PROJECT_LEADER, KUNGALV, in_programme=True),
    SignIn("Ulla", Role.UNIT_HEAD, KUNGALV),
    SignIn("Sara", Role.STAFF_MEMBER, KUNGALV),
    SignIn("Rut", Role.RESEARCHER, RESEARCH, in_programme=True),
    SignIn("Ada", Role.ADMINISTRATOR, GR),
    SignIn("Eve", Role.ORGANISER, OSBY),
    SignIn("Lena", Role.PROGRAMME_LEADER, LANSSTYRELSEN),
    SignIn("Omar", Role.SUB_PROJECT_LEADER, OVANAKER),
    SignIn("Inger", Role.ECONOMIST, LANSSTYRELSEN),
    SignIn("Folke", Role.ECONOMIST, OSBY),
    SignIn("Disa", Role.PROGRAMME_LEADER, OSBY, shown=False),
    SignIn("Alva", Role.STAFF_MEMBER, OSBY, shown=False),
    SignIn("Gustav", Role.SUB_PROJECT_LEADER, GOTEBORG, in_programme=True, shown=False),
    SignIn("Hilda", Role.SUB_PROJECT_LEADER, HARRYDA, in_programme=True, shown=False),
    SignIn("Leila", Role.SUB_PROJECT_LEADER, LERUM, in_programme=True, shown=False),
    SignIn("Elias", Role.SUB_PROJECT_LEADER, LILLA_EDET, in_programme=True, shown=False),
    SignIn("Mira", Role.SUB_PROJECT_LEADER, MOLNDAL, in_programme=True, shown=False),
    SignIn("Osman", Role.SUB_PROJECT_LEADER, OCKERO, in_programme=True, shown=False),
    SignIn("Paula", Role.SUB_PROJECT_LEADER, PARTILLE, in_programme=True, shown=False),
    SignIn("Stefan", Role.SUB_PROJECT_LEADER, STENUNGSUND, in_programme=True, shown=False),
)
FUNCTION_OF = {
    Role.PROGRAMME_LEADER: "Utbildningsledare",
    Role.SUB_PROJECT_LEADER: "Integrationssamordnare",
    Role.ECONOMIST: "Ekonom",
    Role.ORGANISER: "Utbildningsledare",
    Role.UNIT_HEAD: "Enhetschef",
    Role.STAFF_MEMBER: "Socialsekreterare",
    Role.RESEARCHER: "Följeforskare",
    Role.ADMINISTRATOR: "Systemförvaltare",
}
# Who acts in a second role too, chosen in the page head.
SECOND_ROLES = (("Ada", Role.ORGANISER, GR),)


def leader_of(organisation: str, actors: dict[str, Actor]) -> Actor:
    """Who runs what the organisation carries out."""
    if organisation == GR:
        return actors["Olga"]
    return next(
        actors[account.given_name]
        for account in USERS
        if account.organisation == organisation and account.role == Role.SUB_PROJECT_LEADER
    )


@dataclass(frozen=True)
class Happening:
    """An activity of one day, who comes from where, and whether attendance is taken already."""

    title: str
    kind: Activity.Kind
    goal: str
    organiser: str
    day: dt.date
    starts: dt.time
    ends: dt.time
    place: str
    # How many come from each organisation.
    guests: dict[str, int]
    break_minutes: int = 0
    seats: int | None = None
    is_ticked: bool = True


Kind = Activity.Kind
NORTH = (KUNGALV, LILLA_EDET, STENUNGSUND, OCKERO)
SOUTH = (HARRYDA, LERUM, MOLNDAL, PARTILLE)
COAST = (OCKERO, KUNGALV, MOLNDAL, HARRYDA)
INLAND = (LILLA_EDET, LERUM, PARTILLE, STENUNGSUND)
# Each municipality sends a group of 6–10; the smallest place sends what it can.
GROUP = {
    HARRYDA: 8,
    KUNGALV: 9,
    LERUM: 8,
    LILLA_EDET: 6,
    MOLNDAL: 10,
    OCKERO: 6,
    PARTILLE: 9,
    STENUNGSUND: 7,
}


def _cluster(
    number: int, theme: str, members: tuple[str, ...], day: dt.date, *, ticked: bool = True
) -> Happening:
    return Happening(
        title=f"Klusterträff {number}: {theme} ({_listed(members)})",
        kind=Kind.MEETING,
        goal="3",
        organiser=GR,
        day=day,
        starts=dt.time(13),
        ends=dt.time(16, 30),
        break_minutes=30,
        place="Exempelsalen, Göteborg",
        guests={name: GROUP[name] for name in members},
        seats=40,
        is_ticked=ticked,
    )


def _listed(members: tuple[str, ...]) -> str:
    short = [
        name.split()[0].removesuffix("s") if name != LILLA_EDET else "Lilla Edet"
        for name in members
    ]
    return ", ".join(short)


def _workshop(
    organiser: str, short: str, day: dt.date, guests: int, *, ticked: bool = True
) -> Happening:
    return Happening(
        title=f"Interkulturell kompetens, {short}",
        kind=Kind.WORKSHOP,
        goal="1",
        organiser=organiser,
        day=day,
        starts=dt.time(9),
        ends=dt.time(12),
        place=f"Exempelhuset, {short}",
        guests={organiser: guests},
        seats=25,
        is_ticked=ticked,
    )


HAPPENINGS = (
    Happening(
        title="Upptakt: det här vill vi tillsammans",
        kind=Kind.MEETING,
        goal="3",
        organiser=GR,
        day=dt.date(2025, 9, 18),
        starts=dt.time(9),
        ends=dt.time(12),
        break_minutes=20,
        place="Exempelsalen, Göteborg",
        guests={**dict.fromkeys(STAFF, 4), OCKERO: 3},
        seats=60,
    ),
    _cluster(1, "samverkan", NORTH, dt.date(2025, 10, 14)),
    _cluster(1, "samverkan", SOUTH, dt.date(2025, 10, 16)),
    _workshop(KUNGALV, "Kungälv", dt.date(2025, 11, 12), 18),
    _workshop(MOLNDAL, "Mölndal", dt.date(2025, 11, 19), 21),
    _workshop(LERUM, "Lerum", dt.date(2025, 12, 3), 16),
    _workshop(HARRYDA, "Härryda", dt.date(2025, 12, 10), 15),
    _cluster(2, "tillit", COAST, dt.date(2026, 1, 20)),
    _cluster(2, "tillit", INLAND, dt.date(2026, 1, 22)),
    _workshop(PARTILLE, "Partille", dt.date(2026, 2, 18), 19),
    _workshop(STENUNGSUND, "Stenungsund", dt.date(2026, 3, 4), 13),
    _cluster(3, "att nå fram med information", NORTH, dt.date(2026, 3, 10)),
    _cluster(3, "att nå fram med information", SOUTH, dt.date(2026, 3, 12), ticked=False),
    Happening(
        title="Planeringsmöte inför utbildningsdag 2",
        kind=Kind.MEETING,
        goal="1",
        organiser=GR,
        day=dt.date(2026, 3, 16),
        starts=dt.time(13),
        ends=dt.time(15),
        place="Exempelsalen, Göteborg",
        guests=dict.fromkeys(STAFF, 1),
        seats=20,
        is_ticked=False,
    ),
    _workshop(OCKERO, "Öckerö", dt.date(2026, 3, 24), 8, ticked=False),
    _workshop(LILLA_EDET, "Lilla Edet", dt.date(2026, 4, 14), 11, ticked=False),
    _cluster(4, "så går vi vidare", COAST, dt.date(2026, 5, 5), ticked=False),
    _cluster(4, "så går vi vidare", INLAND, dt.date(2026, 5, 7), ticked=False),
)
# Who comes to the training days of the programme file, by their day.
TRAINING_DAYS = {
    dt.date(2026, 2, 5): {name: round(count * 0.3) for name, count in STAFF.items()},
    dt.date(2026, 3, 27): {name: round(count * 0.37) for name, count in STAFF.items()},
    dt.date(2026, 9, 11): {KUNGALV: 3, MOLNDAL: 4, LERUM: 2},
}
# What Karin has sent to be imported: one row is somebody who is there already, one lacks a name.
STAFF_LIST = """\
Förnamn;Efternamn;E-post;Befattning;Kontakt med nyanlända
Amanda;Övningsson;amanda.ovningsson@example.org;Sfi-lärare;Direkt
Sara;Exempel;sara@example.org;Socialsekreterare;Direkt
Nils;;nils@example.org;Kurator;Indirekt
"""
