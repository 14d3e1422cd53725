"""Writes of programmes. The `set_` actions make a thing or correct it, and tell what changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .models import (
    Fund,
    FundRule,
    Goal,
    Measure,
    Participation,
    Programme,
    ProgrammeFund,
    ProgrammeRole,
)

Thing = TypeVar("Thing", bound=models.Model)


@dataclass(frozen=True)
class Outcome(Generic[Thing]):
    """A thing that was set: whether it is new, and what changed from what to what."""

    thing: Thing
    is_new: bool
    changes: Mapping[str, tuple[Any, Any]]


@transaction.atomic
def set_programme(
    *,
    slug: str,
    name: str,
    summary: str,
    owner: Organisation,
    starts_on: dt.date,
    ends_on: dt.date,
    extended_to: dt.date | None,
    moved_years: int,
    by: Actor,
) -> Outcome[Programme]:
    """A programme, found by its slug."""
    facts = {
        "name": name,
        "summary": summary,
        "owner": owner,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "extended_to": extended_to,
        "moved_years": moved_years,
    }
    return _set(Programme, {"slug": slug}, facts, by=by)


@transaction.atomic
def set_participation(
    *,
    programme: Programme,
    organisation: Organisation,
    part: str,
    contact_function: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    by: Actor,
) -> Outcome[Participation]:
    """That an organisation takes part, in one way; `valid_to` is the first day without it."""
    where = {"programme": programme, "organisation": organisation, "part": part}
    facts = {
        "contact_function": contact_function,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return _set(Participation, where, facts, by=by)


@transaction.atomic
def set_goal(
    *,
    programme: Programme,
    number: str,
    title: str,
    owner: Organisation,
    parent: Goal | None,
    by: Actor,
) -> Outcome[Goal]:
    """A goal, found by its number in the programme."""
    where = {"programme": programme, "number": number}
    return _set(Goal, where, {"title": title, "owner": owner, "parent": parent}, by=by)


@transaction.atomic
def set_measure(
    *,
    programme: Programme,
    goal: Goal,
    code: str,
    title: str,
    definition: str,
    unit: str,
    counts: str,
    target: int | None,
    by: Actor,
) -> Outcome[Measure]:
    """What a goal is measured by, found by its code in the programme."""
    facts = {
        "goal": goal,
        "title": title,
        "definition": definition,
        "unit": unit,
        "counts": counts,
        "target": target,
    }
    return _set(Measure, {"programme": programme, "code": code}, facts, by=by)


@transaction.atomic
def set_fund(*, code: str, name: str, by: Actor) -> Outcome[Fund]:
    """A fund, found by its code."""
    return _set(Fund, {"code": code}, {"name": name}, by=by)


@transaction.atomic
def set_fund_rule(
    *,
    fund: Fund,
    subject: str,
    valid_from: dt.date,
    valid_to: dt.date | None,
    value: str,
    source: str,
    by: Actor,
) -> Outcome[FundRule]:
    """A rule of a fund, found by its subject and its first day."""
    where = {"fund": fund, "subject": subject, "valid_from": valid_from}
    return _set(FundRule, where, {"value": value, "source": source, "valid_to": valid_to}, by=by)


@transaction.atomic
def set_programme_fund(
    *, programme: Programme, fund: Fund, reference: str, by: Actor
) -> Outcome[ProgrammeFund]:
    """That a fund pays for a programme."""
    where = {"programme": programme, "fund": fund}
    return _set(ProgrammeFund, where, {"reference": reference}, by=by)


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


class EndsBeforeItBegan(Exception):
    """The first day without the role is not after its first day."""

    def __init__(self, given: ProgrammeRole):
        super().__init__(
            _("The role began %(day)s. Choose a later day.")
            % {"day": given.valid_from.isoformat()}
        )


@transaction.atomic
def end_role(*, given: ProgrammeRole, on: dt.date, by: Actor) -> None:
    """End a role in a programme; `on` is the first day without it.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    if on <= given.valid_from:
        raise EndsBeforeItBegan(given)
    given.valid_to = on
    given.save(update_fields=["valid_to"])
    trail.note(by=by, verb="programmes.role_ended", about=given, fields=["valid_to"])


def _set(
    model: type[Thing], where: dict[str, Any], facts: dict[str, Any], *, by: Actor
) -> Outcome[Thing]:
    """Make or correct one row; the trail gets a note only when something changed."""
    thing = model._default_manager.select_for_update().filter(**where).first()
    if thing is None:
        thing = model._default_manager.create(**where, **facts)
        trail.note(by=by, verb="programmes.fact_added", about=thing)
        return Outcome(thing, True, {})
    changes = {
        name: (getattr(thing, name), value)
        for name, value in facts.items()
        if getattr(thing, name) != value
    }
    if changes:
        for name, value in facts.items():
            setattr(thing, name, value)
        thing.save(update_fields=list(changes))
        trail.note(by=by, verb="programmes.fact_corrected", about=thing, fields=changes)
    return Outcome(thing, False, changes)
