"""The plan of training in Lärande för integration: half decided, people waiting to be booked."""

import datetime as dt
from collections.abc import Mapping as By

from samverka.development.competence.models import Competence, Mapping
from samverka.development.competence.queries import mapped
from samverka.development.training import actions as training
from samverka.development.training.models import ClosedDay, PlanLine
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from . import plan
from .chains import HASSLEHOLM, HORBY, KRISTIANSTAD

# area: (lecture, group work)
MODULES = {
    "Kulturförståelse": ("Kultur, normer och möten", "Träna möten i vardagen"),
    "Förståelse för psykisk hälsa": ("Stress, trauma och väntan", "Våga fråga, veta vart"),
    "Samtalsmetoder och kommunikation": ("Klarspråk och tolk", "Samtalsträning i grupp"),
    "Ledning och styrning av mångfaldsarbete": ("Leda mångfald", "Från plan till handling"),
}
LECTURE = {"form": "lecture", "up_to": 2, "places": 28, "minutes": 150, "least": 0}
GROUP = {"form": "group_work", "up_to": 4, "places": 12, "minutes": 180, "least": 6}
BOTH = {"least_gap": 1, "most_gap": 4}
# place, day, hour: of the first two lines of the plan.
DAYS = (
    ((KRISTIANSTAD, 14, 13), (HASSLEHOLM, 16, 9)),
    ((plan.OSBY, 21, 13), (KRISTIANSTAD, 23, 9), (HASSLEHOLM, 28, 13)),
)


def plan_training(
    mapping: Mapping, organisations: By[str, Organisation], leader: Actor, *, on: dt.date
) -> None:
    """Eight modules, a draft with days for its first two lines, nobody booked yet."""
    held: dict[str, list[Competence]] = {}
    for one in mapped(mapping):
        held.setdefault(one.area.name, []).append(one)
    for area, (lecture, group) in MODULES.items():
        for name, facts, mixed in ((lecture, LECTURE, None), (group, GROUP, 4)):
            values = {"name": name, "of_one_workplace": mixed, "competences": held[area]}
            training.add_module(
                programme=mapping.programme, values=values | facts | BOTH, by=leader
            )
    made = training.make_plan(mapping=mapping, weights={}, on=on, by=leader)
    for line, days in zip(made.lines.order_by("order"), DAYS, strict=False):
        _set_days(line, days, organisations, leader)
    training.set_closed_days(
        plan=made,
        organisation=organisations[HORBY],
        weekdays=[ClosedDay.Weekday.TUESDAY],
        by=leader,
    )


def _set_days(
    line: PlanLine,
    days: tuple[tuple[str, int, int], ...],
    organisations: By[str, Organisation],
    leader: Actor,
) -> None:
    when = [
        training.When(
            dt.date(plan.TODAY.year, 4, day),
            dt.time(hour),
            organisations[place].municipality,
            "Kommunhuset",
        )
        for place, day, hour in days
    ]
    training.set_sessions(line=line, sessions=when, by=leader)
