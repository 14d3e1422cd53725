"""Material of a session: GR's, put there by its organiser; those of the programme fetch it."""

from samverka.delivery.activities.tests.factories import training_day
from samverka.publishing.materials.actions import attach
from samverka.publishing.materials.tests.factories import GUIDE, material
from tests.people import TODAY

ROWS = """
                                   petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  session_material:list         200   200   200   200   200   200   200   200   404   login
GET  session_material:attach_new   200   403   403   200   403   403   403   403   404   login
POST session_material:attach_new   422   403   403   422   403   403   403   403   404   login
GET  session_material:attach       405   405   405   405   405   405   405   405   405   login
POST session_material:attach       302   403   403   302   403   403   403   403   404   login
GET  session_material:detach       405   405   405   405   405   405   405   405   405   login
POST session_material:detach       302   403   403   302   403   403   403   403   404   login
GET  session_material:file         200   200   200   200   200   200   200   200   404   login
GET  session_material:text         200   200   200   200   200   200   200   200   404   login
"""


def a_session(cast):
    return {"session_key": training_day(cast, TODAY).sessions.get().public_key}


def attached(cast):
    session = training_day(cast, TODAY).sessions.get()
    made = material(cast, files=[GUIDE])
    row = attach(session=session, material=made, kind="summary", by=cast.olga)
    return {"session_key": session.public_key, "key": row.public_key}


def a_file(cast):
    return attached(cast) | {"place": 1}


ARGUMENTS = {
    "session_material:list": a_session,
    "session_material:attach_new": a_session,
    "session_material:attach": a_session,
    "session_material:detach": attached,
    "session_material:file": a_file,
    "session_material:text": a_file,
}
