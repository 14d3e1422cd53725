"""Organisations, units and regions.

Petra leads a programme, so she writes down organisations and regions. Karin and Ada keep the units
of their own organisation in order; the others read.
"""

from samverka.register.partners import actions
from samverka.register.partners.models import Region

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  organisation:list              200   200   200   200   200   200   200   200   200   login
GET  organisation:detail            200   200   200   200   200   200   200   200   200   login
GET  organisation:municipality      200   200   200   200   200   200   200   200   200   login
GET  organisation:training          403   200   403   403   200   403   403   403   403   login
GET  partners:create                200   403   403   403   403   403   403   403   403   login
POST partners:create                422   403   403   403   403   403   403   403   403   login
GET  partners:edit                  200   200   403   403   403   403   403   403   403   login
POST partners:edit                  422   422   403   403   403   403   403   403   403   login
GET  partners:add_unit              200   200   403   403   403   403   403   403   403   login
POST partners:add_unit              422   422   403   403   403   403   403   403   403   login
GET  partners:move                  200   200   403   403   403   403   403   403   403   login
POST partners:move                  422   422   403   403   403   403   403   403   403   login
GET  partners:close                 200   200   403   403   403   403   403   403   403   login
POST partners:close                 422   422   403   403   403   403   403   403   403   login
GET  partners:reopen                405   405   405   405   405   405   405   405   405   login
POST partners:reopen                302   302   403   403   403   403   403   403   403   login
GET  partners:units                 200   200   200   200   200   200   200   200   200   login
GET  partners:units_close           405   405   405   405   405   405   405   405   405   login
POST partners:units_close           302   302   403   403   403   403   403   302   403   login
GET  partners:units_reopen          405   405   405   405   405   405   405   405   405   login
POST partners:units_reopen          302   302   403   403   403   403   403   302   403   login
GET  partners:many_close            405   405   405   405   405   405   405   405   405   login
POST partners:many_close            302   403   403   403   403   403   403   403   403   login
GET  partners:many_reopen           405   405   405   405   405   405   405   405   405   login
POST partners:many_reopen           302   403   403   403   403   403   403   403   403   login
GET  partners:many_days             405   405   405   405   405   405   405   405   405   login
POST partners:many_days             302   403   403   403   403   403   403   403   403   login
GET  partners:many_kind             405   405   405   405   405   405   405   405   405   login
POST partners:many_kind             302   403   403   403   403   403   403   403   403   login
GET  partners:many_kinds            405   405   405   405   405   405   405   405   405   login
POST partners:many_kinds            302   403   403   403   403   403   403   403   403   login
GET  partners:regions               200   200   200   200   200   200   200   200   200   login
GET  partners:region                200   200   200   200   200   200   200   200   200   login
GET  partners:region_create         200   403   403   403   403   403   403   403   403   login
POST partners:region_create         422   403   403   403   403   403   403   403   403   login
GET  partners:region_add_member     200   403   403   403   403   403   403   403   403   login
POST partners:region_add_member     422   403   403   403   403   403   403   403   403   login
GET  partners:region_end_member     200   403   403   403   403   403   403   403   403   login
POST partners:region_end_member     422   403   403   403   403   403   403   403   403   login
GET  partners:region_population     200   403   403   403   403   403   403   403   403   login
POST partners:region_population     422   403   403   403   403   403   403   403   403   login
"""


def unit(cast):
    """A unit of Kungälv: Karin's, not Ada's."""
    made = actions.add_unit(organisation=cast.kungalv, name="Vuxenutbildningen", by=cast.petra)
    return {"key": made.public_key}


def token(cast):
    return {"token": "nothing"}


def region(cast):
    return {"key": Region.objects.get(name="Göteborgsregionen").public_key}


def member(cast):
    return region(cast) | {"code": "1482"}


ARGUMENTS = {
    "organisation:municipality": lambda cast: {"code": "1482"},
    "organisation:detail": unit,
    "organisation:training": unit,
    "partners:edit": unit,
    "partners:add_unit": unit,
    "partners:move": unit,
    "partners:close": unit,
    "partners:reopen": unit,
    "partners:units_reopen": token,
    "partners:many_days": token,
    "partners:many_kinds": token,
    "partners:region": region,
    "partners:region_add_member": region,
    "partners:region_end_member": member,
    "partners:region_population": region,
}
