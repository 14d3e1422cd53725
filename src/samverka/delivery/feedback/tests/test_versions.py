"""Two versions of a course run side by side, and are compared with how sure it is (S35)."""

import pytest
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.tests.factories import place, whole_day
from samverka.delivery.courses.actions import make_course
from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.delivery.courses.tests.factories import template
from samverka.delivery.feedback.actions import ask
from tests.people import TODAY, person

from .factories import FULL, answered

NAMES = ("Amanda", "Bashir", "Cecilia", "Dawit", "Elin", "Farah")


def held(cast, of: CourseTemplate, *, here: int, grades: tuple[int, int, int]) -> Course:
    """One meeting with six, some of whom were there; five answer alike."""
    made = make_course(
        template=of, organiser=cast.gr, title="Kurs", sessions=[whole_day(TODAY)], by=cast.olga
    )
    session = made.activity.sessions.get()
    people = [person(f"{name}{of.version}", cast.kungalv) for name in NAMES]
    places = [place(cast, made.activity, one) for one in people]
    marks = [
        Mark(each.public_key, "here" if number < here else "absent")
        for number, each in enumerate(places)
    ]
    record_attendance(session=session, marks=marks, on=TODAY, by=cast.olga)
    answered(ask(session=session, on=TODAY, by=cast.olga), *[grades] * 5)
    return made


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    client.cookies["django_language"] = "en"
    return client


def url(of: CourseTemplate, name: str) -> str:
    return reverse(name, args=[of.programme.public_key, of.public_key])


def test_two_versions_run_in_parallel_and_old_groups_keep_theirs(petra, cast):
    first = template(cast, meetings=["Barns rättigheter"])
    old = held(cast, first, here=3, grades=(1, 1, 1))
    page = url(first, "courses:new_version")
    form = petra.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"what_changed": "Fler samtal"}
    there = petra.post(page, typed | {"hours": "2.5"}, follow=True)
    second = CourseTemplate.objects.get(version=2)
    assert "Fler samtal" in there.content.decode()
    held(cast, second, here=6, grades=FULL)
    old.refresh_from_db()
    assert old.template == first
    answer = petra.get(url(first, "feedback:versions"))
    (compared,) = answer.context["compared"]
    one, two = compared.versions
    assert (one.there.percent, one.there.low, one.there.high) == (50, 19, 81)
    assert (two.there.percent, two.there.low, two.there.high) == (100, 61, 100)
    assert [each.agree[0].percent for each in (one, two)] == [0, 100]
    assert (two.agree[0].low, two.agree[0].of) == (57, 5)
    assert "19–81 %" in answer.content.decode()


def test_of_fewer_than_five_nothing_is_told(petra, cast):
    empty = template(cast)
    (compared,) = petra.get(url(empty, "feedback:versions")).context["compared"]
    (only,) = compared.versions
    assert only.there is None
    assert only.agree == [None, None, None]


def test_versions_count_on_from_the_latest_and_belong_to_the_first(petra, cast):
    first = template(cast, meetings=["Ett"])
    second, third = (
        CourseTemplate.objects.get(public_key=_version_of(petra, each)) for each in (first, first)
    )
    assert [each.version for each in (second, third)] == [2, 3]
    fourth = CourseTemplate.objects.get(public_key=_version_of(petra, third))
    assert (fourth.version, fourth.first_version) == (4, first)


def _version_of(petra, of: CourseTemplate) -> str:
    page = url(of, "courses:new_version")
    form = petra.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    answer = petra.post(page, typed | {"hours": "2.5", "what_changed": "Nytt"})
    return answer.url.rstrip("/").split("/")[-1]
