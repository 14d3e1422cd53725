"""Interpreters on the home: bookings that nobody is asked about, and what went wrong."""

from datetime import date

from samverka.delivery.interpreting.permissions import KEEPS
from samverka.foundation.accounts.actor import NOBODY, Actor

from .papers import Written

# What one has booked oneself, where whoever was asked said no, or is off, or nobody is asked.
OPEN = """
SELECT 'interpreter', booking.public_key, programme.public_key, booking.variety, 0
FROM interpreting_interpreterbooking booking
JOIN programmes_programme programme ON programme.id = booking.programme_id
WHERE booking.requested_by_id = %s AND booking.organisation_id = %s AND booking.day >= %s
AND (booking.state = 'open' OR (booking.outcome = '' AND EXISTS (
    SELECT 1 FROM interpreting_ask ask
    JOIN interpreting_daysoff days ON days.interpreter_id = ask.interpreter_id
    WHERE ask.booking_id = booking.id AND ask.state IN ('waiting', 'accepted')
    AND NOT days.is_taken_back AND booking.day BETWEEN days.first_day AND days.last_day
)))
"""

# What is not closed, of agencies whose agreement one's organisation keeps.
DEVIATIONS = """
SELECT 'deviations', programme.public_key, '', programme.name, COUNT(*)
FROM interpreting_deviation deviation
JOIN interpreting_agency agency ON agency.id = deviation.agency_id
JOIN agreements_agreement agreement ON agreement.id = agency.agreement_id
JOIN programmes_programme programme ON programme.id = agency.programme_id
WHERE deviation.closed_on IS NULL AND agreement.keeper_id = %s
GROUP BY programme.id, programme.public_key, programme.name
"""


def interpreters(actor: Actor, *, on: date) -> list[Written]:
    keeper = actor.organisation_id if actor.is_one_of(*KEEPS) else NOBODY
    return [(OPEN, [actor.user_id, actor.organisation_id, on]), (DEVIATIONS, [keeper])]
