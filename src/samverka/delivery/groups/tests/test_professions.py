"""S63: a network's days with mixed participants, by profession; the next day; guests invited."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance, register
from samverka.delivery.groups import actions, queries
from tests.people import TODAY, person

from .factories import LAST_WEEK, group, meeting, seat, sits

SPRING = LAST_WEEK - dt.timedelta(days=35)


def test_attendance_is_told_by_profession_also_of_guests(cast):
    """Two nurses by seat; a coordinator by position on a sheet; each counted once as a person."""
    nurses = group(cast, "Distriktssköterskor", "network", meetings_per_year=4)
    terms = [
        sits(cast, seat(cast, nurses, home, function="Distriktssköterska"), person(name, home))
        for name, home in (("Amanda", cast.kungalv), ("Bashir", cast.partille))
    ]
    first = meeting(cast, nurses, held_on=SPRING)
    actions.note_present(meeting=first, terms=terms, by=cast.petra)
    second = meeting(cast, nurses, starts=dt.time(9), ends=dt.time(12), counts_hours=True)
    guest = person("Cecilia", cast.gr, title="Flyktingsamordnare")
    activity = second.session.activity
    register(
        activity=activity, person=guest, organisation=cast.gr, on=TODAY, late=True, by=cast.petra
    )
    there = activity.registrations.filter(person__in=[terms[0].person, guest])
    marks = [Mark(key=place.public_key, mark="here") for place in there]
    record_attendance(session=second.session, marks=marks, on=TODAY, by=cast.olga)
    rows = queries.attendance_by_profession(nurses, LAST_WEEK.year, on=TODAY)
    assert [(row.profession, row.persons, row.times) for row in rows] == [
        ("Distriktssköterska", 2, 3),
        ("Flyktingsamordnare", 1, 1),
    ]
    client = Client()
    client.force_login(cast.sara.user)
    page = client.get(
        reverse("groups:detail", args=[cast.programme.public_key, nurses.public_key])
    ).text
    assert "Flyktingsamordnare" in page
    assert "Cecilia" not in page


def test_a_day_that_only_guests_came_to_has_minutes_that_say_so_and_are_signed(cast):
    nurses = group(cast, "Distriktssköterskor", "network", meetings_per_year=4)
    held = meeting(cast, nurses, starts=dt.time(9), ends=dt.time(12), counts_hours=True)
    activity = held.session.activity
    for name in ("Cecilia", "Dawit"):
        register(
            activity=activity,
            person=person(name, cast.kungalv),
            organisation=cast.kungalv,
            on=TODAY,
            late=True,
            by=cast.petra,
        )
    marks = [Mark(key=each.public_key, mark="here") for each in activity.registrations.all()]
    record_attendance(session=held.session, marks=marks, on=TODAY, by=cast.olga)
    client = Client()
    client.force_login(cast.petra.user)
    keys = [cast.programme.public_key, held.public_key]
    page = client.get(reverse("groups:meeting", args=keys)).text
    assert "Kungälv kommun, guests: 2" in page
    assert "Nobody is noted as present" not in page
    assert reverse("groups:sign", args=keys) in page
    minutes = client.get(reverse("groups:minutes", args=keys), {"format": "html"}).text
    assert "Kungälv kommun, guests: 2" in minutes
    assert "Cecilia" not in page + minutes
    actions.sign_minutes(meeting=held, signed_by="Ordföranden", on=TODAY, by=cast.petra)
    held.refresh_from_db()
    assert held.is_signed
