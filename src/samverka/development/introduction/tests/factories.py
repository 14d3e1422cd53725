"""An introduction in five meetings, staff who are new, and a test of four questions."""

import datetime as dt

from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.courses import actions as courses
from samverka.delivery.courses.models import Course
from samverka.development.introduction import actions
from samverka.development.introduction.models import Introduction, KnowledgeTest
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked
from samverka.register.instruments.tests.factories import a_round, answered, instrument
from samverka.register.people.models import Person, Position
from tests.people import TODAY, Cast, person

MEETINGS = ("Roller", "Lagen", "Sekretess", "Tolk", "Processen")
CHOICES = tuple(Choice(name, {"sv": name.upper()}) for name in ("a", "b", "c"))
TEST = Form(
    "prov",
    {"sv": "Vad vet du?"},
    (Language("sv", "Svenska"),),
    (
        Item("q1", Kind.SINGLE, {"sv": "Vem beslutar?"}, choices=CHOICES),
        Item("q2", Kind.SINGLE, {"sv": "Vad får du berätta?"}, choices=CHOICES),
        Item("q3", Kind.MULTIPLE, {"sv": "När behövs tolk?"}, choices=CHOICES),
        Item("more", Kind.TEXT, {"sv": "Något mer?"}),
    ),
)
KEY = {"q1": ["a"], "q2": ["b"], "q3": ["a", "c"]}


def chosen(cast: Cast, months: int = 12) -> Introduction:
    template = courses.write_template(
        programme=cast.programme, name="Introduktion", minutes=90, meetings=MEETINGS, by=cast.petra
    )
    return actions.choose_course(
        programme=cast.programme, template=template, months=months, by=cast.petra
    )


def held(cast: Cast, introduction: Introduction, first: dt.date, place=None) -> Course:
    """A course, a meeting a week."""
    place = place or cast.kungalv
    return courses.make_course(
        template=introduction.template,
        organiser=place,
        title="Introduktion",
        municipality=place.municipality,
        sessions=[
            Times(first + dt.timedelta(weeks=week), dt.time(13), dt.time(14, 30), title=title)
            for week, title in enumerate(MEETINGS)
        ],
        by=cast.olga,
    )


def new(name: str, place, begun_on: dt.date = TODAY - dt.timedelta(days=90)) -> Person:
    made = person(name, place)
    Position.objects.filter(person=made).update(valid_from=begun_on)
    return made


def been(somebody: Person, *sessions: Session) -> None:
    for session in sessions:
        Attendance.objects.create(
            session=session,
            person=somebody,
            organisation=somebody.positions.get().organisation,
            mark=Attendance.Mark.HERE,
            minutes=90,
        )


def a_test(cast: Cast, key=KEY) -> KnowledgeTest:
    introduction = Introduction.objects.filter(programme=cast.programme).first() or chosen(cast)
    asked_round = a_round(cast.petra, made=instrument(cast.petra, TEST, name="Prov"))
    made = actions.add_test(introduction=introduction, asked_round=asked_round, by=cast.petra)
    actions.write_key(test=made, key=key, by=cast.petra)
    return made


def answers(cast: Cast, test: KnowledgeTest, somebody: Person, **given) -> None:
    instruments.ask(
        asked_round=test.round, persons=[(somebody, cast.kungalv.pk)], on=TODAY, by=cast.petra
    )
    answered(Asked.objects.get(round=test.round, person=somebody), given)
