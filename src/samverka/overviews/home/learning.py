"""What waits of competence and training: talks that a unit head has left, people to be booked."""

import datetime as dt

from samverka.delivery.programmes.models import keys_led_by, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .papers import Written

# Those of one's own organisation and its units who have answered, and agreed on nothing yet.
TALKS = """
SELECT 'talks', mapping.public_key, programme.public_key, held.name, COUNT(DISTINCT asked.id)
FROM competence_mapping mapping
JOIN instruments_round held ON held.id = mapping.round_id
JOIN programmes_programme programme ON programme.id = mapping.programme_id
JOIN instruments_asked asked ON asked.round_id = held.id AND asked.state = 'done'
    AND asked.answers_as = 'self'
JOIN partners_organisation place ON place.id = asked.organisation_id
    AND (place.id = %s OR place.part_of_id = %s)
JOIN people_person person ON person.id = asked.person_id AND person.forgotten_on IS NULL
WHERE programme.id IN ({seen}) AND held.opens_on >= %s AND NOT EXISTS (
    SELECT 1 FROM competence_agreedlevel agreed
    WHERE agreed.mapping_id = mapping.id AND agreed.person_id = asked.person_id
)
GROUP BY mapping.id, mapping.public_key, programme.public_key, held.name
"""
# A talk that was never held is not waited for in all time.
TALKS_WAIT = dt.timedelta(days=365)

# Plans with sessions to come, and nobody accepted to go to them.
TO_BOOK = """
SELECT 'book', plan.public_key, programme.public_key, held.name, COUNT(DISTINCT planned.id)
FROM training_trainingplan plan
JOIN competence_mapping mapping ON mapping.id = plan.mapping_id
JOIN instruments_round held ON held.id = mapping.round_id
JOIN programmes_programme programme ON programme.id = mapping.programme_id
JOIN training_planline line ON line.plan_id = plan.id AND NOT line.is_removed
JOIN training_plannedsession planned ON planned.line_id = line.id
JOIN activities_activity activity ON activity.id = planned.activity_id
    AND NOT activity.is_cancelled
JOIN activities_session day ON day.activity_id = activity.id AND day.held_on > %s
WHERE programme.id IN ({led}) AND NOT EXISTS (
    SELECT 1 FROM activities_registration place
    WHERE place.activity_id = activity.id AND place.state = 'registered'
)
GROUP BY plan.id, plan.public_key, programme.public_key, held.name
"""


def learning(actor: Actor, *, on: dt.date) -> list[Written]:
    here = actor.organisation_id
    parts: list[Written] = []
    if actor.is_one_of(Role.UNIT_HEAD):
        seen = keys_seen_by(actor, on)
        parts.append((TALKS.format(seen=seen.sql), [here, here, *seen.params, on - TALKS_WAIT]))
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        led = keys_led_by(actor, on)
        parts.append((TO_BOOK.format(led=led.sql), [on, *led.params]))
    return parts
