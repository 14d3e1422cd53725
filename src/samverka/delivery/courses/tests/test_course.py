"""The course "Förälder i nytt land": seven meetings of two and a half hours (S36)."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import place
from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.foundation.classifications.models import Municipality
from tests.people import TODAY, person

from .factories import THEMES, course, meeting, school_break, template

HERE = Attendance.Mark.HERE


@pytest.fixture
def olga(cast, client):
    client.force_login(cast.olga.user)
    return client


def keys(cast, row) -> list[str]:
    return [cast.programme.public_key, row.public_key]


def first_form(**facts) -> dict:
    return {"title": "Kurs i Kungälv", "first_day": "2026-03-24", "starts": "17:00", **facts}


def days_on(page) -> list[dt.date]:
    return [row.initial["day"] for _meeting, row in page.context["rows"]]


def sent(page, **changed) -> dict:
    """The page's days as the browser sends them."""
    data = {"dag-TOTAL_FORMS": "7", "dag-INITIAL_FORMS": "0", "make": "1"}
    for number, day in enumerate(days_on(page)):
        row = page.context["rows"][number][1].initial
        data |= {
            f"dag-{number}-day": day.isoformat(),
            f"dag-{number}-starts": row["starts"].isoformat("minutes"),
            f"dag-{number}-ends": row["ends"].isoformat("minutes"),
        }
    return data | changed


def tick(session, place, cast, minutes=None):
    marks = [activities.Mark(place.public_key, HERE, minutes)]
    return activities.record_attendance(session=session, marks=marks, on=TODAY, by=cast.olga)


def test_seven_days_past_holidays_and_school_breaks_are_17_and_a_half_hours(cast, olga):
    made = template(cast)
    school_break(cast, "Eget lov", first_day=dt.date(2026, 4, 20))
    elsewhere = Municipality.objects.get(code="1402")
    school_break(cast, "Lov i Partille", first_day=dt.date(2026, 4, 27), municipality=elsewhere)
    url = reverse("courses:make", args=keys(cast, made))
    # Thursdays: Ascension Day is one of them; the break of Partille is not for Kungälv.
    page = olga.post(url, first_form(first_day="2026-03-26", municipality="1482"))
    thursdays = ["03-26", "04-02", "04-09", "04-16", "04-30", "05-07", "05-21"]
    assert [f"{day:%m-%d}" for day in days_on(page)] == thursdays
    assert [reason for _day, reason in page.context["skipped"]] == [
        "Eget lov",
        "Kristi himmelsfärdsdag",
    ]
    moved = sent(page, **{"dag-6-day": "2026-05-20"})
    answer = olga.post(url, first_form(first_day="2026-03-26", municipality="1482") | moved)
    activity = Course.objects.get().activity
    assert answer.url == reverse("courses:course", args=keys(cast, activity))
    sessions = list(activity.sessions.order_by("starts_at"))
    assert [f"{each.held_on:%m-%d}" for each in sessions] == [*thursdays[:-1], "05-20"]
    assert [each.title for each in sessions] == THEMES
    assert sum(each.minutes for each in sessions) == 17.5 * 60
    assert "17\u00a0h\u00a030\u00a0min" in olga.get(answer.url).content.decode()


def test_a_parent_at_five_meetings_has_12_and_a_half_hours_on_the_page(cast, olga):
    made = course(cast)
    amanda = place(cast, made.activity, person("Amanda", cast.kungalv, cast.gr))
    bashir = place(cast, made.activity, person("Bashir", cast.kungalv, cast.gr))
    for number in (1, 2, 4, 5, 7):
        tick(meeting(made, number), amanda, cast)
    for number in (1, 2, 3, 4):
        tick(meeting(made, number), bashir, cast)
    # Half of the fifth, and the rest of it at its make-up: counted once.
    tick(meeting(made, 5), bashir, cast, minutes=75)
    url = reverse("courses:course", args=keys(cast, made.activity))
    ways = {line.place.person.given_name: line for line in olga.get(url).context["way"].lines}
    assert (ways["Amanda"].times, ways["Amanda"].minutes) == (5, 12.5 * 60)
    assert (ways["Bashir"].times, ways["Bashir"].minutes) == (5, 11.25 * 60)

    keys_of_fifth = [*keys(cast, made.activity), meeting(made, 5).public_key]
    olga.post(
        reverse("courses:add_make_up", args=keys_of_fifth),
        {"day": TODAY.isoformat(), "starts": "17:00", "ends": "19:30", "break_minutes": "0"},
    )
    make_up = meeting(made, 5).make_ups.get()
    tick(make_up, bashir, cast)
    assert amanda.public_key in tick(make_up, amanda, cast).refused
    page = olga.get(url)
    ways = {line.place.person.given_name: line for line in page.context["way"].lines}
    assert (ways["Bashir"].times, ways["Bashir"].minutes) == (5, 12.5 * 60)
    assert (ways["Amanda"].times, ways["Amanda"].minutes) == (5, 12.5 * 60)
    assert page.context["way"].minutes == 17.5 * 60
    assert "12\u00a0h\u00a030\u00a0min" in page.content.decode()


