"""A course made from its template, and a workshop that some municipalities have booked."""

import datetime as dt

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Times
from samverka.delivery.courses import actions as courses
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.courses.queries import proposed
from samverka.delivery.entitlements import actions as entitlements
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from . import plan
from .plan import GR, KUNGALV, LERUM, MOLNDAL
from .staff import Staff

MEETINGS = (
    "Att komma till ett nytt land",
    "Barns rättigheter",
    "Förskola och skola",
    "Att prata med sitt barn",
    "Tonår mellan två kulturer",
    "Hälsa och stöd i kommunen",
    "Vår väg framåt",
)
CURRICULUM = "Samhällsorienteringen (delarna är exempel)"
PARTS = (
    "Individens rättigheter och skyldigheter",
    "Att bilda familj och leva med barn",
    "Att vårda sin hälsa",
    "Att påverka",
)
# Which meeting takes up which part; the others stand by themselves.
PART_OF = {2: 1, 4: 2, 5: 2, 6: 3}
FIRST = dt.date(2026, 3, 24)
EVENING, MINUTES = dt.time(17), 150
EASTER_BREAK = (dt.date(2026, 4, 7), dt.date(2026, 4, 10))
MISSED, MADE_UP_ON = 3, dt.date(2026, 4, 16)
BOOKED = {
    KUNGALV: dt.date(2026, 4, 22),
    MOLNDAL: dt.date(2026, 5, 6),
    LERUM: dt.date(2026, 5, 20),
}
AFTERNOON = (dt.time(13), dt.time(16))
GROUP = 6


def hold_courses_and_book(
    programme: Programme,
    organisations: dict[str, Organisation],
    actors: dict[str, Actor],
    staff: Staff,
) -> None:
    """The course is held in Kungälv from next week on; three of eight have booked."""
    petra, karin = actors["Petra"], actors["Karin"]
    template = courses.write_template(
        programme=programme,
        name="Förälder i nytt land",
        description="Sju träffar för nyanlända föräldrar. " + plan.NOTE,
        target_group="Nyanlända föräldrar",
        minutes=MINUTES,
        meetings=MEETINGS,
        by=petra,
    )
    courses.write_curriculum(
        template=template, curriculum=CURRICULUM, parts=PARTS, part_of=PART_OF, by=petra
    )
    first, last = EASTER_BREAK
    courses.add_break(
        programme=programme, name="Påsklov", first_day=first, last_day=last, by=petra
    )
    _course(template, organisations[KUNGALV], staff, karin)
    _workshops(programme, organisations, actors)


def _course(template: CourseTemplate, organisation: Organisation, staff: Staff, by: Actor) -> None:
    """Those who will lead it go through it first; who misses the third meeting has another."""
    found = proposed(template, first=FIRST, municipality=organisation.municipality)
    ends = (dt.datetime.combine(FIRST, EVENING) + dt.timedelta(minutes=MINUTES)).time()
    course = courses.make_course(
        template=template,
        organiser=organisation,
        title="Förälder i nytt land, Kungälv",
        target_group=template.target_group,
        municipality=organisation.municipality,
        place="Exempelhuset, Kungälv",
        seats=12,
        functions="Kursledare",
        themes=template.programme.themes.all(),
        sessions=[
            Times(day, EVENING, ends, title=title)
            for day, title in zip(found.days, MEETINGS, strict=True)
        ],
        by=by,
    )
    for person in staff[organisation.name][:GROUP]:
        activities.register(
            activity=course.activity, person=person, organisation=organisation, on=FIRST, by=by
        )
    missed = course.activity.sessions.order_by("starts_at")[MISSED - 1]
    activities.add_make_up(session=missed, times=Times(MADE_UP_ON, EVENING, ends), by=by)


def _workshops(
    programme: Programme, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    entitlement = entitlements.write_entitlement(
        programme=programme,
        held_by=organisations[GR],
        name="Interkulturell kompetens, fördjupning",
        description="En workshop på plats i varje kommun. " + plan.NOTE,
        target_group="Personal som möter nyanlända",
        first_day=plan.TODAY,
        last_day=dt.date(2026, 6, 30),
        by=actors["Petra"],
    )
    for name, day in BOOKED.items():
        entitlements.book(
            entitlement=entitlement,
            organisation=organisations[name],
            times=Times(day, *AFTERNOON),
            by=plan.leader_of(name, actors),
        )
