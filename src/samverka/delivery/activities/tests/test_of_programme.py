"""The days of a programme are read from an index, whoever wrote them."""

import pytest

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Programme

from .factories import TOMORROW, only_session, training_day

pytestmark = pytest.mark.both


def told(session: Session) -> int | None:
    session.refresh_from_db()
    return session.of_programme


def test_a_day_says_whose_it_is_though_whoever_saves_it_read_it_before(cast):
    session = only_session(training_day(cast, TOMORROW))
    assert told(session) == cast.programme.pk
    session.of_programme = None
    session.title = "Med tolk"
    session.save()
    assert told(session) == cast.programme.pk


def test_days_written_many_at_once_say_whose_they_are(cast):
    session = only_session(training_day(cast, TOMORROW))
    session.pk, session.public_key, session.of_programme = None, "another-day1", None
    Session.objects.bulk_create([session])
    assert told(Session.objects.get(public_key="another-day1")) == cast.programme.pk


def test_the_days_of_an_activity_follow_it_to_another_programme(cast):
    session = only_session(training_day(cast, TOMORROW))
    other = Programme.objects.create(name="Ett annat", slug="ett-annat", owner=cast.gr)
    Activity.objects.filter(pk=session.activity_id).update(programme=other)
    assert told(session) == other.pk
