"""Modules: what can be held."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.development.training.models import TrainingModule
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail


class NameTaken(Exception):
    """There is one of the name."""

    def __str__(self):
        return _("There is already a module of this name. Choose another, or change that one.")


@transaction.atomic
def add_module(*, programme: Programme, values: Mapping[str, Any], by: Actor) -> TrainingModule:
    """:raises NameTaken: the programme has one of the name"""
    facts = dict(values)
    competences = facts.pop("competences")
    _check(programme, facts["name"], None)
    made = TrainingModule.objects.create(programme=programme, **facts)
    made.competences.set(competences)
    trail.note(by=by, verb="training.module_added", about=made)
    return made


@transaction.atomic
def change_module(*, module: TrainingModule, values: Mapping[str, Any], by: Actor) -> None:
    """Plans that are made keep what they counted with.

    :raises NameTaken: another has the name
    """
    facts = dict(values)
    competences = facts.pop("competences")
    _check(module.programme, facts["name"], module)
    there = TrainingModule.objects.select_for_update().get(pk=module.pk)
    changed = [name for name, value in facts.items() if getattr(there, name) != value]
    for name in changed:
        setattr(there, name, facts[name])
    there.save(update_fields=changed)
    there.competences.set(competences)
    trail.note(by=by, verb="training.module_changed", about=there, fields=changed)


def _check(programme: Programme, name: str, module: TrainingModule | None) -> None:
    others = TrainingModule.objects.filter(programme=programme, removed_on=None, name=name)
    if module is not None:
        others = others.exclude(pk=module.pk)
    if others.exists():
        raise NameTaken


@transaction.atomic
def remove_module(*, module: TrainingModule, on: dt.date, by: Actor) -> None:
    """In no new plan; lines that have it keep it."""
    TrainingModule.objects.filter(pk=module.pk).update(removed_on=on)
    trail.note(by=by, verb="training.module_removed", about=module)


@transaction.atomic
def bring_module_back(*, module: TrainingModule, by: Actor) -> None:
    """:raises NameTaken: another has taken the name meanwhile"""
    _check(module.programme, module.name, module)
    TrainingModule.objects.filter(pk=module.pk).update(removed_on=None)
    trail.note(by=by, verb="training.module_brought_back", about=module)
