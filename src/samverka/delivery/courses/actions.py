"""Writes of courses: templates, courses made of them, school breaks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from samverka.delivery.activities.actions import Times, create_activity
from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation

from .models import (
    Course,
    CourseMeeting,
    CourseTemplate,
    CurriculumPart,
    MeetingLog,
    SchoolBreak,
)
from .queries import versions_of


@transaction.atomic
def write_template(
    *,
    programme: Programme,
    template: CourseTemplate | None = None,
    meetings: Sequence[str],
    by: Actor,
    **facts,
) -> CourseTemplate:
    """A new template, or one put right: courses that are made of it keep their days."""
    template = template or CourseTemplate(programme=programme)
    for name, value in facts.items():
        setattr(template, name, value)
    template.save()
    _put_meetings(template, meetings)
    trail.note(by=by, verb="courses.template_written", about=template)
    return template


def _put_meetings(template: CourseTemplate, titles: Sequence[str]) -> None:
    parts = _parts_after(template.meetings.values_list("number", "title", "part"), titles)
    template.meetings.all().delete()
    CourseMeeting.objects.bulk_create(
        CourseMeeting(template=template, number=number, title=title, part_id=parts.get(number))
        for number, title in enumerate(titles, 1)
    )


def _parts_after(
    before: Iterable[tuple[int, str, int | None]], titles: Sequence[str]
) -> dict[int, int]:
    """Which part each new meeting has: that of its title, wherever it stood before.

    One whose title is new has the part of the meeting that is gone from its number, as renamed.
    """
    rows = list(before)
    of_title = {title: part for _number, title, part in rows}
    renamed = {number: part for number, title, part in rows if title not in titles}
    found = {
        number: of_title[title] if title in of_title else renamed.get(number)
        for number, title in enumerate(titles, 1)
    }
    return {number: part for number, part in found.items() if part}


@transaction.atomic
def write_curriculum(
    *,
    template: CourseTemplate,
    curriculum: str,
    parts: Sequence[str],
    part_of: Mapping[int, int],
    by: Actor,
) -> None:
    """What the course deepens: its parts, and which part each meeting takes up.

    `part_of` tells by the number of a meeting the number of its part, from 1; others have none.
    """
    template.curriculum = curriculum
    template.save(update_fields=["curriculum"])
    template.parts.all().delete()
    made = CurriculumPart.objects.bulk_create(
        CurriculumPart(template=template, number=number, title=title)
        for number, title in enumerate(parts, 1)
    )
    meetings = list(template.meetings.all())
    for meeting in meetings:
        number = part_of.get(meeting.number, 0)
        meeting.part = made[number - 1] if 0 < number <= len(made) else None
    CourseMeeting.objects.bulk_update(meetings, ["part"])
    trail.note(by=by, verb="courses.curriculum_written", about=template)


@transaction.atomic
def write_log(*, session: Session, worked: str, to_change: str, on: dt.date, by: Actor) -> None:
    """What worked at a meeting and what to change; an empty one is taken away."""
    logs = MeetingLog.objects.filter(session=session)
    if not (worked or to_change):
        logs.delete()
    else:
        said = {"worked": worked, "to_change": to_change, "written_on": on}
        MeetingLog.objects.update_or_create(session=session, defaults=said)
    trail.note(by=by, verb="courses.log_written", about=session)


@transaction.atomic
def new_version(
    *, template: CourseTemplate, meetings: Sequence[str], what_changed: str, by: Actor, **facts
) -> CourseTemplate:
    """The course anew beside the version there is: what is made of that keeps it."""
    first = template.first_version or template
    first = CourseTemplate.objects.select_for_update().get(pk=first.pk)
    made = CourseTemplate(
        programme=first.programme,
        first_version=first,
        version=max(each.version for each in versions_of(first)) + 1,
        what_changed=what_changed,
    )
    write_template(programme=first.programme, template=made, meetings=meetings, by=by, **facts)
    before = template.meetings.values_list("number", "title", "part__number")
    write_curriculum(
        template=made,
        curriculum=template.curriculum,
        parts=list(template.parts.order_by("number").values_list("title", flat=True)),
        part_of=_parts_after(before, meetings),
        by=by,
    )
    return made


@transaction.atomic
def retire_template(*, template: CourseTemplate, by: Actor) -> None:
    """No new course is made of it; those that are stay."""
    template.is_retired = True
    template.save(update_fields=["is_retired"])
    trail.note(by=by, verb="courses.template_retired", about=template)


@transaction.atomic
def take_up_template(*, template: CourseTemplate, by: Actor) -> None:
    """It is offered again."""
    template.is_retired = False
    template.save(update_fields=["is_retired"])
    trail.note(by=by, verb="courses.template_taken_up", about=template)


@transaction.atomic
def make_course(
    *,
    template: CourseTemplate,
    organiser: Organisation,
    sessions: Sequence[Times],
    by: Actor,
    **facts,
) -> Course:
    """An activity with a day for each meeting, as they were looked through and changed.

    :raises IsTooEarly: a day lies in a phase that nobody has let begin
    """
    activity = create_activity(
        programme=template.programme,
        organiser=organiser,
        kind=Activity.Kind.COURSE,
        description=template.description,
        sessions=sessions,
        by=by,
        **facts,
    )
    course = Course.objects.create(template=template, activity=activity)
    trail.note(by=by, verb="courses.course_made", about=course)
    return course


@transaction.atomic
def add_break(
    *,
    programme: Programme,
    name: str,
    first_day: dt.date,
    last_day: dt.date,
    municipality: Municipality | None = None,
    by: Actor,
) -> SchoolBreak:
    """Days on which no course is proposed; those that are made stay as they are."""
    made = SchoolBreak.objects.create(
        programme=programme,
        name=name,
        first_day=first_day,
        last_day=last_day,
        municipality=municipality,
    )
    trail.note(by=by, verb="courses.break_added", about=made)
    return made


@transaction.atomic
def drop_breaks(*, breaks: Sequence[SchoolBreak], by: Actor) -> None:
    """Courses are proposed on their days again."""
    for each in breaks:
        each.is_dropped = True
        each.save(update_fields=["is_dropped"])
        trail.note(by=by, verb="courses.break_dropped", about=each)


@transaction.atomic
def bring_breaks_back(*, breaks: Sequence[SchoolBreak], by: Actor) -> None:
    for each in breaks:
        each.is_dropped = False
        each.save(update_fields=["is_dropped"])
        trail.note(by=by, verb="courses.break_brought_back", about=each)
