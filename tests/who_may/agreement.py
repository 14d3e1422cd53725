"""The work on an agreement: read by its parties; the programme's leader chooses the goals."""

from samverka.register.agreements.tests.factories import agreement_of, commitment_of

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  agreement:coverage         200   200   200   200   200   200   200   200   404   login
GET  agreement:commitment       200   200   200   200   200   200   200   200   404   login
GET  programmes:commitment      200   403   403   403   403   403   403   403   404   login
POST programmes:commitment      302   403   403   403   403   403   403   403   404   login
"""


def commitment(cast):
    made = commitment_of(agreement_of(cast), by=cast.petra)
    return {"programme_key": cast.programme.public_key, "key": made.public_key}


def followed(cast):
    made = commitment_of(agreement_of(cast), by=cast.petra)
    return {"key": made.agreement.public_key, "commitment_key": made.public_key}


ARGUMENTS = {
    "agreement:commitment": followed,
    "agreement:coverage": lambda cast: {"key": agreement_of(cast).public_key},
    "programmes:commitment": commitment,
}
