"""A made-up programme to account for: a thousand persons at a time, fifteen marks each.

Twenty employers certify fourteen months; the fifteenth is over and nobody has certified it.
"""

import datetime as dt

from django.db import connection, transaction

from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.delivery.certification.models import Certificate, CountedAs
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import (
    Fund,
    FundRule,
    Goal,
    Measure,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.delivery.rates.models import Category, ChosenRates, Rate
from samverka.engine.hours import Rule
from samverka.foundation.accounts.models import Role, User
from samverka.publishing.claims.models import Claim
from samverka.publishing.statements.models import Layout, Series
from samverka.register.partners.models import Appointment, Organisation
from samverka.register.people import identity
from samverka.register.people.models import Person
from samverka.toolkit.clock import at

from .imports import person_row

PERSONS, EMPLOYERS, AT_A_SESSION, TOGETHER = 1_000, 20, 40, 10
FIRST, MONTHS, CERTIFIED, YEAR = dt.date(2025, 1, 1), 15, 14, 12
ON = dt.date(2026, 4, 10)
SLUG = "accounts"
SOURCE = "Made up for measuring"
HOURS_COLUMNS = ("number", "organisation", "category", "minutes", "whole_hours")


def months() -> list[dt.date]:
    return [dt.date(FIRST.year + n // 12, n % 12 + 1, 1) for n in range(MONTHS)]


@transaction.atomic
def fill(times: int) -> None:
    """Until there are so many thousand persons, each with a mark a month."""
    programme = Programme.objects.filter(slug=SLUG).first() or _begin()
    already = Participant.objects.filter(programme=programme).count() // PERSONS
    for thousand in range(already, times):
        _add(programme, range(thousand * PERSONS, (thousand + 1) * PERSONS))
    if connection.vendor == "postgresql":
        # It does so itself within a minute; until then it plans as if the tables were empty.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _begin() -> Programme:
    """Everything that does not grow."""
    owner = Organisation.objects.create(name="Provregionen", kind=Organisation.Kind.FEDERATION)
    programme = Programme.objects.create(
        slug=SLUG,
        name="Prov",
        owner=owner,
        starts_on=FIRST,
        ends_on=dt.date(2026, 12, 31),
        budget=7_247_750_00,
        co_financing_share=25_00,
    )
    leader = User.objects.create(email="accounts@example.org", name="Erik Exempel")
    Appointment.objects.create(
        user=leader, organisation=owner, role=Role.ECONOMIST, valid_from=FIRST
    )
    Participation.objects.create(
        programme=programme,
        organisation=owner,
        part=Participation.Part.OWNER,
        valid_from=FIRST,
    )
    fund = Fund.objects.get_or_create(code="esf", defaults={"name": "Socialfonden"})[0]
    ProgrammeFund.objects.create(programme=programme, fund=fund)
    FundRule.objects.create(
        fund=fund,
        subject=FundRule.Subject.HOURS,
        valid_from=dt.date(2021, 1, 1),
        value=Rule.WHOLE_DOWN,
        source=SOURCE,
    )
    _rates(programme, fund)
    _series(programme, fund)
    _measures(programme)
    Claim.objects.create(
        programme=programme,
        fund=fund,
        number=1,
        first_month=FIRST,
        last_month=months()[YEAR - 1],
    )
    for number in range(EMPLOYERS):
        employer = Organisation.objects.create(
            name=f"Kommun {number}", kind=Organisation.Kind.MUNICIPALITY
        )
        _certificates(programme, fund, employer)
    return programme


def _rates(programme: Programme, fund: Fund) -> None:
    category = Category.objects.create(fund=fund, code="m", name="Prov", source=SOURCE)
    Rate.objects.create(category=category, year=2025, region="whole", amount=300_00, source=SOURCE)
    ChosenRates.objects.create(
        programme=programme, fund=fund, year=2025, region="whole", source=SOURCE
    )


def _series(programme: Programme, fund: Fund) -> None:
    """Each layout that comes with Samverka, and one of certified hours."""
    columns = [{"heading": name, "field": name} for name in HOURS_COLUMNS]
    Layout.objects.create(
        code="certified-hours",
        version=1,
        name="Certified hours",
        rows=Layout.Rows.HOURS,
        columns=columns,
        source=SOURCE,
        note=SOURCE,
    )
    for layout in Layout.objects.filter(version=1):
        Series.objects.create(
            programme=programme, fund=fund, layout=layout, code=layout.code, first_month=FIRST
        )


def _measures(programme: Programme) -> None:
    goal = Goal.objects.create(
        programme=programme, number="1", title="Prov", owner=programme.owner
    )
    for counts in (Measure.Counts.PERSONS, Measure.Counts.HOURS, Measure.Counts.MUNICIPALITIES):
        Measure.objects.create(
            programme=programme,
            goal=goal,
            code=counts.value,
            title=counts.value,
            definition=SOURCE,
            unit=counts.value,
            counts=counts,
            target=1000,
        )


def _certificates(programme: Programme, fund: Fund, employer: Organisation) -> None:
    Participation.objects.create(
        programme=programme,
        organisation=employer,
        part=Participation.Part.PARTICIPANT,
        valid_from=FIRST,
    )
    before = ""
    for month in months()[:CERTIFIED]:
        digest = f"{employer.pk}-{month}"
        Certificate.objects.create(
            programme=programme,
            fund=fund,
            organisation=employer,
            month=month,
            number=1,
            rule=Rule.WHOLE_DOWN.value,
            function=SOURCE,
            content="",
            digest_before=before,
            digest=digest,
        )
        before = digest


def _add(programme: Programme, numbers: range) -> None:
    persons = Person.objects.bulk_create(map(_person, numbers), batch_size=500)
    fund = Fund.objects.get(code="esf")
    employers = list(Organisation.objects.filter(name__startswith="Kommun ").order_by("pk"))
    at_work = [
        (each, employers[n // 10 % EMPLOYERS]) for n, each in zip(numbers, persons, strict=True)
    ]
    Participant.objects.bulk_create(
        [
            Participant(
                person=each,
                programme=programme,
                organisation=employer,
                sex=("woman", "man")[each.pk % 2],
                noted_on=FIRST,
                started_on=FIRST + dt.timedelta(days=each.pk % 300),
            )
            for each, employer in at_work
        ]
    )
    for first in range(0, PERSONS, AT_A_SESSION):
        _course(programme, fund, at_work[first : first + AT_A_SESSION])
    _marks(persons[0], fund)


def _person(number: int) -> Person:
    given, family, written, email, phone, *_ = person_row(number)
    read = identity.read(written, on=ON)
    return Person(
        given_name=given,
        family_name=family,
        email=email,
        phone=phone,
        identity_kind=read.kind,
        identity_sealed=read.sealed,
        identity_hash=read.hash,
        is_protected=number % 200 == 0,
    )


def _course(programme: Programme, fund: Fund, at_work: list[tuple[Person, Organisation]]) -> None:
    """An activity for forty persons, with a session a month."""
    activity = Activity.objects.create(
        programme=programme,
        goal=Goal.objects.get(programme=programme),
        organiser=programme.owner,
        title="Kurs",
        kind=Activity.Kind.COURSE,
    )
    CountedAs.objects.create(activity=activity, fund=fund, counts=True)
    days = [month.replace(day=activity.pk % 28 + 1) for month in months()]
    Session.objects.bulk_create(
        Session(
            activity=activity,
            held_on=day,
            starts_at=at(day, dt.time(8)),
            ends_at=at(day, dt.time(17)),
        )
        for day in days
    )
    Registration.objects.bulk_create(
        Registration(activity=activity, person=each, organisation=employer)
        for each, employer in at_work
    )


# Rows by the hundred thousand are written by the database itself: through models it takes minutes.
MARKS = """
INSERT INTO activities_attendance
    (session_id, person_id, organisation_id, mark, minutes, version, sheet_version, marked_at,
     is_check_in)
SELECT session.id, place.person_id, place.organisation_id, 'here',
    60 + (place.person_id * 7 + session.id * 13) %% 180, 1, 0, session.ends_at, FALSE
FROM activities_registration place
JOIN activities_session session ON session.activity_id = place.activity_id
WHERE place.person_id >= %s
"""
LINES = """
INSERT INTO certification_certifiedline
    (certificate_id, person_id, person_key, name, category_id, minutes, is_financed_once, claimed)
SELECT certificate.id, mark.person_id, person.public_key, '', %s, mark.minutes, TRUE,
    mark.minutes / 60 * 60
FROM activities_attendance mark
JOIN people_person person ON person.id = mark.person_id
JOIN activities_session session ON session.id = mark.session_id
JOIN certification_certificate certificate ON certificate.organisation_id = mark.organisation_id
    AND SUBSTR(CAST(certificate.month AS TEXT), 1, 7) = SUBSTR(CAST(held_on AS TEXT), 1, 7)
WHERE mark.person_id >= %s
"""


def _marks(first: Person, fund: Fund) -> None:
    """Of the persons from one on: at every session of their courses, and as it is certified."""
    category = Category.objects.get(fund=fund, code="m")
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [first.pk])
        cursor.execute(LINES, [category.pk, first.pk])
