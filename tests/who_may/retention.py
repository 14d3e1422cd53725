"""How long records are kept: those who lead read it, and decide; a person is held by their own."""

import datetime as dt

from samverka.delivery.retention import actions
from samverka.delivery.retention.models import Deletion
from tests.people import TODAY, person

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  retention:keeping          200   403   200   403   403   403   403   200   404   login
GET  retention:add_rule         200   403   403   403   403   403   403   200   404   login
POST retention:add_rule         302   403   403   403   403   403   403   302   404   login
GET  retention:end_rule         405   405   405   405   405   405   405   405   405   login
POST retention:end_rule         302   403   403   403   403   403   403   302   404   login
GET  retention:hold             200   403   403   403   403   403   403   200   404   login
POST retention:hold             302   403   403   403   403   403   403   302   404   login
GET  retention:person_holds     200   200   403   403   200   404   404   404   404   login
POST retention:person_holds     302   302   403   403   302   404   404   404   404   login
GET  retention:release          405   405   405   405   405   405   405   405   405   login
POST retention:release          302   404   403   404   404   404   404   302   404   login
GET  delete_due:overview        200   403   200   403   403   403   403   200   403   login
GET  delete_due:look            200   403   200   403   403   403   403   200   404   login
POST delete_due:look            302   403   403   403   403   403   403   302   404   login
GET  delete_due:proofs          200   403   200   403   403   403   403   200   403   login
GET  delete_due:proof           200   404   200   404   404   404   404   200   404   login
GET  delete_due:progress        200   404   200   404   404   404   404   200   404   login
GET  delete_due:proof_file      200   404   200   404   404   404   404   200   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_rule(cast):
    rule = actions.write_rule(
        programme=cast.programme,
        records="questions",
        kept_years=2,
        counted_from="year_end",
        source="Planen",
        valid_from=dt.date(2025, 1, 1),
        by=cast.petra,
    )
    return {**the_programme(cast), "key": rule.public_key}


def a_hold(cast):
    hold = actions.place_hold(
        programme=cast.programme, reason="Granskning", on=TODAY, by=cast.petra
    )
    return {"key": hold.public_key}


def a_proof(cast):
    made = Deletion.objects.create(
        programme=cast.programme,
        records="questions",
        state="done",
        asked_by=cast.petra.user,
        role="programme_leader",
        organisation=cast.gr,
        language="sv",
        seen=1,
        rule="Två år",
        source="Planen",
        kept_until=TODAY,
        counts={"questions.Question": 1},
        digest="0" * 64,
        deleted_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
    )
    return {"key": made.public_key}


ARGUMENTS = {
    "retention:keeping": the_programme,
    "retention:add_rule": the_programme,
    "retention:end_rule": a_rule,
    "retention:hold": the_programme,
    "retention:person_holds": lambda cast: {
        "key": person("Amanda", cast.kungalv, cast.gr).public_key
    },
    "retention:release": a_hold,
    "delete_due:look": lambda cast: the_programme(cast) | {"records": "attendance"},
    "delete_due:proof": a_proof,
    "delete_due:progress": a_proof,
    "delete_due:proof_file": lambda cast: a_proof(cast) | {"form": "xlsx"},
}
DATA = {
    "retention:add_rule": lambda cast: {
        "records": "questions",
        "kept_years": "2",
        "counted_from": "year_end",
        "source": "Planen",
        "valid_from": "2025-01-01",
    },
    "retention:hold": lambda cast: {"reason": "Granskning"},
    "retention:person_holds": lambda cast: {"reason": "Ärende 12"},
}
