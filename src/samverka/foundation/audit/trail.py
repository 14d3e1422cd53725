"""Writing the trail, in the caller's transaction."""

from collections.abc import Iterable

from django.db import connection, models

from samverka.foundation.accounts.actor import Actor

from .models import Event


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
    alike = Event(
        **_actor(by),
        verb=verb,
        about=about._meta.label,
        about_id=str(about.pk),
        fields=sorted(fields),
    )
    names = [field for field in Event._meta.concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(getattr(alike, field.attname), connection) for field in names]
    place = [field.attname for field in names].index("person_id")
    rows = [(*values[:place], key, *values[place + 1 :]) for key in person_ids]
    if rows:
        columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in names)
        marks = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {Event._meta.db_table} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own columns
                rows,
            )


def note_read(*, by: Actor, about: models.Model, person_ids: Iterable[int]) -> None:
    """That somebody saw these persons on one page: one batched insert."""
    note_many(by=by, verb="read", about=about, person_ids=person_ids)


def _actor(by: Actor) -> dict:
    return {
        "user_id": by.user_id or None,
        "role": by.role,
        "organisation_id": by.organisation_id or None,
    }
