"""Groups, their meetings, decisions and tasks.

Petra leads the programme, and Olga organises where the group's meetings are called from. Karin and
Ulla say who sits on Kungälv's own seat; everybody in the programme reads.
"""

from samverka.delivery.groups import actions
from samverka.delivery.groups.tests.factories import (
    decision,
    full_member,
    group,
    meeting,
    seat,
    sits,
    task,
)
from tests.people import person

ROWS = """
                                 petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  groups:list                 200   200   200   200   200   200   200   200   404   login
GET  groups:create               200   403   403   403   403   403   403   403   404   login
POST groups:create               422   403   403   403   403   403   403   403   404   login
GET  groups:levels               200   200   200   200   200   200   200   200   404   login
GET  groups:fields               200   200   200   200   200   200   200   200   404   login
GET  groups:join                 200   403   403   403   403   403   403   403   404   login
POST groups:join                 422   403   403   403   403   403   403   403   404   login
GET  groups:decisions            200   200   200   200   200   200   200   200   404   login
GET  groups:decisions_close      405   405   405   405   405   405   405   405   405   login
POST groups:decisions_close      302   403   403   302   403   403   403   403   404   login
GET  groups:decisions_open       405   405   405   405   405   405   405   405   405   login
POST groups:decisions_open       302   403   403   302   403   403   403   403   404   login
GET  groups:decision             200   200   200   200   200   200   200   200   404   login
POST groups:decision             422   403   403   422   403   403   403   403   404   login
GET  groups:decision_edit        200   403   403   200   403   403   403   403   404   login
POST groups:decision_edit        422   403   403   422   403   403   403   403   404   login
GET  groups:decision_open        405   405   405   405   405   405   405   405   405   login
POST groups:decision_open        302   403   403   302   403   403   403   403   404   login
GET  groups:decision_as_before   405   405   405   405   405   405   405   405   405   login
POST groups:decision_as_before   302   403   403   302   403   403   403   403   404   login
GET  groups:decision_create      200   403   403   200   403   403   403   403   404   login
POST groups:decision_create      422   403   403   422   403   403   403   403   404   login
GET  groups:detail               200   200   200   200   200   200   200   200   404   login
GET  groups:edit                 200   403   403   200   403   403   403   403   404   login
POST groups:edit                 422   403   403   422   403   403   403   403   404   login
GET  groups:seat_create          200   403   403   200   403   403   403   403   404   login
POST groups:seat_create          422   403   403   422   403   403   403   403   404   login
GET  groups:municipal_seats      405   405   405   405   405   405   405   405   405   login
POST groups:municipal_seats      302   403   403   302   403   403   403   403   404   login
GET  groups:seat                 200   403   403   200   403   403   403   403   404   login
POST groups:seat                 422   403   403   422   403   403   403   403   404   login
GET  groups:seat_remove          405   405   405   405   405   405   405   405   405   login
POST groups:seat_remove          302   403   403   302   403   403   403   403   404   login
GET  groups:seat_member          200   200   403   200   200   403   403   403   404   login
POST groups:seat_member          422   422   403   422   422   403   403   403   404   login
GET  groups:term_end             200   200   403   200   200   403   403   403   404   login
POST groups:term_end             422   422   403   422   422   403   403   403   404   login
GET  groups:time                 200   200   200   200   200   200   200   200   404   login
GET  groups:report_time          405   405   405   405   405   405   405   405   405   login
POST groups:report_time          302   403   403   302   403   403   403   403   404   login
GET  groups:meeting_create       200   403   403   200   403   403   403   403   404   login
POST groups:meeting_create       422   403   403   422   403   403   403   403   404   login
GET  groups:meeting              200   200   200   200   200   200   200   200   404   login
GET  groups:meeting_edit         200   403   403   200   403   403   403   403   404   login
POST groups:meeting_edit         422   403   403   422   403   403   403   403   404   login
GET  groups:meeting_cancel       405   405   405   405   405   405   405   405   405   login
POST groups:meeting_cancel       302   403   403   302   403   403   403   403   404   login
GET  groups:meeting_restore      405   405   405   405   405   405   405   405   405   login
POST groups:meeting_restore      302   403   403   302   403   403   403   403   404   login
GET  groups:present              200   403   403   200   403   403   403   403   404   login
POST groups:present              302   403   403   302   403   403   403   403   404   login
GET  groups:sign                 200   403   403   200   403   403   403   403   404   login
POST groups:sign                 422   403   403   422   403   403   403   403   404   login
GET  groups:minutes              200   200   200   200   200   200   200   200   404   login
GET  groups:item_create          200   403   403   200   403   403   403   403   404   login
POST groups:item_create          422   403   403   422   403   403   403   403   404   login
GET  groups:item                 200   403   403   200   403   403   403   403   404   login
POST groups:item                 422   403   403   422   403   403   403   403   404   login
GET  groups:needs                200   403   403   200   403   403   403   403   404   login
POST groups:needs                422   403   403   422   403   403   403   403   404   login
GET  groups:need_remove          405   405   405   405   405   405   405   405   405   login
POST groups:need_remove          302   403   403   302   403   403   403   403   404   login
GET  groups:item_remove          405   405   405   405   405   405   405   405   405   login
POST groups:item_remove          302   403   403   302   403   403   403   403   404   login
GET  groups:item_restore         405   405   405   405   405   405   405   405   405   login
POST groups:item_restore         404   403   403   404   403   403   403   403   404   login
GET  groups:conflict             200   403   403   200   403   403   403   403   404   login
POST groups:conflict             422   403   403   422   403   403   403   403   404   login
GET  groups:conflict_remove      405   405   405   405   405   405   405   405   405   login
POST groups:conflict_remove      302   403   403   302   403   403   403   403   404   login
GET  groups:task_create          200   403   403   200   403   403   403   403   404   login
POST groups:task_create          422   403   403   422   403   403   403   403   404   login
GET  groups:task                 200   403   403   200   403   403   403   403   404   login
POST groups:task                 422   403   403   422   403   403   403   403   404   login
GET  groups:task_done            405   405   405   405   405   405   405   405   405   login
POST groups:task_done            302   403   403   302   403   403   403   403   404   login
GET  groups:task_open            405   405   405   405   405   405   405   405   405   login
POST groups:task_open            302   403   403   302   403   403   403   403   404   login
"""


