"""A network becomes a project: whoever runs it and may begin programmes."""

from samverka.delivery.groups.actions import continue_group
from samverka.delivery.groups.models import Group
from samverka.delivery.groups.tests.factories import group
from samverka.delivery.programmes.models import Participation, Programme
from tests.people import TODAY

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  network_to_project:become      200   403   403   403   403   403   403   403   404   login
POST network_to_project:become      422   403   403   403   403   403   403   403   404   login
GET  network_to_project:take_back   405   405   405   405   405   405   405   405   405   login
POST network_to_project:take_back   302   403   403   403   403   403   403   403   404   login
GET  groups:history                 200   200   200   200   200   200   200   200   404   login
"""


def a_network(cast):
    made = group(cast, "Ensamkommande barn", "network")
    return {"programme_key": cast.programme.public_key, "key": made.public_key}


def became(cast):
    there = group(cast, "Mottagande", "network")
    other = Programme.objects.create(slug="projektet", name="Projektet", owner=cast.gr)
    for part, place in (("owner", cast.gr), ("participant", cast.kungalv)):
        Participation.objects.create(programme=other, organisation=place, part=part)
    continue_group(group=there, programme=other, terms=[], since=TODAY, by=cast.petra)
    return {"programme_key": cast.programme.public_key, "key": there.public_key}


def later(cast):
    became(cast)
    made = Group.objects.select_related("programme").get(programme__slug="projektet")
    return {"programme_key": made.programme.public_key, "key": made.public_key}


ARGUMENTS = {
    "network_to_project:become": a_network,
    "network_to_project:take_back": became,
    "groups:history": later,
}
