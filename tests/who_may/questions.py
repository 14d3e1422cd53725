"""The question desk.

Olga asks; Karin holds the function that answers, at Kungälv, where Ulla and Sara work too. Petra
leads the programme. Who neither asks nor answers sees what is shared, and this is not.
"""

from samverka.delivery.questions.tests.factories import contact, question

ROWS = """
                               petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  questions:list            200   200   200   200   200   200   200   200   200   login
GET  questions:ask             200   200   200   200   200   200   403   403   200   login
POST questions:ask             422   422   422   422   422   422   403   403   422   login
GET  questions:alike           200   200   200   200   200   200   403   403   200   login
GET  questions:rules           200   403   403   403   403   403   403   403   404   login
POST questions:rules           422   403   403   403   403   403   403   403   404   login
GET  questions:route_many      405   405   405   405   405   405   405   405   405   login
POST questions:route_many      302   302   302   302   302   302   403   403   302   login
GET  questions:route_back      405   405   405   405   405   405   405   405   405   login
POST questions:route_back      302   302   302   302   302   302   403   403   302   login
GET  questions:close_many      405   405   405   405   405   405   405   405   405   login
POST questions:close_many      302   302   302   302   302   302   403   403   302   login
GET  questions:put_back        405   405   405   405   405   405   405   405   405   login
POST questions:put_back        302   302   302   302   302   302   403   403   302   login
GET  questions:detail          200   200   200   200   200   200   200   200   404   login
GET  questions:answer          200   200   403   403   403   403   403   403   404   login
POST questions:answer          422   422   403   403   403   403   403   403   404   login
GET  questions:route           200   200   403   403   403   403   403   403   404   login
POST questions:route           422   422   403   403   403   403   403   403   404   login
GET  questions:publish         405   405   405   405   405   405   405   405   405   login
POST questions:publish         302   302   403   403   403   403   403   403   404   login
GET  questions:withdraw        405   405   405   405   405   405   405   405   405   login
POST questions:withdraw        302   302   403   403   403   403   403   403   404   login
GET  questions:close           405   405   405   405   405   405   405   405   405   login
POST questions:close           302   302   403   302   403   403   403   403   404   login
GET  questions:open_again      405   405   405   405   405   405   405   405   405   login
POST questions:open_again      302   302   403   302   403   403   403   403   404   login
GET  questions:as_before       405   405   405   405   405   405   405   405   405   login
POST questions:as_before       302   302   403   302   403   403   403   403   404   login
"""


def asked(cast):
    contact(cast)
    return {"key": question(cast).public_key}


def of_programme(cast):
    return {"programme_key": cast.programme.public_key}


ARGUMENTS = {
    f"questions:{name}": asked
    for name in ["detail", "answer", "route", "publish", "withdraw", "close", "open_again"]
} | {
    "questions:rules": of_programme,
    "questions:route_back": lambda cast: {"token": "nothing"},
    "questions:put_back": lambda cast: {"token": "nothing"},
    "questions:as_before": lambda cast: asked(cast) | {"token": "nothing"},
}
