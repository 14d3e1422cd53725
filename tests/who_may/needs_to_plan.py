"""A municipality's needs into its own plan: who writes that plan."""

from samverka.delivery.groups.tests.factories import group, meeting
from tests.people import TODAY

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  needs_to_plan:take         200   200   403   403   403   403   403   403   404   login
POST needs_to_plan:take         422   422   403   403   403   403   403   403   404   login
"""


def a_meeting(cast):
    # On a day of its own: the group may meet already for the rows of groups.
    held = meeting(cast, group(cast), TODAY)
    return {"programme_key": cast.programme.public_key, "key": held.public_key}


ARGUMENTS = {"needs_to_plan:take": a_meeting}
