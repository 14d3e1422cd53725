"""Courses: whoever leads writes templates and school breaks; whoever runs activities holds courses."""

from samverka.delivery.activities.actions import add_make_up
from samverka.delivery.activities.tests.factories import whole_day
from samverka.delivery.courses.tests.factories import course, meeting, template
from tests.people import TODAY

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  courses:list               200   200   200   200   200   200   200   200   404   login
GET  courses:create             200   403   403   200   403   403   403   403   404   login
POST courses:create             422   403   403   422   403   403   403   403   404   login
GET  courses:breaks             200   200   200   200   200   200   200   200   404   login
GET  courses:add_break          200   403   403   200   403   403   403   403   404   login
POST courses:add_break          422   403   403   422   403   403   403   403   404   login
GET  courses:drop_breaks        405   405   405   405   405   405   405   405   405   login
POST courses:drop_breaks        302   403   403   302   403   403   403   403   404   login
GET  courses:bring_breaks_back  405   405   405   405   405   405   405   405   405   login
POST courses:bring_breaks_back  302   403   403   302   403   403   403   403   404   login
GET  courses:detail             200   200   200   200   200   200   200   200   404   login
GET  courses:edit               200   403   403   200   403   403   403   403   404   login
POST courses:edit               422   403   403   422   403   403   403   403   404   login
GET  courses:new_version        200   403   403   200   403   403   403   403   404   login
POST courses:new_version        422   403   403   422   403   403   403   403   404   login
GET  courses:curriculum         200   403   403   200   403   403   403   403   404   login
POST courses:curriculum         422   403   403   422   403   403   403   403   404   login
GET  courses:log                200   403   403   200   403   403   403   403   404   login
POST courses:log                302   403   403   302   403   403   403   403   404   login
GET  courses:retire             405   405   405   405   405   405   405   405   405   login
POST courses:retire             302   403   403   302   403   403   403   403   404   login
GET  courses:take_up            405   405   405   405   405   405   405   405   405   login
POST courses:take_up            302   403   403   302   403   403   403   403   404   login
GET  courses:make               200   200   403   200   403   403   403   403   404   login
POST courses:make               422   422   403   422   403   403   403   403   404   login
GET  courses:course             200   403   200   200   403   403   403   403   404   login
GET  courses:add_make_up        200   403   403   200   403   403   403   403   404   login
POST courses:add_make_up        422   403   403   422   403   403   403   403   404   login
GET  courses:remove_make_up     405   405   405   405   405   405   405   405   405   login
POST courses:remove_make_up     302   403   403   302   403   403   403   403   404   login
GET  courses:restore_make_up    405   405   405   405   405   405   405   405   405   login
POST courses:restore_make_up    302   403   403   302   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_token(cast):
    return programme(cast) | {"token": "nothing"}


def a_template(cast):
    return programme(cast) | {"key": template(cast).public_key}


def a_course(cast):
    return programme(cast) | {"key": course(cast).activity.public_key}


def a_meeting(cast):
    made = course(cast)
    keys = {"key": made.activity.public_key, "session_key": meeting(made, 3).public_key}
    return programme(cast) | keys


def a_make_up(cast):
    made = course(cast)
    added = add_make_up(session=meeting(made, 3), times=whole_day(TODAY), by=cast.olga)
    keys = {"key": made.activity.public_key, "session_key": added.public_key}
    return programme(cast) | keys


ARGUMENTS = {
    "courses:list": programme,
    "courses:create": programme,
    "courses:breaks": programme,
    "courses:add_break": programme,
    "courses:drop_breaks": programme,
    "courses:bring_breaks_back": a_token,
    "courses:detail": a_template,
    "courses:edit": a_template,
    "courses:new_version": a_template,
    "courses:curriculum": a_template,
    "courses:log": a_meeting,
    "courses:retire": a_template,
    "courses:take_up": a_template,
    "courses:make": a_template,
    "courses:course": a_course,
    "courses:add_make_up": a_meeting,
    "courses:remove_make_up": a_make_up,
    "courses:restore_make_up": lambda cast: a_course(cast) | {"token": "nothing"},
}
