"""The groups of a programme, its methods, its start points, the skeleton of its plans."""

from collections.abc import Iterable
from typing import Any

from samverka.delivery.groups.models import Group
from samverka.delivery.plans.models import Plan, PlanItem, StartPoint
from samverka.development.methods.models import Method

from . import words
from .facts import Section, rows_of
from .keys import (
    FIELD_NAME,
    GOAL_NUMBER,
    MEASURE_CODE,
    ORGANISATION,
    Choice,
    Day,
    Key,
    Number,
    Ref,
    Whole,
    Yes,
)


def _in_programme(model: Any) -> Any:
    return lambda programme: model.objects.filter(programme=programme).order_by("pk")


def _newest_plans(programme: Any) -> Iterable[Plan]:
    newest: dict[int, Plan] = {}
    for plan in Plan.objects.filter(programme=programme).order_by("revision", "pk"):
        newest[plan.organisation_id] = plan
    return newest.values()


def _lines(plan: Plan) -> Iterable[PlanItem]:
    return plan.items.in_force().order_by("number")


SEAT = Section(
    "platser",
    (
        Ref("organisation", "organisation", to=ORGANISATION),
        Key("växlar", "rotation", longest=300),
        Key("funktion", "function", longest=120),
        Ref("fält", "field", to=FIELD_NAME),
        Whole("tid per månad", "minutes_a_month", units=words.MINUTES),
    ),
    rows_of("seats", "number"),
    is_short=True,
)
GROUP = Section(
    "grupper",
    (
        Key("grupp", "name", required=True, longest=150),
        Choice("slag", "kind", required=True, choices=words.GROUPS),
        Ref("sammankallas av", "convener", required=True, to=ORGANISATION),
        Ref("fält", "field", to=FIELD_NAME),
        Key("syfte", "purpose"),
        Number("möten per år", "meetings_per_year"),
        Key("medlemmarnas funktion", "member_function", longest=120),
        Yes("ärenden dryftas", "discusses_cases"),
    ),
    _in_programme(Group),
    (SEAT,),
    known_by="name",
)
METHOD = Section(
    "metoder",
    (
        Key("metod", "name", required=True, longest=150),
        Ref("ägs av", "owner", to=ORGANISATION),
        Key("om", "description"),
        Key("för", "target_group", longest=200),
        Key("behöver", "needs"),
        Key("underlag", "evidence"),
    ),
    _in_programme(Method),
    known_by="name",
)
START_POINT = Section(
    "på plats vid starten",
    (
        Choice("slag", "kind", required=True, choices=words.START_POINTS),
        Key("lyder", "text", required=True, longest=300),
    ),
    lambda programme: StartPoint.objects.filter(programme=programme).order_by("number"),
    known_by="text",
    is_short=True,
)
PLAN_ITEM = Section(
    "rader",
    (
        Key("aktivitet", "activity", required=True, longest=300),
        Key("syfte", "aim"),
        Key("för", "target_group", longest=200),
        Key("resurser", "resources"),
        Ref("delmål", "goal", to=GOAL_NUMBER, by="number"),
        Ref("mått", "measure", to=MEASURE_CODE, by="code"),
        Key("eget mått", "own_measure", longest=200),
        Day("från", "starts_on"),
        Day("till", "ends_on", last=True),
        Key("ansvarig", "responsible", longest=120),
        Ref("ansvarig hos", "responsible_at", to=ORGANISATION),
    ),
    _lines,
)
PLAN = Section(
    "planer",
    (Ref("organisation", "organisation", required=True, to=ORGANISATION),),
    _newest_plans,
    (PLAN_ITEM,),
    known_by="organisation",
    is_short=True,
)
