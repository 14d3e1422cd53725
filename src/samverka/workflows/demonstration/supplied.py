"""Competence supply in Lärande för integration: plans, a wheel with something late, leaders."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count

from samverka.delivery.activities.models import Attendance
from samverka.delivery.programmes.models import Programme
from samverka.development.supply import actions as supply
from samverka.development.supply.models import CriticalRole, Nomination, SupplyPlan, WheelTask
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position

from . import plan
from .chains import GOINGE, HASSLEHOLM, HORBY, KRISTIANSTAD

BEGUN = dt.date(2025, 12, 1)
NEW_YEAR = dt.date(2026, 1, 2)
SOURCE = "kommunens egen personalstatistik (påhittad)"
HEAD, SECRETARY, COORDINATOR = "Enhetschef", "Socialsekreterare", "Integrationssamordnare"
# function, needed, leave in a year, successor as a function ("": nobody yet, or a person)
ROLES = (
    (SECRETARY, 20, 18, "Förste socialsekreterare"),
    (COORDINATOR, 3, 25, ""),
    (HEAD, 6, 8, ""),
)
# month, what, who, note
WHEEL = (
    (1, "Följ upp förra årets plan", HEAD, "Med siffrorna från personalenheten."),
    (2, "Gå igenom nyckelroller och efterträdare", SECRETARY, ""),
    (3, "Medarbetarsamtal: kom överens om nivåer", HEAD, "Underlaget är kartläggningen."),
    (5, "Anmäl behov av utbildning till hösten", COORDINATOR, ""),
    (9, "Introduktion för dem som är nya", HEAD, ""),
    (11, "Beslut om nästa års plan och budget", HEAD, "Till nämnden i december."),
)
STEPS = (
    ("Besök på mottagningen och hos skolan", dt.date(2026, 2, 13), SECRETARY, True),
    ("Går bredvid en erfaren kollega två veckor", dt.date(2026, 2, 27), SECRETARY, False),
    ("Samtal med tolk: utbildningens första del", dt.date(2026, 4, 24), COORDINATOR, False),
)
LOG = (
    (dt.date(2026, 1, 14), "meeting", 90, "Uppstart med enhetscheferna, planen gicks igenom."),
    (dt.date(2026, 1, 28), "support", 60, "Hjälp att beskriva nyckelroller på enheten."),
    (dt.date(2026, 2, 18), "support", 45, "Årshjulet lades in, två uppgifter flyttades."),
)
TRAINED_AT, TIMES = (GOINGE, KRISTIANSTAD, HASSLEHOLM), 3


def keep_competence(
    programme: Programme,
    organisations: Mapping[str, Organisation],
    actors: Mapping[str, Actor],
) -> None:
    """Osby is mid-way, Hörby has begun; nobody in Hörby is trained."""
    leader = actors["Disa"]
    # She writes a log, and has tasks of the year.
    alva = Person.objects.get(user=actors["Alva"].user)
    _plan(programme, organisations[plan.OSBY], alva, leader)
    _begin(programme, organisations[HORBY], leader)
    _lead(programme, organisations, alva, actors)


def _begin(programme: Programme, place: Organisation, by: Actor) -> SupplyPlan:
    made = supply.begin_plan(programme=programme, organisation=place, on=BEGUN, by=by)
    _role(made, COORDINATOR, 1, 30, "", None, by)
    return made


def _role(
    made: SupplyPlan,
    function: str,
    needed: int,
    leaves: int,
    follows: str,
    successor: Person | None,
    by: Actor,
) -> CriticalRole:
    values = {
        "function": function,
        "needed": needed,
        "leaves": leaves,
        "leaves_source": SOURCE,
        "leaves_on": dt.date(2025, 12, 31),
        "successor_function": follows,
    }
    return supply.write_role(plan=made, values=values, successor=successor, by=by)


def _plan(programme: Programme, place: Organisation, alva: Person, by: Actor) -> None:
    made = supply.begin_plan(programme=programme, organisation=place, on=BEGUN, by=by)
    for function, needed, leaves, follows in ROLES:
        successor = alva if function == HEAD else None
        role = _role(made, function, needed, leaves, follows, successor, by)
        if function != SECRETARY:
            continue
        for text, by_day, who, is_done in STEPS:
            values = {"text": text, "by_day": by_day, "function": who}
            step = supply.write_step(role=role, values=values, by=by)
            if is_done:
                supply.mark_step(step=step, is_done=True, on=by_day, by=by)
    for month, text, function, note in WHEEL:
        values = {"month": month, "text": text, "function": function, "note": note}
        supply.write_row(plan=made, values=values, on=NEW_YEAR, by=by)
    supply.make_year(plan=made, year=NEW_YEAR.year, on=NEW_YEAR, by=by)
    january = WheelTask.objects.get(row__plan=made, row__month=1)
    supply.mark_task(task=january, is_done=True, on=dt.date(2026, 1, 29), by=by)


def _lead(
    programme: Programme,
    organisations: Mapping[str, Organisation],
    alva: Person,
    actors: Mapping[str, Actor],
) -> None:
    """Three were at what counts, Alva is trained elsewhere, and Hörby's is only named."""
    leader = actors["Disa"]
    came = Attendance.objects.filter(
        session__activity__programme=programme, mark=Attendance.Mark.HERE
    )
    most = came.values("session__activity").annotate(count=Count("pk")).order_by("-count").first()
    if most:
        activity = came.filter(session__activity=most["session__activity"])[0].session.activity
        supply.add_training(
            programme=programme, activity=activity, series=None, times=TIMES, by=leader
        )
    own = _named(programme, organisations[plan.OSBY], alva, leader)
    days = {"trained_on": dt.date(2025, 12, 10), "valid_from": NEW_YEAR, "valid_to": None}
    supply.set_days(nomination=own, values=days, by=leader)
    peer = None
    for name in TRAINED_AT:
        place = organisations[name]
        often = came.filter(organisation=place).values("person").annotate(count=Count("pk"))
        person = Person.objects.get(pk=often.order_by("-count", "person")[0]["person"])
        peer = _named(programme, place, person, leader)
    _named(programme, organisations[HORBY], _somebody_at(organisations[HORBY], came), leader)
    for day, kind, minutes, text in LOG:
        values = {"held_on": day, "kind": kind, "minutes": minutes, "text": text, "peer": None}
        supply.write_log(nomination=own, values=values, by=actors["Alva"])
    values = {
        "held_on": dt.date(2026, 2, 25),
        "kind": "peer",
        "minutes": 60,
        "text": "Jämförde årshjulen och vad som fastnar.",
        "peer": peer,
    }
    supply.write_log(nomination=own, values=values, by=actors["Alva"])


def _somebody_at(place: Organisation, came) -> Person:
    """Of those who work there, the first who was at nothing yet."""
    there = Position.objects.filter(organisation=place).exclude(person__in=came.values("person"))
    return there.select_related("person").order_by("pk")[0].person


def _named(programme: Programme, place: Organisation, person: Person, by: Actor) -> Nomination:
    values = {"nominated_by": "Förvaltningschef", "nominated_on": dt.date(2026, 1, 12)}
    return supply.nominate(
        programme=programme, organisation=place, person=person, values=values, by=by
    )
