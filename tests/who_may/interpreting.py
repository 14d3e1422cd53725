"""Interpreters: everybody in the programme sees the pool and the guide, caseworkers book.

A booking is seen by the municipality that made it; a deviation by it and by whoever keeps the
framework agreement. Interpreters and agencies answer by secret links, signed in or not.
"""

from samverka.delivery.interpreting.queries import token_of
from samverka.delivery.interpreting.tests.factories import (
    agency,
    asked,
    booking,
    confirmed,
    interpreter,
    late,
)
from tests.people import TODAY

ROWS = """
                                  petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  interpreting:bookings        200   200   200   200   200   200   200   200   404   login
GET  interpreting:guide           200   200   200   200   200   200   200   200   404   login
GET  interpreting:book            200   200   403   200   200   200   403   403   404   login
POST interpreting:book            422   422   403   422   422   422   403   403   404   login
GET  interpreting:booking         404   200   404   404   200   200   404   404   404   login
GET  interpreting:ask             405   405   405   405   405   405   405   405   405   login
POST interpreting:ask             404   302   404   404   302   302   404   404   404   login
GET  interpreting:withdraw        405   405   405   405   405   405   405   405   405   login
POST interpreting:withdraw        404   302   404   404   302   302   404   404   404   login
GET  interpreting:cancel          405   405   405   405   405   405   405   405   405   login
POST interpreting:cancel          404   302   404   404   302   302   404   404   404   login
GET  interpreting:outcome         405   405   405   405   405   405   405   405   405   login
POST interpreting:outcome         404   302   404   404   302   302   404   404   404   login
GET  interpreting:calendar        404   200   404   404   200   200   404   404   404   login
GET  interpreting:report          404   200   404   404   200   200   404   404   404   login
POST interpreting:report          404   422   404   404   422   422   404   404   404   login
GET  interpreting:deviations      200   200   200   200   200   200   200   200   404   login
GET  interpreting:deviation       200   200   200   200   200   200   200   200   404   login
POST interpreting:deviation       422   422   403   422   422   422   403   403   404   login
GET  interpreting:close_deviation 405   405   405   405   405   405   405   405   405   login
POST interpreting:close_deviation 302   302   403   302   302   302   403   403   404   login
GET  interpreting:open_deviation  405   405   405   405   405   405   405   405   405   login
POST interpreting:open_deviation  302   302   403   302   302   302   403   403   404   login
GET  interpreting:interpreters    200   200   200   200   200   200   200   200   404   login
GET  interpreting:take_in         200   200   403   200   403   403   403   403   404   login
POST interpreting:take_in         422   422   403   422   403   403   403   403   404   login
GET  interpreting:interpreter     200   200   200   200   200   200   200   200   404   login
GET  interpreting:language        200   200   403   200   403   403   403   403   404   login
POST interpreting:language        422   422   403   422   403   403   403   403   404   login
GET  interpreting:leave           405   405   405   405   405   405   405   405   405   login
POST interpreting:leave           302   302   403   302   403   403   403   403   404   login
GET  interpreting:come_back       405   405   405   405   405   405   405   405   405   login
POST interpreting:come_back       302   302   403   302   403   403   403   403   404   login
GET  interpreting:agencies        200   200   200   200   200   200   200   200   404   login
GET  interpreting:agency_new      200   403   403   200   403   403   403   403   404   login
POST interpreting:agency_new      422   403   403   422   403   403   403   403   404   login
GET  interpreting_answer:interpreter 200 200  200   200   200   200   200   200   200   200
POST interpreting_answer:interpreter 404 404  404   404   404   404   404   404   404   404
GET  interpreting_answer:days_off 200   200   200   200   200   200   200   200   200   200
POST interpreting_answer:days_off 422   422   422   422   422   422   422   422   422   422
GET  interpreting_answer:take_off_back 405 405 405 405 405 405 405 405 405 405
POST interpreting_answer:take_off_back 302 302 302 302 302 302 302 302 302 302
GET  interpreting_answer:bring_off_back 405 405 405 405 405 405 405 405 405 405
POST interpreting_answer:bring_off_back 302 302 302 302 302 302 302 302 302 302
GET  interpreting_answer:calendar 200   200   200   200   200   200   200   200   200   200
GET  interpreting_answer:agency   200   200   200   200   200   200   200   200   200   200
POST interpreting_answer:agency   404   404   404   404   404   404   404   404   404   404
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_booking(cast):
    return programme(cast) | {"key": booking(cast).public_key}


def one_that_is_asked(cast):
    made = booking(cast)
    asked(cast, made, interpreter(cast))
    return programme(cast) | {"key": made.public_key}


def one_that_is_confirmed(cast):
    return programme(cast) | {"key": confirmed(cast).public_key}


def a_deviation(cast):
    return programme(cast) | {"key": late(cast).public_key}


def an_interpreter(cast):
    return programme(cast) | {"key": interpreter(cast).public_key}


def a_link(cast):
    return {"token": token_of(interpreter(cast))}


def days_off(cast):
    whom = interpreter(cast)
    days = whom.days_off.create(first_day=TODAY, last_day=TODAY)
    return {"token": token_of(whom), "key": days.public_key}


def what_is_taken(cast):
    whom = interpreter(cast)
    made = confirmed(cast, whom)
    return {"token": token_of(whom), "key": made.asks.get().public_key}


ARGUMENTS = {
    **{f"interpreting:{name}": programme for name in ("bookings", "guide", "book")},
    **{
        f"interpreting:{name}": programme
        for name in ("deviations", "interpreters", "take_in", "agencies", "agency_new")
    },
    **{f"interpreting:{name}": a_booking for name in ("booking", "cancel", "calendar")},
    "interpreting:ask": a_booking,
    "interpreting:withdraw": one_that_is_asked,
    "interpreting:outcome": one_that_is_confirmed,
    "interpreting:report": one_that_is_confirmed,
    **{
        f"interpreting:{name}": a_deviation
        for name in ("deviation", "close_deviation", "open_deviation")
    },
    **{
        f"interpreting:{name}": an_interpreter
        for name in ("interpreter", "language", "leave", "come_back")
    },
    "interpreting_answer:interpreter": a_link,
    "interpreting_answer:days_off": a_link,
    "interpreting_answer:take_off_back": days_off,
    "interpreting_answer:bring_off_back": days_off,
    "interpreting_answer:calendar": what_is_taken,
    "interpreting_answer:agency": lambda cast: {"token": token_of(agency(cast))},
}
DATA = {
    "interpreting:ask": lambda cast: {"interpreter": interpreter(cast).public_key},
}
