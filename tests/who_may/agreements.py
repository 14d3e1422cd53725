"""Agreements: kept by whoever drew them up, read by their parties, signed for each by its own.

GR keeps the agreement, and GR and Kungälv are its parties. Petra looks after it; Karin and Ulla
sign for Kungälv.
"""

from samverka.register.agreements.models import Agreement
from samverka.register.agreements.tests.factories import (
    agreement_of,
    commitment_of,
    five_parts,
    signed_by,
)

ROWS = """
                                     petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  agreements:list                 200   200   200   200   200   200   200   200   200   login
GET  agreements:create               200   200   403   403   403   403   403   403   403   login
POST agreements:create               422   422   403   403   403   403   403   403   403   login
GET  agreements:create_local         200   200   403   403   403   403   403   403   403   login
GET  agreements:detail               200   200   200   200   200   200   200   200   404   login
GET  agreements:version              200   200   200   200   200   200   200   200   404   login
GET  agreements:document             200   200   200   200   200   200   200   200   404   login
GET  agreements:pdf                  200   200   200   200   200   200   200   200   404   login
GET  agreements:edit                 200   403   403   403   403   403   403   403   404   login
GET  agreements:new_version          200   403   403   403   403   403   403   403   404   login
GET  agreements:add_parties          200   403   403   403   403   403   403   403   404   login
GET  agreements:leave                200   403   403   403   403   403   403   403   404   login
GET  agreements:come_back            405   405   405   405   405   405   405   405   405   login
POST agreements:come_back            302   403   403   403   403   403   403   403   404   login
GET  agreements:sign                 200   200   403   403   200   403   403   403   404   login
POST agreements:sign                 422   422   403   403   422   403   403   403   404   login
GET  agreements:take_back            405   405   405   405   405   405   405   405   405   login
POST agreements:take_back            302   302   403   403   302   403   403   403   404   login
GET  agreements:compare              200   200   200   200   200   200   200   200   404   login
GET  agreements:cover                200   403   403   403   403   403   403   403   404   login
POST agreements:cover                302   403   403   403   403   403   403   403   404   login
GET  agreements:commitment_create    200   403   403   403   403   403   403   403   404   login
GET  agreements:commitment_edit      200   403   403   403   403   403   403   403   404   login
GET  agreements:commitment_end       405   405   405   405   405   405   405   405   405   login
POST agreements:commitment_end       302   403   403   403   403   403   403   403   404   login
GET  agreements:commitment_keep      405   405   405   405   405   405   405   405   405   login
POST agreements:commitment_keep      302   403   403   403   403   403   403   403   404   login
"""


def the_agreement(cast):
    return {"key": agreement_of(cast).public_key}


def its_version(cast):
    return the_agreement(cast) | {"number": 1}


def kungalv(cast):
    return the_agreement(cast) | {"party_key": cast.kungalv.public_key}


def kungalv_signed(cast):
    agreement = agreement_of(cast)
    signed_by(agreement, cast.kungalv, by=cast.karin)
    return {"key": agreement.public_key, "party_key": cast.kungalv.public_key}


def a_commitment(cast):
    commitment = commitment_of(agreement_of(cast), by=cast.petra)
    return {"key": commitment.agreement.public_key, "commitment_key": commitment.public_key}


def local_and_regional(cast):
    local = agreement_of(cast, kind=Agreement.Kind.LOCAL, title="Lokal", wording=five_parts())
    return {"key": local.public_key, "regional_key": agreement_of(cast).public_key}


def regional_commitment(cast):
    keys = local_and_regional(cast)
    regional = Agreement.objects.get(public_key=keys["regional_key"])
    return keys | {"commitment_key": commitment_of(regional, by=cast.petra).public_key}


ARGUMENTS = {
    "agreements:compare": local_and_regional,
    "agreements:cover": regional_commitment,
    "agreements:detail": the_agreement,
    "agreements:version": its_version,
    "agreements:document": its_version,
    "agreements:pdf": its_version,
    "agreements:edit": the_agreement,
    "agreements:new_version": the_agreement,
    "agreements:add_parties": the_agreement,
    "agreements:leave": kungalv,
    "agreements:come_back": kungalv,
    "agreements:sign": kungalv,
    "agreements:take_back": kungalv_signed,
    "agreements:commitment_create": the_agreement,
    "agreements:commitment_edit": a_commitment,
    "agreements:commitment_end": a_commitment,
    "agreements:commitment_keep": a_commitment,
}
