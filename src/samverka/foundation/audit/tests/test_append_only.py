"""The database refuses to change the trail, whoever asks and by whatever way."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from samverka.foundation.audit import trail
from samverka.foundation.audit.models import Event
from samverka.toolkit.clock import now


@pytest.fixture
def event(cast) -> Event:
    return trail.note(by=cast.olga, verb="read", about=cast.programme)


def test_a_note_is_not_changed_once_written(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="something else")
    event.refresh_from_db()
    assert event.verb == "read"


def test_a_note_is_not_removed(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()
    assert Event.objects.count() == 1


def test_a_note_is_not_removed_past_the_application_either(event):
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM audit_event")
    assert Event.objects.count() == 1


def test_what_is_older_than_five_years_may_go(cast):
    Event.objects.create(
        happened_at=now() - dt.timedelta(days=6 * 365), role="organiser", verb="read"
    )
    assert Event.objects.all().delete()[0] == 1


def test_a_note_is_not_made_older_so_that_it_may_go(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(happened_at=now() - dt.timedelta(days=6 * 365))
