"""Whether a day waits for marks is kept by the database, whoever writes places and marks."""

import random
import threading
import time

import pytest
from django.db import connection, transaction

from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.delivery.activities.queries import sessions_to_tick
from tests.people import TODAY, person

from .factories import TOMORROW, YESTERDAY, only_session, place, training_day

STATES, MARKS = Registration.State, Attendance.Mark


def lacks(session: Session) -> bool:
    """As it is said, read from the rows: somebody registered has no mark."""
    places = session.activity.registrations.filter(state=STATES.REGISTERED)
    marks = session.attendances.exclude(mark=MARKS.CLEARED)
    missing = set(places.values_list("person", flat=True)) - set(
        marks.values_list("person", flat=True)
    )
    return bool(missing) and not (session.makes_up_id and marks.exists())


def change(chance: random.Random, cast, everybody, activities) -> None:
    """Something that happens to a place, a mark or a session, as any code might write it."""
    one, activity = chance.choice(everybody), chance.choice(activities)
    session = chance.choice(list(activity.sessions.all()))
    places = activity.registrations.filter(person=one)
    marks = session.attendances.filter(person=one)
    what = chance.randrange(8)
    if what < 2:
        state = chance.choice([STATES.REGISTERED, STATES.REGISTERED, STATES.CANCELLED])
        if not places.update(state=state):
            activity.registrations.create(person=one, organisation=cast.kungalv, state=state)
    elif what < 5:
        mark = chance.choice(MARKS.values)
        told = {"mark": mark, "minutes": 360 if mark == MARKS.HERE else 0}
        if not marks.update(**told):
            session.attendances.create(person=one, organisation=cast.kungalv, **told)
    elif what == 5:
        marks.delete()
    elif what == 6:
        places.delete()
    else:
        other = Session.objects.filter(activity=activity).exclude(pk=session.pk).first()
        session.makes_up = None if session.makes_up_id or not other else other
        session.save()


@pytest.mark.parametrize("seed", range(3))
def test_it_is_told_as_the_rows_say_whatever_happens_to_them(cast, seed):
    chance = random.Random(seed)
    activities = [training_day(cast, YESTERDAY, TODAY), training_day(cast, TOMORROW)]
    everybody = [person(name, cast.kungalv) for name in ("Amanda", "Bo", "Cilla")]
    for _number in range(60):
        change(chance, cast, everybody, activities)
        for session in Session.objects.all():
            assert session.lacks_marks == lacks(session)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_tick_the_last_two_at_the_same_instant_leave_no_day_waiting(cast):
    activity = training_day(cast)
    everybody = [person(name, cast.kungalv) for name in ("Amanda", "Bo")]
    for each in everybody:
        place(cast, activity, each)
    session, gate = only_session(activity), threading.Barrier(2)

    def tick(each) -> None:
        try:
            with transaction.atomic():
                gate.wait(20)
                session.attendances.create(
                    person=each, organisation=cast.kungalv, mark=MARKS.HERE, minutes=360
                )
                # Long enough for the other to write before this one is done.
                time.sleep(0.2)
        finally:
            connection.close()

    threads = [threading.Thread(target=tick, args=[each]) for each in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert session.attendances.count() == 2
    assert not sessions_to_tick(cast.olga, on=TODAY).exists()
