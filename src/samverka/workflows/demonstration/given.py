"""Certificates that were given, one corrected and one revoked; what was said at a training day."""

from typing import Any

from samverka.delivery.activities.models import Activity, Attendance
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.certificates import actions as certificates
from samverka.publishing.certificates.subject import Subject
from samverka.publishing.materials import actions as materials
from samverka.publishing.materials.files import Sent
from samverka.publishing.materials.models import Licence, SessionMaterial
from samverka.register.people.models import Person

from . import plan

WORKSHOP = "Verkstad om yrkessvenska"
DAY_1 = "Länderkunskap med fokus på Mellanöstern och Afrikas horn"
GIVEN_TO = 5
SITE = "http://localhost:8000/"
SUMMARY = """Påhittad sammanfattning, för att visa hur material ser ut.

Dagen handlade om hur familjer och myndigheter möts i olika länder.
Frågor att ta med hem: Vad är självklart för oss? Hur förklarar vi det?
"""
INTERVIEW = """Påhittad intervju med en samhällsvägledare.

Fråga: Vad undrar föräldrar oftast över?
Svar: Vem man frågar när barnet trivs, och inte bara när något är fel.
"""
Kind = SessionMaterial.Kind


def give_certificates(actors: dict[str, Actor]) -> None:
    """The first of a workshop of twelve meetings, and whoever has an account of a training day."""
    olga = actors["Olga"]
    facts: dict[str, Any] = {"site": SITE, "on": plan.TODAY, "by": olga}
    workshop = Subject(Activity.objects.get(title=WORKSHOP))
    given = [
        certificates.give(subject=workshop, person=person, language="sv", **facts)
        for person in _who_came(workshop)[:GIVEN_TO]
    ]
    certificates.correct(certificate=given[0], language="en", **facts)
    certificates.revoke(certificate=given[1], why="wrong_person", on=plan.TODAY, by=olga)
    day = Subject(Activity.objects.get(title=DAY_1))
    for person in _who_came(day):
        if person.user_id is not None:
            certificates.give(subject=day, person=person, language="sv", **facts)


def _who_came(subject: Subject) -> list[Person]:
    here = Attendance.objects.filter(
        session__activity__in=subject.activities(), mark=Attendance.Mark.HERE
    )
    return list(
        Person.objects.filter(pk__in=here.values("person"), is_protected=False).order_by("pk")
    )


def tell_what_was_said(actors: dict[str, Actor]) -> None:
    """A summary and an interview, as the day had (S30)."""
    session = Activity.objects.get(title=DAY_1).sessions.get()
    for kind, title, name, text in (
        (Kind.SUMMARY, "Sammanfattning av dagen (exempel)", "sammanfattning.txt", SUMMARY),
        (Kind.INTERVIEW, "Samtal med en samhällsvägledare (exempel)", "intervju.txt", INTERVIEW),
    ):
        materials.attach_new(
            session=session,
            kind=kind,
            owner=actors["Olga"].organisation,
            facts={
                "title": title,
                "description": "Påhittat material i demonstrationen.",
                "language": "sv",
                "licence": Licence.CC_BY,
            },
            files=[Sent(name, text.encode())],
            on=plan.TODAY,
            by=actors["Olga"],
        )
