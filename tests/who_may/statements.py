"""What is told to the funds: Petra and Erik, whose organisation leads the programme, alone."""

from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    layout,
    ready,
    sent,
    series,
)

ROWS = """
                                  petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  statements:overview          200   403   200   403   403   403   403   403   404   login
GET  statements:begin             200   403   200   403   403   403   403   403   404   login
POST statements:begin             200   403   200   403   403   403   403   403   404   login
GET  statements:layouts           200   403   200   403   403   403   403   403   404   login
GET  statements:layout            200   403   200   403   403   403   403   403   404   login
GET  statements:layout_file       200   403   200   403   403   403   403   403   404   login
GET  statements:add_layout        200   403   200   403   403   403   403   403   404   login
POST statements:add_layout        200   403   200   403   403   403   403   403   404   login
GET  statements:chain             200   403   200   403   403   403   403   403   404   login
GET  statements:undo              405   405   405   405   405   405   405   405   405   login
POST statements:undo              302   403   302   403   403   403   403   403   404   login
GET  statements:use_layout        405   405   405   405   405   405   405   405   405   login
POST statements:use_layout        302   403   302   403   403   403   403   403   404   login
GET  statements:send_empty        405   405   405   405   405   405   405   405   405   login
POST statements:send_empty        302   403   302   403   403   403   403   403   404   login
GET  statements:month             200   403   200   403   403   403   403   403   404   login
GET  statements:make_ready        405   405   405   405   405   405   405   405   405   login
POST statements:make_ready        302   403   302   403   403   403   403   403   404   login
GET  statements:take_back         405   405   405   405   405   405   405   405   405   login
POST statements:take_back         302   403   302   403   403   403   403   403   404   login
GET  statements:send              405   405   405   405   405   405   405   405   405   login
POST statements:send              302   403   302   403   403   403   403   403   404   login
GET  statements:progress          200   403   200   403   403   403   403   403   404   login
GET  statements:note_receipt      405   405   405   405   405   405   405   405   405   login
POST statements:note_receipt      302   403   302   403   403   403   403   403   404   login
GET  statements:correct           200   403   200   403   403   403   403   403   404   login
POST statements:correct           200   403   200   403   403   403   403   403   404   login
GET  statements:differences       200   403   200   403   403   403   403   403   404   login
GET  statements:look_at           200   403   200   403   403   403   403   403   404   login
GET  statements:file              200   403   200   403   403   403   403   403   404   login
"""


def programme(cast) -> dict:
    return {"programme_key": cast.programme.public_key}


def columns(cast) -> dict:
    return programme(cast) | {"layout_key": layout().public_key}


def the_series(cast) -> dict:
    return programme(cast) | {"key": series(cast).public_key}


def open_month(cast) -> dict:
    return the_series(cast) | {"month": FEBRUARY}


def sent_month(cast) -> dict:
    of = series(cast)
    sent(cast, of, JANUARY)
    return programme(cast) | {"key": of.public_key, "month": JANUARY}


def sent_file(cast) -> dict:
    of = series(cast)
    version = sent(cast, of, JANUARY)
    file = version.files.get(kind="xlsx")
    return programme(cast) | {"key": of.public_key, "month": JANUARY, "file_key": file.public_key}


def ready_file(cast) -> dict:
    of = series(cast)
    ready(cast, of, JANUARY)
    return programme(cast) | {"key": of.public_key, "month": JANUARY, "kind": "xlsx"}


ARGUMENTS = {
    "statements:overview": programme,
    "statements:begin": programme,
    "statements:layouts": programme,
    "statements:layout": columns,
    "statements:layout_file": columns,
    "statements:add_layout": programme,
    "statements:chain": the_series,
    "statements:undo": the_series,
    "statements:use_layout": the_series,
    "statements:send_empty": the_series,
    "statements:month": open_month,
    "statements:make_ready": open_month,
    "statements:take_back": open_month,
    "statements:send": open_month,
    "statements:progress": open_month,
    "statements:note_receipt": sent_month,
    "statements:correct": sent_month,
    "statements:differences": sent_month,
    "statements:look_at": ready_file,
    "statements:file": sent_file,
}
DATA = {
    "statements:note_receipt": lambda cast: {"receipt": "SCB 123"},
    "statements:correct": lambda cast: {"reason": "Två deltagare till"},
}
