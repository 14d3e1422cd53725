"""Instruments: GR's are written and asked by those who lead or organise there, for all of GR.

A round is of staff, with the unit heads of Kungälv as readers of figures. Whoever has a link
answers, signed in or not.
"""

from samverka.foundation.accounts.models import Role
from samverka.register.instruments import actions, limits
from samverka.register.instruments.models import Asked, RoundReader
from samverka.register.instruments.queries import token_of
from samverka.register.instruments.tests.factories import (
    FORM,
    PROOF,
    a_round,
    asked,
    begun,
    file_sent,
    instrument,
)
from tests.people import person

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  instruments:list           200   200   403   200   200   403   200   403   200   login
GET  instruments:create         200   200   403   200   403   403   403   403   200   login
POST instruments:create         422   422   403   422   403   403   403   403   422   login
GET  instruments:take_in        200   200   403   200   403   403   403   403   200   login
POST instruments:take_in        422   422   403   422   403   403   403   403   422   login
GET  instruments:mine           200   200   200   200   200   200   200   200   200   login
GET  instruments:detail         200   404   404   200   404   404   200   404   404   login
GET  instruments:edit           200   404   404   200   404   404   403   404   404   login
POST instruments:edit           422   404   404   422   404   404   403   404   404   login
GET  instruments:archive        405   405   405   405   405   405   405   405   405   login
POST instruments:archive        302   404   404   302   404   404   403   404   404   login
GET  instruments:take_out       405   405   405   405   405   405   405   405   405   login
POST instruments:take_out       302   404   404   302   404   404   403   404   404   login
GET  instruments:draft          405   405   405   405   405   405   405   405   405   login
POST instruments:draft          302   404   404   302   404   404   403   404   404   login
GET  instruments:version        200   404   404   200   404   404   200   404   404   login
GET  instruments:give_out       200   404   404   200   404   404   200   404   404   login
GET  instruments:paper          200   404   404   200   404   404   200   404   404   login
GET  instruments:languages      200   404   404   200   404   404   403   404   404   login
GET  instruments:publish        200   404   404   200   404   404   403   404   404   login
POST instruments:publish        302   404   404   302   404   404   403   404   404   login
GET  instruments:take_back      405   405   405   405   405   405   405   405   405   login
POST instruments:take_back      302   404   404   302   404   404   403   404   404   login
GET  instruments:preview        405   405   405   405   405   405   405   405   405   login
POST instruments:preview        200   404   404   200   404   404   403   404   404   login
GET  instruments:item_add       200   404   404   200   404   404   403   404   404   login
POST instruments:item_add       422   404   404   422   404   404   403   404   404   login
GET  instruments:item           200   404   404   200   404   404   403   404   404   login
POST instruments:item           422   404   404   422   404   404   403   404   404   login
GET  instruments:item_deed      405   405   405   405   405   405   405   405   405   login
POST instruments:item_deed      302   404   404   302   404   404   403   404   404   login
GET  instruments:round_new      200   404   404   200   404   404   403   404   404   login
POST instruments:round_new      422   404   404   422   404   404   403   404   404   login
GET  instruments:round          200   404   404   200   200   404   404   404   404   login
GET  instruments:round_edit     200   404   404   200   403   404   404   404   404   login
POST instruments:round_edit     422   404   404   422   403   404   404   404   404   login
GET  instruments:people         200   404   404   200   403   404   404   404   404   login
GET  instruments:withdraw       405   405   405   405   405   405   405   405   405   login
POST instruments:withdraw       302   404   404   302   403   404   404   404   404   login
GET  instruments:round_ask      200   404   404   200   403   404   404   404   404   login
POST instruments:round_ask      422   404   404   422   403   404   404   404   404   login
GET  instruments:round_send     405   405   405   405   405   405   405   405   405   login
POST instruments:round_send     302   404   404   302   403   404   404   404   404   login
GET  instruments:round_remind   405   405   405   405   405   405   405   405   405   login
POST instruments:round_remind   302   404   404   302   403   404   404   404   404   login
GET  instruments:round_enter    405   405   405   405   405   405   405   405   405   login
POST instruments:round_enter    302   404   404   302   403   404   404   404   404   login
GET  instruments:links          200   404   404   200   403   404   404   404   404   login
GET  instruments:round_close    405   405   405   405   405   405   405   405   405   login
POST instruments:round_close    302   404   404   302   403   404   404   404   404   login
GET  instruments:round_reopen   405   405   405   405   405   405   405   405   405   login
POST instruments:round_reopen   302   404   404   302   403   404   404   404   404   login
GET  instruments:reader_add     405   405   405   405   405   405   405   405   405   login
POST instruments:reader_add     302   404   404   302   403   404   404   404   404   login
GET  instruments:reader_remove  405   405   405   405   405   405   405   405   405   login
POST instruments:reader_remove  302   404   404   302   403   404   404   404   404   login
GET  instruments:results        200   404   404   200   200   404   404   404   404   login
GET  instruments:export         200   404   404   200   200   404   404   404   404   login
GET  instruments:file           403   404   404   403   200   404   404   404   404   login
GET  instruments_answer:thanks  200   200   200   200   200   200   200   200   200   200
GET  instruments_answer:by_link 200   200   200   200   200   200   200   200   200   200
POST instruments_answer:by_link 302   302   302   302   302   302   302   302   302   302
GET  instruments_answer:begin   200   200   200   200   200   200   200   200   200   200
POST instruments_answer:begin   302   302   302   302   302   302   302   302   302   302
GET  instruments_answer:page    200   200   200   200   200   200   200   200   200   200
POST instruments_answer:page    422   422   422   422   422   422   422   422   422   422
"""


def the_draft(cast):
    made = actions.create_instrument(name="Arbete", sphere="staff", form=FORM, by=cast.olga)
    return {"key": made.public_key}


def its_version(cast):
    return the_draft(cast) | {"number": 1}


def a_question(cast):
    return its_version(cast) | {"name": "hours"}


def the_round(cast):
    limits.SENDERS.clear()
    readers = [actions.Reader(cast.kungalv, Role.UNIT_HEAD, RoundReader.Sees.FIGURES)]
    return a_round(cast.olga, readers=readers)


def a_file(cast):
    limits.SENDERS.clear()
    readers = [actions.Reader(cast.kungalv, Role.UNIT_HEAD, RoundReader.Sees.ANSWERS)]
    held = a_round(cast.olga, made=instrument(cast.olga, PROOF), readers=readers)
    sent = file_sent(asked(held, person("Amanda", cast.gr), cast.gr, cast.olga), cast.olga)
    return {"key": held.public_key, "response": sent.public_key, "name": "proof"}


def its_key(cast):
    return {"key": the_round(cast).public_key}


def published(cast):
    return {"key": the_round(cast).version.instrument.public_key}


def amanda(cast) -> Asked:
    return asked(the_round(cast), person("Amanda", cast.gr), cast.gr, cast.olga)


def a_reader(cast):
    held = the_round(cast)
    return {"key": held.public_key, "number": held.readers.get().pk}


def a_link(cast):
    return {"code": token_of(amanda(cast))}


def a_page(cast):
    one = amanda(cast)
    begun(one)
    return {"code": token_of(one), "number": 1}


def open_to_all(cast):
    limits.SENDERS.clear()
    return {"key": a_round(cast.olga, way="link").public_key}


IN_DRAFT = ("version", "give_out", "languages", "publish", "take_back", "preview")
OF_ROUND = """
round round_edit people round_ask round_send round_remind round_enter links round_close round_reopen
reader_add results withdraw
"""
ARGUMENTS = {
    **{f"instruments:{name}": the_draft for name in ("detail", "edit", "archive", "take_out")},
    "instruments:draft": the_draft,
    **{f"instruments:{name}": its_version for name in IN_DRAFT},
    "instruments:item_add": lambda cast: its_version(cast) | {"kind": "single"},
    "instruments:paper": lambda cast: its_version(cast) | {"language": "ar"},
    "instruments:item": a_question,
    "instruments:item_deed": a_question,
    "instruments:round_new": published,
    **{f"instruments:{name}": its_key for name in OF_ROUND.split()},
    "instruments:reader_remove": a_reader,
    "instruments:export": lambda cast: its_key(cast) | {"what": "allt"},
    "instruments:file": a_file,
    "instruments_answer:by_link": open_to_all,
    "instruments_answer:begin": a_link,
    "instruments_answer:page": a_page,
}
DATA = {
    "instruments:item_deed": lambda cast: {"deed": "up"},
    "instruments:preview": lambda cast: {"preview_name": "hours", "name": "hours"},
}
