"""Writing the trail, in the caller's transaction."""

from collections.abc import Iterable

from django.db import models

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
    """One event a person, in one insert."""
    names = sorted(fields)
    Event.objects.bulk_create(
        Event(
            **_actor(by),
            verb=verb,
            about=about._meta.label,
            about_id=str(about.pk),
            person_id=person_id,
            fields=names,
        )
        for person_id in person_ids
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
