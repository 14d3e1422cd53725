"""Municipalities that receive more than usual: all of the programmes one leads, else one's own."""

import datetime as dt

from samverka.delivery.programmes.models import keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .papers import Written

RISEN = """
SELECT 'risen', '', programme.public_key, programme.name, COUNT(*)
FROM signals_watchedseries watched
JOIN programmes_programme programme ON programme.id = watched.programme_id
WHERE watched.risen_since IS NOT NULL AND programme.id IN ({keys}) {and_own}
GROUP BY programme.id, programme.public_key, programme.name
"""


def rises(actor: Actor, *, on: dt.date) -> list[Written]:
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        keys = keys_led_by(actor, on)
        return [(RISEN.format(keys=keys.sql, and_own=""), list(keys.params))]
    if actor.is_one_of(Role.SUB_PROJECT_LEADER):
        keys = keys_seen_by(actor, on)
        own = RISEN.format(keys=keys.sql, and_own="AND watched.municipality_id = %s")
        return [(own, [*keys.params, actor.organisation_id])]
    return []
