"""Making or correcting one row, with its note in the trail and the programme's day of change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models

from samverka.delivery.programmes.models import (
    AreaPart,
    Gate,
    GoalCommitment,
    MeasurePart,
    PhaseCriterion,
    Programme,
    ProgrammeLink,
    StageStart,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import now

Thing = TypeVar("Thing", bound=models.Model)
# What has no key of its own to the programme, and what it is a part of.
WHOLES: dict[type[models.Model], str] = {
    AreaPart: "area",
    Gate: "phase",
    GoalCommitment: "goal",
    MeasurePart: "measure",
    PhaseCriterion: "phase",
    StageStart: "phase",
}


@dataclass(frozen=True)
class Outcome(Generic[Thing]):
    """A thing that was set: whether it is new, and what changed from what to what."""

    thing: Thing
    is_new: bool
    changes: Mapping[str, tuple[Any, Any]]


def set_row(
    model: type[Thing],
    where: dict[str, Any],
    facts: dict[str, Any],
    *,
    by: Actor,
    many: Mapping[str, Iterable[models.Model]] | None = None,
) -> Outcome[Thing]:
    """Make or correct one row; the trail gets a note only when something changed.

    `many` holds what a row is linked to several of, by the name of the field.
    """
    thing = model._default_manager.select_for_update().filter(**where).first()
    is_new = thing is None
    if thing is None:
        thing = model._default_manager.create(**where, **facts)
        changes = {}
    else:
        changes = _correct(thing, facts)
    links = _link(thing, many or {})
    if is_new:
        trail.note(by=by, verb="programmes.fact_added", about=thing)
    elif changes or links:
        changes |= links
        trail.note(by=by, verb="programmes.fact_corrected", about=thing, fields=changes)
    if is_new or changes:
        note_change(thing)
    return Outcome(thing, is_new, changes)


def _correct(thing: models.Model, facts: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    changes = {
        name: (getattr(thing, name), value)
        for name, value in facts.items()
        if getattr(thing, name) != value
    }
    if changes:
        for name in changes:
            setattr(thing, name, facts[name])
        thing.save(update_fields=list(changes))
    return changes


def _link(
    thing: models.Model, many: Mapping[str, Iterable[models.Model]]
) -> dict[str, tuple[str, str]]:
    changes = {}
    for name, wanted in many.items():
        before, after = list(getattr(thing, name).all()), list(wanted)
        if set(before) != set(after):
            getattr(thing, name).set(after)
            changes[name] = (_told(before), _told(after))
    return changes


def _told(things: Iterable[models.Model]) -> str:
    return ", ".join(sorted(str(thing) for thing in things))


def note_change(thing: models.Model) -> None:
    """The programme's facts are as they are from now."""
    Programme.objects.filter(pk__in=_programmes_of(thing)).update(changed_at=now())


def _programmes_of(thing: models.Model) -> list[int]:
    """A link belongs to both its programmes; a fund and its rules to none."""
    if isinstance(thing, Programme):
        return [thing.pk]
    if isinstance(thing, ProgrammeLink):
        return [thing.earlier_id, thing.later_id]
    whole = WHOLES.get(type(thing))
    holder = getattr(thing, whole) if whole else thing
    programme_id = getattr(holder, "programme_id", None)
    return [programme_id] if programme_id else []