def test_a_make_up_is_taken_away_and_comes_back_with_undo(cast, olga):
    made = course(cast)
    times = activities.Times(TODAY, dt.time(9), dt.time(11, 30))
    make_up = activities.add_make_up(session=meeting(made, 3), times=times, by=cast.olga)
    gone = [*keys(cast, made.activity), make_up.public_key]
    answer = olga.post(reverse("courses:remove_make_up", args=gone), follow=True)
    undo = next(iter(answer.context["messages"])).extra_tags
    assert made.activity.sessions.count() == 7
    # A press too many brings it back once all the same.
    olga.post(undo)
    olga.post(undo)
    back = meeting(made, 3).make_ups.get()
    assert (back.starts_at, back.minutes) == (make_up.starts_at, 150)


def test_a_make_up_that_comes_back_is_the_very_same(cast, olga):
    made = course(cast)
    times = activities.Times(TODAY, dt.time(9), dt.time(11, 30))
    make_up = activities.add_make_up(session=meeting(made, 3), times=times, by=cast.olga)
    make_up.title = "Igen, på biblioteket"
    make_up.save()
    gone = [*keys(cast, made.activity), make_up.public_key]
    answer = olga.post(reverse("courses:remove_make_up", args=gone), follow=True)
    olga.post(next(iter(answer.context["messages"])).extra_tags)
    back = meeting(made, 3).make_ups.get()
    assert (back.public_key, back.title) == (make_up.public_key, "Igen, på biblioteket")


def test_a_make_up_whose_meeting_is_gone_says_so_and_stays_away(cast, olga):
    made = course(cast)
    times = activities.Times(TODAY, dt.time(9), dt.time(11, 30))
    missed = meeting(made, 3)
    make_up = activities.add_make_up(session=missed, times=times, by=cast.olga)
    gone = [*keys(cast, made.activity), make_up.public_key]
    answer = olga.post(reverse("courses:remove_make_up", args=gone), follow=True)
    missed.delete()
    undo = next(iter(answer.context["messages"])).extra_tags
    said = olga.post(undo, {"_undo": "1"}, follow=True).content.decode()
    assert "cannot be undone any more" in said
    assert made.activity.sessions.count() == 6


def test_the_days_are_refused_together_and_what_was_typed_is_kept(cast, olga):
    url = reverse("courses:make", args=keys(cast, template(cast)))
    page = olga.post(url, first_form())
    refused = olga.post(url, first_form() | sent(page, **{"dag-3-ends": "16:00"}))
    assert refused.status_code == 422
    assert 'value="2026-03-24"' in refused.content.decode()
    assert not Course.objects.exists()


def test_a_template_that_changes_leaves_the_courses_made_of_it(cast, client):
    made = course(cast)
    client.force_login(cast.petra.user)
    answer = client.post(
        reverse("courses:edit", args=keys(cast, made.template)),
        {"name": "Ny kurs", "hours": "3", "meetings": "Ett\n\n Två "},
    )
    assert answer.status_code == 302
    made.template.refresh_from_db()
    assert made.template.minutes == 180
    assert [row.title for row in made.template.meetings.order_by("number")] == ["Ett", "Två"]
    assert made.activity.sessions.count() == 7


def test_a_template_laid_aside_is_not_offered_and_undo_takes_it_up(cast, client):
    made = template(cast)
    client.force_login(cast.petra.user)
    answer = client.post(reverse("courses:retire", args=keys(cast, made)), follow=True)
    assert "Förälder i nytt land" not in answer.content.decode()
    assert client.get(reverse("courses:make", args=keys(cast, made))).status_code == 404
    client.post(next(iter(answer.context["messages"])).extra_tags)
    assert not CourseTemplate.objects.get().is_retired


def test_school_breaks_are_taken_away_together_and_come_back(cast, client):
    school_break(cast)
    client.force_login(cast.petra.user)
    url = reverse("courses:breaks", args=[cast.programme.public_key])
    assert "Sportlov" in client.get(url).content.decode()
    answer = client.post(
        reverse("courses:drop_breaks", args=[cast.programme.public_key]),
        {"row": school_break(cast, "Höstlov").public_key},
        follow=True,
    )
    assert "Höstlov" not in answer.content.decode().split('id="list"')[1]
    client.post(next(iter(answer.context["messages"])).extra_tags)
    assert "Höstlov" in client.get(url).content.decode()


def test_the_page_asks_as_much_for_two_persons_as_for_one(
    cast, olga, django_assert_max_num_queries
):
    made = course(cast)
    for name in ("Amanda", "Bashir", "Cecilia"):
        place(cast, made.activity, person(name, cast.kungalv, cast.gr))
    url = reverse("courses:course", args=keys(cast, made.activity))
    olga.get(url)
    with django_assert_max_num_queries(16):
        page = olga.get(url)
    assert len(page.context["way"].lines) == 3
