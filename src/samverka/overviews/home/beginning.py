"""What waits of one's own staff: colleagues not introduced, roles that nobody follows in."""

import datetime as dt

from samverka.delivery.programmes.models import keys_seen_by
from samverka.development.introduction.permissions import OWN_STAFF
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.toolkit.periods import months_after

from .papers import Written

# Of whoever began so many months ago at most; the page is opened with the same months.
MONTHS_NEW = 6

# Protected persons are counted nowhere; whoever moves within the employer is not new.
NEW = """
SELECT 'new', '', programme.public_key, programme.name, COUNT(DISTINCT person.id)
FROM introduction_introduction introduction
JOIN programmes_programme programme ON programme.id = introduction.programme_id
JOIN courses_coursetemplate template ON template.id = introduction.template_id
JOIN people_position held ON held.valid_from > %s AND held.valid_from <= %s
    AND (held.valid_to IS NULL OR held.valid_to > %s)
JOIN people_person person ON person.id = held.person_id
    AND person.forgotten_on IS NULL AND NOT person.is_protected
JOIN partners_organisation place ON place.id = held.organisation_id
LEFT JOIN partners_organisation whole ON whole.id = place.part_of_id
WHERE programme.id IN ({seen})
AND (place.id = %s OR place.part_of_id = %s OR whole.part_of_id = %s)
AND EXISTS (
    SELECT 1 FROM programmes_participation part WHERE part.programme_id = programme.id
    AND (part.valid_from IS NULL OR part.valid_from <= %s)
    AND (part.valid_to IS NULL OR part.valid_to > %s)
    AND part.organisation_id IN (place.id, place.part_of_id, whole.part_of_id)
) AND NOT EXISTS (
    SELECT 1 FROM people_position before
    JOIN partners_organisation there ON there.id = before.organisation_id
    LEFT JOIN partners_organisation above ON above.id = there.part_of_id
    WHERE before.person_id = person.id AND before.valid_from <= %s
    AND (before.valid_to IS NULL OR before.valid_to > %s)
    AND COALESCE(above.part_of_id, there.part_of_id, there.id)
        = COALESCE(whole.part_of_id, place.part_of_id, place.id)
) AND NOT EXISTS (
    SELECT 1 FROM activities_attendance mark
    JOIN activities_session meeting ON meeting.id = mark.session_id
    JOIN activities_activity activity ON activity.id = meeting.activity_id
        AND NOT activity.is_cancelled
    JOIN courses_course course ON course.activity_id = activity.id
    JOIN courses_coursetemplate given ON given.id = course.template_id
    WHERE mark.person_id = person.id AND mark.mark = 'here'
    AND COALESCE(given.first_version_id, given.id)
        = COALESCE(template.first_version_id, template.id)
)
GROUP BY programme.id, programme.public_key, programme.name
"""

ALONE = """
SELECT 'alone', plan.public_key, programme.public_key, place.name, COUNT(*)
FROM supply_supplyplan plan
JOIN programmes_programme programme ON programme.id = plan.programme_id
JOIN partners_organisation place ON place.id = plan.organisation_id
JOIN supply_criticalrole role ON role.plan_id = plan.id AND role.removed_on IS NULL
WHERE programme.id IN ({seen}) AND (place.id = %s OR place.part_of_id = %s)
AND role.successor_function = '' AND NOT EXISTS (
    SELECT 1 FROM supply_successor next WHERE next.role_id = role.id
)
GROUP BY plan.id, plan.public_key, programme.public_key, place.name
"""
STEPS = """
SELECT 'induction', plan.public_key, programme.public_key, place.name, COUNT(*)
FROM supply_supplyplan plan
JOIN programmes_programme programme ON programme.id = plan.programme_id
JOIN partners_organisation place ON place.id = plan.organisation_id
JOIN supply_criticalrole role ON role.plan_id = plan.id AND role.removed_on IS NULL
JOIN supply_inductionstep step ON step.role_id = role.id AND step.removed_on IS NULL
    AND step.done_on IS NULL AND step.by_day < %s
WHERE programme.id IN ({seen}) AND (place.id = %s OR place.part_of_id = %s)
GROUP BY plan.id, plan.public_key, programme.public_key, place.name
"""


def beginning(actor: Actor, *, on: dt.date) -> list[Written]:
    """Of the own staff, and of the plans one writes: for who leads a part, or heads a unit."""
    if not actor.is_one_of(*OWN_STAFF):
        return []
    seen, here, since = (
        keys_seen_by(actor, on),
        actor.organisation_id,
        months_after(on, -MONTHS_NEW),
    )
    within = list(seen.params)
    # A head writes the plan of the own unit alone.
    under = 0 if actor.is_one_of(Role.UNIT_HEAD) else here
    return [
        (
            NEW.format(seen=seen.sql),
            [since, on, on, *within, here, here, here, on, on, since, on],
        ),
        (ALONE.format(seen=seen.sql), [*within, here, under]),
        (STEPS.format(seen=seen.sql), [on, *within, here, under]),
    ]
