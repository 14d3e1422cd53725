"""The same hours are told by the sheet, the employer's certificate and the co-financing."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Mark, Times
from samverka.delivery.activities.models import Activity
from samverka.delivery.budgets.co_financing import standing
from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.tests.factories import counts
from samverka.delivery.rates import actions as rates
from samverka.delivery.rates.tests.factories import category, esf
from samverka.toolkit.money import kronor
from samverka.toolkit.texts import hours
from tests.people import TODAY, person

MEETINGS = [dt.date(2026, 2, day) for day in (2, 4, 9, 11, 16, 18, 23)]
WHERE = {"year": 2022, "region": "rest", "source": "Påhittat för provet"}


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


def course(cast) -> Activity:
    """Seven meetings of two and a half hours."""
    return activities.create_activity(
        programme=cast.programme,
        organiser=cast.gr,
        title="Förälder i nytt land",
        kind=Activity.Kind.COURSE,
        sessions=[Times(day=day, starts=dt.time(13), ends=dt.time(15, 30)) for day in MEETINGS],
        by=cast.olga,
    )


def take_part(cast, activity, somebody, minutes: list[int]) -> None:
    """Registered and ticked; part of a meeting counts its own minutes."""
    place = activities.register(
        activity=activity,
        person=somebody,
        organisation=cast.kungalv,
        on=TODAY,
        late=True,
        by=cast.olga,
    )
    for session, there in zip(activity.sessions.order_by("held_on"), minutes, strict=False):
        mark = Mark(key=place.public_key, mark="here", minutes=there)
        activities.record_attendance(session=session, marks=[mark], on=TODAY, by=cast.olga)


def certify(cast, client, persons, own):
    """Karin certifies on the page; what it says then."""
    url = reverse(
        "certification:certify", args=[cast.programme.public_key, esf(cast).code, "2026-02"]
    )
    sent = {"function": "Delprojektledare"}
    for field in client.get(url).context["form"]:
        if field.name.startswith("minutes_"):
            sent[field.name] = field.value()
    for somebody in persons:
        sent[f"category_{somebody.public_key}"] = own.pk
        sent[f"once_{somebody.public_key}"] = "on"
    return client.post(url, sent, follow=True).content.decode()


def test_from_registration_to_co_financing_the_hours_are_the_same_everywhere(cast, karin):
    """S10, S128: seven meetings are 17.5 h on the certificate, and 17 h claimed at the rate."""
    own, amina = category(cast), person("Amina", cast.kungalv)
    activity = course(cast)
    counts(cast, activity)
    take_part(cast, activity, amina, [150] * 7)
    ticked = sum(
        row.minutes for session in activity.sessions.all() for row in session.attendances.all()
    )
    assert ticked == 1050
    text = certify(cast, karin, [amina], own)
    assert hours(1050) in text
    assert hours(1020) in text
    certified = Certificate.objects.get().lines.get()
    assert (certified.minutes, certified.claimed) == (ticked, 17 * 60)
    rates.choose_rates(programme=cast.programme, fund=esf(cast), by=cast.petra, **WHERE)
    rates.set_rate(category=own, amount=23_450, by=cast.petra, **WHERE)
    assert standing(cast.programme).worth == 17 * 23_450
    karin.force_login(cast.petra.user)
    money = karin.get(reverse("budgets:co_financing", args=[cast.programme.public_key]))
    assert kronor(17 * 23_450) in money.content.decode()


def test_five_meetings_are_12_and_a_half_hours_and_half_a_meeting_counts_its_half(cast, karin):
    """S36: a parent at five meetings of seven has 12.5 h certified; half of one adds 1.25 h."""
    own, five, half = category(cast), person("Fem", cast.kungalv), person("Halv", cast.kungalv)
    activity = course(cast)
    counts(cast, activity)
    take_part(cast, activity, five, [150] * 5)
    take_part(cast, activity, half, [150] * 5 + [75])
    text = certify(cast, karin, [five, half], own)
    minutes = dict(Certificate.objects.get().lines.values_list("person__given_name", "minutes"))
    assert minutes == {"Fem": 750, "Halv": 825}
    assert hours(750) in text
    assert hours(825) in text
