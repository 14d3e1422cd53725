"""The administrator's pages, and opening accounts and giving roles."""

from samverka.register.people.actions import give_children_role
from tests.people import TODAY

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  administration:overview        403   403   403   403   403   403   403   200   403   login
GET  administration:users           403   403   403   403   403   403   403   200   403   login
GET  administration:user            403   403   403   403   403   403   403   200   403   login
GET  administration:trail           403   403   403   403   403   403   403   200   403   login
GET  administration:trail_file      403   403   403   403   403   403   403   200   403   login
GET  appoint:open_account           403   403   403   403   403   403   403   200   403   login
POST appoint:open_account           403   403   403   403   403   403   403   200   403   login
GET  appoint:give_role              403   403   403   403   403   403   403   200   403   login
POST appoint:give_role              403   403   403   403   403   403   403   302   403   login
GET  appoint:end_role               403   403   403   403   403   403   403   200   403   login
POST appoint:end_role               403   403   403   403   403   403   403   200   403   login
GET  appoint:give_children_role     403   403   403   403   403   403   403   200   403   login
POST appoint:give_children_role     403   403   403   403   403   403   403   302   403   login
GET  appoint:take_children_role     405   405   405   405   405   405   405   405   405   login
POST appoint:take_children_role     403   403   403   403   403   403   403   302   403   login
GET  appoint:close_many             405   405   405   405   405   405   405   405   405   login
POST appoint:close_many             403   403   403   403   403   403   403   302   403   login
GET  appoint:reopen_many            405   405   405   405   405   405   405   405   405   login
POST appoint:reopen_many            403   403   403   403   403   403   403   302   403   login
GET  appoint:invite_many            405   405   405   405   405   405   405   405   405   login
POST appoint:invite_many            403   403   403   403   403   403   403   302   403   login
GET  appoint:undo_many              405   405   405   405   405   405   405   405   405   login
POST appoint:undo_many              403   403   403   403   403   403   403   302   403   login
GET  appoint:end_roles              405   405   405   405   405   405   405   405   405   login
POST appoint:end_roles              403   403   403   403   403   403   403   302   403   login
GET  appoint:resume_roles           405   405   405   405   405   405   405   405   405   login
POST appoint:resume_roles           403   403   403   403   403   403   403   302   403   login
GET  appoint:close_account          405   405   405   405   405   405   405   405   405   login
POST appoint:close_account          403   403   403   403   403   403   403   302   403   login
GET  appoint:reopen_account         405   405   405   405   405   405   405   405   405   login
POST appoint:reopen_account         403   403   403   403   403   403   403   302   403   login
GET  appoint:invite_again           405   405   405   405   405   405   405   405   405   login
POST appoint:invite_again           403   403   403   403   403   403   403   302   403   login
GET  appoint:remove_second_factor   405   405   405   405   405   405   405   405   405   login
POST appoint:remove_second_factor   403   403   403   403   403   403   403   302   403   login
"""


def olga(cast):
    return {"key": cast.olga.user.public_key}


def role_of_olga(cast):
    held = give_children_role(
        user=cast.olga.user, organisation=cast.gr, reason="Samordnare", on=TODAY, by=cast.ada
    )
    return olga(cast) | {"role_id": held.pk}


ARGUMENTS = {
    "administration:user": olga,
    "appoint:resume_roles": lambda cast: {"token": "nothing"},
    "appoint:undo_many": lambda cast: {"token": "nothing"},
    "appoint:give_role": olga,
    "appoint:give_children_role": olga,
    "appoint:take_children_role": role_of_olga,
    "appoint:end_role": olga,
    "appoint:close_account": olga,
    "appoint:reopen_account": olga,
    "appoint:invite_again": olga,
    "appoint:remove_second_factor": olga,
}
DATA = {
    "appoint:give_children_role": lambda cast: {
        "organisation": cast.gr.pk,
        "reason": "Samordnare för ensamkommande barn",
    },
    "appoint:give_role": lambda cast: {
        "organisation": cast.gr.pk,
        "programme": cast.programme.pk,
        "role": "economist",
        "first_day": "2026-03-16",
    },
}
