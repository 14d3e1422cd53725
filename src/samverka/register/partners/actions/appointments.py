import datetime as dt

from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.partners.models import Appointment, Organisation
from samverka.toolkit.periods import check_end


@transaction.atomic
def appoint(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    valid_from: dt.date,
    by: Actor,
    valid_to: dt.date | None = None,
) -> Appointment:
    """Let a user act for an organisation; `valid_to` is the first day without the role."""
    appointment = Appointment.objects.create(
        user=user, organisation=organisation, role=role, valid_from=valid_from, valid_to=valid_to
    )
    trail.note(by=by, verb="partners.appointed", about=appointment)
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, on: dt.date, by: Actor) -> None:
    """End a role at an organisation; `on` is the first day without it.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    check_end(appointment.valid_from, on)
    appointment.valid_to = on
    appointment.save(update_fields=["valid_to"])
    trail.note(by=by, verb="partners.appointment_ended", about=appointment, fields=["valid_to"])


@transaction.atomic
def resume_appointment(*, appointment: Appointment, until: dt.date | None, by: Actor) -> None:
    """Take back that a role ended: it goes on until the day it had before, if any."""
    appointment.valid_to = until
    appointment.save(update_fields=["valid_to"])
    trail.note(by=by, verb="partners.appointment_resumed", about=appointment, fields=["valid_to"])
