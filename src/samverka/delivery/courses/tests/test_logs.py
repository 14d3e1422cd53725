"""What worked, meeting by meeting, and which part of a curriculum a course deepens (S35)."""

import pytest
from django.urls import reverse

from samverka.delivery.courses import actions
from samverka.delivery.courses.models import Course, CourseTemplate, MeetingLog
from tests.people import TODAY

from .factories import course, meeting, template

PARTS = ["Att bilda familj", "Att vårda sin hälsa"]


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga.user)
    client.cookies["django_language"] = "en"
    return client


def log_of(made: Course, number: int) -> str:
    keys = [made.activity.programme.public_key, made.activity.public_key]
    return reverse("courses:log", args=[*keys, meeting(made, number).public_key])


def url(name: str, of: CourseTemplate) -> str:
    return reverse(name, args=[of.programme.public_key, of.public_key])


def test_s35_leaders_log_what_worked_and_it_stands_at_the_meeting_of_the_template(olga, cast):
    made = course(cast)
    said = {"worked": "Rollspelet", "to_change": "Mer tid till samtal"}
    olga.post(log_of(made, 3), said)
    shown = olga.get(url("courses:detail", made.template))
    (others, (third, logs)) = shown.context["meetings"][:2], shown.context["meetings"][2]
    assert [(one.course, one.log.worked) for one in logs] == [(made, "Rollspelet")]
    assert third.number == 3
    assert all(not said for _meeting, said in others)
    assert "Mer tid till samtal" in shown.content.decode()


def test_what_was_said_can_be_changed_and_taken_back(olga, cast):
    made = course(cast)
    olga.post(log_of(made, 1), {"worked": "Rollspelet", "to_change": ""})
    assert olga.get(log_of(made, 1)).context["form"]["worked"].value() == "Rollspelet"
    olga.post(log_of(made, 1), {"worked": "", "to_change": ""})
    assert not MeetingLog.objects.exists()


def test_a_meeting_that_has_not_been_has_nothing_to_tell(olga, cast):
    made = course(cast, TODAY)
    assert olga.get(log_of(made, 1)).status_code == 200
    assert olga.get(log_of(made, 2)).status_code == 404


def test_s35_the_parts_of_the_curriculum_stand_at_the_meetings_and_the_others_are_named(
    olga, cast
):
    of = template(cast, meetings=["Skola och hem", "Sömn"])
    typed = {"curriculum": "Samhällsorientering", "parts": "\n".join(PARTS)}
    first = olga.post(url("courses:curriculum", of), typed, follow=True)
    assert "Now say which part" in first.content.decode()
    olga.post(url("courses:curriculum", of), typed | {"part_1": "", "part_2": "2"})
    shown = olga.get(url("courses:detail", of))
    assert [
        meeting.part and meeting.part.title for meeting, _said in shown.context["meetings"]
    ] == [
        None,
        PARTS[1],
    ]
    assert "Parts that no meeting takes up: Att bilda familj." in shown.content.decode()


def test_a_new_version_and_another_title_keep_the_parts(cast):
    of = template(cast, meetings=["Skola och hem", "Sömn"])
    actions.write_curriculum(
        template=of, curriculum="Samhällsorientering", parts=PARTS, part_of={2: 1}, by=cast.petra
    )
    facts = {"name": of.name, "minutes": 150, "by": cast.petra}
    actions.write_template(
        programme=of.programme, template=of, meetings=["Skola", "Vila"], **facts
    )
    later = actions.new_version(
        template=of, meetings=["Skola", "Vila", "Mat"], what_changed="Mat", **facts
    )
    for each in (of, later):
        part = each.meetings.get(number=2).part
        assert (part.title, part.template) == (PARTS[0], each)


def test_a_meeting_that_moves_takes_its_part_along(cast):
    of = template(cast, meetings=["Skola och hem", "Sömn"])
    actions.write_curriculum(
        template=of, curriculum="Samhällsorientering", parts=PARTS, part_of={2: 1}, by=cast.petra
    )
    facts = {"name": of.name, "minutes": 150, "by": cast.petra}
    meetings = ["Välkommen", "Skola och hem", "Sömn"]
    later = actions.new_version(template=of, meetings=meetings, what_changed="En till", **facts)
    actions.write_template(programme=of.programme, template=of, meetings=meetings, **facts)
    for each in (of, later):
        told = each.meetings.order_by("number").values_list("part__title", flat=True)
        assert list(told) == [None, None, PARTS[0]]


def test_a_part_that_is_not_there_is_refused_and_what_was_typed_stays(olga, cast):
    of = template(cast)
    actions.write_curriculum(
        template=of, curriculum="Samhällsorientering", parts=PARTS, part_of={}, by=cast.petra
    )
    typed = {"curriculum": "Annat", "parts": "x" * 151, "part_1": "9"}
    answer = olga.post(url("courses:curriculum", of), typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"parts", "part_1"}
    assert "Annat" in answer.content.decode()
