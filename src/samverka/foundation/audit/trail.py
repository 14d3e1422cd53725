"""Writing the trail, in the caller's transaction."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection, models

from samverka.foundation.accounts.actor import Actor

from .models import Event

# What differs between events that are otherwise alike.
OF_ONE = {"id", "person_id"}


def note(
    *,
    by: Actor,
    verb: str,
    about: models.Model,
    person_id: int | None = None,
    fields: Iterable[str] = (),
) -> Event:
    """One event: `verb` as in "activities.session_added", `fields` the names of what changed."""
    return Event.objects.create(
        **_actor(by),
        verb=verb,
        about=about._meta.label,
        about_id=str(about.pk),
        person_id=person_id,
        fields=sorted(fields),
    )


def note_many(
    *,
    by: Actor,
    verb: str,
    about: models.Model,
    person_ids: Iterable[int],
    fields: Iterable[str] = (),
) -> None:
    """One event a person, in one insert.

    Written out, since every page that shows persons does it: rows without models cost a fifth.
    """
    persons = ", ".join(f"({int(key)})" for key in person_ids)
    if not persons:
        return
    alike = Event(
        **_actor(by),
        verb=verb,
        about=about._meta.label,
        about_id=str(about.pk),
        fields=sorted(fields),
    )
    shared = [field for field in Event._meta.concrete_fields if field.name not in OF_ONE]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in shared)
    marks = ", ".join(["%s"] * len(shared))
    values = [
        field.get_db_prep_save(getattr(alike, field.attname), connection) for field in shared
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH persons (id) AS (VALUES {persons}) "  # noqa: S608 - numbers, and our own names
            f"INSERT INTO {Event._meta.db_table} ({columns}, person_id) "
            f"SELECT {marks}, id FROM persons",
            values,
        )


def note_read(*, by: Actor, about: models.Model, person_ids: Iterable[int]) -> None:
    """That somebody saw these persons on one page: one batched insert."""
    note_many(by=by, verb="read", about=about, person_ids=person_ids)


def delete_old(*, before: dt.datetime) -> int:
    """Take away notes from before a moment, and tell how many went; the database keeps the rest.

    Nothing calls this by the clock: somebody who answers for the region asks for it.
    """
    return Event.objects.filter(happened_at__lt=before).delete()[0]


def _actor(by: Actor) -> dict:
    return {
        "user_id": by.user_id or None,
        "role": by.role,
        "organisation_id": by.organisation_id or None,
    }
