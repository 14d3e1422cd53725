import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import Goal, Participation, Programme
from tests.people import TODAY, person

from .factories import TOMORROW, only_session, place, training_day

CREATE = reverse("activities:create")


@pytest.fixture
def facts(cast):
    return {"programme": cast.programme.pk, "title": "Att arbeta med tolk", "kind": "training_day"}


def days(*rows, initial=0):
    """Each row is (day, from, to, break minutes) and, where it exists, its key."""
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": initial}
    for index, row in enumerate(rows):
        names = ("day", "starts", "ends", "break_minutes", "key", "DELETE")
        data |= {f"form-{index}-{name}": value for name, value in zip(names, row, strict=False)}
    return data


def send(client, actor, address, data):
    client.force_login(actor.user)
    return client.post(address, data)


EMPTY = ("", "", "", "")


def test_a_series_of_days_is_made_in_one_form_and_empty_rows_are_left_out(client, cast, facts):
    form = days(
        ("2026-03-16", "09:00", "16:00", "60"), ("2026-03-23", "09:00", "12:00", ""), EMPTY
    )
    answer = send(client, cast.olga, CREATE, facts | form)
    activity = Activity.objects.get()
    assert answer["Location"] == reverse("activities:detail", args=[activity.public_key])
    assert activity.organiser == cast.gr
    assert [session.minutes for session in activity.sessions.order_by("held_on")] == [360, 180]


def test_a_session_keeps_its_swedish_clock_over_the_change_to_summer_time(client, cast, facts):
    form = days(("2026-03-28", "09:00", "16:00", "0"), ("2026-03-30", "09:00", "16:00", "0"))
    send(client, cast.olga, CREATE, facts | form)
    winter, summer = Activity.objects.get().sessions.order_by("held_on")
    assert (winter.starts_at.hour, summer.starts_at.hour) == (8, 7)
    assert winter.minutes == summer.minutes == 420


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept(client, cast, facts):
    form = days(("2026-03-16", "16:00", "09:00", "0"), ("", "09:00", "", "0"))
    page = send(client, cast.olga, CREATE, facts | {"title": "", "place": "Göteborg"} | form)
    assert page.status_code == 422
    html = page.content.decode()
    assert 'value="Göteborg"' in html
    assert 'value="16:00"' in html
    for address in ("#id_title", "#id_form-0-ends", "#id_form-1-day", "#id_form-1-ends"):
        assert f'href="{address}"' in html
    assert not Activity.objects.exists()


def test_asks_for_at_least_one_day(client, cast, facts):
    page = send(client, cast.olga, CREATE, facts | days(EMPTY))
    assert page.status_code == 422
    assert page.context["days"].non_form_errors()


def test_breaks_cannot_be_as_long_as_the_day(client, cast, facts):
    page = send(client, cast.olga, CREATE, facts | days(("2026-03-16", "09:00", "10:00", "60")))
    assert "break_minutes" in page.context["days"].errors[0]


def test_more_days_can_be_asked_for_before_anything_is_judged(client, cast, facts):
    form = days(("2026-03-16", "09:00", "", ""))
    page = send(
        client, cast.olga, CREATE, facts | {"title": "", "place": "X"} | form | {"more": "1"}
    )
    html = page.content.decode()
    assert page.status_code == 200
    assert page.context["days"].total_form_count() == 4
    assert 'value="2026-03-16"' in html
    assert 'value="X"' in html
    assert "faulty" not in html


def test_a_goal_belongs_to_the_programme_chosen(client, cast, facts):
    goal = Goal.objects.create(programme=cast.programme, number="1", title="Mål", owner=cast.gr)
    other = Programme.objects.create(
        slug="annat",
        name="Annat",
        owner=cast.gr,
        starts_on=TODAY,
        ends_on=dt.date(2026, 12, 31),
    )
    Participation.objects.create(
        programme=other, organisation=cast.gr, part=Participation.Part.OWNER, valid_from=TODAY
    )
    form = facts | {"goal": goal.pk} | days(("2026-03-16", "09:00", "16:00", "60"))
    page = send(client, cast.olga, CREATE, form | {"programme": other.pk})
    assert "goal" in page.context["form"].errors
    send(client, cast.olga, CREATE, form)
    assert Activity.objects.get().goal == goal


def test_the_staff_cannot_make_activities(client, cast, facts):
    assert send(client, cast.sara, CREATE, facts).status_code == 403
    assert send(client, cast.erik, CREATE, facts).status_code == 403


def edit(client, cast, activity, *rows, **facts):
    address = reverse("activities:edit", args=[activity.public_key])
    base = {"title": activity.title, "kind": activity.kind}
    return send(client, cast.olga, address, base | facts | days(*rows, initial=len(rows)))


def row_of(session, ends="16:00", delete=""):
    return (str(session.held_on), "09:00", ends, "60", session.public_key, delete)


def test_a_longer_day_takes_those_who_were_there_the_whole_time_with_it(client, cast):
    activity = training_day(cast)
    session = only_session(activity)
    amanda = place(cast, activity, person("Amanda", cast.kungalv))
    bashir = place(cast, activity, person("Bashir", cast.kungalv))
    actions.record_attendance(
        session=session,
        marks=[
            actions.Mark(amanda.public_key, Attendance.Mark.HERE),
            actions.Mark(bashir.public_key, Attendance.Mark.HERE, minutes=300),
        ],
        on=TODAY,
        by=cast.olga,
    )

    def minutes():
        return list(session.attendances.order_by("pk").values_list("minutes", flat=True))

    edit(client, cast, activity, row_of(session, ends="17:00"))
    assert minutes() == [420, 300]
    edit(client, cast, activity, row_of(session, ends="14:00"))
    assert minutes() == [240, 240]
    assert session.attendances.first().versions.count() == 2


def test_a_day_with_marks_cannot_be_taken_away_and_one_without_can(client, cast):
    activity = training_day(cast, TODAY, TOMORROW)
    first, second = activity.sessions.order_by("held_on")
    amanda = place(cast, activity, person("Amanda", cast.kungalv))
    actions.record_attendance(
        session=first,
        marks=[actions.Mark(amanda.public_key, Attendance.Mark.HERE)],
        on=TODAY,
        by=cast.olga,
    )
    page = edit(client, cast, activity, row_of(first, delete="on"), row_of(second))
    assert page.status_code == 422
    assert activity.sessions.count() == 2
    edit(client, cast, activity, row_of(first), row_of(second, delete="on"))
    assert list(activity.sessions.all()) == [first]


def test_a_day_can_be_added_later(client, cast):
    activity = training_day(cast)
    new = ("2026-04-01", "13:00", "15:00", "0")
    edit(client, cast, activity, row_of(only_session(activity)), new)
    assert activity.sessions.order_by("held_on").last().held_on == dt.date(2026, 4, 1)


def test_there_cannot_be_fewer_seats_than_people_registered(client, cast):
    activity = training_day(cast, seats=5)
    for name in ("Amanda", "Bashir"):
        place(cast, activity, person(name, cast.kungalv))
    page = edit(client, cast, activity, row_of(only_session(activity)), seats="1")
    assert page.status_code == 422
    activity.refresh_from_db()
    assert activity.seats == 5


def test_an_activity_does_not_move_to_another_programme(client, cast):
    activity = training_day(cast)
    edit(
        client, cast, activity, row_of(only_session(activity)), programme="999", title="Nytt namn"
    )
    activity.refresh_from_db()
    assert (activity.programme, activity.title) == (cast.programme, "Nytt namn")
