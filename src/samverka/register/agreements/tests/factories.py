"""What the tests of agreements stand on."""

import datetime as dt

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role, User
from samverka.register.agreements import actions
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import (
    Agreement,
    AgreementPart,
    AgreementVersion,
    Commitment,
    Party,
    Signature,
)
from samverka.register.agreements.queries import Standing, Stands
from samverka.register.partners.models import Organisation
from tests.people import LONG_AGO, TODAY, Cast

YESTERDAY = TODAY - dt.timedelta(days=1)


def agreement_of(
    cast: Cast,
    *organisations: Organisation,
    kind: str = Agreement.Kind.REGIONAL,
    title: str = "Regional överenskommelse",
    wording: Wording | None = None,
) -> Agreement:
    """One that GR keeps, with GR and Kungälv as parties unless others are named."""
    wording = wording or Wording(text="Vi samarbetar.", valid_from=LONG_AGO)
    agreement = actions.draw_up(
        title=title, kind=kind, keeper=cast.gr, wording=wording, by=cast.petra
    )
    actions.add_parties(
        agreement=agreement,
        organisations=organisations or [cast.gr, cast.kungalv],
        valid_from=LONG_AGO,
        on=TODAY,
        by=cast.petra,
    )
    return agreement


def five_parts(*, without: str = "") -> Wording:
    parts = {part.value: f"Om {part.value}" for part in AgreementPart.Part}
    return Wording(valid_from=LONG_AGO, parts={**parts, **({without: ""} if without else {})})


def party_of(agreement: Agreement, organisation: Organisation) -> Party:
    return agreement.parties.get(organisation=organisation)


def signed_by(agreement: Agreement, *organisations: Organisation, by: Actor) -> list[Signature]:
    return [
        actions.sign(
            party=party_of(agreement, organisation),
            signed_on=YESTERDAY,
            function="Förvaltningschef",
            from_paper=by.organisation != organisation,
            today=TODAY,
            by=by,
        )
        for organisation in organisations
    ]


def commitment_of(agreement: Agreement, *, by: Actor, number: str = "1", **facts) -> Commitment:
    facts = {"text": "Vi tar emot tillsammans.", **facts}
    return actions.add_commitment(agreement=agreement, number=number, **facts, by=by)


def stands(agreement: Agreement) -> Stands:
    """As a page sees it: read anew."""
    return Stands(Agreement.objects.get(pk=agreement.pk), on=TODAY)


def newest(agreement: Agreement) -> Standing:
    return stands(agreement).newest


def newest_version(agreement: Agreement) -> AgreementVersion:
    return newest(agreement).version


def signature_noted_by(cast: Cast, user: User) -> Signature:
    """A signature of Kungälv's that somebody with an account noted."""
    noter = Actor(user=user, role=Role.UNIT_HEAD, organisation=cast.kungalv)
    [signature] = signed_by(agreement_of(cast), cast.kungalv, by=noter)
    return signature
