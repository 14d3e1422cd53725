"""What one needs to know: areas, competences, and the levels that functions need."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.development.competence.models import Area, Competence, RequiredLevel
from samverka.development.competence.shipped import FUNCTIONS, SHIPPED
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

FACTS = ("name", "importance", "level_0", "level_1", "level_2", "level_3", "level_4")


class NameTaken(Exception):
    """There is one of the name."""

    def __str__(self):
        return _("There is already one of this name. Choose another, or change that one.")


@transaction.atomic
def add_area(*, programme: Programme, name: str, by: Actor) -> Area:
    """The last of the areas.

    :raises NameTaken: the programme has one of the name
    """
    there = Area.objects.filter(programme=programme)
    if there.filter(name=name).exists():
        raise NameTaken
    made = Area.objects.create(programme=programme, name=name, order=there.count())
    trail.note(by=by, verb="competence.area_added", about=made)
    return made


@transaction.atomic
def add_competence(*, area: Area, values: Mapping[str, object], by: Actor) -> Competence:
    """The last of its area.

    :raises NameTaken: the area has one of the name
    """
    if area.competences.filter(name=values["name"]).exists():
        raise NameTaken
    made = Competence.objects.create(area=area, order=area.competences.count(), **values)
    trail.note(by=by, verb="competence.competence_added", about=made)
    return made


@transaction.atomic
def change_competence(*, competence: Competence, values: Mapping[str, object], by: Actor) -> None:
    """What a mapping has asked already stays with its instrument.

    :raises NameTaken: another in the area has the name
    """
    others = Competence.objects.filter(area=competence.area_id).exclude(pk=competence.pk)
    if others.filter(name=values["name"]).exists():
        raise NameTaken
    there = Competence.objects.select_for_update().get(pk=competence.pk)
    changed = [name for name in FACTS if getattr(there, name) != values[name]]
    for name in changed:
        setattr(there, name, values[name])
    there.save(update_fields=FACTS)
    if changed:
        trail.note(by=by, verb="competence.competence_changed", about=there, fields=changed)


@transaction.atomic
def remove_competence(*, competence: Competence, on: dt.date, by: Actor) -> None:
    """Ask it no more; what was answered stays."""
    Competence.objects.filter(pk=competence.pk).update(removed_on=on)
    trail.note(by=by, verb="competence.removed", about=competence)


@transaction.atomic
def bring_back(*, competence: Competence, by: Actor) -> None:
    Competence.objects.filter(pk=competence.pk).update(removed_on=None)
    trail.note(by=by, verb="competence.brought_back", about=competence)


@transaction.atomic
def require_levels(
    *,
    programme: Programme,
    function: str,
    levels: Mapping[Competence, int],
    valid_from: dt.date,
    by: Actor,
) -> None:
    """What a function's work asks from a day on; of a day noted before, the later word counts."""
    RequiredLevel.objects.bulk_create(
        [
            RequiredLevel(
                competence=competence, function=function, level=level, valid_from=valid_from
            )
            for competence, level in levels.items()
        ],
        update_conflicts=True,
        unique_fields=["competence", "function", "valid_from"],
        update_fields=["level"],
    )
    trail.note(by=by, verb="competence.levels_required", about=programme)


@transaction.atomic
def take_in_shipped(*, programme: Programme, on: dt.date, by: Actor) -> int:
    """Begin with the shipped proposal; what the programme has of it stays as it is."""
    count = 0
    for order, (area_name, rows) in enumerate(SHIPPED.items()):
        area, _made = Area.objects.get_or_create(
            programme=programme, name=area_name, defaults={"order": order}
        )
        for place, (name, importance, asked) in enumerate(rows):
            made, is_new = Competence.objects.get_or_create(
                area=area, name=name, defaults={"importance": importance, "order": place}
            )
            if is_new:
                count += 1
                _require(made, asked, on)
    trail.note(by=by, verb="competence.taken_in", about=programme)
    return count


def _require(competence: Competence, asked: str, on: dt.date) -> None:
    RequiredLevel.objects.bulk_create(
        RequiredLevel(competence=competence, function=function, level=int(level), valid_from=on)
        for function, level in zip(FUNCTIONS, asked, strict=True)
    )
