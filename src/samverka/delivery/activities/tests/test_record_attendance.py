import threading

import pytest
from django.db import connection

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Attendance, AttendanceVersion
from samverka.foundation.audit.models import Event
from tests.people import TODAY, person

from .factories import TOMORROW, only_session, place, training_day

HERE, ABSENT, CLEARED = Attendance.Mark.HERE, Attendance.Mark.ABSENT, Attendance.Mark.CLEARED


@pytest.fixture
def sheet(cast):
    """A session of six hours with Amanda and Bashir registered."""
    activity = training_day(cast)
    amanda = place(cast, activity, person("Amanda", cast.kungalv))
    bashir = place(cast, activity, person("Bashir", cast.partille), cast.partille)
    return only_session(activity), amanda, bashir


def tick(session, *marks, by, on=TODAY):
    return actions.record_attendance(session=session, marks=marks, on=on, by=by)


def marks_of(session):
    rows = session.attendances.order_by("pk")
    return [(row.person.given_name, row.mark, row.minutes) for row in rows]


def test_here_counts_the_whole_session_and_absent_nothing(cast, sheet):
    session, amanda, bashir = sheet
    recorded = tick(
        session,
        actions.Mark(amanda.public_key, HERE),
        actions.Mark(bashir.public_key, ABSENT),
        by=cast.olga,
    )
    assert marks_of(session) == [("Amanda", HERE, 360), ("Bashir", ABSENT, 0)]
    assert len(recorded.saved) == 2
    assert session.attendances.get(person=bashir.person).organisation == cast.partille


def test_part_of_the_day_counts_its_own_minutes(cast, sheet):
    session, amanda, _ = sheet
    tick(session, actions.Mark(amanda.public_key, HERE, minutes=150), by=cast.olga)
    assert marks_of(session) == [("Amanda", HERE, 150)]


@pytest.mark.parametrize("minutes", [0, -30, 361])
def test_refuses_more_than_the_session_or_nothing_and_saves_nothing(cast, sheet, minutes):
    session, amanda, bashir = sheet
    with pytest.raises(actions.MarkRefused, match="360"):
        tick(
            session,
            actions.Mark(bashir.public_key, HERE),
            actions.Mark(amanda.public_key, HERE, minutes=minutes),
            by=cast.olga,
        )
    assert marks_of(session) == []


def test_a_correction_keeps_what_was_there_before_and_who_wrote_it(cast, sheet):
    session, amanda, _ = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    tick(session, actions.Mark(amanda.public_key, ABSENT, version=1), by=cast.petra)
    row = session.attendances.get()
    assert (row.mark, row.version, row.marked_by_id) == (ABSENT, 2, cast.petra.user_id)
    before = row.versions.get()
    assert (before.mark, before.minutes, before.version) == (HERE, 360, 1)
    assert before.marked_by_id == cast.olga.user_id


def test_a_mark_can_be_taken_away_and_its_history_stays(cast, sheet):
    session, amanda, _ = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    tick(session, actions.Mark(amanda.public_key, CLEARED, version=1), by=cast.olga)
    assert marks_of(session) == [("Amanda", CLEARED, 0)]
    assert AttendanceVersion.objects.get().mark == HERE


def test_two_who_tick_different_rows_do_not_disturb_each_other(cast, sheet):
    session, amanda, bashir = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    recorded = tick(session, actions.Mark(bashir.public_key, HERE), by=cast.petra)
    assert not recorded.conflicts
    assert len(marks_of(session)) == 2


def test_a_row_that_somebody_else_changed_comes_back_and_theirs_stands(cast, sheet):
    session, amanda, bashir = sheet
    tick(session, actions.Mark(amanda.public_key, HERE, minutes=180), by=cast.petra)
    mine = actions.Mark(amanda.public_key, ABSENT)
    recorded = tick(session, mine, actions.Mark(bashir.public_key, HERE), by=cast.olga)
    assert [row.person for row in recorded.saved] == [bashir.person]
    (conflict,) = recorded.conflicts
    assert conflict.wanted == mine
    assert (conflict.theirs.minutes, conflict.theirs.marked_by_id) == (180, cast.petra.user_id)
    assert ("Amanda", HERE, 180) in marks_of(session)


def test_choosing_ones_own_mark_after_a_conflict_keeps_the_others_as_history(cast, sheet):
    session, amanda, _ = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.petra)
    (conflict,) = tick(session, actions.Mark(amanda.public_key, ABSENT), by=cast.olga).conflicts
    mine = actions.Mark(amanda.public_key, ABSENT, version=conflict.theirs.version)
    assert not tick(session, mine, by=cast.olga).conflicts
    assert marks_of(session) == [("Amanda", ABSENT, 0)]
    assert AttendanceVersion.objects.get().marked_by_id == cast.petra.user_id


