"""Units' cycles: whoever leads the programme sees where all are; of one, its head and its leader.

Nobody of the cast heads a unit; Sara, who works at Kungälv, is process leader of one.
"""

from samverka.development.cycles import actions
from samverka.development.cycles.tests.factories import answered_cycle, goal, head_of, step, unit
from tests.people import LONG_AGO

# Others of the tests that read this table have a Hanna.
HEAD = "hedvig"
ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  cycles:units         200   403   403   403   403   403   403   403   404   login
GET  cycles:ask           200   403   403   403   403   403   403   403   404   login
POST cycles:ask           422   403   403   403   403   403   403   403   404   login
GET  cycles:stuck         405   405   405   405   405   405   405   405   405   login
POST cycles:stuck         302   403   403   403   403   403   403   403   404   login
GET  cycles:leader        200   403   403   403   403   403   403   403   404   login
POST cycles:leader        302   403   403   403   403   403   403   403   404   login
GET  cycles:mine                200   200   200   200   200   200   200   200   200   login
GET  cycles:detail              404   404   404   404   404   200   404   404   404   login
GET  cycles:areas               405   405   405   405   405   405   405   405   405   login
POST cycles:areas               404   404   404   404   404   403   404   404   404   login
GET  cycles:goal                404   404   404   404   404   403   404   404   404   login
POST cycles:goal                404   404   404   404   404   403   404   404   404   login
GET  cycles:goal_remove         405   405   405   405   405   405   405   405   405   login
POST cycles:goal_remove         404   404   404   404   404   403   404   404   404   login
GET  cycles:goal_change         404   404   404   404   404   403   404   404   404   login
POST cycles:goal_change         404   404   404   404   404   403   404   404   404   login
GET  cycles:step_change         404   404   404   404   404   403   404   404   404   login
POST cycles:step_change         404   404   404   404   404   403   404   404   404   login
GET  cycles:step_remove         405   405   405   405   405   405   405   405   405   login
POST cycles:step_remove         404   404   404   404   404   403   404   404   404   login
GET  cycles:put_back            405   405   405   405   405   405   405   405   405   login
POST cycles:put_back            404   404   404   404   404   403   404   404   404   login
GET  cycles:step                404   404   404   404   404   403   404   404   404   login
POST cycles:step                404   404   404   404   404   403   404   404   404   login
GET  cycles:mark                405   405   405   405   405   405   405   405   405   login
POST cycles:mark                404   404   404   404   404   403   404   404   404   login
GET  cycles:meeting             404   404   404   404   404   200   404   404   404   login
POST cycles:meeting             404   404   404   404   404   422   404   404   404   login
GET  cycles:close               405   405   405   405   405   405   405   405   405   login
POST cycles:close               404   404   404   404   404   403   404   404   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_unit(cast):
    return programme(cast) | {"key": unit(cast).public_key}


def supported(cast):
    """A unit that Sara is process leader of."""
    there = unit(cast)
    facts = {"programme": cast.programme, "unit": there, "on": LONG_AGO, "by": cast.petra}
    actions.assign_leader(**facts, user=cast.sara.user)
    return answered_cycle(cast, there)


def a_cycle(cast):
    return {"key": supported(cast).public_key}


def a_goal(cast):
    cycle = supported(cast)
    made = goal(cycle, head_of(cycle.unit, HEAD))
    return {"key": cycle.public_key, "goal_key": made.public_key}


def a_step(cast):
    cycle = supported(cast)
    head = head_of(cycle.unit, HEAD)
    made = step(goal(cycle, head), head)
    return {"key": cycle.public_key, "step_key": made.public_key}


ARGUMENTS = {
    "cycles:units": programme,
    "cycles:ask": programme,
    "cycles:leader": a_unit,
    "cycles:mine": lambda cast: {},
    "cycles:detail": a_cycle,
    "cycles:areas": a_cycle,
    "cycles:goal": a_cycle,
    "cycles:goal_remove": a_goal,
    "cycles:goal_change": a_goal,
    "cycles:step_change": a_step,
    "cycles:step_remove": a_step,
    "cycles:put_back": lambda cast: a_cycle(cast) | {"token": "x"},
    "cycles:stuck": programme,
    "cycles:step": a_goal,
    "cycles:mark": a_step,
    "cycles:meeting": a_cycle,
    "cycles:close": a_cycle,
}
