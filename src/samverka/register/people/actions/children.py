"""What is about children: who may read it, and about whom it is (S78)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import ChildrenRole, Person


@transaction.atomic
def give_children_role(
    *, user: User, organisation: Organisation, reason: str, on: dt.date, by: Actor
) -> ChildrenRole:
    """Let a user read what is about children, when they act for an organisation."""
    role, _is_new = ChildrenRole.objects.update_or_create(
        user=user,
        organisation=organisation,
        defaults={"reason": reason},
        create_defaults={"reason": reason, "since": on},
    )
    trail.note(by=by, verb="people.children_role_given", about=user, fields=["reason"])
    return role


@transaction.atomic
def take_children_role(*, role: ChildrenRole, by: Actor) -> None:
    """From now on the user reads numbers only."""
    trail.note(by=by, verb="people.children_role_taken", about=role.user)
    role.delete()


@transaction.atomic
def set_children(
    *, persons: Iterable[int], is_child: bool, about: models.Model, by: Actor
) -> None:
    """Shut persons, by their keys, to all without the role; or open them again.

    `about` is what makes it so, as the programme they take part in.
    """
    changed = Person.objects.filter(pk__in=list(persons), forgotten_on=None).exclude(
        is_child=is_child
    )
    keys = list(changed.values_list("pk", flat=True))
    Person.objects.filter(pk__in=keys).update(is_child=is_child)
    told: dict[str, Any] = {"by": by, "about": about, "person_ids": keys, "fields": ["is_child"]}
    if is_child:
        trail.note_many(verb="people.shut_as_child", **told)
    else:
        trail.note_many(verb="people.no_child", **told)
