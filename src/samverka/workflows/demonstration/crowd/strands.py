"""What the crowd comes to: in each of the five programmes some kinds of things, many times."""

import datetime as dt
from dataclasses import dataclass

from samverka.delivery.activities.models import Activity
from samverka.workflows.demonstration.chains import (
    BOLLNAS,
    GOINGE,
    HASSLEHOLM,
    HORBY,
    HUDIKSVALL,
    KRISTIANSTAD,
    SANDVIKEN,
    SODERHAMN,
)
from samverka.workflows.demonstration.plan import (
    COUNTY,
    COUNTY_PROJECT,
    GAVLE,
    GOTEBORG,
    GR,
    HARRYDA,
    HOFORS,
    INVAST,
    KUNGALV,
    LANSSTYRELSEN,
    LERUM,
    LFI,
    LILLA_EDET,
    MOLNDAL,
    OSBY,
    OVANAKER,
    PARENTS,
    PARTILLE,
    STENUNGSUND,
)

from .homes import (
    BRIDGE,
    CIRCLE,
    HALMSTAD,
    LJUSDAL,
    NORDANSTIG,
    OCKELBO,
    OFFICES,
    ROAD,
    SKARABORG,
    STUDIES,
    UNITS_IN,
)

Kind = Activity.Kind
AROUND = (HARRYDA, KUNGALV, LERUM, LILLA_EDET, MOLNDAL, PARTILLE, STENUNGSUND)
IN_SCANIA = (OSBY, GOINGE, KRISTIANSTAD, HASSLEHOLM, HORBY)
IN_THE_PROJECT = (*(BOLLNAS, GAVLE, HOFORS, HUDIKSVALL, NORDANSTIG, OCKELBO, OVANAKER, SODERHAMN),)
IN_THE_COUNTY = (*IN_THE_PROJECT, LJUSDAL, SANDVIKEN)
ALONE = (dt.time(13), dt.time(15), 0)
MORNING, DAY = (dt.time(9), dt.time(12), 15), (dt.time(9), dt.time(16), 60)
AFTERNOON, EVENING = (dt.time(13), dt.time(16, 30), 30), (dt.time(17), dt.time(19, 30), 0)


@dataclass(frozen=True)
class Strand:
    """One kind of thing that is held `count` times, each by one of the organisers in turn."""

    programme: str
    goal: str
    kind: Kind
    titles: tuple[str, ...]
    count: int
    # Of each organiser those who come: staff of these; of the units of these; of its own.
    organisers: dict[str, tuple[str, ...]]
    # At least and at most so many times, so many days apart, and so many persons.
    times: tuple[int, int]
    apart: int
    persons: tuple[int, int]
    # From, to, and minutes of break.
    hours: tuple[dt.time, dt.time, int]
    functions: str = ""
    of_units: bool = False


def _own(*names: str) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


