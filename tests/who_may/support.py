"""Support: a municipality asks for itself and sees its own; GR, which leads, sees and helps all.

Karin and Ulla ask for Kungälv; Petra and Olga help.
"""

from samverka.delivery.support.tests.factories import asked, helped, on_its_way

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  support:list               200   200   200   200   200   200   200   200   404   login
GET  support:hours              200   200   200   200   200   200   200   200   404   login
GET  support:create             200   200   403   200   200   403   403   403   404   login
POST support:create             422   422   403   422   422   403   403   403   404   login
GET  support:close_many         405   405   405   405   405   405   405   405   405   login
POST support:close_many         302   403   403   302   403   403   403   403   404   login
GET  support:open_many          405   405   405   405   405   405   405   405   405   login
POST support:open_many          302   403   403   302   403   403   403   403   404   login
GET  support:tick_many          405   405   405   405   405   405   405   405   405   login
POST support:tick_many          302   302   403   302   302   403   403   403   404   login
GET  support:untick_many        405   405   405   405   405   405   405   405   405   login
POST support:untick_many        302   302   403   302   302   403   403   403   404   login
GET  support:detail             200   200   200   200   200   200   200   200   404   login
GET  support:help               405   405   405   405   405   405   405   405   405   login
POST support:help               422   403   403   422   403   403   403   403   404   login
GET  support:help_remove        405   405   405   405   405   405   405   405   405   login
POST support:help_remove        302   403   403   302   403   403   403   403   404   login
GET  support:close              405   405   405   405   405   405   405   405   405   login
POST support:close              422   403   403   422   403   403   403   403   404   login
GET  support:open               405   405   405   405   405   405   405   405   405   login
POST support:open               302   403   403   302   403   403   403   403   404   login
GET  support:put_back           405   405   405   405   405   405   405   405   405   login
POST support:put_back           302   403   403   302   403   403   403   403   404   login
GET  support:onboardings        200   200   200   200   200   200   200   200   404   login
GET  support:steps              200   403   403   200   403   403   403   403   404   login
POST support:steps              422   403   403   422   403   403   403   403   404   login
GET  support:onboarding         200   200   200   200   200   200   200   200   404   login
GET  support:tick               405   405   405   405   405   405   405   405   405   login
POST support:tick               302   302   403   302   302   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def request(cast):
    return programme(cast) | {"key": asked(cast).public_key}


def help_given(cast):
    made = asked(cast)
    given = helped(cast, made, 60)
    return programme(cast) | {"key": made.public_key, "help_key": given.public_key}


def onboarding(cast):
    return programme(cast) | {"key": on_its_way(cast).public_key}


ARGUMENTS = {
    "support:list": programme,
    "support:hours": programme,
    "support:create": programme,
    "support:close_many": programme,
    "support:open_many": lambda cast: programme(cast) | {"token": "nothing"},
    "support:tick_many": onboarding,
    "support:untick_many": lambda cast: onboarding(cast) | {"token": "nothing"},
    "support:detail": request,
    "support:help": request,
    "support:help_remove": help_given,
    "support:close": request,
    "support:open": request,
    "support:put_back": lambda cast: request(cast) | {"token": "nothing"},
    "support:onboardings": programme,
    "support:steps": programme,
    "support:onboarding": onboarding,
    "support:tick": onboarding,
}
DATA = {"support:tick": lambda cast: {"number": 1, "done": "on"}}
