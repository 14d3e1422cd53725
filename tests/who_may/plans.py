"""Activity plans, and what is in place at the start.

Petra leads the programme for its owner, and so decides on all plans; Karin writes Kungälv's. The
plan asked about is Kungälv's, and is sent for approval: only the two of them see it.
"""

from samverka.delivery.plans import actions
from samverka.delivery.plans.models import PlanItem
from samverka.delivery.plans.tests.factories import plan_of, risk_of
from tests.people import TODAY

ROWS = """
                                 petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  plans:overview              200   200   200   200   200   200   200   200   404   login
GET  plans:start_plan            405   405   405   405   405   405   405   405   405   login
POST plans:start_plan            302   302   403   403   403   403   403   403   404   login
GET  plans:start                 200   200   200   200   200   200   200   200   404   login
GET  plans:use_usual             405   405   405   405   405   405   405   405   405   login
POST plans:use_usual             302   403   403   403   403   403   403   403   404   login
GET  plans:add_point             200   403   403   403   403   403   403   403   404   login
POST plans:add_point             422   403   403   403   403   403   403   403   404   login
GET  plans:note_start            200   200   403   403   403   403   403   403   404   login
POST plans:note_start            422   422   403   403   403   403   403   403   404   login
GET  plans:take_back_start       405   405   405   405   405   405   405   405   405   login
POST plans:take_back_start       302   302   403   403   403   403   403   403   404   login
GET  plans:risks                 200   200   200   200   200   200   200   200   404   login
GET  plans:add_risk              200   200   403   403   403   403   403   403   404   login
POST plans:add_risk              422   422   403   403   403   403   403   403   404   login
GET  plans:risk                  403   200   403   403   403   403   403   403   404   login
POST plans:risk                  403   422   403   403   403   403   403   403   404   login
GET  plans:remove_risk           405   405   405   405   405   405   405   405   405   login
POST plans:remove_risk           403   302   403   403   403   403   403   403   404   login
GET  plans:restore_risk          405   405   405   405   405   405   405   405   405   login
POST plans:restore_risk          403   302   403   403   403   403   403   403   404   login
GET  plans:detail                200   200   404   404   404   404   404   404   404   login
GET  plans:compare               200   200   404   404   404   404   404   404   404   login
GET  plans:send                  405   405   405   405   405   405   405   405   405   login
POST plans:send                  403   302   404   404   404   404   404   404   404   login
GET  plans:take_back             405   405   405   405   405   405   405   405   405   login
POST plans:take_back             403   302   404   404   404   404   404   404   404   login
GET  plans:approve               405   405   405   405   405   405   405   405   405   login
POST plans:approve               302   403   404   404   404   404   404   404   404   login
GET  plans:withdraw              405   405   405   405   405   405   405   405   405   login
POST plans:withdraw              302   403   403   403   403   403   403   403   404   login
GET  plans:send_back             200   403   404   404   404   404   404   404   404   login
POST plans:send_back             422   403   404   404   404   404   404   404   404   login
GET  plans:revise                403   200   403   403   403   403   403   403   404   login
POST plans:revise                403   422   403   403   403   403   403   403   404   login
GET  plans:copy                  405   405   405   405   405   405   405   405   405   login
POST plans:copy                  403   302   404   404   404   404   404   404   404   login
GET  plans:lines                 200   200   404   404   404   404   404   404   404   login
GET  plans:lines_many            405   405   405   405   405   405   405   405   405   login
POST plans:lines_many            403   302   404   404   404   404   404   404   404   login
GET  plans:lines_back            405   405   405   405   405   405   405   405   405   login
POST plans:lines_back            403   302   404   404   404   404   404   404   404   login
GET  plans:add_item              405   405   405   405   405   405   405   405   405   login
POST plans:add_item              403   422   404   404   404   404   404   404   404   login
GET  plans:item                  405   405   405   405   405   405   405   405   405   login
POST plans:item                  403   422   404   404   404   404   404   404   404   login
GET  plans:remove_item           405   405   405   405   405   405   405   405   405   login
POST plans:remove_item           403   302   404   404   404   404   404   404   404   login
GET  plans:restore_item          405   405   405   405   405   405   405   405   405   login
POST plans:restore_item          403   302   404   404   404   404   404   404   404   login
GET  plans:move_item             405   405   405   405   405   405   405   405   405   login
POST plans:move_item             403   302   404   404   404   404   404   404   404   login
GET  plans:progress              405   405   405   405   405   405   405   405   405   login
POST plans:progress              403   302   403   403   403   403   403   403   404   login
GET  plans:make_activity         405   405   405   405   405   405   405   405   405   login
POST plans:make_activity         403   302   403   403   403   403   403   403   404   login
GET  plans:link_activity         405   405   405   405   405   405   405   405   405   login
POST plans:link_activity         403   302   403   403   403   403   403   403   404   login
GET  plans:unlink_activity       405   405   405   405   405   405   405   405   405   login
POST plans:unlink_activity       403   302   403   403   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def point(cast):
    actions.use_usual_start_points(programme=cast.programme, by=cast.petra)
    return programme(cast) | {"number": 2}


def kungalvs_risk(cast):
    return programme(cast) | {"key": risk_of(cast, cast.karin).public_key}


def draft(cast):
    return programme(cast) | {"key": plan_of(cast, cast.karin, "Språkcafé").public_key}


def sent(cast):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.send_plan(plan=plan, by=cast.karin)
    return programme(cast) | {"key": plan.public_key}


def approved(cast):
    plan = plan_of(cast, cast.karin, "Språkcafé")
    actions.send_plan(plan=plan, by=cast.karin)
    actions.approve_plan(plan=plan, on=TODAY, by=cast.petra)
    return programme(cast) | {"key": plan.public_key}


def line(made):
    """The line of a plan made by one of the above."""

    def arguments(cast):
        given = made(cast)
        item = PlanItem.objects.get(plan__public_key=given["key"])
        return given | {"line": item.line_key}

    return arguments


ARGUMENTS = {
    "plans:risks": programme,
    "plans:add_risk": programme,
    "plans:risk": kungalvs_risk,
    "plans:remove_risk": kungalvs_risk,
    "plans:restore_risk": kungalvs_risk,
    "plans:overview": programme,
    "plans:start_plan": programme,
    "plans:start": programme,
    "plans:use_usual": programme,
    "plans:add_point": programme,
    "plans:note_start": point,
    "plans:take_back_start": point,
    "plans:detail": sent,
    "plans:compare": sent,
    "plans:send": draft,
    "plans:take_back": sent,
    "plans:approve": sent,
    "plans:withdraw": approved,
    "plans:send_back": sent,
    "plans:revise": approved,
    "plans:copy": draft,
    "plans:lines": draft,
    "plans:lines_many": lambda cast: draft(cast) | {"word": "bort"},
    "plans:lines_back": lambda cast: draft(cast) | {"word": "bort", "token": "nothing"},
    "plans:add_item": draft,
    "plans:item": line(draft),
    "plans:remove_item": line(draft),
    "plans:restore_item": line(draft),
    "plans:move_item": line(draft),
    "plans:progress": line(approved),
    "plans:make_activity": line(approved),
    "plans:link_activity": line(approved),
    "plans:unlink_activity": line(approved),
}