def test_what_was_sent_without_an_answer_is_ones_own_word_and_no_conflict(cast, sheet):
    session, amanda, _ = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    after = actions.Mark(amanda.public_key, ABSENT, tried=((HERE, None),))
    assert tick(session, after, by=cast.petra).conflicts
    assert not tick(session, after, by=cast.olga).conflicts
    assert marks_of(session) == [("Amanda", ABSENT, 0)]


def test_two_who_say_the_same_agree(cast, sheet):
    session, amanda, _ = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.petra)
    recorded = tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    assert not recorded.conflicts
    assert session.attendances.get().version == 1


def test_a_whole_form_sent_late_leaves_the_rows_one_did_not_touch(cast, sheet):
    session, amanda, bashir = sheet
    tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    tick(session, actions.Mark(amanda.public_key, HERE, minutes=60, version=1), by=cast.petra)
    late = tick(
        session,
        actions.Mark(amanda.public_key, HERE, version=1),
        actions.Mark(bashir.public_key, ABSENT),
        by=cast.olga,
    )
    assert not late.conflicts
    assert marks_of(session) == [("Amanda", HERE, 60), ("Bashir", ABSENT, 0)]


def test_nobody_can_be_here_on_a_day_that_has_not_come_but_may_say_no(cast):
    activity = training_day(cast, TOMORROW)
    amanda = place(cast, activity, person("Amanda", cast.kungalv))
    session = only_session(activity)
    with pytest.raises(actions.MarkRefused):
        tick(session, actions.Mark(amanda.public_key, HERE), by=cast.olga)
    tick(session, actions.Mark(amanda.public_key, ABSENT), by=cast.olga)
    assert marks_of(session) == [("Amanda", ABSENT, 0)]


def test_refuses_a_row_of_another_activity(cast, sheet):
    session, _, _ = sheet
    other = training_day(cast, title="Annat")
    place_there = place(cast, other, person("Cecilia", cast.kungalv))
    with pytest.raises(actions.MarkRefused):
        tick(session, actions.Mark(place_there.public_key, HERE), by=cast.olga)


def test_undo_gives_back_what_was_before_and_leaves_what_changed_since(cast, sheet):
    session, amanda, bashir = sheet
    tick(session, actions.Mark(amanda.public_key, ABSENT), by=cast.olga)
    everybody = tick(
        session,
        actions.Mark(amanda.public_key, HERE, version=1),
        actions.Mark(bashir.public_key, HERE),
        by=cast.olga,
    )
    tick(session, actions.Mark(bashir.public_key, HERE, minutes=60, version=1), by=cast.petra)
    assert actions.undo_marks(session=session, version=everybody.version, by=cast.olga) == 1
    assert marks_of(session) == [("Amanda", ABSENT, 0), ("Bashir", HERE, 60)]


def test_the_trail_tells_of_each_person_and_not_what_was_written(cast, sheet):
    session, amanda, bashir = sheet
    tick(
        session,
        actions.Mark(amanda.public_key, HERE),
        actions.Mark(bashir.public_key, ABSENT),
        by=cast.olga,
    )
    events = Event.objects.filter(verb="activities.attendance_recorded")
    assert {event.person_id for event in events} == {amanda.person_id, bashir.person_id}
    assert {tuple(event.fields) for event in events} == {("mark", "minutes")}


def test_forty_are_saved_with_few_queries_however_many_change(cast, django_assert_max_num_queries):
    activity = training_day(cast)
    keys = [
        place(cast, activity, person(f"Amanda{number}", cast.kungalv)).public_key
        for number in range(40)
    ]
    session = only_session(activity)
    with django_assert_max_num_queries(10):
        tick(session, *[actions.Mark(key, HERE) for key in keys], by=cast.olga)
    with django_assert_max_num_queries(10):
        tick(session, *[actions.Mark(key, ABSENT, version=1) for key in keys], by=cast.olga)
    assert session.attendances.filter(mark=ABSENT).count() == 40


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_postgresql_lose_nothing(cast, sheet):
    session, amanda, bashir = sheet
    gate = threading.Barrier(2)
    answers = []

    def write(mark, by):
        try:
            gate.wait(timeout=10)
            answers.append(tick(session, *mark, by=by))
        finally:
            connection.close()

    jobs = (
        ([actions.Mark(amanda.public_key, HERE)], cast.olga),
        ([actions.Mark(amanda.public_key, ABSENT), actions.Mark(bashir.public_key, HERE)],
         cast.petra),
    )  # fmt: skip
    threads = [threading.Thread(target=write, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sum(len(answer.saved) for answer in answers) == 2
    assert sum(len(answer.conflicts) for answer in answers) == 1
    assert {row.person for row in session.attendances.all()} == {amanda.person, bashir.person}
