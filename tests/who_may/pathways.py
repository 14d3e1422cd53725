"""Pathways: everybody with a role reads; leaders and administrators write; most count uses."""

from samverka.guidance.pathways.tests.factories import fact, occupation

ROWS = """
                               petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  pathways:list             200   200   200   200   200   200   200   200   200   login
GET  pathways:add              200   403   403   403   403   403   403   200   403   login
POST pathways:add              422   403   403   403   403   403   403   422   403   login
GET  pathways:detail           200   200   200   200   200   200   200   200   200   login
GET  pathways:edit             200   403   403   403   403   403   403   200   403   login
POST pathways:edit             422   403   403   403   403   403   403   422   403   login
GET  pathways:pathway          200   403   403   403   403   403   403   200   403   login
POST pathways:pathway          422   403   403   403   403   403   403   422   403   login
GET  pathways:fact             200   403   403   403   403   403   403   200   403   login
POST pathways:fact             422   403   403   403   403   403   403   422   403   login
GET  pathways:end              405   405   405   405   405   405   405   405   405   login
POST pathways:end              302   403   403   403   403   403   403   302   403   login
GET  pathways:keep             405   405   405   405   405   405   405   405   405   login
POST pathways:keep             302   403   403   403   403   403   403   302   403   login
GET  pathways:use              405   405   405   405   405   405   405   405   405   login
POST pathways:use              302   302   302   302   302   302   403   302   302   login
GET  pathways:take_back        405   405   405   405   405   405   405   405   405   login
POST pathways:take_back        302   302   302   302   302   302   403   302   302   login
"""


def one(cast):
    return {"key": occupation().public_key}


def a_fact(cast):
    told = fact(occupation())
    return {"key": told.occupation.public_key, "fact_key": told.public_key}


ARGUMENTS = {
    **{f"pathways:{name}": one for name in ("detail", "edit", "pathway", "use")},
    "pathways:fact": lambda cast: one(cast) | {"about": "how"},
    "pathways:end": a_fact,
    "pathways:keep": a_fact,
    "pathways:take_back": lambda cast: one(cast) | {"outcome": "shown"},
}
