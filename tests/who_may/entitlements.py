"""Entitlements: whoever leads says what can be booked; each municipality books its own."""

from samverka.delivery.entitlements.tests.factories import booking, workshop

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  entitlements:list          200   200   200   200   200   200   200   200   404   login
GET  entitlements:create        200   403   403   200   403   403   403   403   404   login
POST entitlements:create        422   403   403   422   403   403   403   403   404   login
GET  entitlements:detail        200   200   200   200   200   200   200   200   404   login
GET  entitlements:edit          200   403   403   200   403   403   403   403   404   login
POST entitlements:edit          422   403   403   422   403   403   403   403   404   login
GET  entitlements:book          200   200   403   200   403   403   403   403   404   login
POST entitlements:book          422   422   403   422   403   403   403   403   404   login
GET  entitlements:give_back     405   405   405   405   405   405   405   405   405   login
POST entitlements:give_back     302   302   403   302   403   403   403   403   404   login
GET  entitlements:take_again    405   405   405   405   405   405   405   405   405   login
POST entitlements:take_again    302   302   403   302   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_workshop(cast):
    return programme(cast) | {"key": workshop(cast).public_key}


def a_booking(cast):
    made = booking(cast, workshop(cast))
    keys = {"key": made.entitlement.public_key, "booking_key": made.public_key}
    return programme(cast) | keys


ARGUMENTS = {
    "entitlements:list": programme,
    "entitlements:create": programme,
    "entitlements:detail": a_workshop,
    "entitlements:edit": a_workshop,
    "entitlements:book": a_workshop,
    "entitlements:give_back": a_booking,
    "entitlements:take_again": a_booking,
}