def in_programme(cast, **keys):
    return {"programme_key": cast.programme.public_key, **keys}


def a_deed(cast):
    group(cast)
    return in_programme(cast)


def a_deed_done(cast):
    return a_deed(cast) | {"token": "nothing"}


def a_group(cast):
    return in_programme(cast, key=group(cast).public_key)


def a_seat(cast):
    return in_programme(cast, key=seat(cast, group(cast), cast.kungalv).public_key)


def a_term(cast):
    where = seat(cast, group(cast), cast.kungalv)
    return in_programme(cast, key=sits(cast, where, person("Amanda", cast.kungalv)).public_key)


def a_meeting(cast):
    return in_programme(cast, key=meeting(cast, group(cast)).public_key)


def a_decision(cast):
    return in_programme(cast, key=decision(cast, meeting(cast, group(cast))).public_key)


def a_decision_undone(cast):
    return a_decision(cast) | {"token": "nothing"}


def an_item(cast):
    held = meeting(cast, group(cast), agenda=["Tolkar"])
    return in_programme(cast, key=held.items.get().public_key)


def a_need(cast):
    held = meeting(cast, group(cast))
    (need,) = actions.agree_needs(
        meeting=held, organisation=cast.kungalv, needs=["En lots"], by=cast.petra
    )
    return in_programme(cast, key=need.public_key)


def a_conflict(cast):
    steering = group(cast)
    term = sits(cast, seat(cast, steering, cast.kungalv), person("Amanda", cast.kungalv))
    item = meeting(cast, steering, agenda=["Tolkar"]).items.get()
    actions.note_conflict(item=item, term=term, note="Söker själv.", by=cast.petra)
    return in_programme(cast, key=item.public_key, term_key=term.public_key)


def a_meeting_undone(cast):
    return a_meeting(cast) | {"token": "nothing"}


def a_task(cast):
    return in_programme(cast, key=task(cast, group(cast)).public_key)


BY_WHAT = {
    in_programme: "list create levels fields join decisions",
    a_deed: "decisions_close",
    a_deed_done: "decisions_open",
    a_group: "detail edit seat_create municipal_seats time meeting_create task_create",
    a_seat: "seat seat_remove seat_member",
    a_term: "term_end report_time",
    a_meeting: (
        "meeting meeting_edit meeting_cancel meeting_restore present sign minutes item_create "
        "decision_create needs"
    ),
    a_meeting_undone: "item_restore",
    a_decision: "decision decision_edit decision_open",
    a_decision_undone: "decision_as_before",
    an_item: "item item_remove conflict",
    a_conflict: "conflict_remove",
    a_need: "need_remove",
    a_task: "task task_done task_open",
}
ARGUMENTS = {f"groups:{name}": made for made, names in BY_WHAT.items() for name in names.split()}


def about(cast, somebody) -> dict[str, dict]:
    """Every address of groups, about a group in which somebody sits, met, and had a conflict."""
    term = full_member(cast, somebody, note="Söker själv.")
    held = term.seat.group.meetings.get()
    item = held.items.get()
    (need,) = actions.agree_needs(
        meeting=held, organisation=cast.kungalv, needs=["En lots"], by=cast.petra
    )
    decided = decision(cast, held).public_key
    keys = {
        in_programme: {},
        a_deed: {},
        a_deed_done: {"token": "nothing"},
        a_group: {"key": term.seat.group.public_key},
        a_seat: {"key": term.seat.public_key},
        a_term: {"key": term.public_key},
        a_meeting: {"key": held.public_key},
        a_meeting_undone: {"key": held.public_key, "token": "nothing"},
        a_decision: {"key": decided},
        a_decision_undone: {"key": decided, "token": "nothing"},
        an_item: {"key": item.public_key},
        a_conflict: {"key": item.public_key, "term_key": term.public_key},
        a_need: {"key": need.public_key},
        a_task: {"key": task(cast, term.seat.group, seat=term.seat).public_key},
    }
    return {
        f"groups:{name}": in_programme(cast, **keys[made])
        for made, names in BY_WHAT.items()
        for name in names.split()
    }
