"""Matching rounds on the home of whoever has a part in them, and of nobody else.

What is late names no household; whoever opens the list sees theirs.
"""

from datetime import date

from samverka.foundation.accounts.actor import Actor

from .papers import Written

# What one is in each round that is not closed; for officers how many households wait for them,
# and how many have said yes and lost their home.
PARTS = """
SELECT 'round_' || held.part, held_in.public_key, programme.public_key, held_in.name,
    CASE WHEN held.part = 'officer' THEN (
        SELECT COUNT(*) FROM matching_proposal proposal
        JOIN matching_case household ON household.id = proposal.case_id
        WHERE household.round_id = held_in.id AND (
            proposal.state = 'to_decide' OR (proposal.state = 'yes' AND proposal.home_id IS NULL)
        )
    ) ELSE 0 END
FROM matching_roundrole held
JOIN matching_matchinground held_in ON held_in.id = held.round_id AND held_in.state <> 'closed'
JOIN programmes_programme programme ON programme.id = held_in.programme_id
WHERE held.user_id = %s AND held.organisation_id = %s AND held.valid_from <= %s
AND (held.valid_to IS NULL OR held.valid_to > %s) AND %s IN (0, programme.id)
"""


# What is late of one's own side of hand-overs: an officer's sending, a municipality's receiving.
LATE = """
SELECT 'hand_over', held_in.public_key, programme.public_key, held_in.name, COUNT(*)
FROM matching_roundrole held
JOIN matching_matchinground held_in ON held_in.id = held.round_id AND held_in.state <> 'closed'
JOIN programmes_programme programme ON programme.id = held_in.programme_id
JOIN matching_place place ON place.round_id = held_in.id
JOIN matching_proposal proposal ON proposal.place_id = place.id AND proposal.state = 'yes'
JOIN matching_casehandover hand_over ON hand_over.proposal_id = proposal.id
JOIN matching_casehandoveritem item ON item.hand_over_id = hand_over.id
    AND item.done_on IS NULL AND item.due_on < %s AND (
        (held.part = 'officer' AND item.side = 'sending')
        OR (held.part = 'municipality' AND item.side = 'receiving'
            AND hand_over.receiving_id = held.organisation_id)
    )
WHERE held.user_id = %s AND held.organisation_id = %s AND held.valid_from <= %s
AND (held.valid_to IS NULL OR held.valid_to > %s) AND %s IN (0, programme.id)
GROUP BY held_in.id, held_in.public_key, programme.public_key, held_in.name
"""


def matching(actor: Actor, *, on: date) -> list[Written]:
    who = [actor.user_id, actor.organisation_id, on, on, actor.programme_id]
    return [(PARTS, who), (LATE, [on, *who])]
