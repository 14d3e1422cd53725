"""The introduction as it was first and as it was changed by what those who lead it wrote."""

import random
from collections.abc import Sequence

from samverka.delivery.activities.models import Session
from samverka.delivery.courses import actions as courses
from samverka.delivery.courses.models import CourseTemplate
from samverka.foundation.accounts.actor import Actor

from . import plan
from .thought import ask_those_there

# The fourth meeting is another; the others are as they were.
CHANGED = {4: "Att tala genom tolk, med rollspel"}
# By version and meeting: what worked, and what to change.
LOGS = {
    (1, 1): ("Att rita kedjan på väggen. Alla hittade sin egen del.", ""),
    (1, 4): ("Exemplen från telefontolkning.", "Pröva själv i stället för att lyssna."),
    (2, 1): ("Frågorna på förhand gav bättre samtal.", "Räkna med en kvart till för frågor."),
}
ASKED = (1, 2)


def second_version(template: CourseTemplate, by: Actor) -> CourseTemplate:
    """Beside the first, whose groups keep theirs."""
    titles = template.meetings.order_by("number").values_list("number", "title")
    return courses.new_version(
        template=template,
        name=template.name,
        description=template.description,
        target_group=template.target_group,
        minutes=template.minutes,
        meetings=[CHANGED.get(number, title) for number, title in titles],
        what_changed="Rollspel med tolk i stället för föreläsning",
        by=by,
    )


def log_and_ask(versions: Sequence[CourseTemplate], actors: dict[str, Actor]) -> None:
    """Of meetings that were held: what worked, and what those who were there thought."""
    chance = random.Random(plan.TODAY.toordinal())  # noqa: S311 (the same every time)
    held = Session.objects.filter(held_on__lt=plan.TODAY).select_related("activity__organiser")
    for version in versions:
        for course in version.courses.select_related("activity__organiser"):
            by = plan.leader_of(course.activity.organiser.name, actors)
            sessions = held.filter(activity=course.activity).order_by("held_on")
            for number, session in enumerate(sessions, 1):
                if (version.version, number) in LOGS:
                    worked, to_change = LOGS[version.version, number]
                    courses.write_log(
                        session=session,
                        worked=worked,
                        to_change=to_change,
                        on=session.held_on,
                        by=by,
                    )
                if number in ASKED:
                    ask_those_there(session, None, by, chance)
