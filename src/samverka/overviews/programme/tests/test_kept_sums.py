"""What a programme's page tells is what its rows come to, whatever has happened to them."""

import random
from collections import defaultdict

import pytest

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.certification.tests.happenings import Region, happens, region
from samverka.overviews.programme.queries import Progress
from samverka.publishing.reports.figures import Part
from tests.people import TODAY


def marks_of(programme) -> list[Attendance]:
    marks = Attendance.objects.filter(mark="here", session__activity__programme=programme)
    return list(marks.select_related("session__activity"))


def parts_of(marks: list[Attendance]) -> dict[int, Part]:
    """Read row by row."""
    persons, minutes = defaultdict(set), defaultdict(int)
    for mark in marks:
        persons[mark.organisation_id].add(mark.person_id)
        minutes[mark.organisation_id] += mark.minutes
    return {pk: Part(len(persons[pk]), minutes[pk], None) for pk in minutes}


def check(of: Region, programme) -> None:
    progress, marks = Progress(programme, on=TODAY), marks_of(programme)
    told = progress.taken_part
    assert told.parts == parts_of(marks)
    everybody = {mark.person_id for mark in marks}
    assert told.total == Part(len(everybody), sum(mark.minutes for mark in marks), None)
    held = [mark for mark in marks if not mark.session.activity.is_cancelled]
    for goals in ([of.goals[0].pk], [of.goals[1].pk], [goal.pk for goal in of.goals]):
        under = [mark for mark in held if mark.session.activity.goal_id in goals]
        assert told.persons_under(goals) == len({mark.person_id for mark in under})
        sums = told.sums_under(goals)
        assert sum(each.minutes for each in sums) == sum(mark.minutes for mark in under)
    months = defaultdict(int)
    for mark in held:
        months[mark.session.held_on.replace(day=1)] += mark.minutes
    assert told.months == dict(sorted(months.items()))
    check_activities(progress, programme)


def check_activities(progress: Progress, programme) -> None:
    lines = {line.public_key: line for line in progress.activities}
    there = {each.public_key: each for each in Activity.objects.filter(programme=programme)}
    assert set(lines) == {key for key, each in there.items() if not each.is_cancelled}
    begins = []
    for key, line in lines.items():
        days = list(there[key].sessions.order_by("starts_at"))
        held = [day for day in days if day.attendances.filter(mark="here").exists()]
        assert (line.title, line.kind, line.goal, line.days, line.held) == (
            there[key].title,
            there[key].kind,
            there[key].goal_id,
            len(days),
            len(held),
        )
        assert line.first_day == min((day.held_on for day in days), default=None)
        begins.append((not days, days[0].starts_at.timestamp() if days else 0))
    assert begins == sorted(begins)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_told_as_the_rows_say_whatever_happens_to_them(cast, seed):
    chance, of = random.Random(seed), region(cast)
    for _number in range(50):
        happens(chance, of)
        for programme in of.programmes:
            check(of, programme)


def test_nothing_is_added_up_again_while_nothing_has_changed(cast):
    of = region(cast)
    before = Progress(cast.programme, on=TODAY).taken_part
    assert Progress(cast.programme, on=TODAY).taken_part is before
    Attendance.objects.filter(person=of.persons[0]).update(minutes=5)
    assert Progress(cast.programme, on=TODAY).taken_part is not before
