"""Activities, their sessions and their attendance.

Olga and Petra run what GR carries out; Erik reads its sheets. Karin and Ulla register those who
work in Kungälv; Sara only herself.
"""

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Registration
from samverka.delivery.activities.tests.factories import only_session, place, training_day
from tests.people import person

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  activities:list                200   200   200   200   200   200   200   200   200   login
GET  activities:create              200   200   403   200   403   403   403   403   200   login
POST activities:create              422   422   403   422   403   403   403   403   422   login
GET  activities:clashes             405   405   405   405   405   405   405   405   405   login
POST activities:clashes             200   200   403   200   403   403   403   403   200   login
GET  activities:detail              200   200   200   200   200   200   200   200   404   login
GET  activities:edit                200   403   403   200   403   403   403   403   404   login
POST activities:edit                422   403   403   422   403   403   403   403   404   login
GET  activities:cancel              405   405   405   405   405   405   405   405   405   login
POST activities:cancel              302   403   403   302   403   403   403   403   404   login
GET  activities:restore             405   405   405   405   405   405   405   405   405   login
POST activities:restore             302   403   403   302   403   403   403   403   404   login
GET  activities:cancel_many              405   405   405   405   405   405   405   405   405   login
POST activities:cancel_many              302   302   403   302   403   403   403   403   302   login
GET  activities:restore_many             405   405   405   405   405   405   405   405   405   login
POST activities:restore_many             302   302   403   302   403   403   403   403   302   login
GET  activities:serve_goal               405   405   405   405   405   405   405   405   405   login
POST activities:serve_goal               302   302   403   302   403   403   403   403   302   login
GET  activities:serve_as_before          405   405   405   405   405   405   405   405   405   login
POST activities:serve_as_before          302   302   403   302   403   403   403   403   302   login
GET  activities:suggested           200   200   200   403   403   403   403   403   404   login
GET  activities:begin               405   405   405   405   405   405   405   405   405   login
POST activities:begin               302   302   302   403   403   403   403   403   404   login
GET  activities:unbegin             405   405   405   405   405   405   405   405   405   login
POST activities:unbegin             302   302   302   403   403   403   403   403   404   login
GET  activities:find                200   200   403   200   200   403   403   403   404   login
GET  activities:register            405   405   405   405   405   405   405   405   405   login
POST activities:register            302   302   302   302   302   302   302   302   404   login
GET  activities:register_new        200   403   403   200   403   403   403   403   404   login
POST activities:register_new        422   403   403   422   403   403   403   403   404   login
GET  activities:give_back           405   405   405   405   405   405   405   405   405   login
POST activities:give_back           302   302   403   302   302   404   404   404   404   login
GET  activities:facts               200   403   403   200   403   404   404   404   404   login
POST activities:facts               302   403   403   302   403   404   404   404   404   login
GET  activities:take_again          405   405   405   405   405   405   405   405   405   login
POST activities:take_again          302   302   403   302   302   404   404   404   404   login
GET  activities:accept              405   405   405   405   405   405   405   405   405   login
POST activities:accept              302   302   403   302   302   404   404   404   404   login
GET  activities:decline             405   405   405   405   405   405   405   405   405   login
POST activities:decline             302   302   403   302   302   404   404   404   404   login
GET  activities:offer_again         405   405   405   405   405   405   405   405   405   login
POST activities:offer_again         302   302   403   302   302   404   404   404   404   login
GET  activities:let_in              405   405   405   405   405   405   405   405   405   login
POST activities:let_in              302   403   403   302   403   404   404   404   404   login
GET  activities:wait_again          405   405   405   405   405   405   405   405   405   login
POST activities:wait_again          302   403   403   302   403   404   404   404   404   login
GET  activities:sheet               200   403   200   200   403   403   403   403   404   login
POST activities:sheet               302   403   403   302   403   403   403   403   404   login
GET  activities:paste               200   403   403   200   403   403   403   403   404   login
POST activities:paste               422   403   403   422   403   403   403   403   404   login
GET  activities:instead             200   403   403   200   403   403   403   403   404   login
POST activities:instead             422   403   403   422   403   403   403   403   404   login
GET  activities:not_instead         405   405   405   405   405   405   405   405   405   login
POST activities:not_instead         302   403   403   302   403   403   403   403   404   login
GET  activities:count_unnamed       405   405   405   405   405   405   405   405   405   login
POST activities:count_unnamed       302   403   403   302   403   403   403   403   404   login
GET  activities:paper_list          200   403   200   200   403   403   403   403   404   login
GET  activities:news                200   403   200   200   403   403   403   403   404   login
GET  activities:undo                405   405   405   405   405   405   405   405   405   login
POST activities:undo                302   403   403   302   403   403   403   403   404   login
GET  activities:history             200   403   200   200   403   403   403   403   404   login
GET  activities:readers             200   403   403   200   403   403   403   403   404   login
POST activities:readers             422   403   403   422   403   403   403   403   404   login
GET  activities:remove_reader       405   405   405   405   405   405   405   405   405   login
POST activities:remove_reader       409   403   403   409   403   403   403   403   404   login
"""


def days(cast):
    return {"form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}


def token(cast):
    return {"token": "nothing"}


def activity(cast):
    return {"key": training_day(cast).public_key}


def sensitive(cast):
    """Olga has made it, and is the only one on its list."""
    return {"key": training_day(cast, is_sensitive=True).public_key}


def amandas_place(cast):
    given = place(cast, training_day(cast), person("Amanda", cast.kungalv))
    return {"key": given.public_key}


def place_given_back(cast):
    given = place(cast, training_day(cast), person("Amanda", cast.kungalv))
    actions.give_back(registration=given, by=cast.olga)
    return {"key": given.public_key}


def somebody_who_waits(cast):
    activity = training_day(cast, seats=1)
    place(cast, activity, person("Bashir", cast.kungalv))
    waits = actions.apply(
        activity=activity,
        person=person("Amanda", cast.kungalv),
        organisation=cast.kungalv,
        way=Registration.Way.COLLEAGUE,
        by=cast.karin,
    )
    return {"key": waits.public_key}


def session(cast):
    return {"key": only_session(training_day(cast)).public_key}


def change(cast):
    return session(cast) | {"version": 1}


def row(cast):
    made = training_day(cast)
    given = place(cast, made, person("Amanda", cast.kungalv))
    return {"key": only_session(made).public_key, "place_key": given.public_key}


def programme(cast):
    return {"programme_key": cast.programme.public_key}


ARGUMENTS = {
    "activities:suggested": programme,
    "activities:begin": programme,
    "activities:unbegin": lambda cast: programme(cast) | token(cast),
    "activities:detail": activity,
    "activities:edit": activity,
    "activities:cancel": activity,
    "activities:restore": activity,
    "activities:restore_many": token,
    "activities:serve_as_before": token,
    "activities:readers": sensitive,
    "activities:remove_reader": lambda cast: (
        sensitive(cast) | {"user_key": cast.olga.user.public_key}
    ),
    "activities:find": activity,
    "activities:register": activity,
    "activities:register_new": activity,
    "activities:give_back": amandas_place,
    "activities:facts": amandas_place,
    "activities:take_again": place_given_back,
    "activities:accept": somebody_who_waits,
    "activities:decline": somebody_who_waits,
    "activities:offer_again": lambda cast: place_given_back(cast) | token(cast),
    "activities:let_in": somebody_who_waits,
    "activities:wait_again": amandas_place,
    "activities:sheet": session,
    "activities:paste": session,
    "activities:instead": session,
    "activities:not_instead": row,
    "activities:count_unnamed": session,
    "activities:paper_list": session,
    "activities:news": session,
    "activities:undo": change,
    "activities:history": row,
}
DATA = {"activities:create": days, "activities:edit": days}
