"""Training: planned by whoever leads; a decided plan is read by all in the programme.

Petra has made a plan from a mapping and a proposal from the plan.
"""

from samverka.development.training import actions
from samverka.development.training.models import TrainingPlan
from samverka.development.training.tests.factories import planned, proposed
from tests.people import TODAY

ROWS = """
                               petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  training:overview         200   200   200   200   200   200   200   200   404   login
GET  training:add_module       200   403   403   403   403   403   403   403   404   login
POST training:add_module       422   403   403   403   403   403   403   403   404   login
GET  training:module           200   403   403   403   403   403   403   403   404   login
POST training:module           422   403   403   403   403   403   403   403   404   login
GET  training:remove_module    405   405   405   405   405   405   405   405   405   login
POST training:remove_module    302   403   403   403   403   403   403   403   404   login
GET  training:bring_module_back 405   405   405   405   405   405   405   405   405   login
POST training:bring_module_back 302   403   403   403   403   403   403   403   404   login
GET  training:make             200   403   403   403   403   403   403   403   404   login
POST training:make             302   403   403   403   403   403   403   403   404   login
GET  training:making           200   403   403   403   403   403   403   403   404   login
GET  training:plan             200   200   200   200   200   200   200   200   404   login
GET  training:printed          200   200   200   200   200   200   200   200   404   login
GET  training:weights          200   403   403   403   403   403   403   403   404   login
POST training:weights          302   403   403   403   403   403   403   403   404   login
GET  training:decide           405   405   405   405   405   405   405   405   405   login
POST training:decide           302   403   403   403   403   403   403   403   404   login
GET  training:reopen           405   405   405   405   405   405   405   405   405   login
POST training:reopen           302   403   403   403   403   403   403   403   404   login
GET  training:add_line         200   403   403   403   403   403   403   403   404   login
POST training:add_line         422   403   403   403   403   403   403   403   404   login
GET  training:line             200   403   403   403   403   403   403   403   404   login
POST training:line             422   403   403   403   403   403   403   403   404   login
GET  training:day              200   403   403   403   403   403   403   403   404   login
POST training:day              422   403   403   403   403   403   403   403   404   login
GET  training:remove_line      405   405   405   405   405   405   405   405   405   login
POST training:remove_line      302   403   403   403   403   403   403   403   404   login
GET  training:line_back        405   405   405   405   405   405   405   405   405   login
POST training:line_back        302   403   403   403   403   403   403   403   404   login
GET  training:closed_days      200   403   403   403   403   403   403   403   404   login
POST training:closed_days      422   403   403   403   403   403   403   403   404   login
GET  training:booking          200   403   403   403   403   403   403   403   404   login
POST training:booking          422   403   403   403   403   403   403   403   404   login
GET  training:progress         200   403   403   403   403   403   403   403   404   login
GET  training:place            200   403   403   403   403   403   403   403   404   login
POST training:place            302   403   403   403   403   403   403   403   404   login
GET  training:accept           405   405   405   405   405   405   405   405   405   login
POST training:accept           302   403   403   403   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def _plan(cast) -> TrainingPlan:
    return planned(cast).plan


def being_made(cast):
    mapping = _plan(cast).mapping
    actions.begin_plan(mapping=mapping, on=TODAY, by=cast.petra)
    return programme(cast) | {"key": mapping.public_key}


def module(cast):
    return programme(cast) | {"key": planned(cast).module.public_key}


def plan(cast):
    return programme(cast) | {"key": _plan(cast).public_key}


def decided(cast):
    made = _plan(cast)
    actions.decide_plan(plan=made, on=TODAY, by=cast.petra)
    return programme(cast) | {"key": made.public_key}


def line(cast):
    made = planned(cast)
    return programme(cast) | {"key": made.plan.public_key, "line_key": made.public_key}


def proposal(cast):
    return programme(cast) | {"key": proposed(cast).plan.public_key}


def place(cast):
    made = proposed(cast)
    key = made.places.order_by("pk").first().public_key
    return programme(cast) | {"key": made.plan.public_key, "place_key": key}


ARGUMENTS = {
    **dict.fromkeys(("training:overview", "training:add_module"), programme),
    **dict.fromkeys(("training:make", "training:making"), being_made),
    **dict.fromkeys(
        ("training:module", "training:remove_module", "training:bring_module_back"), module
    ),
    **dict.fromkeys(("training:plan", "training:printed"), decided),
    **dict.fromkeys(
        (
            "training:weights",
            "training:decide",
            "training:reopen",
            "training:add_line",
            "training:closed_days",
        ),
        plan,
    ),
    **dict.fromkeys(
        ("training:line", "training:day", "training:remove_line", "training:line_back"), line
    ),
    **dict.fromkeys(("training:booking", "training:progress", "training:accept"), proposal),
    "training:place": place,
}
