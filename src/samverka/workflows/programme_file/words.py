"""The words of a programme file, and what each stands for. They are Swedish, as the file is."""

from samverka.delivery.activities.models import Activity
from samverka.delivery.groups.models import Group
from samverka.delivery.plans.models import StartPoint
from samverka.delivery.programmes.models import (
    Finding,
    FundRule,
    Gate,
    Measure,
    Participation,
    Phase,
    PhaseCriterion,
    PreStudy,
    Programme,
    ProgrammeLink,
)
from samverka.register.agreements.models import Agreement, AgreementPart
from samverka.register.partners.models import Organisation

Kind = Organisation.Kind
Part = Participation.Part
Counts = Measure.Counts
Unit = Measure.Unit

KINDS = {
    "kommun": Kind.MUNICIPALITY,
    "kommunalförbund": Kind.FEDERATION,
    "länsstyrelse": Kind.COUNTY_BOARD,
    "region": Kind.REGION,
    "myndighet": Kind.AUTHORITY,
    "lärosäte": Kind.UNIVERSITY,
    "förening": Kind.ASSOCIATION,
    "enhet": Kind.UNIT,
    "annat": Kind.OTHER,
}
PARTS = {
    "äger": Part.OWNER,
    "leder tillsammans med ägaren": Part.CO_LEADER,
    "deltar": Part.PARTICIPANT,
    "följer med forskning": Part.RESEARCHER,
}
SUBJECTS = {
    "timmar": FundRule.Subject.HOURS,
    "redovisning": FundRule.Subject.ACCOUNT,
    "hur länge det sparas": FundRule.Subject.RETENTION,
    "kostnader": FundRule.Subject.COSTS,
    "enhetskostnader": FundRule.Subject.UNIT_COSTS,
    "indikatorer": FundRule.Subject.INDICATORS,
    "uppgifter om deltagare": FundRule.Subject.PARTICIPANTS,
    "åldersgrupper": FundRule.Subject.AGE_BANDS,
    "hur deltagare verifieras": FundRule.Subject.VERIFYING,
    "varför deltagande slutar": FundRule.Subject.END_REASONS,
    "projektets personal": FundRule.Subject.NO_STAFF,
    "rapport": FundRule.Subject.REPORT,
    "horisontella principer": FundRule.Subject.HORIZONTAL,
    "när det rapporteras": FundRule.Subject.REPORTING,
    "hur finansiären visas": FundRule.Subject.PUBLICITY,
}
ASKED = {
    "personnummer": FundRule.Asked.NUMBER,
    "kön": FundRule.Asked.SEX,
    "åldersgrupp": FundRule.Asked.AGE_BAND,
    "ensamkommande barn": FundRule.Asked.UNACCOMPANIED,
    "kontakt": FundRule.Asked.CONTACT,
    "verifierat medborgarskap": FundRule.Asked.VERIFICATION,
}
COUNTED_FROM = {
    "sista dagen": FundRule.CountedFrom.LAST_DAY,
    "slutårets sista dag": FundRule.CountedFrom.YEAR_END,
    "sista betalningens år": FundRule.CountedFrom.PAYMENT,
    "räkenskaperna": FundRule.CountedFrom.ACCOUNTS,
}
PROGRAMMES = {
    "projekt": Programme.Kind.PROJECT,
    "förstudie": Programme.Kind.PRE_STUDY,
    "partnerskap": Programme.Kind.PARTNERSHIP,
    "ordinarie verksamhet": Programme.Kind.ORDINARY,
}
BASES = {
    "hela budgeten": Programme.Basis.TOTAL,
    "enbart stödet": Programme.Basis.GRANT,
}
LINKS = {
    "bygger på": ProgrammeLink.Kind.BUILDS_ON,
    "fortsätter": ProgrammeLink.Kind.CONTINUES,
    "följer av förstudien": ProgrammeLink.Kind.FOLLOWS_PRE_STUDY,
}
STATES = {
    "planerad": Phase.State.PLANNED,
    "pågår": Phase.State.OPEN,
    "avslutad": Phase.State.CLOSED,
}
OUTCOMES = {"godkänt": Gate.Outcome.APPROVED, "avslag": Gate.Outcome.REFUSED}
CRITERIA = {
    "att börja": PhaseCriterion.Kind.ENTRY,
    "att sluta": PhaseCriterion.Kind.EXIT,
}
SEEN_BY = {
    "planerna": PhaseCriterion.SeenBy.PLANS_APPROVED,
    "starten": PhaseCriterion.SeenBy.START_IN_PLACE,
    "metodernas beslut": PhaseCriterion.SeenBy.METHODS_DECIDED,
    "överlämningarna": PhaseCriterion.SeenBy.HANDED_OVER,
    "ägarna i linjen": PhaseCriterion.SeenBy.LINE_OWNERS,
}
AGREEMENTS = {"regional": Agreement.Kind.REGIONAL, "lokal": Agreement.Kind.LOCAL}
AGREEMENT_PARTS = {
    "ansvarsfördelning": AgreementPart.Part.RESPONSIBILITY,
    "roller": AgreementPart.Part.ROLES,
    "rutiner": AgreementPart.Part.ROUTINES,
    "gemensamma mål": AgreementPart.Part.GOALS,
    "uppföljning": AgreementPart.Part.FOLLOW_UP,
}
GROUPS = {
    "styrgrupp": Group.Kind.STEERING,
    "arbetsgrupp": Group.Kind.WORKING,
    "nätverk": Group.Kind.NETWORK,
    "referensgrupp": Group.Kind.REFERENCE,
    "mötesplats": Group.Kind.MEETING_PLACE,
}
START_POINTS = {
    "aktivitetslista": StartPoint.Kind.ACTIVITY_LIST,
    "roller": StartPoint.Kind.ROLES,
    "rutiner": StartPoint.Kind.ROUTINES,
    "risklista": StartPoint.Kind.RISKS,
    "annat": StartPoint.Kind.OTHER,
}
DECISIONS = {"gå vidare": PreStudy.Decision.GO, "gå inte vidare": PreStudy.Decision.NO_GO}
FINDINGS = {
    "resultat": Finding.Kind.FINDING,
    "lärdom": Finding.Kind.LESSON,
    "metod": Finding.Kind.METHOD,
    "utgångspunkt": Finding.Kind.HYPOTHESIS,
}
# Hours are counted by the engine, which knows these rules by their codes.
HOUR_RULES = {
    "hela minuter": "exact",
    "hela timmar nedåt per person, månad och slag": "whole_down_per_person_month_class",
}
ACTIVITIES = {
    "utbildningsdag": Activity.Kind.TRAINING_DAY,
    "träff": Activity.Kind.MEETING,
    "workshop": Activity.Kind.WORKSHOP,
    "kurs": Activity.Kind.COURSE,
    "annat": Activity.Kind.OTHER,
}
COUNTED = {
    "personer som deltagit": Counts.PERSONS,
    "timmar av deltagande": Counts.HOURS,
    "kommuner som deltagit": Counts.MUNICIPALITIES,
    "hållna utbildningsdagar": Counts.TRAINING_DAYS,
    "hållna workshoppar": Counts.WORKSHOPS,
    "hållna träffar": Counts.MEETINGS,
    "hållna kurser": Counts.COURSES,
    "hållna kurser hos den ansvariga": Counts.COURSES_AT_OWNER,
    "hållna kurser i andra kommuner": Counts.COURSES_ELSEWHERE,
    "enheter som deltagit": Counts.UNITS,
    "dagar från anmälan till första dagen": Counts.DAYS_TO_FIRST,
    "andel av alla som deltagit": Counts.SHARE_OF_PERSONS,
}
# What is counted is counted in one unit only.
UNIT_OF = {
    Counts.PERSONS: Unit.PERSONS,
    Counts.HOURS: Unit.HOURS,
    Counts.MUNICIPALITIES: Unit.MUNICIPALITIES,
    Counts.TRAINING_DAYS: Unit.DAYS,
    Counts.WORKSHOPS: Unit.WORKSHOPS,
    Counts.MEETINGS: Unit.MEETINGS,
    Counts.COURSES: Unit.COURSES,
    Counts.COURSES_AT_OWNER: Unit.COURSES,
    Counts.COURSES_ELSEWHERE: Unit.COURSES,
    Counts.UNITS: Unit.UNITS,
    Counts.DAYS_TO_FIRST: Unit.DAYS,
    Counts.SHARE_OF_PERSONS: Unit.PERSONS,
}
# One and many of each unit, as they are written after a number.
UNIT_WORDS = {
    Unit.PERSONS: ("person", "personer"),
    Unit.HOURS: ("timme", "timmar"),
    Unit.DAYS: ("dag", "dagar"),
    Unit.COURSES: ("kurs", "kurser"),
    Unit.GROUPS: ("grupp", "grupper"),
    Unit.MUNICIPALITIES: ("kommun", "kommuner"),
    Unit.UNITS: ("enhet", "enheter"),
    Unit.MEETINGS: ("träff", "träffar"),
    Unit.WORKSHOPS: ("workshop", "workshoppar"),
}
UNITS = {word: unit for unit, words in UNIT_WORDS.items() for word in words}
SEATS = ("plats", "platser")
MINUTES = ("minut", "minuter")
MONTHS = ("månad", "månader")
DAYS_AFTER = ("dag", "dagar")
YEARS = ("år", "år")
LANGUAGES = {
    "arabiska": "ar",
    "dari": "prs",
    "engelska": "en",
    "somaliska": "so",
    "svenska": "sv",
    "tigrinja": "ti",
    "ukrainska": "uk",
}
