"""The sections of a programme file: each word, and the field of a table that it stands for."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Phase, ProgrammeFund

from . import words
from .agreement_sections import AGREEMENT, WORKS_ON
from .competence_sections import COMPETENCE_AREA
from .facts import Section, rows_of
from .group_sections import GROUP, METHOD, PLAN, START_POINT
from .keys import (
    FIELD_NAME,
    GOAL_NUMBER,
    ORGANISATION,
    SUB_REGION,
    Choice,
    Day,
    Key,
    Money,
    Names,
    Percent,
    Place,
    Places,
    Ref,
    SaidDay,
    Until,
    Whole,
    Words,
    Yes,
)
from .measured import (
    About,
    Clock,
    Earlier,
    FromStart,
    Organiser,
    Owner,
    PartTarget,
    Rule,
    TakenFrom,
    Target,
    days_to_come,
)


def _activities(goal: Any) -> Iterable[Activity]:
    return Activity.objects.filter(goal=goal, is_cancelled=False).order_by("pk")


def _occasions(activity: Activity) -> list[Any]:
    to_come = [
        SimpleNamespace(held_on=day, break_minutes=0) for day in days_to_come(activity.description)
    ]
    return sorted([*activity.sessions.all(), *to_come], key=lambda each: each.held_on)


OCCASION = Section(
    "tillfällen",
    (
        Day("dag", "held_on", required=True),
        Clock("klockan", "times"),
        Whole("rast", "break_minutes", units=words.MINUTES, otherwise=0),
    ),
    _occasions,
    is_short=True,
)
ACTIVITY = Section(
    "aktiviteter",
    (
        Key("aktivitet", "title", required=True, longest=150),
        Choice("slag", "kind", required=True, choices=words.ACTIVITIES),
        Organiser("arrangör", "organiser", to=ORGANISATION),
        Key("för", "target_group", longest=200),
        About("om", "description"),
        Place("kommun", "municipality"),
        Key("plats", "place", longest=150),
        Whole("antal platser", "seats", units=words.SEATS),
        Day("anmälan senast", "registration_closes_on"),
        Yes("informationsmöte", "is_information"),
    ),
    _activities,
    (OCCASION,),
    known_by="title",
    is_alone=True,
)
MEASURE_PART = Section(
    "delar",
    (
        Key("del", "title", required=True, longest=200),
        PartTarget("måltal", "target"),
        Ref("delregion", "sub_region", to=SUB_REGION),
        Places("kommuner", "municipalities"),
    ),
    rows_of("parts", "number"),
    known_by="title",
)
MEASURE = Section(
    "mått",
    (
        Key("kod", "code", required=True, longest=60),
        Key("mått", "title", required=True, longest=200),
        Key("så räknas det", "definition", required=True),
        Target("måltal", "target"),
        Key("täljare", "numerator"),
        Key("nämnare", "denominator"),
    ),
    rows_of("measures"),
    (MEASURE_PART,),
    known_by="code",
    is_alone=True,
)
GOAL = Section(
    "delmål",
    (
        Key("nummer", "number", required=True, longest=10),
        Key("lyder", "title", required=True, longest=300),
        Owner("ansvarig", "owner", to=ORGANISATION),
    ),
    lambda programme: programme.goals.filter(parent=None).order_by("pk"),
    (WORKS_ON, MEASURE, ACTIVITY),
    known_by="number",
    within="delmål",
    taken_within=rows_of("sub_goals"),
    is_alone=True,
)
RULE = Section(
    "regler",
    (
        Choice("gäller", "subject", required=True, choices=words.SUBJECTS),
        Rule("regel", "value", required=True),
        Words("frågar efter", "asks", choices=words.ASKED),
        Whole("rapporteras var", "period_months", units=words.MONTHS),
        Whole("senast efter", "due_days", units=words.DAYS_AFTER),
        Whole("sparas", "kept_years", units=words.YEARS),
        Choice("räknas från", "counted_from", choices=words.COUNTED_FROM),
        Key("källa", "source", required=True, longest=300),
        Day("från", "valid_from", required=True, moves=False),
        Until("till", "valid_to", moves=False),
    ),
    lambda row: row.fund.rules.order_by("pk"),
)
FUND = Section(
    "finansiering",
    (
        Key("fond", "name", required=True, longest=120, of="fund.name"),
        Key("kod", "code", required=True, longest=40, of="fund.code"),
        Key("förvaltas av", "administered_by", longest=120, of="fund.administered_by"),
        Day("från", "valid_from", moves=False, of="fund.valid_from"),
        Until("till", "valid_to", moves=False, of="fund.valid_to"),
        Key("diarienummer", "reference", longest=120),
        Day("avslutad", "settled_on"),
    ),
    lambda programme: (
        ProgrammeFund.objects.filter(programme=programme).select_related("fund").order_by("pk")
    ),
    (RULE,),
    known_by="code",
)
PARTNER = Section(
    ORGANISATION,
    (
        Key("organisation", "name", required=True, longest=120, of="organisation.name"),
        Choice("slag", "kind", required=True, choices=words.KINDS, of="organisation.kind"),
        Place("kommun", "municipality", of="organisation.municipality"),
        Key("del av", "part_of", of="organisation.part_of.name"),
        Choice("roll", "part", required=True, choices=words.PARTS),
        Ref("via", "via", to=SUB_REGION),
        Key("kontaktfunktion", "contact_function", longest=120),
        FromStart("från", "valid_from"),
        Until("till", "valid_to"),
    ),
    lambda programme: programme.participations.select_related(
        "programme", "via", "organisation__municipality", "organisation__part_of"
    ).order_by("pk"),
    known_by="name",
    is_required=True,
    is_short=True,
)
LEADS_PART = Section(
    SUB_REGION,
    (
        Key("delregion", "name", required=True, longest=120),
        Ref("leds av", "lead", required=True, to=ORGANISATION),
    ),
    rows_of("sub_regions"),
    known_by="name",
    is_short=True,
)
LINK = Section(
    "bygger på",
    (
        Earlier("program", "earlier", required=True),
        Choice("hur", "kind", required=True, choices=words.LINKS),
        Key("anmärkning", "note", longest=300),
    ),
    rows_of("builds_on"),
    known_by="earlier",
)
GATE = Section(
    "grind",
    (
        Key("beslutas av", "decided_by", required=True, longest=120),
        Choice("beslut", "outcome", choices=words.OUTCOMES),
        Day("dag", "decided_on"),
        Key("grund", "ground"),
    ),
    lambda phase: [phase.gate] if hasattr(phase, "gate") else [],
    is_single=True,
)
CRITERION = Section(
    "villkor",
    (
        Choice("för", "kind", required=True, choices=words.CRITERIA),
        Key("lyder", "text", required=True, longest=300),
        Choice("syns på", "seen_by", choices=words.SEEN_BY),
        Day("uppfyllt", "met_on"),
        Key("underlag", "evidence"),
    ),
    rows_of("criteria", "kind", "number"),
)
STAGE_START = Section(
    "börjar hos",
    (
        Ref("organisation", "organisation", required=True, to=ORGANISATION),
        Day("från", "begins_on", required=True),
    ),
    rows_of("starts", "begins_on", "pk"),
    known_by="organisation",
    is_short=True,
)
PHASE = Section(
    "faser",
    (
        Key("nummer", "number", required=True, longest=10),
        Key("fas", "name", required=True, longest=120),
        Key("syfte", "purpose"),
        SaidDay("börjar", "starts_on"),
        SaidDay("slutar", "ends_on", last=True),
        Choice("läge", "state", choices=words.STATES, otherwise=Phase.State.PLANNED),
    ),
    lambda programme: programme.phases.filter(parent=None).select_related("gate").order_by("pk"),
    (GATE, CRITERION, STAGE_START),
    known_by="number",
    within="etapper",
    taken_within=rows_of("stages"),
    is_alone=True,
)
AREA_PART = Section(
    "delar",
    (
        Ref("delregion", "sub_region", to=SUB_REGION),
        Ref("ansvarig", "responsible", to=ORGANISATION),
        Key("görs", "text"),
    ),
    rows_of("cells"),
    known_by="sub_region",
    is_short=True,
)
AREA = Section(
    "arbetsområden",
    (
        Key("nummer", "number", required=True, longest=10),
        Key("område", "title", required=True, longest=200),
        Yes("gemensamt", "is_common"),
    ),
    rows_of("work_areas"),
    (AREA_PART,),
    known_by="number",
)
FIELD = Section(
    FIELD_NAME,
    (
        Key("fält", "name", required=True, longest=120),
        Ref("samordnas av", "coordinator", to=ORGANISATION),
        Key("om", "description"),
    ),
    rows_of("fields", "number"),
    known_by="name",
)
PRE_STUDY = Section(
    "förstudie",
    (
        Key("fråga", "question"),
        Key("rekommendation", "recommendation"),
        Choice("beslut", "decision", choices=words.DECISIONS),
        Day("dag", "decided_on"),
        Key("beslutat av", "decided_by", longest=120),
        Key("grund", "ground"),
    ),
    lambda programme: [programme.pre_study] if hasattr(programme, "pre_study") else [],
    is_single=True,
)
FINDING = Section(
    "erfarenheter",
    (
        Choice("slag", "kind", required=True, choices=words.FINDINGS),
        Key("lyder", "text", required=True),
        TakenFrom("ur", "taken_from"),
    ),
    rows_of("findings", "number"),
)
CONTACT = Section(
    "kontakter",
    (
        Key("funktion", "function", required=True, longest=120),
        Ref("organisation", "organisation", required=True, to=ORGANISATION),
        Ref("delmål", "goal", to=GOAL_NUMBER, by="number"),
        Ref("fält", "field", to=FIELD_NAME),
        Yes("visas för alla", "is_public"),
        FromStart("från", "valid_from"),
        Until("till", "valid_to"),
    ),
    rows_of("contacts"),
    is_short=True,
)
OPEN_POINT = Section(
    "källan lämnar öppet",
    (
        Key("fråga", "text", required=True),
        Key("rader", "rows", longest=120),
        Key("avgjort", "settled"),
    ),
    rows_of("open_points", "number"),
)
WORDS = Section(
    "texter",
    (
        Key("vad", "key", required=True, longest=40),
        Key("text", "text", required=True),
    ),
    lambda wording: [
        SimpleNamespace(key=key, text=text) for key, text in sorted(wording.texts.items())
    ],
)
WORDING = Section(
    "på andra språk",
    (
        Key("språk", "language", required=True, longest=10),
        Key("skrivet av", "written_by", required=True, longest=120),
        Day("skrivet", "written_on", required=True, moves=False),
        Key("granskat av", "reviewed_by", longest=120),
        Day("granskat", "reviewed_on", moves=False),
    ),
    rows_of("wordings", "language"),
    (WORDS,),
    known_by="language",
)
PROGRAMME = Section(
    "program",
    (
        Key("namn", "name", required=True, longest=150),
        Key("nyckel", "slug", required=True, longest=60),
        Choice("slag", "kind", choices=words.PROGRAMMES, otherwise=words.PROGRAMMES["projekt"]),
        Key("beskrivning", "summary"),
        SaidDay("börjar", "starts_on"),
        SaidDay("slutar", "ends_on", last=True),
        SaidDay("förlängd till", "extended_to", last=True),
        Money("budget", "budget"),
        Choice("budgeten är", "budget_basis", choices=words.BASES),
        Percent("medfinansiering", "co_financing_share"),
        Names("teman", "themes"),
    ),
    lambda nothing: (),
    (
        OPEN_POINT,
        LINK,
        FUND,
        LEADS_PART,
        PARTNER,
        PHASE,
        AREA,
        FIELD,
        PRE_STUDY,
        FINDING,
        AGREEMENT,
        GOAL,
        CONTACT,
        GROUP,
        METHOD,
        COMPETENCE_AREA,
        START_POINT,
        PLAN,
        WORDING,
    ),
)
