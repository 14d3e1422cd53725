import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import (
    Contact,
    Field,
    Goal,
    Programme,
    ProgrammeRole,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import check_end

from .rows import Outcome, set_row


@transaction.atomic
def set_contact(
    *,
    programme: Programme,
    organisation: Organisation,
    function: str,
    goal: Goal | None = None,
    field: Field | None = None,
    email: str = "",
    is_public: bool = False,
    valid_from: dt.date | None,
    valid_to: dt.date | None = None,
    by: Actor,
) -> Outcome[Contact]:
    """A function that answers for something, found by its name at the organisation."""
    where = {"programme": programme, "organisation": organisation, "function": function}
    facts = {
        "goal": goal,
        "field": field,
        "email": email,
        "is_public": is_public,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return set_row(Contact, where, facts, by=by)


@transaction.atomic
def staff_contact(
    *,
    contact: Contact,
    holder: User | None,
    stand_in: User | None,
    away_until: dt.date | None,
    by: Actor,
) -> Outcome[Contact]:
    """Who holds a function today, and who stands in until a day."""
    facts = {"holder": holder, "stand_in": stand_in, "away_until": away_until}
    return set_row(Contact, {"pk": contact.pk}, facts, by=by)


@transaction.atomic
def give_role(
    *,
    programme: Programme,
    user: User,
    organisation: Organisation,
    role: str,
    valid_from: dt.date,
    by: Actor,
    valid_to: dt.date | None = None,
) -> ProgrammeRole:
    """Let a user act in a programme for an organisation, until the day `valid_to`."""
    given = ProgrammeRole.objects.create(
        programme=programme,
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    trail.note(by=by, verb="programmes.role_given", about=given)
    return given


@transaction.atomic
def end_role(*, given: ProgrammeRole, on: dt.date, by: Actor) -> None:
    """End a role in a programme; `on` is the first day without it.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    check_end(given.valid_from, on)
    given.valid_to = on
    given.save(update_fields=["valid_to"])
    trail.note(by=by, verb="programmes.role_ended", about=given, fields=["valid_to"])


@transaction.atomic
def resume_role(*, given: ProgrammeRole, until: dt.date | None, by: Actor) -> None:
    """Take back that a role ended: it goes on until the day it had before, if any."""
    given.valid_to = until
    given.save(update_fields=["valid_to"])
    trail.note(by=by, verb="programmes.role_resumed", about=given, fields=["valid_to"])
