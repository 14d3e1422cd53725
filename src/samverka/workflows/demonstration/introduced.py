"""The introduction of the newly employed: one course held, one under way, one to come."""

import datetime as dt
import random
from collections.abc import Sequence

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Mark, Times
from samverka.delivery.activities.models import Attendance
from samverka.delivery.courses import actions as courses
from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.delivery.programmes.models import Programme
from samverka.development.introduction import actions as introduction
from samverka.development.introduction.models import Introduction
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.publishing.certificates import actions as certificates
from samverka.publishing.certificates.subject import Subject
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked, Round
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import Person

from . import plan
from .given import SITE
from .names import Names
from .plan import KUNGALV, LERUM, MOLNDAL, OCKERO, PARTILLE
from .staff import Staff
from .tried import log_and_ask, second_version

MEETINGS = (
    "Roller: vem gör vad i mottagandet",
    "Lagen: vad den nyanlända har rätt till",
    "Sekretess och att arbeta tillsammans",
    "Att tala genom tolk",
    "Processen, från anvisning till egen försörjning",
)
MINUTES, AT, UNTIL = 90, dt.time(13), dt.time(14, 30)
IS_NEW_FOR = 6
# How many are new where, and the first day of the course there.
NEW = {KUNGALV: 5, MOLNDAL: 4, PARTILLE: 4, LERUM: 2, OCKERO: 1}
FIRST = {KUNGALV: dt.date(2026, 1, 20), PARTILLE: dt.date(2026, 3, 3)}
TO_COME = {MOLNDAL: dt.date(2026, 4, 14)}
BEGAN = dt.date(2025, 10, 1)
# Colleagues who go through it too, and answer its test.
COLLEAGUES = 12
SILENT = 2
TEST_OPENS, TEST_CLOSES = dt.date(2026, 2, 18), dt.date(2026, 3, 6)
QUESTIONS = (
    (
        "sfi",
        "Vem ansvarar för att den som är nyanländ erbjuds svenska för invandrare?",
        ("Hemkommunen", "Arbetsförmedlingen", "Migrationsverket"),
    ),
    (
        "samhallsorientering",
        "Vem ansvarar för att samhällsorientering erbjuds?",
        ("Kommunen", "Arbetsförmedlingen", "Länsstyrelsen"),
    ),
    (
        "tolk",
        "När ska en myndighet använda tolk?",
        (
            "När det behövs för att den enskilde ska kunna ta till vara sin rätt",
            "När ingen i familjen talar svenska",
            "När den enskilde betalar för det",
        ),
    ),
    (
        "sekretess",
        "Gäller socialtjänstens sekretess mot andra myndigheter?",
        (
            "Ja, om inte lagen säger annat eller den enskilde samtycker",
            "Nej, myndigheter får tala fritt med varandra",
            "Bara om den enskilde har begärt det",
        ),
    ),
    (
        "oro",
        "När ska du som möter barn i ditt arbete anmäla oro till socialnämnden?",
        (
            "Genast, om du misstänker att ett barn far illa",
            "När du är säker",
            "När din chef har beslutat det",
        ),
    ),
    (
        "tillstand",
        "Vem prövar en ansökan om uppehållstillstånd?",
        ("Migrationsverket", "Kommunen", "Polisen"),
    ),
)
NAMES = ("a", "b", "c")
# How many in a hundred know the answer, question by question.
KNOW = (70, 55, 90, 60, 75, 85)
TEST = Form(
    "prov-introduktion",
    {"sv": "Vad vet du efter introduktionen?"},
    (Language("sv", "Svenska"),),
    tuple(
        Item(
            name,
            Kind.SINGLE,
            {"sv": question},
            choices=tuple(
                Choice(key, {"sv": text}) for key, text in zip(NAMES, choices, strict=True)
            ),
        )
        for name, question, choices in QUESTIONS
    ),
)


def introduce(
    programme: Programme,
    organisations: dict[str, Organisation],
    actors: dict[str, Actor],
    staff: Staff,
    names: Names,
    *,
    chance: random.Random,
) -> None:
    """Some have completed it, some are on their way, and in two places none is planned."""
    petra = actors["Petra"]
    template = courses.write_template(
        programme=programme,
        name="Introduktion för nyanställda",
        description="Fem träffar för den som är ny i mottagandet. " + plan.NOTE,
        target_group="Nyanställda i mottagandet",
        minutes=MINUTES,
        meetings=MEETINGS,
        by=petra,
    )
    made = introduction.choose_course(
        programme=programme, template=template, months=IS_NEW_FOR, by=petra
    )
    new = {
        name: _employ(organisations[name], many, names, plan.leader_of(name, actors), chance)
        for name, many in NEW.items()
    }
    second = second_version(template, petra)
    for name, first in (FIRST | TO_COME).items():
        by = plan.leader_of(name, actors)
        course = _course(template if name == KUNGALV else second, organisations[name], first, by)
        who = new[name] if name in TO_COME else [*new[name][:-1], *_colleagues(staff[name])]
        _take_part(course, organisations[name], who, by)
    log_and_ask([template, second], actors)
    _give_certificate(template, new[KUNGALV][0], plan.leader_of(KUNGALV, actors))
    _test(made, organisations[KUNGALV], [*new[KUNGALV], *_colleagues(staff[KUNGALV])], petra)


