"""What waits of competence supply: tasks of the year, logs, municipalities without a leader."""

import datetime as dt

from samverka.delivery.programmes.models import keys_led_by
from samverka.development.supply.queries.plans import LEADS, in_any_case_written
from samverka.foundation.accounts.actor import NOBODY, Actor
from samverka.foundation.accounts.models import Role

from .papers import Written

# A task is shown so long before it is due, and until it is done.
BEFORE = dt.timedelta(days=31)

# Somebody with an account holds the function there; as `supply.queries.my_tasks` asks.
HOLDS = """
EXISTS (
    SELECT 1 FROM people_position held
    JOIN people_person holder ON holder.id = held.person_id
    JOIN partners_organisation place ON place.id = held.organisation_id
    WHERE holder.user_id {whose} AND {title} = {function}
    AND (place.id = plan.organisation_id OR place.part_of_id = plan.organisation_id)
    AND held.valid_from <= %s AND (held.valid_to IS NULL OR held.valid_to > %s)
)
"""
SAME = {
    "title": in_any_case_written("held.title"),
    "function": in_any_case_written("wheel.function"),
}
TASKS = """
SELECT 'wheel', task.public_key, '', wheel.text, CASE WHEN task.due_on < %s THEN 1 ELSE 0 END
FROM supply_wheeltask task
JOIN supply_wheelrow wheel ON wheel.id = task.row_id AND wheel.removed_on IS NULL
JOIN supply_supplyplan plan ON plan.id = wheel.plan_id
WHERE task.done_on IS NULL AND task.due_on <= %s AND (
    {own}
    OR (plan.organisation_id = %s AND NOT {anybody})
)
"""

# Assigned, and nothing written since the month began.
LOGS = """
SELECT 'log', named.public_key, '', place.name, 0
FROM supply_nomination named
JOIN people_person person ON person.id = named.person_id
JOIN partners_organisation place ON place.id = named.organisation_id
WHERE person.user_id = %s AND named.valid_from <= %s
AND (named.valid_to IS NULL OR named.valid_to > %s)
AND NOT EXISTS (
    SELECT 1 FROM supply_leaderlog line
    WHERE line.nomination_id = named.id AND line.held_on >= %s
)
"""

# Of programmes that work with process leaders at all.
LACKING = """
SELECT 'leaders', '', programme.public_key, programme.name, COUNT(DISTINCT place.id)
FROM programmes_programme programme
JOIN programmes_participation part ON part.programme_id = programme.id
    AND part.valid_from <= %s AND (part.valid_to IS NULL OR part.valid_to > %s)
JOIN partners_organisation place ON place.id = part.organisation_id
    AND place.kind = 'municipality'
WHERE programme.id IN ({led}) AND (
    EXISTS (SELECT 1 FROM supply_nomination any_n WHERE any_n.programme_id = programme.id)
    OR EXISTS (SELECT 1 FROM supply_leadertraining any_t WHERE any_t.programme_id = programme.id)
) AND NOT EXISTS (
    SELECT 1 FROM supply_nomination named
    JOIN people_person person ON person.id = named.person_id AND person.forgotten_on IS NULL
    WHERE named.programme_id = programme.id AND named.organisation_id = place.id
    AND (named.valid_to IS NULL OR named.valid_to > %s)
    AND (named.trained_on <= %s OR EXISTS (
        SELECT training.id FROM supply_leadertraining training
        JOIN activities_session held ON held.held_on <= %s AND (
            held.activity_id = training.activity_id OR held.activity_id IN (
                SELECT member.activity_id FROM series_seriesactivity member
                WHERE member.series_id = training.series_id
            )
        )
        JOIN activities_attendance mark ON mark.session_id = held.id
            AND mark.person_id = named.person_id AND mark.mark = 'here'
        WHERE training.programme_id = programme.id
        GROUP BY training.id, training.times
        HAVING COUNT(*) >= training.times
    ))
)
GROUP BY programme.id, programme.public_key, programme.name
"""


def supply(actor: Actor, *, on: dt.date) -> list[Written]:
    here = actor.organisation_id if actor.is_one_of(*LEADS) else NOBODY
    own, anybody = (HOLDS.format(whose=whose, **SAME) for whose in ("= %s", "IS NOT NULL"))
    tasks = TASKS.format(own=own, anybody=anybody)
    parts: list[Written] = [
        (tasks, [on, on + BEFORE, actor.user_id, on, on, here, on, on]),
        (LOGS, [actor.user_id, on, on, on.replace(day=1)]),
    ]
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        led = keys_led_by(actor, on)
        parts.append((LACKING.format(led=led.sql), [on, on, *led.params, on, on, on]))
    return parts
