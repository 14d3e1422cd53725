"""Who is in the pool, and the agencies."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.interpreting.models import Agency, Interpreter, InterpreterLanguage
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.actions import register_person
from samverka.register.people.models import Person


class NotForThePool(Exception):
    """Somebody who cannot be in a pool that others see."""


@transaction.atomic
def write_agency(
    *, programme: Programme, agency: Agency | None = None, by: Actor, **facts: Any
) -> Agency:
    """An agency with its framework agreement, or a correction of it."""
    agency = agency or Agency(programme=programme)
    for name, value in facts.items():
        setattr(agency, name, value)
    agency.save()
    trail.note(by=by, verb="interpreting.agency_written", about=agency)
    return agency


@transaction.atomic
def take_into_pool(
    *,
    programme: Programme,
    person: Person | None = None,
    who: Mapping[str, Any] | None = None,
    on: dt.date,
    by: Actor,
    **facts: Any,
) -> Interpreter:
    """Somebody who is known, or `who` with names and ways to reach them.

    :raises NotForThePool: a child, or somebody with protected identity
    """
    if person is None:
        agency = facts.get("agency")
        employer = agency.organisation if agency else by.organisation
        person = register_person(
            **(who or {}), employer=employer, title=_("Interpreter"), on=on, by=by
        )
    if person.is_child:
        raise NotForThePool(
            _("A child or young person never interprets. Choose somebody who is of age.")
        )
    if person.is_protected:
        raise NotForThePool(
            _("The pool is seen by all municipalities, so somebody protected is not put into it.")
        )
    made, _is_new = Interpreter.objects.update_or_create(
        programme=programme,
        person=person,
        defaults={"kept_by": by.organisation, "left_on": None, **facts},
    )
    trail.note(by=by, verb="interpreting.taken_in", about=made, person_id=person.pk)
    return made


@transaction.atomic
def set_language(*, interpreter: Interpreter, variety: str, by: Actor, **facts: Any) -> None:
    """A variety with its level; one that is there is corrected."""
    InterpreterLanguage.objects.update_or_create(
        interpreter=interpreter, variety=variety, defaults=facts
    )
    trail.note(
        by=by,
        verb="interpreting.language_set",
        about=interpreter,
        person_id=interpreter.person_id,
    )


@transaction.atomic
def leave_pool(*, interpreter: Interpreter, on: dt.date, by: Actor) -> None:
    """Nobody asks them any more; what they have taken stays theirs."""
    interpreter.left_on = on
    interpreter.save(update_fields=["left_on"])
    trail.note(by=by, verb="interpreting.left", about=interpreter, person_id=interpreter.person_id)


@transaction.atomic
def come_back(*, interpreter: Interpreter, by: Actor) -> None:
    interpreter.left_on = None
    interpreter.save(update_fields=["left_on"])
    trail.note(
        by=by, verb="interpreting.came_back", about=interpreter, person_id=interpreter.person_id
    )
