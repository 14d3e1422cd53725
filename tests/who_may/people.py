"""Persons: Amanda works in Kungälv, and GR knows her from an activity. Eve in Osby does not."""

from samverka.register.people.models import Position
from samverka.workflows.merge_persons.actions import merge_persons
from tests.people import LONG_AGO, appoint, person

# Petra leads the programme, but Kungälv answers for its own staff: number, protection, erasure.
# Sara, Rut and Ada see no list of persons, and nobody but themselves.
ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  people:list                    200   200   200   200   200   403   403   403   200   login
GET  people:create                  200   200   403   200   200   403   403   403   200   login
POST people:create                  200   200   403   200   200   403   403   403   200   login
GET  people:likely                  405   405   405   405   405   405   405   405   405   login
POST people:likely                  200   200   403   200   200   403   403   403   200   login
GET  people:by_number               200   200   403   403   200   403   403   403   403   login
POST people:by_number               422   422   403   403   422   403   403   403   403   login
GET  people:several_contact         405   405   405   405   405   405   405   405   405   login
POST people:several_contact         302   302   403   403   302   403   403   403   403   login
GET  people:several_contact_back    405   405   405   405   405   405   405   405   405   login
POST people:several_contact_back    302   302   403   403   302   403   403   403   403   login
GET  people:several_end             405   405   405   405   405   405   405   405   405   login
POST people:several_end             302   302   403   403   302   403   403   403   403   login
GET  people:several_resume          405   405   405   405   405   405   405   405   405   login
POST people:several_resume          302   302   403   403   302   403   403   403   403   login
GET  people:tell_many_apart         405   405   405   405   405   405   405   405   405   login
POST people:tell_many_apart         302   302   403   403   302   403   403   403   403   login
GET  people:ask_many_again          405   405   405   405   405   405   405   405   405   login
POST people:ask_many_again          302   302   403   403   302   403   403   403   403   login
GET  people:pairs                   200   200   403   403   200   403   403   403   403   login
GET  people:tell_apart              405   405   405   405   405   405   405   405   405   login
POST people:tell_apart              302   302   403   403   302   404   404   404   404   login
GET  people:ask_again               405   405   405   405   405   405   405   405   405   login
POST people:ask_again               302   302   403   403   302   404   404   404   404   login
GET  person:detail                  200   200   200   200   200   404   404   404   404   login
GET  people:correct                 200   200   403   200   200   404   404   404   404   login
POST people:correct                 302   302   403   302   302   404   404   404   404   login
GET  people:set_identity            403   200   403   403   200   404   404   404   404   login
POST people:set_identity            403   302   403   403   302   404   404   404   404   login
GET  people:show_identity           405   405   405   405   405   405   405   405   405   login
POST people:show_identity           403   200   403   403   200   404   404   404   404   login
GET  people:add_position            403   200   403   403   200   404   404   404   404   login
POST people:add_position            403   302   403   403   302   404   404   404   404   login
GET  people:end_position            403   200   403   403   200   404   404   404   404   login
POST people:end_position            403   302   403   403   302   404   404   404   404   login
GET  people:protection              403   200   403   403   200   404   404   404   404   login
POST people:protection              403   302   403   403   302   404   404   404   404   login
GET  people:end_protection          405   405   405   405   405   405   405   405   405   login
POST people:end_protection          403   302   403   403   302   404   404   404   404   login
GET  people:withdraw_access         405   405   405   405   405   405   405   405   405   login
POST people:withdraw_access         404   302   404   404   404   404   404   404   404   login
GET  disclose_person:extract        403   200   403   403   200   404   404   404   404   login
POST disclose_person:extract        403   200   403   403   200   404   404   404   404   login
GET  forget_person:forget           403   200   403   403   200   404   404   404   404   login
POST forget_person:forget           403   302   403   403   302   404   404   404   404   login
GET  merge_persons:choose           200   200   403   403   200   404   404   404   404   login
GET  merge_persons:merge            200   200   403   403   200   404   404   404   404   login
POST merge_persons:merge            302   302   403   403   302   404   404   404   404   login
GET  merge_persons:undo             405   405   405   405   405   405   405   405   405   login
POST merge_persons:undo             302   302   403   403   302   404   404   404   404   login
"""


def amanda(cast):
    return {"key": person("Amanda", cast.kungalv, cast.gr).public_key}


def function_of_amanda(cast):
    key = amanda(cast)["key"]
    return {"key": key, "position": Position.objects.get(person__public_key=key).pk}


def protected_paula(cast):
    """Only Karin is on her list, with a colleague."""
    paula = person("Paula", cast.kungalv, cast.gr)
    paula.is_protected = True
    paula.save()
    colleague = appoint("kollega", "unit_head", cast.kungalv)
    for user in (cast.karin.user, colleague.user):
        paula.access_list.create(user=user, reason="Handlägger", since=LONG_AGO)
    return {"key": paula.public_key, "user": colleague.user.public_key}


def joined(cast):
    new, old = (person("Amanda", cast.kungalv, cast.gr) for _ in range(2))
    merge = merge_persons(old=old, new=new, by=cast.karin)
    return {"key": new.public_key, "merge": merge.public_key}


ARGUMENTS = {
    "person:detail": amanda,
    "people:correct": amanda,
    "people:set_identity": amanda,
    "people:show_identity": amanda,
    "people:add_position": amanda,
    "people:end_position": function_of_amanda,
    "people:protection": amanda,
    "people:end_protection": amanda,
    "people:withdraw_access": protected_paula,
    "disclose_person:extract": amanda,
    "forget_person:forget": amanda,
    "merge_persons:choose": amanda,
    "merge_persons:undo": joined,
    "people:several_contact_back": lambda cast: {"token": "nothing"},
    "people:ask_many_again": lambda cast: {"token": "nothing"},
    "people:several_resume": lambda cast: {"token": "nothing"},
    "people:tell_apart": lambda cast: amanda(cast) | {"other": amanda(cast)["key"]},
    "people:ask_again": lambda cast: amanda(cast) | {"other": amanda(cast)["key"]},
    "merge_persons:merge": lambda cast: amanda(cast) | {"other": amanda(cast)["key"]},
}

DATA = {
    "people:correct": lambda cast: {"given_name": "Amanda", "family_name": "Påhitt"},
    "people:set_identity": lambda cast: {"number": "12345678"},
    "people:add_position": lambda cast: {
        "employer": cast.kungalv.public_key,
        "title": "Kurator",
        "on": "2026-03-01",
    },
    "people:end_position": lambda cast: {"last_day": "2026-03-01"},
    "people:protection": lambda cast: {
        "user": cast.ulla.user.public_key,
        "reason": "Handlägger",
    },
}
