"""Commitments that one's organisation is a party to and no goal works on (S51).

The same as the agreement's own page comes to: of what is in force, else of the newest version.
"""

import datetime as dt

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.agreements.models import AgreementPart

from .papers import Written

HAS_SIGNED = """
EXISTS (
    SELECT 1 FROM agreements_signature signature
    WHERE signature.version_id = version.id AND signature.party_id = party.id
)
"""
STILL_PARTY = "(party.valid_to IS NULL OR party.valid_to > %s)"
# Signed by everybody who is a party, complete, and within its time: as `Standing.is_in_force`.
IN_FORCE = f"""
SELECT MAX(version.number) FROM agreements_agreementversion version
WHERE version.agreement_id = agreement.id
AND (version.valid_from IS NULL OR version.valid_from <= %s)
AND (version.valid_to IS NULL OR version.valid_to > %s)
AND (agreement.kind <> 'local' OR {len(AgreementPart.Part)} = (
    SELECT COUNT(*) FROM agreements_agreementpart part
    WHERE part.version_id = version.id AND TRIM(part.text) <> ''
))
AND EXISTS (
    SELECT 1 FROM agreements_party party
    WHERE party.agreement_id = agreement.id AND {STILL_PARTY} AND {HAS_SIGNED}
) AND NOT EXISTS (
    SELECT 1 FROM agreements_party party
    WHERE party.agreement_id = agreement.id AND {STILL_PARTY}
    AND party.first_version <= version.number AND NOT {HAS_SIGNED}
)
"""  # noqa: S608  the file's own text
NEWEST = """
SELECT MAX(version.number) FROM agreements_agreementversion version
WHERE version.agreement_id = agreement.id
"""
ORPHANS = f"""
SELECT 'orphans', told.agreement, '', told.title, COUNT(*)
FROM agreements_commitment commitment
JOIN (
    SELECT agreement.id AS id, agreement.public_key AS agreement, agreement.title AS title,
        COALESCE(({IN_FORCE}), ({NEWEST})) AS number
    FROM agreements_agreement agreement
    WHERE EXISTS (
        SELECT 1 FROM agreements_party party
        WHERE party.agreement_id = agreement.id AND party.organisation_id = %s AND {STILL_PARTY}
    )
) told ON told.id = commitment.agreement_id
WHERE commitment.first_version <= told.number
AND (commitment.last_version IS NULL OR commitment.last_version >= told.number)
AND NOT EXISTS (
    SELECT 1 FROM programmes_goalcommitment work WHERE work.commitment_id = commitment.id
)
GROUP BY told.agreement, told.title
"""  # noqa: S608  the file's own text


def orphans(actor: Actor, *, on: dt.date) -> list[Written]:
    """For whoever can let a goal work on them."""
    if not actor.is_one_of(Role.PROGRAMME_LEADER) or actor.programme:
        return []
    return [(ORPHANS, [on, on, on, on, actor.organisation_id, on])]
