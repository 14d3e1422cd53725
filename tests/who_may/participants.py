"""Participants: Petra and Erik, whose organisation leads, Karin, who answers for Kungälv's, and
Ulla, who heads a unit there and fills in. Nobody else sees who takes part.
"""

import datetime as dt

from samverka.delivery.participants.tests.factories import participant, rule
from tests.people import person

ROWS = """
                                  petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  participants:list            200   200   200   403   200   403   403   403   404   login
GET  participants:counts          200   200   200   403   200   403   403   403   404   login
GET  participants:children        405   405   405   405   405   405   405   405   405   login
POST participants:children        302   403   403   403   403   403   403   403   404   login
GET  participants:fill_in_many    405   405   405   405   405   405   405   405   405   login
POST participants:fill_in_many    302   302   302   403   302   403   403   403   404   login
GET  participants:begin_many      405   405   405   405   405   405   405   405   405   login
POST participants:begin_many      302   302   302   403   403   403   403   403   404   login
GET  participants:end_many        405   405   405   405   405   405   405   405   405   login
POST participants:end_many        302   302   302   403   403   403   403   403   404   login
GET  participants:verify_many     405   405   405   405   405   405   405   405   405   login
POST participants:verify_many     302   302   302   403   403   403   403   403   404   login
GET  participants:put_back_many   405   405   405   405   405   405   405   405   405   login
POST participants:put_back_many   302   302   302   403   302   403   403   403   404   login
GET  participants:detail          200   200   200   403   200   403   403   403   404   login
GET  participants:days            200   200   200   403   403   403   403   403   404   login
POST participants:days            302   302   302   403   403   403   403   403   404   login
GET  participants:facts           200   200   200   403   200   403   403   403   404   login
POST participants:facts           302   302   302   403   302   403   403   403   404   login
GET  participants:verification    200   200   200   403   403   403   403   403   404   login
POST participants:verification    302   302   302   403   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def one(cast):
    rule(cast, "participants", asks=("sex", "verification"))
    made = participant(cast, person("Amanda", cast.kungalv, cast.gr))
    return programme(cast) | {"key": made.public_key}


ARGUMENTS = {
    "participants:list": programme,
    "participants:counts": programme,
    "participants:children": programme,
    "participants:fill_in_many": programme,
    "participants:begin_many": programme,
    "participants:end_many": programme,
    "participants:verify_many": programme,
    "participants:put_back_many": lambda cast: programme(cast) | {"token": "nothing"},
    "participants:detail": one,
    "participants:days": one,
    "participants:facts": one,
    "participants:verification": one,
}
DATA = {
    "participants:days": lambda cast: {"started_on": dt.date(2026, 3, 1)},
    "participants:facts": lambda cast: {"sex": "woman"},
    "participants:verification": lambda cast: {"on": "2026-03-16", "how": "Pass"},
}