def _employ(
    home: Organisation, many: int, names: Names, by: Actor, chance: random.Random
) -> list[Person]:
    found = []
    for number in range(many):
        given_name, family_name = names.pop()
        found.append(
            people.register_person(
                given_name=given_name,
                family_name=family_name,
                employer=home,
                title=chance.choice(("Socialsekreterare", "Samhällsvägledare", "Sfi-lärare")),
                contact="direct",
                on=BEGAN + dt.timedelta(days=23 * number),
                by=by,
            )
        )
    return found


def _colleagues(staff: Sequence[Person]) -> Sequence[Person]:
    """Some who have no account and no particular protection."""
    return staff[8 : 8 + COLLEAGUES]


def _course(template: CourseTemplate, home: Organisation, first: dt.date, by: Actor) -> Course:
    titles = template.meetings.order_by("number").values_list("title", flat=True)
    return courses.make_course(
        template=template,
        organiser=home,
        title=f"Introduktion för nyanställda, {home.name}",
        target_group=template.target_group,
        municipality=home.municipality,
        place="Exempelhuset",
        seats=24,
        sessions=[
            Times(first + dt.timedelta(weeks=week), AT, UNTIL, title=title)
            for week, title in enumerate(titles)
        ],
        by=by,
    )


def _take_part(course: Course, home: Organisation, who: Sequence[Person], by: Actor) -> None:
    """Every third misses a meeting; what is to come nobody has been to."""
    on = course.activity.sessions.earliest("held_on").held_on
    places = [
        activities.register(
            activity=course.activity,
            person=person,
            organisation=home,
            on=min(on, plan.TODAY),
            by=by,
        )
        for person in who
    ]
    held = course.activity.sessions.filter(held_on__lt=plan.TODAY).order_by("held_on")
    for number, session in enumerate(held):
        marks = [
            Mark(
                key=place.public_key,
                mark=Attendance.Mark.ABSENT
                if row % 3 == 2 and number % 4 == 3
                else Attendance.Mark.HERE,
            )
            for row, place in enumerate(places)
        ]
        activities.record_attendance(session=session, marks=marks, on=session.held_on, by=by)


def _give_certificate(template: CourseTemplate, person: Person, by: Actor) -> None:
    course = template.courses.get(activity__organiser=by.organisation)
    subject = Subject(course.activity)
    certificates.give(
        subject=subject, person=person, language="sv", site=SITE, on=plan.TODAY, by=by
    )


def _test(made: Introduction, home: Organisation, who: Sequence[Person], by: Actor) -> None:
    """Answered by most after the last meeting; it is over, so its figures are there."""
    instrument = instruments.create_instrument(
        name="Prov efter introduktionen",
        purpose=f"Vad frågorna och kursen ger. Det säger inget om vem som svarat. {plan.NOTE}",
        sphere="staff",
        form=TEST,
        by=by,
    )
    version = instrument.versions.get()
    instruments.publish_version(version=version, on=TEST_OPENS, by=by)
    version.refresh_from_db()
    held = instruments.open_round(
        version=version,
        name="Prov efter introduktionen, Kungälv",
        opens_on=TEST_OPENS,
        closes_on=TEST_CLOSES,
        way=Round.Way.NAMED,
        others_see="Den som leder programmet ser hur frågorna gick, för fem eller fler.",
        by=by,
    )
    instruments.ask(
        asked_round=held, persons=[(one, home.pk) for one in who], on=TEST_OPENS, by=by
    )
    chance = random.Random(plan.TODAY.toordinal())  # noqa: S311 (the same every time)
    asked = list(Asked.objects.filter(round=held).select_related("round").order_by("pk"))
    for one in asked[:-SILENT]:
        _answer(one, chance)
    test = introduction.add_test(introduction=made, asked_round=held, by=by)
    introduction.write_key(test=test, key={name: ["a"] for name, *_rest in QUESTIONS}, by=by)


def _answer(asked: Asked, chance: random.Random) -> None:
    """Somebody who knows more is right more often, of every question."""
    knows = chance.randint(-45, 45)
    answers = {
        name: "a" if chance.randint(1, 100) <= share + knows else chance.choice("bc")
        for (name, *_rest), share in zip(QUESTIONS, KNOW, strict=True)
    }
    on = asked.round.opens_on + dt.timedelta(days=chance.randrange(1, 14))
    response = instruments.begin(
        asked_round=asked.round, asked=asked, language="sv", on=on, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=answers, on=on, by=SYSTEM)
    instruments.finish(response=response, on=on, by=SYSTEM)
