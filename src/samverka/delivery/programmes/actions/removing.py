"""Taking a fact away, in such a way that it can be put back."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .rows import note_change


class IsUsed(Exception):
    """Something that others have built on."""

    def __init__(self, fact: models.Model):
        super().__init__(
            _(
                "“%(what)s” is used elsewhere, so it stays. "
                "Take away what uses it first, or correct it instead."
            )
            % {"what": fact}
        )


class OwnerStays(Exception):
    """That the owner takes part."""

    def __str__(self):
        return _("The owner always takes part. Add somebody who leads together with it instead.")


class ChangedSince(Exception):
    """Something else stands in the place of what was taken away, or what held it is gone."""

    def __str__(self):
        return _(
            "It cannot be put back as it was: somebody has changed the programme since. "
            "Write it anew."
        )


CANNOT_GO = (IsUsed, OwnerStays)


class _WithAllThatGoes(Collector):
    """Names every row that goes along, instead of leaving the database to find them."""

    def can_fast_delete(self, *args, **kwargs):
        return False


@transaction.atomic
def remove_fact(*, fact: models.Model, by: Actor) -> str:
    """Take a fact of a programme away with all that is part of it; returns what puts it back.

    :raises IsUsed: other modules have rows that hang on it
    :raises OwnerStays: it is that the owner takes part
    """
    if isinstance(fact, Participation) and fact.part == Participation.Part.OWNER:
        raise OwnerStays
    gone = _WithAllThatGoes(using=fact._state.db or "default", origin=fact)
    try:
        gone.collect([fact])
    except ProtectedError as used:
        raise IsUsed(fact) from used
    rows, links = list(_rows(gone)), list(_links(gone))
    touched = [*rows, *(row for _name, row in links)]
    if any(row._meta.app_label != fact._meta.app_label for row in touched):
        raise IsUsed(fact)
    kept = json.dumps(
        {
            "rows": serializers.serialize("json", rows),
            "links": serializers.serialize("json", [row for _name, row in links]),
            "names": [name for name, _row in links],
        }
    )
    trail.note(by=by, verb="programmes.fact_removed", about=fact)
    note_change(fact)
    fact.delete()
    return kept


def _rows(gone: Collector) -> Iterator[models.Model]:
    """What goes, the fact itself first.

    The database looks at keys when all is done, so wholes and parts may come in any order.
    """
    for model, rows in gone.data.items():
        if not model._meta.auto_created:
            yield from rows


def _links(gone: Collector) -> Iterator[tuple[str, models.Model]]:
    """What stays and only loses its link, with the name of the link."""
    for (field, _value), updates in gone.field_updates.items():
        # Each is a set of rows, though the types of Django call it one.
        for rows in cast(list[Iterable[models.Model]], updates):
            yield from ((field.attname, row) for row in rows)


@transaction.atomic
def restore_facts(*, programme: Programme, kept: str, by: Actor) -> None:
    """Put back what `remove_fact` took away; what others have written since stays as it is.

    :raises ChangedSince: something else stands in its place, or what held it is gone
    """
    told: dict[str, Any] = json.loads(kept)
    rows = list(serializers.deserialize("json", told["rows"]))
    links = serializers.deserialize("json", told["links"])
    try:
        with transaction.atomic():
            for row in rows:
                row.save(force_insert=True)
            for name, row in zip(told["names"], links, strict=True):
                _link_again(row.object, name)
            connection.check_constraints({row.object._meta.db_table for row in rows})
    except IntegrityError:
        raise ChangedSince from None
    trail.note(by=by, verb="programmes.fact_restored", about=rows[0].object)
    note_change(programme)


def _link_again(row: models.Model, name: str) -> None:
    """Only the link, and only where nobody has set another."""
    free = type(row)._default_manager.filter(pk=row.pk, **{name: None})
    free.update(**{name: getattr(row, name)})
