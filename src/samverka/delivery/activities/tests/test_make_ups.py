"""Who missed a session comes to another time of it, and is counted once (S36)."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse

from samverka.delivery.activities import actions, person_data
from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.activities.page_facts import times_there
from samverka.delivery.activities.queries import minutes_of_person, unmarked_sessions
from samverka.toolkit.together import together
from tests.people import TODAY, person

from .factories import FOUR, NINE, YESTERDAY, place, training_day, whole_day

HERE, ABSENT, CLEARED = Attendance.Mark.HERE, Attendance.Mark.ABSENT, Attendance.Mark.CLEARED


@pytest.fixture
def meeting(cast):
    """Six hours yesterday, made up today; Amanda and Bashir have places."""
    activity = training_day(cast, YESTERDAY)
    missed = activity.sessions.get()
    make_up = actions.add_make_up(session=missed, times=whole_day(TODAY), by=cast.olga)
    places = [place(cast, activity, person(name, cast.kungalv)) for name in ("Amanda", "Bashir")]
    return missed, make_up, *places


def tick(session: Session, place, mark=HERE, minutes=None, version=0, *, by):
    marks = [actions.Mark(place.public_key, mark, minutes, version)]
    return actions.record_attendance(session=session, marks=marks, on=TODAY, by=by)


def test_who_was_at_the_meeting_is_not_counted_at_its_make_up_nor_the_other_way(cast, meeting):
    missed, make_up, amanda, bashir = meeting
    tick(missed, amanda, by=cast.olga)
    refused = tick(make_up, amanda, by=cast.olga).refused
    assert "the whole of this meeting" in refused[amanda.public_key]
    tick(make_up, bashir, by=cast.olga)
    assert bashir.public_key in tick(missed, bashir, by=cast.olga).refused
    assert [minutes_of_person(each.person_id) for each in (amanda, bashir)] == [360, 360]
    assert together(times_there(missed.activity))[0] == [(1, 2)]


def test_half_a_meeting_is_made_up_by_the_other_half(cast, meeting):
    missed, make_up, amanda, _ = meeting
    tick(missed, amanda, minutes=200, by=cast.olga)
    refused = tick(make_up, amanda, minutes=161, by=cast.olga).refused
    assert "2\u00a0h\u00a040\u00a0min" in refused[amanda.public_key]
    tick(make_up, amanda, by=cast.olga)
    assert make_up.attendances.get().minutes == 160
    assert together(times_there(missed.activity))[0] == [(1, 1)]


def test_the_sheet_of_a_make_up_leaves_out_who_was_there_and_refuses_them(cast, client, meeting):
    missed, make_up, amanda, bashir = meeting
    tick(missed, amanda, by=cast.olga)
    client.force_login(cast.olga.user)
    url = reverse("activities:sheet", args=[make_up.public_key])
    page = client.get(url).content.decode()
    assert f"r-{bashir.public_key}" in page
    assert f"r-{amanda.public_key}" not in page
    sent = {f"version-{amanda.public_key}": "0", f"mark-{amanda.public_key}": "here"}
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "the whole of this meeting" in refused.content.decode()
    assert not make_up.attendances.exists()


def test_a_make_up_waits_for_its_first_mark_only(cast, meeting):
    _missed, make_up, _amanda, bashir = meeting
    assert make_up in unmarked_sessions(on=TODAY)
    tick(make_up, bashir, by=cast.olga)
    assert make_up not in unmarked_sessions(on=TODAY)


def test_a_meeting_made_shorter_takes_as_much_off_its_make_up(cast, meeting):
    missed, make_up, amanda, bashir = meeting
    tick(missed, amanda, minutes=180, by=cast.olga)
    tick(make_up, amanda, by=cast.olga)
    tick(make_up, bashir, by=cast.olga)
    half = actions.Times(YESTERDAY, NINE, dt.time(12), key=missed.public_key)
    days = [half, whole_day(TODAY, make_up.public_key)]
    actions.correct_activity(activity=missed.activity, values={}, sessions=days, by=cast.olga)
    rows = make_up.attendances.order_by("pk").values_list("mark", "minutes")
    assert list(rows) == [(CLEARED, 0), (HERE, 180)]
    assert minutes_of_person(amanda.person_id) == 180


def test_undo_does_not_bring_back_time_that_was_made_up_meanwhile(cast, meeting):
    missed, make_up, amanda, _ = meeting
    tick(missed, amanda, by=cast.olga)
    taken_away = tick(missed, amanda, ABSENT, version=1, by=cast.olga).version
    tick(make_up, amanda, by=cast.olga)
    assert actions.undo_marks(session=missed, version=taken_away, by=cast.olga) == 0
    assert minutes_of_person(amanda.person_id) == 360


def test_two_rows_of_one_person_joined_count_no_more_than_the_meeting(cast, meeting):
    missed, make_up, amanda, bashir = meeting
    tick(missed, amanda, minutes=200, by=cast.olga)
    tick(make_up, bashir, by=cast.olga)
    person_data.move_person(old=bashir.person, new=amanda.person, by=cast.olga)
    assert minutes_of_person(amanda.person_id) == 360


def test_a_make_up_is_taken_away_before_its_meeting_and_not_after_somebody_came(cast, meeting):
    missed, make_up, _amanda, bashir = meeting
    kept = [whole_day(TODAY, make_up.public_key)]
    with pytest.raises(actions.HasMakeUp):
        actions.correct_activity(activity=missed.activity, values={}, sessions=kept, by=cast.olga)
    tick(make_up, bashir, by=cast.olga)
    with pytest.raises(actions.HasMarks):
        actions.remove_make_up(session=make_up, by=cast.olga)
    tick(make_up, bashir, CLEARED, version=1, by=cast.olga)
    actions.remove_make_up(session=make_up, by=cast.olga)
    assert list(missed.activity.sessions.all()) == [missed]


def test_a_make_up_has_none_of_its_own(cast, meeting):
    times = actions.Times(TODAY, NINE, FOUR)
    with pytest.raises(actions.MakesUpAlready):
        actions.add_make_up(session=meeting[1], times=times, by=cast.olga)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_who_tick_at_both_at_once_count_the_person_once(cast, meeting):
    missed, make_up, amanda, _ = meeting
    gate = threading.Barrier(2)
    answers = []

    def write(session):
        try:
            gate.wait(timeout=10)
            answers.append(tick(session, amanda, by=cast.olga))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[each]) for each in (missed, make_up)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(len(answer.refused) for answer in answers) == [0, 1]
    assert minutes_of_person(amanda.person_id) == 360
