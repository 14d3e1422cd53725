"""Check-in: whoever ticks shows the code, and lets in who is on no row.

Anybody opens the page who has just read the code; nobody else, signed in or not.
"""

from samverka.delivery.check_in.tests.factories import arrival, held_today

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  check_in:screen            200   403   403   200   403   403   403   403   404   login
GET  check_in:arrivals          200   403   403   200   403   403   403   403   404   login
GET  check_in:arrival           200   404   403   200   404   404   403   403   404   login
POST check_in:arrival           422   404   403   422   404   404   403   403   404   login
GET  check_in:new_person        200   404   403   200   404   404   403   403   404   login
POST check_in:new_person        422   404   403   422   404   404   403   403   404   login
GET  check_in:remove            405   405   405   405   405   405   405   405   405   login
POST check_in:remove            302   404   403   302   404   404   403   403   404   login
GET  check_in:back              405   405   405   405   405   405   405   405   405   login
POST check_in:back              302   404   403   302   404   404   403   403   404   login
GET  check_in:code              404   404   404   404   404   404   404   404   404   404
GET  check_in:here              404   404   404   404   404   404   404   404   404   404
POST check_in:here              404   404   404   404   404   404   404   404   404   404
GET  check_in:thanks            200   200   200   200   200   200   200   200   200   200
"""


def session(cast):
    return {"key": held_today(cast).public_key}


def arrived(cast):
    return {"key": arrival(cast).public_key}


ARGUMENTS = {
    "check_in:screen": session,
    "check_in:arrivals": session,
    "check_in:arrival": arrived,
    "check_in:new_person": arrived,
    "check_in:remove": arrived,
    "check_in:back": arrived,
    "check_in:code": lambda cast: {"code": held_today(cast).public_key + "0" * 20},
}
