"""Material: Karin's, of Kungälv. Its owner changes it, and Petra, who leads the programme.

What is public, Eve reads on the public page; in a programme that is not hers she finds nothing.
"""

from samverka.publishing.materials.tests.factories import material

ROWS = """
                               petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  materials:list            200   200   200   200   200   200   200   200   404   login
GET  materials:add             200   200   403   403   403   403   403   403   404   login
POST materials:add             422   422   403   403   403   403   403   403   404   login
GET  materials:take_in         200   200   403   403   403   403   403   403   404   login
POST materials:take_in         422   422   403   403   403   403   403   403   404   login
GET  materials:show_many       405   405   405   405   405   405   405   405   405   login
POST materials:show_many       302   302   403   403   403   403   403   403   404   login
GET  materials:hide_many       405   405   405   405   405   405   405   405   405   login
POST materials:hide_many       302   302   403   403   403   403   403   403   404   login
GET  materials:undo_many       405   405   405   405   405   405   405   405   405   login
POST materials:undo_many       302   302   403   403   403   403   403   403   404   login
GET  materials:detail          200   200   200   200   200   200   200   200   404   login
GET  materials:add_version     200   200   403   403   403   403   403   403   404   login
POST materials:add_version     422   422   403   403   403   403   403   403   404   login
GET  materials:translate       200   200   403   403   403   403   403   403   404   login
POST materials:translate       422   422   403   403   403   403   403   403   404   login
GET  materials:adapt           200   200   403   403   403   403   403   403   404   login
POST materials:adapt           422   422   403   403   403   403   403   403   404   login
GET  materials:show            405   405   405   405   405   405   405   405   405   login
POST materials:show            302   302   403   403   403   403   403   403   404   login
GET  materials:hide            405   405   405   405   405   405   405   405   405   login
POST materials:hide            302   302   403   403   403   403   403   403   404   login
GET  materials:package         200   200   200   200   200   200   200   200   404   login
GET  materials:file            200   200   200   200   200   200   200   200   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def one(cast):
    return programme(cast) | {"key": material(cast).public_key}


ARGUMENTS = {
    **{f"materials:{name}": programme for name in ("list", "add", "take_in")},
    "materials:show_many": programme,
    "materials:hide_many": programme,
    "materials:undo_many": lambda cast: programme(cast) | {"token": "nothing"},
    **{
        f"materials:{name}": one
        for name in ("detail", "add_version", "translate", "adapt", "show", "hide")
    },
    "materials:package": lambda cast: one(cast) | {"number": 1},
    "materials:file": lambda cast: one(cast) | {"number": 1, "place": 1},
}
