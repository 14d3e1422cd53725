"""What is remembered of months holds only while nothing of them changed, whoever changed it."""

import random
import threading
import time

import pytest
from django.db import connection, transaction

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.models import TouchedMonth
from samverka.delivery.certification.queries import standing
from samverka.delivery.certification.queries.remembered import Remembered
from samverka.toolkit.together import together
from tests.people import person

from .factories import course
from .happenings import happens, region


def told(cast) -> dict:
    """How the months stand, as a page tells it; those with nothing left out."""
    (found,) = together(standing.standings(cast.erik, is_led=False))
    return {month: employers for month, employers in found.items() if employers}


def added_up(cast, monkeypatch) -> dict:
    """The same by a process that remembers nothing."""
    with monkeypatch.context() as patch:
        patch.setattr(standing, "MONTHS", Remembered(most=100))
        return told(cast)


@pytest.mark.parametrize("seed", range(4))
def test_months_are_told_as_they_stand_whatever_happens(cast, monkeypatch, seed):
    chance, of = random.Random(seed), region(cast)
    seen = set()
    for _number in range(60):
        happens(chance, of)
        assert told(cast) == added_up(cast, monkeypatch)
        seen.add(str(told(cast)))
    assert len(seen) > 10


def test_a_month_that_nothing_happened_to_is_not_added_up_again(cast, monkeypatch):
    region(cast)
    monkeypatch.setattr(standing, "MONTHS", Remembered(most=100))
    before = told(cast)
    session = Attendance.objects.order_by("session__held_on").first().session
    session.sheet_version += 1
    session.save()
    Attendance.objects.filter(session=session).update(marked_by_id=7)
    for month, employers in told(cast).items():
        assert employers is before[month]
    february = next(month for month in before if month[1] == "2026-02")
    session.attendances.update(minutes=15)
    after = told(cast)
    assert after[february] is not before[february]
    assert all(after[other] is before[other] for other in before if other != february)


def test_what_was_remembered_longest_ago_is_forgotten_first(cast, monkeypatch):
    region(cast)
    monkeypatch.setattr(standing, "MONTHS", Remembered(most=1))
    assert told(cast) == added_up(cast, monkeypatch)
    assert told(cast) == told(cast)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_tick_in_a_month_at_the_same_instant_do_not_wait_for_each_other(cast, monkeypatch):
    everybody = [person(name, cast.kungalv) for name in ("Amina", "Bo")]
    days = list(course(cast, {person("Cilla", cast.kungalv): [60, 60]}).sessions.order_by("pk"))
    gate, done = threading.Barrier(2), []

    def tick(each, day) -> None:
        try:
            with transaction.atomic():
                gate.wait(20)
                day.attendances.create(
                    person=each, organisation=cast.kungalv, mark="here", minutes=360
                )
                # Nobody is done before both have written.
                gate.wait(20)
                time.sleep(0.1)
            done.append(each)
        finally:
            connection.close()

    tokens = set(TouchedMonth.objects.values_list("token", flat=True))
    threads = [
        threading.Thread(target=tick, args=pair) for pair in zip(everybody, days, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(done) == 2
    new = TouchedMonth.objects.exclude(token__in=tokens)
    assert new.values("writer").distinct().count() == 2
