"""Inventories: whoever leads holds them; Kungälv, which was told so, reads beside the others."""

from samverka.delivery.inventories.tests.factories import asked_once

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  inventories:list           200   200   200   200   200   200   200   200   404   login
GET  inventories:create         200   403   403   200   403   403   403   403   404   login
POST inventories:create         422   403   403   422   403   403   403   403   404   login
GET  inventories:detail         200   200   404   200   404   404   404   404   404   login
GET  inventories:edit           200   403   404   200   404   404   404   404   404   login
POST inventories:edit           422   403   404   422   404   404   404   404   404   login
GET  inventories:ask            200   403   404   200   404   404   404   404   404   login
POST inventories:ask            422   403   404   422   404   404   404   404   404   login
GET  inventories:export         200   200   404   200   404   404   404   404   404   login
GET  inventories:answer         200   200   404   200   404   404   404   404   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def an_inventory(cast):
    return programme(cast) | {"key": asked_once(cast).public_key}


def an_answer(cast):
    keys = {"organisation_key": cast.kungalv.public_key, "question": "plan"}
    return an_inventory(cast) | keys


ARGUMENTS = {
    "inventories:list": programme,
    "inventories:create": programme,
    "inventories:detail": an_inventory,
    "inventories:edit": an_inventory,
    "inventories:ask": an_inventory,
    "inventories:export": an_inventory,
    "inventories:answer": an_answer,
}
