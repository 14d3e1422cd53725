"""Attendance certificates: whoever runs the activity gives them; anybody verifies by a code.

GR's organiser has given Amina hers. Petra runs what GR carries out as well.
"""

from samverka.delivery.series.tests.factories import series
from samverka.publishing.certificates.models import Giving
from samverka.publishing.certificates.said import read
from samverka.publishing.certificates.tests.factories import a_certificate, a_day
from tests.people import TODAY, person

ROWS = """
                                     petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  certificates:mine               200   200   200   200   200   200   200   200   200   login
GET  certificates:of_activity        200   403   403   200   403   403   403   403   404   login
POST certificates:of_activity        422   403   403   422   403   403   403   403   404   login
GET  certificates:files_of_activity  302   403   403   302   403   403   403   403   404   login
GET  certificates:of_series          200   403   403   200   403   403   403   403   404   login
POST certificates:of_series          422   403   403   422   403   403   403   403   404   login
GET  certificates:files_of_series    302   403   403   302   403   403   403   403   404   login
GET  certificates:giving             200   404   404   200   404   404   404   404   404   login
GET  certificates:progress           200   404   404   200   404   404   404   404   404   login
GET  certificates:detail             200   404   404   200   404   404   404   404   404   login
GET  certificates:file               200   404   404   200   404   404   404   404   404   login
GET  certificates:correct            405   405   405   405   405   405   405   405   405   login
POST certificates:correct            302   404   404   302   404   404   404   404   404   login
GET  certificates:revoke             200   404   404   200   404   404   404   404   404   login
POST certificates:revoke             422   404   404   422   404   404   404   404   404   login
GET  certificate:verify              200   200   200   200   200   200   200   200   200   200
POST certificate:verify              422   422   422   422   422   422   422   422   422   422
"""


def an_activity(cast):
    return {"key": a_day(cast, person("Amina", cast.kungalv, cast.gr)).about.public_key}


def a_series(cast):
    activity = a_day(cast, person("Amina", cast.kungalv, cast.gr)).about
    return {"key": series(cast, activity).public_key}


def given(cast):
    return {"key": a_certificate(cast).public_key}


def a_giving(cast):
    certificate = a_certificate(cast)
    made = Giving.objects.create(
        programme=cast.programme,
        activity=certificate.activity,
        giver=cast.gr,
        language="sv",
        begun_on=TODAY,
    )
    return {"key": made.public_key}


ARGUMENTS = {
    "certificates:of_activity": an_activity,
    "certificates:files_of_activity": an_activity,
    "certificates:of_series": a_series,
    "certificates:files_of_series": a_series,
    "certificates:giving": a_giving,
    "certificates:progress": a_giving,
    "certificates:detail": given,
    "certificates:file": given,
    "certificates:correct": given,
    "certificates:revoke": given,
    "certificate:verify": lambda cast: {"code": read(a_certificate(cast)).code},
}
