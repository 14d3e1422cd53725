"""Competence supply: whoever leads the programme or the municipality writes; a log is one's own.

Sara works at Kungälv and is its process leader. Nobody with an account holds the function of the
task: it lies with whoever leads Kungälv's part.
"""

from samverka.development.supply import actions
from samverka.development.supply.models import LeaderTraining, Nomination
from samverka.development.supply.tests.factories import (
    line,
    nominated,
    plan,
    role,
    row,
    step,
    task,
    was_there,
)
from tests.people import LONG_AGO, person

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  supply:overview            200   200   403   403   200   403   403   403   404   login
GET  supply:begin               200   200   403   403   200   403   403   403   404   login
POST supply:begin               422   422   403   403   422   403   403   403   404   login
GET  supply:plan                200   200   403   403   200   403   403   403   404   login
GET  supply:add_role            200   200   403   403   200   403   403   403   404   login
POST supply:add_role            422   422   403   403   422   403   403   403   404   login
GET  supply:role                200   200   403   403   200   403   403   403   404   login
POST supply:role                422   422   403   403   422   403   403   403   404   login
GET  supply:projection          200   200   403   403   200   403   403   403   404   login
GET  supply:add_step            200   200   403   403   200   403   403   403   404   login
POST supply:add_step            422   422   403   403   422   403   403   403   404   login
GET  supply:step                200   200   403   403   200   403   403   403   404   login
POST supply:step                422   422   403   403   422   403   403   403   404   login
GET  supply:mark_step           405   405   405   405   405   405   405   405   405   login
POST supply:mark_step           302   302   403   403   302   403   403   403   404   login
GET  supply:add_row             200   200   403   403   200   403   403   403   404   login
POST supply:add_row             422   422   403   403   422   403   403   403   404   login
GET  supply:row                 200   200   403   403   200   403   403   403   404   login
POST supply:row                 422   422   403   403   422   403   403   403   404   login
GET  supply:make_year           405   405   405   405   405   405   405   405   405   login
POST supply:make_year           302   302   403   403   302   403   403   403   404   login
GET  supply:remove              405   405   405   405   405   405   405   405   405   login
POST supply:remove              302   302   403   403   302   403   403   403   404   login
GET  supply:restore             405   405   405   405   405   405   405   405   405   login
POST supply:restore             302   302   403   403   302   403   403   403   404   login
GET  supply:mine                200   200   200   200   200   200   200   200   200   login
GET  supply:mark_task           405   405   405   405   405   405   405   405   405   login
POST supply:mark_task           302   302   404   404   302   404   404   404   404   login
GET  supply:put_task_back       405   405   405   405   405   405   405   405   405   login
POST supply:put_task_back       302   302   404   404   302   404   404   404   404   login
GET  supply:leaders             200   200   403   403   403   403   403   403   404   login
GET  supply:nominate            200   200   403   403   403   403   403   403   404   login
POST supply:nominate            422   422   403   403   403   403   403   403   404   login
GET  supply:add_training        200   403   403   403   403   403   403   403   404   login
POST supply:add_training        422   403   403   403   403   403   403   403   404   login
GET  supply:remove_training     405   405   405   405   405   405   405   405   405   login
POST supply:remove_training     302   403   403   403   403   403   403   403   404   login
GET  supply:days                200   200   403   403   403   403   403   403   404   login
POST supply:days                302   302   403   403   403   403   403   403   404   login
GET  supply:my_log              200   200   200   200   200   302   200   200   200   login
GET  supply:leader              200   200   404   404   404   200   404   404   404   login
POST supply:leader              403   403   404   404   404   422   404   404   404   login
GET  supply:entry               403   403   404   404   404   200   404   404   404   login
POST supply:entry               403   403   404   404   404   422   404   404   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_plan(cast):
    return programme(cast) | {"key": plan(cast).public_key}


def no_plan(cast):
    """Kungälv has none."""
    return programme(cast)


def a_role(cast):
    return a_plan(cast) | {"role_key": role(cast).public_key}


def a_step(cast):
    return a_plan(cast) | {"step_key": step(cast).public_key}


def a_row(cast):
    return a_plan(cast) | {"row_key": row(cast).public_key}


def a_part(cast):
    return a_plan(cast) | {"part": "rad", "thing_key": row(cast).public_key}


def of_sara(cast) -> Nomination:
    there = Nomination.objects.filter(person__user=cast.sara.user).first()
    if there:
        return there
    sara = person("Sara", cast.kungalv)
    sara.user = cast.sara.user
    sara.save(update_fields=["user"])
    return nominated(cast, sara)


def a_nomination(cast):
    return {"key": of_sara(cast).public_key}


def a_line(cast):
    return a_nomination(cast) | {"entry_key": line(cast, of_sara(cast)).public_key}


def a_training(cast):
    day = was_there(cast, person("Amanda", cast.kungalv)).session.activity
    made: LeaderTraining = actions.add_training(
        programme=cast.programme, activity=day, series=None, times=1, by=cast.petra
    )
    return programme(cast) | {"key": made.public_key}


ARGUMENTS = {
    "supply:overview": programme,
    "supply:begin": no_plan,
    "supply:plan": a_plan,
    "supply:add_role": a_plan,
    "supply:role": a_role,
    "supply:projection": a_role,
    "supply:add_step": a_role,
    "supply:step": a_step,
    "supply:mark_step": a_step,
    "supply:add_row": a_plan,
    "supply:row": a_row,
    "supply:make_year": a_plan,
    "supply:remove": a_part,
    "supply:restore": a_part,
    "supply:mine": lambda cast: {},
    "supply:mark_task": lambda cast: {"key": task(cast, function="Enhetschef").public_key},
    "supply:put_task_back": lambda cast: {
        "key": task(cast, function="Enhetschef").public_key,
        "token": "nothing",
    },
    "supply:leaders": programme,
    "supply:nominate": programme,
    "supply:add_training": programme,
    "supply:remove_training": a_training,
    "supply:days": lambda cast: programme(cast) | a_nomination(cast),
    "supply:my_log": lambda cast: a_nomination(cast) and {},
    "supply:leader": a_nomination,
    "supply:entry": a_line,
}
# The year is this one.
DATA = {"supply:make_year": lambda cast: {"year": LONG_AGO.year}}
