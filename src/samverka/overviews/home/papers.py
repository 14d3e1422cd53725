"""Plans, reports of costs and agreements that wait for somebody; each a part of one question.

Columns: kind, key of the thing, key of the programme, what it is of, how many.
"""

from datetime import date

from samverka.delivery.budgets.models import KEEPS_ACCOUNTS
from samverka.delivery.programmes.models import keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

Written = tuple[str, list]

PLANS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER)
SIGNS = (*PLANS, Role.ADMINISTRATOR)

PAPERS = """
SELECT '{kind}', paper.public_key, programme.public_key,
    organisation.name || ', ' || programme.name, 0
FROM {table} paper
JOIN programmes_programme programme ON programme.id = paper.programme_id
JOIN partners_organisation organisation ON organisation.id = paper.organisation_id
WHERE paper.state = '{state}'
"""
OWN = "AND paper.organisation_id = %s AND programme.id IN ({seen})"
LED = "AND programme.id IN ({led})"

# The newest version of agreements that one's organisation is a party of, unsigned by it.
UNSIGNED = """
SELECT 'sign', agreement.public_key, '', agreement.title, 0
FROM agreements_agreementversion version
JOIN agreements_agreement agreement ON agreement.id = version.agreement_id
WHERE NOT EXISTS (
    SELECT 1 FROM agreements_agreementversion newer
    WHERE newer.agreement_id = version.agreement_id AND newer.number > version.number
) AND EXISTS (
    SELECT 1 FROM agreements_party party
    WHERE party.agreement_id = version.agreement_id AND party.organisation_id = %s
    AND (party.valid_to IS NULL OR party.valid_to > %s)
) AND NOT EXISTS (
    SELECT 1 FROM agreements_signature signature
    JOIN agreements_party party ON party.id = signature.party_id
    WHERE signature.version_id = version.id AND party.organisation_id = %s
)
"""


def papers(actor: Actor, *, on: date) -> list[Written]:
    """Those one may decide about, and those that came back to one's own organisation."""
    here = actor.organisation_id
    parts: list[Written] = []
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        parts.append(_led(actor, "approve", "plans_plan", "sent", on))
    if actor.is_one_of(*PLANS):
        parts.append(_own(actor, "change", "plans_plan", "sent_back", on))
    if actor.is_one_of(*KEEPS_ACCOUNTS):
        parts.append(_led(actor, "check", "budgets_costreport", "handed_in", on))
        parts.append(_own(actor, "correct", "budgets_costreport", "returned", on))
    if actor.is_one_of(*SIGNS) and not actor.programme:
        parts.append((UNSIGNED, [here, on, here]))
    return parts


def _led(actor: Actor, kind: str, table: str, state: str, on: date) -> Written:
    led = keys_led_by(actor, on)
    sql = PAPERS.format(kind=kind, table=table, state=state) + LED.format(led=led.sql)
    return sql, list(led.params)


def _own(actor: Actor, kind: str, table: str, state: str, on: date) -> Written:
    seen = keys_seen_by(actor, on)
    sql = PAPERS.format(kind=kind, table=table, state=state) + OWN.format(seen=seen.sql)
    return sql, [actor.organisation_id, *seen.params]
