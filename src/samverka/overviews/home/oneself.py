"""What one is asked oneself, however one acts: invitations and questions."""

import datetime as dt

from samverka.foundation.accounts.actor import Actor

from .papers import Written

# Whoever is asked themselves, however they act: the letter has left, and the day is to come.
INVITED = """
SELECT 'invited' AS kind, addressee.public_key AS thing, '' AS programme, activity.title AS title,
    0 AS count
FROM invitations_addressee addressee
JOIN people_person person ON person.id = addressee.person_id
JOIN invitations_invitation invitation ON invitation.id = addressee.invitation_id
JOIN activities_activity activity ON activity.id = invitation.activity_id
WHERE person.user_id = %s AND addressee.answer = '' AND NOT activity.is_cancelled
AND EXISTS (
    SELECT 1 FROM invitations_invitationletter letter
    WHERE letter.addressee_id = addressee.id AND letter.state <> 'waiting'
) AND EXISTS (
    SELECT 1 FROM activities_session held
    WHERE held.activity_id = activity.id AND held.held_on >= %s
)
"""

# Questions one is asked by name while the round is open, those of a mapping among them.
QUESTIONS = """
SELECT 'asked', asked.public_key, '', held.name, 0
FROM instruments_asked asked
JOIN people_person person ON person.id = asked.person_id
JOIN instruments_round held ON held.id = asked.round_id
WHERE person.user_id = %s AND asked.state IN ('asked', 'begun')
AND held.opens_on <= %s AND held.closes_on >= %s AND held.closed_on IS NULL
"""


def oneself(actor: Actor, *, on: dt.date) -> list[Written]:
    return [(INVITED, [actor.user_id, on]), (QUESTIONS, [actor.user_id, on, on])]
