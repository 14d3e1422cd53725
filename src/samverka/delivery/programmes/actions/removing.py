"""Taking a fact away, in such a way that it can be put back."""

from collections.abc import Iterator

from django.core import serializers
from django.db import models, transaction
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
    rows = list(_rows(gone))
    if any(row._meta.app_label != fact._meta.app_label for row in rows):
        raise IsUsed(fact)
    kept = serializers.serialize("json", rows)
    trail.note(by=by, verb="programmes.fact_removed", about=fact)
    note_change(fact)
    fact.delete()
    return kept


def _rows(gone: Collector) -> Iterator[models.Model]:
    """What goes, the fact itself first, and then what only loses its link to it.

    The database looks at keys when all is done, so wholes and parts may come in any order.
    """
    for model, rows in gone.data.items():
        if not model._meta.auto_created:
            yield from rows
    for updates in gone.field_updates.values():
        for rows in updates:
            yield from rows


@transaction.atomic
def restore_facts(*, programme: Programme, kept: str, by: Actor) -> None:
    """Put back what `remove_fact` took away, as it was."""
    rows = list(serializers.deserialize("json", kept))
    for row in rows:
        row.save()
    trail.note(by=by, verb="programmes.fact_restored", about=rows[0].object)
    note_change(programme)
