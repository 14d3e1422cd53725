"""Series: everybody in the programme sees the days, those who run or follow it who came.

Petra and Olga run what GR carries out, Karin what Kungälv does; the series is GR's.
"""

from samverka.delivery.series.tests.factories import series

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  series:list                200   200   200   200   200   200   200   200   404   login
GET  series:create              200   200   403   200   403   403   403   403   404   login
POST series:create              422   422   403   422   403   403   403   403   404   login
GET  series:detail              200   200   200   200   200   200   200   200   404   login
GET  series:edit                200   403   403   200   403   403   403   403   404   login
POST series:edit                422   403   403   422   403   403   403   403   404   login
GET  series:remove              405   405   405   405   405   405   405   405   405   login
POST series:remove              302   403   403   302   403   403   403   403   404   login
GET  series:restore             405   405   405   405   405   405   405   405   405   login
POST series:restore             302   403   403   302   403   403   403   403   404   login
GET  series:file                200   200   200   200   200   403   200   403   404   login
GET  series:persons             200   200   200   200   200   403   200   403   404   login
GET  series:choose              200   403   403   200   403   403   403   403   404   login
GET  series:add                 405   405   405   405   405   405   405   405   405   login
POST series:add                 302   403   403   302   403   403   403   403   404   login
GET  series:unadd               405   405   405   405   405   405   405   405   405   login
POST series:unadd               302   403   403   302   403   403   403   403   404   login
GET  series:take_out            405   405   405   405   405   405   405   405   405   login
POST series:take_out            302   403   403   302   403   403   403   403   404   login
GET  series:put_back            405   405   405   405   405   405   405   405   405   login
POST series:put_back            302   403   403   302   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def one(cast):
    return programme(cast) | {"key": series(cast).public_key}


def removed(cast):
    return programme(cast) | {"key": series(cast, is_removed=True).public_key}


def with_activity(cast):
    made = series(cast)
    member = made.members.select_related("activity").first()
    return programme(cast) | {
        "key": made.public_key,
        "activity_key": member.activity.public_key,
    }


ARGUMENTS = {
    "series:list": programme,
    "series:create": programme,
    "series:detail": one,
    "series:edit": one,
    "series:remove": one,
    "series:restore": removed,
    "series:file": one,
    "series:persons": one,
    "series:choose": one,
    "series:add": one,
    "series:unadd": lambda cast: one(cast) | {"token": "nothing"},
    "series:take_out": with_activity,
    "series:put_back": with_activity,
}