STRANDS = (
    Strand(
        PARENTS,
        "3",
        Kind.MEETING,
        (
            "Lokalt nätverk: familjer i början",
            "Lokalt nätverk: tolk i vardagen",
            "Lokalt nätverk: förskola och hem",
            "Lokalt nätverk: barnets bästa",
            "Lokalt nätverk: tonåringar",
        ),
        count=37,
        organisers=_own(*AROUND, GOTEBORG),
        times=(3, 5),
        apart=28,
        persons=(15, 23),
        hours=AFTERNOON,
        functions="Socialsekreterare, Familjebehandlare, Förskollärare",
    ),
    Strand(
        PARENTS,
        "2",
        Kind.COURSE,
        ("Förälder i nytt land: dagkurs", "Förälder i nytt land: kvällskurs"),
        count=11,
        organisers={GOTEBORG: (BRIDGE,)},
        times=(7, 7),
        apart=7,
        persons=(12, 18),
        hours=EVENING,
        functions="Deltagare",
    ),
    Strand(
        PARENTS,
        "2",
        Kind.COURSE,
        ("Förälder i nytt land: dagkurs", "Förälder i nytt land: kvällskurs"),
        count=5,
        organisers={MOLNDAL: (BRIDGE,), KUNGALV: (CIRCLE,)},
        times=(7, 7),
        apart=7,
        persons=(12, 18),
        hours=EVENING,
        functions="Deltagare",
    ),
    Strand(
        PARENTS,
        "3",
        Kind.OTHER,
        (
            "Webbseminarium: att prata om uppfostran",
            "Webbseminarium: våld i nära relationer",
            "Webbseminarium: samhällsorientering för föräldrar",
            "Webbseminarium: barnkonventionen i praktiken",
        ),
        count=12,
        organisers={GR: (*AROUND, GOTEBORG)},
        times=(1, 1),
        apart=7,
        persons=(60, 95),
        hours=ALONE,
        functions="Socialsekreterare, Kurator, Sfi-lärare",
    ),
    Strand(
        INVAST,
        "1",
        Kind.WORKSHOP,
        (
            "Kvalitetsdialog: självskattning",
            "Kvalitetsdialog: muntlig färdighet",
            "Kvalitetsdialog: kort utbildningsbakgrund",
            "Kvalitetsdialog: digitala verktyg",
            "Kvalitetsdialog: progression",
        ),
        count=38,
        organisers={
            GR: tuple(name for name in UNITS_IN if name not in (*SKARABORG, HALMSTAD)),
            "Skaraborgs kommunalförbund": tuple(SKARABORG),
            HALMSTAD: (HALMSTAD,),
        },
        times=(2, 5),
        apart=21,
        persons=(18, 31),
        hours=AFTERNOON,
        functions="Sfi-lärare, Rektor, Specialpedagog",
        of_units=True,
    ),
    Strand(
        INVAST,
        "2",
        Kind.MEETING,
        (
            "Mötesplats: nyanlända och vården",
            "Mötesplats: bosättning",
            "Mötesplats: vägar till arbete",
            "Mötesplats: interkulturell kompetens",
        ),
        count=24,
        organisers={
            GR: (KUNGALV, MOLNDAL, PARTILLE, "Marks kommun", "Alingsås kommun"),
            "Skaraborgs kommunalförbund": tuple(SKARABORG),
            HALMSTAD: (HALMSTAD,),
        },
        times=(1, 3),
        apart=35,
        persons=(26, 42),
        hours=MORNING,
        functions="Integrationssamordnare, Socialsekreterare, Enhetschef",
    ),
    Strand(
        LFI,
        "1",
        Kind.WORKSHOP,
        (
            "Bemötande i vardagen: språket",
            "Bemötande i vardagen: psykisk hälsa",
            "Bemötande i vardagen: kulturförståelse",
        ),
        count=30,
        organisers=_own(*IN_SCANIA),
        times=(2, 4),
        apart=14,
        persons=(16, 26),
        hours=MORNING,
        functions="Socialsekreterare, Skolsköterska, Sfi-lärare",
    ),
    Strand(
        LFI,
        "2",
        Kind.MEETING,
        ("Processledarträff",),
        count=6,
        organisers={OSBY: IN_SCANIA},
        times=(2, 3),
        apart=42,
        persons=(18, 28),
        hours=DAY,
        functions="Integrationssamordnare, Utvecklingsledare",
    ),
    Strand(
        COUNTY,
        "1.1",
        Kind.WORKSHOP,
        (
            "Länsdag: kunskap om utrikes födda",
            "Länsdag: mottagande i samverkan",
            "Länsdag: validering",
        ),
        count=22,
        organisers={LANSSTYRELSEN: (*IN_THE_COUNTY, *OFFICES)},
        times=(1, 2),
        apart=14,
        persons=(32, 58),
        hours=DAY,
        functions="Handläggare, Arbetsförmedlare, Integrationssamordnare",
    ),
    Strand(
        COUNTY,
        "1.5",
        Kind.MEETING,
        ("Lokalt samråd om barn och unga", "Lokalt samråd om bosättning"),
        count=20,
        organisers=_own(*IN_THE_COUNTY),
        times=(2, 4),
        apart=42,
        persons=(12, 18),
        hours=ALONE,
        functions="Förskollärare, Kurator, Integrationssamordnare",
    ),
    Strand(
        COUNTY_PROJECT,
        "3",
        Kind.OTHER,
        (
            "Svenska i föreningslivet: fotboll",
            "Svenska i föreningslivet: odling",
            "Svenska i föreningslivet: hantverk",
            "Svenska i föreningslivet: simskola",
        ),
        count=20,
        organisers={
            **dict.fromkeys((GAVLE, HOFORS, OCKELBO, OVANAKER), (ROAD,)),
            **dict.fromkeys((BOLLNAS, HUDIKSVALL, NORDANSTIG, SODERHAMN), (STUDIES,)),
        },
        times=(6, 8),
        apart=7,
        persons=(12, 18),
        hours=EVENING,
        functions="Deltagare",
    ),
    Strand(
        COUNTY_PROJECT,
        "4",
        Kind.WORKSHOP,
        ("Metodverkstad: individen i fokus", "Metodverkstad: tidiga insatser"),
        count=15,
        organisers={LANSSTYRELSEN: IN_THE_PROJECT},
        times=(2, 3),
        apart=28,
        persons=(20, 30),
        hours=DAY,
        functions="Samhällsvägledare, Integrationssamordnare",
    ),
)
