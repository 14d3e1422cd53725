"""Feedback: those who run or follow read the figures; GR's organiser asks, and reads first.

Anybody answers who has the link, signed in or not.
"""

from samverka.delivery.courses.tests.factories import template
from samverka.delivery.feedback.tests.factories import a_comment, asked
from samverka.delivery.series.tests.factories import series

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  feedback:list              200   200   403   200   403   403   200   403   404   login
GET  feedback:series            200   200   403   200   403   403   200   403   404   login
GET  feedback:versions          200   200   403   200   403   403   200   403   404   login
GET  feedback:activity          200   200   403   200   403   403   200   403   404   login
GET  feedback:ask               405   405   405   405   405   405   405   405   405   login
POST feedback:ask               302   403   403   302   403   403   403   403   404   login
GET  feedback:poster            200   403   403   200   403   403   403   403   404   login
GET  feedback:slips             405   405   405   405   405   405   405   405   405   login
POST feedback:slips             200   403   403   200   403   403   403   403   404   login
GET  feedback:close             405   405   405   405   405   405   405   405   405   login
POST feedback:close             302   403   403   302   403   403   403   403   404   login
GET  feedback:reopen            405   405   405   405   405   405   405   405   405   login
POST feedback:reopen            302   403   403   302   403   403   403   403   404   login
GET  feedback:show              405   405   405   405   405   405   405   405   405   login
POST feedback:show              302   403   403   302   403   403   403   403   404   login
GET  feedback:hide              405   405   405   405   405   405   405   405   405   login
POST feedback:hide              302   403   403   302   403   403   403   403   404   login
GET  feedback:remove            405   405   405   405   405   405   405   405   405   login
POST feedback:remove            302   403   403   302   403   403   403   403   404   login
GET  feedback_answer:answer     200   200   200   200   200   200   200   200   200   200
POST feedback_answer:answer     422   422   422   422   422   422   422   422   422   422
GET  feedback_answer:in_the_room 404  404   404   404   404   404   404   404   404   404
GET  feedback_answer:thanks     200   200   200   200   200   200   200   200   200   200
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_series(cast):

    return programme(cast) | {"key": series(cast).public_key}


def a_template(cast):
    return programme(cast) | {"key": template(cast).public_key}


def a_session(cast, *, by_slips=False):
    session = asked(cast, by_slips=by_slips).session
    return programme(cast) | {
        "key": session.activity.public_key,
        "session_key": session.public_key,
    }


def an_activity(cast):
    return {name: key for name, key in a_session(cast).items() if name != "session_key"}


def written(cast):
    comment = a_comment(cast)
    activity = comment.round.session.activity
    return programme(cast) | {"key": activity.public_key, "comment_key": comment.public_key}


ARGUMENTS = {
    "feedback:list": programme,
    "feedback:series": a_series,
    "feedback:versions": a_template,
    "feedback:activity": an_activity,
    "feedback:ask": a_session,
    "feedback:poster": a_session,
    "feedback:slips": lambda cast: a_session(cast, by_slips=True),
    "feedback:close": a_session,
    "feedback:reopen": a_session,
    "feedback:show": written,
    "feedback:hide": written,
    "feedback:remove": written,
    "feedback_answer:in_the_room": lambda cast: {"code": asked(cast).public_key + "0" * 20},
    "feedback_answer:answer": lambda cast: {"code": asked(cast).public_key},
}
DATA = {"feedback:slips": lambda cast: {"count": 3}}
