"""Functions of several persons at once, and how that is taken back."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Position

from .positions import end_position, known_at_work


class BeganLater(Exception):
    """Some of them began on the day or after it."""

    def __init__(self, positions: Sequence[Position]):
        names = sorted({str(position.person) for position in positions})
        super().__init__(
            _("%(names)s began later than that. Choose a later day, or leave them out.")
            % {"names": get_text_list(names, _("and"))}
        )


@transaction.atomic
def end_positions(*, positions: Sequence[Position], on: dt.date, by: Actor) -> None:
    """Several leave their functions; `on` is the first day without them.

    :raises BeganLater: somebody began on that day or after it; then nobody's function is ended
    """
    late = [position for position in positions if position.valid_from >= on]
    if late:
        raise BeganLater(late)
    for position in positions:
        end_position(position=position, on=on, by=by)


@transaction.atomic
def set_ends(*, ends: Sequence[tuple[Position, dt.date | None]], by: Actor) -> None:
    """Give each function the end it had before, or none; the employer sees the person again."""
    for position, day in ends:
        position.valid_to = day
        position.save(update_fields=["valid_to"])
        trail.note(
            by=by,
            verb="people.position_resumed",
            about=position,
            person_id=position.person_id,
            fields=["valid_to"],
        )
        known_at_work(position.person, position.organisation, on=position.valid_from, by=by)


@transaction.atomic
def set_contacts(*, contacts: Sequence[tuple[Position, str]], by: Actor) -> None:
    """Say of functions whether they mean contact with newly arrived people."""
    for position, contact in contacts:
        if position.contact != contact:
            position.contact = contact
            position.save(update_fields=["contact"])
            trail.note(
                by=by,
                verb="people.position_corrected",
                about=position,
                person_id=position.person_id,
                fields=["contact"],
            )
