"""Methods: described, tried, decided on, adopted, handed over.

The method is Kungälv's; so Karin changes it, and Petra, who leads the programme. Both write of the
trials and decisions of their own organisations.
"""

from samverka.development.methods.tests.factories import decided, described, stages, tried

ROWS = """
                                 petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  methods:list                200   200   200   200   200   200   200   200   404   login
GET  methods:add                 200   200   403   403   403   403   403   403   404   login
POST methods:add                 422   422   403   403   403   403   403   403   404   login
GET  methods:take_up             200   200   403   403   403   403   403   403   404   login
POST methods:take_up             422   422   403   403   403   403   403   403   404   login
GET  methods:stages              200   200   200   200   200   200   200   200   404   login
GET  methods:matrix              200   200   200   200   200   200   200   200   404   login
GET  methods:decisions           200   200   200   200   200   200   200   200   404   login
GET  methods:hand_overs          200   200   200   200   200   200   200   200   404   login
GET  methods:several_recommend   405   405   405   405   405   405   405   405   405   login
POST methods:several_recommend   302   403   403   403   403   403   403   403   404   login
GET  methods:several_stop        405   405   405   405   405   405   405   405   405   login
POST methods:several_stop        302   403   403   403   403   403   403   403   404   login
GET  methods:several_undo        405   405   405   405   405   405   405   405   405   login
POST methods:several_undo        302   403   403   403   403   403   403   403   404   login
GET  methods:several_follow_up   405   405   405   405   405   405   405   405   405   login
POST methods:several_follow_up   302   302   403   403   403   403   403   403   404   login
GET  methods:several_not_followed_up 405   405   405   405   405   405   405   405   405   login
POST methods:several_not_followed_up 302   302   403   403   403   403   403   403   404   login
GET  methods:detail              200   200   200   200   200   200   200   200   404   login
GET  methods:edit                200   200   403   403   403   403   403   403   404   login
POST methods:edit                422   422   403   403   403   403   403   403   404   login
GET  methods:add_version         200   200   403   403   403   403   403   403   404   login
POST methods:add_version         422   422   403   403   403   403   403   403   404   login
GET  methods:recommend           405   405   405   405   405   405   405   405   405   login
POST methods:recommend           302   403   403   403   403   403   403   403   404   login
GET  methods:stop_recommending   405   405   405   405   405   405   405   405   405   login
POST methods:stop_recommending   302   403   403   403   403   403   403   403   404   login
GET  methods:add_trial           200   200   403   403   403   403   403   403   404   login
POST methods:add_trial           422   422   403   403   403   403   403   403   404   login
GET  methods:trial               403   200   403   403   403   403   403   403   404   login
POST methods:trial               403   422   403   403   403   403   403   403   404   login
GET  methods:decide              200   200   403   403   403   403   403   403   404   login
POST methods:decide              422   422   403   403   403   403   403   403   404   login
GET  methods:take_back           405   405   405   405   405   405   405   405   405   login
POST methods:take_back           302   302   403   403   403   403   403   403   404   login
GET  methods:hand_over           200   200   403   403   403   403   403   403   404   login
POST methods:hand_over           422   422   403   403   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def token(cast):
    return programme(cast) | {"token": "nothing"}


def method(cast):
    return programme(cast) | {"key": described(cast).public_key}


def trial(cast):
    made = described(cast)
    own = tried(made, cast.karin, stages(cast)[0])
    return programme(cast) | {"key": made.public_key, "trial_key": own.public_key}


def stage(cast):
    made, pilot = described(cast), stages(cast)[0]
    tried(made, cast.karin, pilot)
    decided(made, cast.karin, pilot, "continue")
    return programme(cast) | {"key": made.public_key, "number": pilot.number}


ARGUMENTS = {
    "methods:list": programme,
    "methods:add": programme,
    "methods:take_up": programme,
    "methods:stages": programme,
    "methods:matrix": programme,
    "methods:decisions": programme,
    "methods:hand_overs": programme,
    "methods:several_recommend": programme,
    "methods:several_stop": programme,
    "methods:several_undo": token,
    "methods:several_follow_up": programme,
    "methods:several_not_followed_up": token,
    "methods:detail": method,
    "methods:edit": method,
    "methods:add_version": method,
    "methods:recommend": method,
    "methods:stop_recommending": method,
    "methods:add_trial": method,
    "methods:trial": trial,
    "methods:decide": stage,
    "methods:take_back": lambda cast: stage(cast) | {"token": "nothing"},
    "methods:hand_over": method,
}
