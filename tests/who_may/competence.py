"""Competence: read by all in the programme, written by whoever leads it; a unit head sees one's own.

Petra has mapped Kungälv, where Ulla is the head and Karin leads the sub-project; Sara was asked.
"""

from samverka.development.competence import actions
from samverka.development.competence.tests.factories import an_account, competences, mapping, staff
from tests.people import TODAY

ROWS = """
                               petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  competence:overview       200   200   200   200   200   200   200   200   404   login
GET  competence:add_area       200   403   403   403   403   403   403   403   404   login
POST competence:add_area       422   403   403   403   403   403   403   403   404   login
GET  competence:add            200   403   403   403   403   403   403   403   404   login
POST competence:add            422   403   403   403   403   403   403   403   404   login
GET  competence:require        200   403   403   403   403   403   403   403   404   login
POST competence:require        422   403   403   403   403   403   403   403   404   login
GET  competence:take_in        405   405   405   405   405   405   405   405   405   login
POST competence:take_in        302   403   403   403   403   403   403   403   404   login
GET  competence:from_table     200   403   403   403   403   403   403   403   404   login
POST competence:from_table     422   403   403   403   403   403   403   403   404   login
GET  competence:answers_from_table 200 403   403   403   403   403   403   403   404   login
POST competence:answers_from_table 422 403   403   403   403   403   403   403   404   login
GET  competence:new_mapping    200   403   403   403   403   403   403   403   404   login
POST competence:new_mapping    422   403   403   403   403   403   403   403   404   login
GET  competence:edit           200   403   403   403   403   403   403   403   404   login
POST competence:edit           422   403   403   403   403   403   403   403   404   login
GET  competence:remove         405   405   405   405   405   405   405   405   405   login
POST competence:remove         302   403   403   403   403   403   403   403   404   login
GET  competence:bring_back     405   405   405   405   405   405   405   405   405   login
POST competence:bring_back     302   403   403   403   403   403   403   403   404   login
GET  competence:mapping        200   200   403   403   403   403   403   403   404   login
GET  competence:compare        200   403   403   403   403   403   403   403   404   login
GET  competence:ask_newcomers  200   403   403   403   403   403   403   403   404   login
POST competence:ask_newcomers  422   403   403   403   403   403   403   403   404   login
GET  competence:ask            200   200   403   403   403   403   403   403   404   login
POST competence:ask            422   422   403   403   403   403   403   403   404   login
GET  competence:unit           403   403   403   403   200   403   403   403   404   login
GET  competence:talk           403   403   403   403   200   403   403   403   404   login
POST competence:talk           403   403   403   403   302   403   403   403   404   login
GET  my_competence:mine        200   200   200   200   200   200   200   200   200   login
GET  my_competence:correct     404   404   404   404   404   200   404   404   404   login
POST my_competence:correct     404   404   404   404   404   302   404   404   404   login
GET  my_competence:export      404   404   404   404   404   200   404   404   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_competence(cast):
    made = competences(cast, "Samtal med tolk")[0]
    return programme(cast) | {"key": made.public_key}


def removed(cast):
    made = competences(cast, "Samtal med tolk")[0]
    actions.remove_competence(competence=made, on=TODAY, by=cast.petra)
    return programme(cast) | {"key": made.public_key}


def _mapped(cast):
    competences(cast, "Samtal med tolk")
    (sara,) = staff(cast, "Sara")
    an_account(cast, sara, cast.sara)
    return mapping(cast), sara


def a_mapping(cast):
    return programme(cast) | {"key": _mapped(cast)[0].public_key}


def one_asked(cast):
    made, sara = _mapped(cast)
    return programme(cast) | {"key": made.public_key, "person_key": sara.public_key}


def mine(cast):
    return {"key": _mapped(cast)[0].public_key}


OF_PROGRAMME = (
    "ask_newcomers",
    *("overview", "add_area", "add", "require", "take_in", "from_table", "new_mapping"),
)
ARGUMENTS = {
    **{f"competence:{name}": programme for name in OF_PROGRAMME},
    "competence:edit": a_competence,
    "competence:remove": a_competence,
    "competence:bring_back": removed,
    **{
        f"competence:{name}": a_mapping
        for name in ("mapping", "ask", "answers_from_table", "unit", "compare")
    },
    "competence:talk": one_asked,
    "my_competence:correct": mine,
    "my_competence:export": mine,
}
