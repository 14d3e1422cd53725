"""Applying for a place: anybody, and by a secret link whoever has it."""

from samverka.delivery.activities import actions
from samverka.delivery.activities.links import token_of
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.tests.factories import TOMORROW, training_day
from tests.people import person

ROWS = """
                           petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  sign_up:apply         200   200   200   200   200   200   200   200   200   200
POST sign_up:apply         422   422   422   422   422   422   422   422   422   422
GET  sign_up:sent          200   200   200   200   200   200   200   200   200   200
GET  sign_up:mine          200   200   200   200   200   200   200   200   200   200
POST sign_up:mine          302   302   302   302   302   302   302   302   302   302
GET  sign_up:give_back     405   405   405   405   405   405   405   405   405   405
POST sign_up:give_back     302   302   302   302   302   302   302   302   302   302
GET  sign_up:accept        405   405   405   405   405   405   405   405   405   405
POST sign_up:accept        302   302   302   302   302   302   302   302   302   302
GET  sign_up:decline       405   405   405   405   405   405   405   405   405   405
POST sign_up:decline       302   302   302   302   302   302   302   302   302   302
GET  sign_up:again         405   405   405   405   405   405   405   405   405   405
POST sign_up:again         302   302   302   302   302   302   302   302   302   302
"""


def activity(cast):
    made = training_day(cast, TOMORROW, registration_by=Activity.RegistrationBy.ANYBODY)
    return {"key": made.public_key}


def link(cast):
    given = actions.apply(
        activity=Activity.objects.get(public_key=activity(cast)["key"]),
        person=person("Amanda", cast.kungalv),
        organisation=cast.kungalv,
        way=Registration.Way.PUBLIC,
        by=cast.olga,
    )
    return {"token": token_of(given)}


ARGUMENTS = {
    "sign_up:apply": activity,
    "sign_up:sent": activity,
    "sign_up:mine": link,
    "sign_up:give_back": link,
    "sign_up:accept": link,
    "sign_up:decline": link,
    "sign_up:again": link,
}
