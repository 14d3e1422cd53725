"""From the tick to the fund in each of the five programmes: who came when. All of it made up."""

import datetime as dt
from dataclasses import dataclass, field

from . import plan
from .plan import GAVLE, GR, HOFORS, KUNGALV, LANSSTYRELSEN, MOLNDAL, OSBY, OVANAKER, PARTILLE

MADE_UP = "Påhittat i demonstrationen: ingen fonds beslut"
BOLLNAS, SANDVIKEN, HUDIKSVALL = "Bollnäs kommun", "Sandvikens kommun", "Hudiksvalls kommun"
SODERHAMN = "Söderhamns kommun"
GOINGE, KRISTIANSTAD = "Östra Göinge kommun", "Kristianstads kommun"
HASSLEHOLM, HORBY = "Hässleholms kommun", "Hörby kommun"
SCB = "SCB, lämna uppgifter om Europeiska socialfonden: inom fyra veckor efter månadens slut"
RULES_FROM = dt.date(2025, 1, 1)
MONTHS = tuple(dt.date(year, month, 1) for year, month in (
    *((2025, 9), (2025, 10), (2025, 11), (2025, 12)),
    *((2026, 1), (2026, 2)),
))  # fmt: skip
# An afternoon of three and a half hours, and an hour and a quarter the week after.
AFTERNOONS = tuple(
    dt.date(*day)
    for day in (
        *((2025, 9, 17), (2025, 10, 15), (2025, 11, 12), (2025, 12, 3)),
        *((2026, 1, 21), (2026, 2, 11)),
    )
)


@dataclass(frozen=True)
class Chain:
    """What a fund pays for in a programme, and which employers have not certified February."""

    slug: str
    fund: str
    layout: str
    leader: str
    economist: str
    organiser: str = ""
    title: str = ""
    # How many come from each employer; the new ones are written down for it.
    came: dict[str, int] = field(default_factory=dict)
    function: str = ""
    # Employers from which somebody with protected identity comes as well.
    protected: tuple[str, ...] = ()
    asks_number: bool = False
    # What each is asked at the door, where the fund asks it.
    asks_at_the_door: bool = False
    waits: tuple[str, ...] = ()
    # Öre an hour by category; None where the amount lacks.
    amounts: tuple[tuple[str, int | None], ...] = (("X", 25_000), ("Y", 31_250))
    rule: str = ""
    # Who says by when a month is told of; nobody in the sources of most programmes.
    due_source: str = ""


CHAINS = (
    Chain(
        slug=plan.PARENTS,
        fund="paragraf-37",
        layout="county-board-grant",
        leader="Petra",
        economist="Erik",
        waits=(KUNGALV, MOLNDAL),
    ),
    Chain(
        slug=plan.INVAST,
        fund="esf-2014-2020",
        layout="esf-scb-monthly",
        due_source=SCB,
        leader="Petra",
        economist="Erik",
        organiser=GR,
        title="Verkstad om yrkessvenska",
        came={KUNGALV: 9, PARTILLE: 6, MOLNDAL: 5},
        protected=(KUNGALV,),
        asks_number=True,
        waits=(KUNGALV, PARTILLE),
    ),
    Chain(
        slug=plan.LFI,
        fund="esf-2014-2020",
        layout="esf-scb-monthly",
        due_source=SCB,
        leader="Disa",
        economist="Folke",
        organiser=OSBY,
        title="Föreläsning och grupparbete om bemötande",
        came={OSBY: 8, GOINGE: 5, KRISTIANSTAD: 7, HASSLEHOLM: 5, HORBY: 4},
        function="Socialsekreterare",
        asks_number=True,
        waits=(KRISTIANSTAD, HORBY),
    ),
    Chain(
        slug=plan.COUNTY,
        fund="egen-finansiering",
        layout="county-board-grant",
        leader="Lena",
        economist="Inger",
        organiser=LANSSTYRELSEN,
        title="Nätverk om yrkesinriktad sfi",
        came={BOLLNAS: 4, SANDVIKEN: 5, HUDIKSVALL: 6},
        function="Sfi-lärare",
        waits=(SANDVIKEN, HUDIKSVALL),
        amounts=(("X", 25_000), ("Y", None)),
        rule="exact",
    ),
    Chain(
        slug=plan.COUNTY_PROJECT,
        fund="amif-2021-2027",
        layout="amif-participants",
        leader="Lena",
        economist="Inger",
        organiser=LANSSTYRELSEN,
        title="Svenska i föreningslivet",
        came={GAVLE: 8, HOFORS: 5, SODERHAMN: 4},
        function="Deltagare",
        asks_number=True,
        asks_at_the_door=True,
        waits=(OVANAKER, GAVLE),
        rule="exact",
    ),
)

# Who certifies for an employer: heads of units who come to nothing themselves.
CERTIFIERS = {
    KUNGALV: "Agda",
    PARTILLE: "Bo",
    MOLNDAL: "Cecilia",
    plan.HARRYDA: "Doris",
    plan.LERUM: "Edvin",
    plan.LILLA_EDET: "Frida",
    plan.OCKERO: "Greta",
    plan.STENUNGSUND: "Hanna",
    plan.GOTEBORG: "Ingemar",
    OSBY: "Jonas",
    GOINGE: "Kajsa",
    KRISTIANSTAD: "Lovisa",
    HASSLEHOLM: "Majken",
    HORBY: "Nora",
    BOLLNAS: "Oskar",
    SANDVIKEN: "Pia",
    HUDIKSVALL: "Rolf",
    GAVLE: "Sixten",
    HOFORS: "Tilda",
    SODERHAMN: "Urban",
}

# What each programme's partners have paid: organisation, what for, receipt, day, kronor.
COSTS = {
    plan.INVAST: (
        (KUNGALV, "Lokal, verkstad om yrkessvenska", "IK-12", (2025, 9, 17), 3_200),
        (KUNGALV, "Resor till handledning", "IK-19", (2025, 11, 19), 940),
        (PARTILLE, "Lokal, verkstad om yrkessvenska", "IP-7", (2025, 10, 15), 2_850),
        (GR, "Föreläsare, verkstad", "IG-41", (2025, 10, 15), 18_500),
    ),
    plan.LFI: (
        (OSBY, "Föreläsare om bemötande", "LO-3", (2025, 10, 15), 22_000),
        (KRISTIANSTAD, "Lokal, grupparbete", "LK-8", (2025, 11, 12), 4_100),
        (HORBY, "Resor till Osby", "LH-2", (2025, 12, 3), 1_380),
    ),
    plan.COUNTY: (
        (LANSSTYRELSEN, "Lokal, nätverk", "GL-15", (2025, 9, 17), 5_600),
        (BOLLNAS, "Resor till nätverk", "GB-4", (2025, 10, 15), 1_120),
    ),
    plan.COUNTY_PROJECT: (
        (GAVLE, "Föreningsledare, ersättning", "SG-21", (2025, 10, 15), 9_800),
        (HOFORS, "Fika och lokal", "SH-5", (2025, 11, 12), 2_240),
        (OVANAKER, "Lokal, språkcafé", "SO-9", (2026, 2, 3), 1_450),
    ),
}  # fmt: skip
# What was incurred until here is handed in and accepted.
ACCEPTED_UNTIL = dt.date(2025, 11, 30)
