"""Levels that are agreed in the talk, and what one says of oneself afterwards."""

import datetime as dt
from collections.abc import Mapping as By
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.development.competence.models import AgreedLevel, Competence, Mapping, OwnLevel
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.models import Asked
from samverka.register.people.models import Person

Level = TypeVar("Level", AgreedLevel, OwnLevel)


class NotAsked(Exception):
    """The mapping does not ask them, or not about this."""

    def __str__(self):
        return _("The mapping does not ask this. Choose a mapping that does.")


@transaction.atomic
def agree_levels(
    *,
    mapping: Mapping,
    person: Person,
    levels: By[Competence, int | None],
    on: dt.date,
    by: Actor,
) -> None:
    """What somebody and their manager agreed on; None takes a level away again.

    :raises NotAsked: the person was not asked, or a competence is not of the mapping
    """
    _check(mapping, person, levels)
    _put(AgreedLevel, "agreed_on", mapping, person, levels, on)
    trail.note(by=by, verb="competence.levels_agreed", about=mapping, person_id=person.pk)


@transaction.atomic
def say_own_levels(
    *,
    mapping: Mapping,
    person: Person,
    levels: By[Competence, int | None],
    on: dt.date,
    by: Actor,
) -> None:
    """One's own later word; what one answered stays as it was answered.

    :raises NotAsked: the person was not asked, or a competence is not of the mapping
    """
    _check(mapping, person, levels)
    _put(OwnLevel, "said_on", mapping, person, levels, on)
    trail.note(by=by, verb="competence.levels_said", about=mapping, person_id=person.pk)


def _check(mapping: Mapping, person: Person, levels: By[Competence, int | None]) -> None:
    asked = Asked.objects.filter(
        round=mapping.round_id, person=person, answers_as=Asked.As.ONESELF
    )
    known = set(mapping.mapped.values_list("competence_id", flat=True))
    if not asked.exists() or {one.pk for one in levels} - known:
        raise NotAsked


def _put(
    model: type[Level],
    day: str,
    mapping: Mapping,
    person: Person,
    levels: By[Competence, int | None],
    on: dt.date,
) -> None:
    """Only what differs from what stands, so that a day tells when that level was agreed."""
    rows = model.objects.select_for_update().filter(mapping=mapping, person=person)
    there = dict(rows.values_list("competence_id", "level"))
    changed = {one: level for one, level in levels.items() if there.get(one.pk) != level}
    rows.filter(competence__in=changed).delete()
    model.objects.bulk_create(
        model(mapping=mapping, person=person, competence=one, level=level, **{day: on})
        for one, level in changed.items()
        if level is not None
    )
