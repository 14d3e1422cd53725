"""The words of a programme file, and what each stands for. They are Swedish, as the file is."""

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import FundRule, Measure, Participation
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
LANGUAGES = {
    "arabiska": "ar",
    "dari": "prs",
    "engelska": "en",
    "somaliska": "so",
    "svenska": "sv",
    "tigrinja": "ti",
    "ukrainska": "uk",
}
