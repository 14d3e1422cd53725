"""Money: each partner's own, and everybody's to those who lead."""

import datetime as dt

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.budgets import actions
from tests.people import TODAY

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  budgets:overview               200   200   200   403   403   403   403   403   404   login
GET  budgets:co_financing           200   403   200   403   403   403   403   403   404   login
GET  budgets:shares                 200   403   200   403   403   403   403   403   404   login
GET  budgets:take_over              200   403   200   403   403   403   403   403   404   login
GET  budgets:account                200   200   200   403   403   403   403   403   404   login
GET  budgets:add_cost               403   200   403   403   403   403   403   403   404   login
GET  budgets:hand_in                403   200   403   403   403   403   403   403   404   login
GET  budgets:correct_cost           403   200   403   403   403   403   403   403   404   login
GET  budgets:note_payment           405   405   405   405   405   405   405   405   405   login
POST budgets:note_payment           403   200   403   403   403   403   403   403   404   login
GET  budgets:strike_cost            405   405   405   405   405   405   405   405   405   login
POST budgets:strike_cost            403   302   403   403   403   403   403   403   404   login
GET  budgets:restore_cost           405   405   405   405   405   405   405   405   405   login
POST budgets:restore_cost           403   302   403   403   403   403   403   403   404   login
GET  budgets:strike_costs           405   405   405   405   405   405   405   405   405   login
POST budgets:strike_costs           403   302   403   403   403   403   403   403   404   login
GET  budgets:restore_costs          405   405   405   405   405   405   405   405   405   login
POST budgets:restore_costs          403   302   403   403   403   403   403   403   404   login
GET  budgets:set_kinds              405   405   405   405   405   405   405   405   405   login
POST budgets:set_kinds              403   302   403   403   403   403   403   403   404   login
GET  budgets:set_kinds_back         405   405   405   405   405   405   405   405   405   login
POST budgets:set_kinds_back         403   302   403   403   403   403   403   403   404   login
GET  budgets:report                 200   200   200   403   403   403   403   403   404   login
GET  budgets:accept_report          405   405   405   405   405   405   405   405   405   login
POST budgets:accept_report          302   403   302   403   403   403   403   403   404   login
GET  budgets:return_report          405   405   405   405   405   405   405   405   405   login
POST budgets:return_report          302   403   302   403   403   403   403   403   404   login
GET  budgets:hand_in_again          405   405   405   405   405   405   405   405   405   login
POST budgets:hand_in_again          403   302   403   403   403   403   403   403   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def an_activity(cast):
    return {**the_programme(cast), "activity_key": training_day(cast).public_key}


def the_account(cast):
    return {**the_programme(cast), "organisation_key": cast.kungalv.public_key}


def cost_of(cast):
    return actions.add_cost(
        programme=cast.programme,
        organisation=cast.kungalv,
        kind="travel",
        text="Tåg till Göteborg",
        receipt="12",
        incurred_on=dt.date(2026, 2, 1),
        paid_on=None,
        amount=25_000,
        by=cast.karin,
    )


def a_cost(cast):
    return {**the_programme(cast), "key": cost_of(cast).public_key}


def a_token(cast):
    return {**the_account(cast), "token": "nothing"}


def a_report(cast):
    cost_of(cast)
    own = {"programme": cast.programme, "organisation": cast.kungalv}
    report = actions.hand_in(**own, until=TODAY, on=TODAY, by=cast.karin)
    return {**the_programme(cast), "key": report.public_key}


def a_reason(cast):
    return {"reason": "Kvittot saknas."}


ARGUMENTS = {
    "budgets:overview": the_programme,
    "budgets:co_financing": the_programme,
    "budgets:shares": the_programme,
    "budgets:take_over": an_activity,
    "budgets:account": the_account,
    "budgets:add_cost": the_account,
    "budgets:hand_in": the_account,
    "budgets:correct_cost": a_cost,
    "budgets:note_payment": a_cost,
    "budgets:strike_cost": a_cost,
    "budgets:restore_cost": a_cost,
    "budgets:strike_costs": the_account,
    "budgets:restore_costs": a_token,
    "budgets:set_kinds": the_account,
    "budgets:set_kinds_back": a_token,
    "budgets:report": a_report,
    "budgets:accept_report": a_report,
    "budgets:return_report": a_report,
    "budgets:hand_in_again": a_report,
}
DATA = {"budgets:return_report": a_reason}
