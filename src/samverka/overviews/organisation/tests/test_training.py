"""An organisation's own register of what its staff took part in, by office (S59)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import at
from tests.people import LONG_AGO, TODAY, appoint, person


def office(of: Organisation, name: str) -> Organisation:
    return Organisation.objects.create(name=name, kind=Organisation.Kind.UNIT, part_of=of)


def took_part(programme: Programme, title: str, where: Organisation, count: int) -> None:
    """So many of an office's staff, three hours each."""
    activity = Activity.objects.create(
        programme=programme, organiser=programme.owner, title=title, kind="training_day"
    )
    session = Session.objects.create(
        activity=activity,
        held_on=TODAY,
        starts_at=at(TODAY, dt.time(9)),
        ends_at=at(TODAY, dt.time(12)),
    )
    for number in range(count):
        Attendance.objects.create(
            session=session,
            person=person(f"Amanda {number}", where),
            organisation=where,
            mark="here",
            minutes=180,
        )


def page(actor, of: Organisation, **asked):
    client = Client()
    client.force_login(actor.user)
    return client.get(reverse("organisation:training", args=[of.public_key]), asked)


@pytest.fixture
def two(cast):
    """The Employment Service in one programme, and a municipality of LFI in another."""
    service = Organisation.objects.create(
        name="Arbetsförmedlingen", kind=Organisation.Kind.AUTHORITY
    )
    offices = {name: office(service, f"Kontoret i {name}") for name in ("Gävle", "Bollnäs")}
    unit = office(cast.kungalv, "Mottagningsenheten")
    lfi = Programme.objects.create(slug="lfi", name="LFI", owner=cast.gr)
    for programme, there in ((cast.programme, service), (lfi, cast.kungalv)):
        Participation.objects.create(
            programme=programme, organisation=there, part="participant", valid_from=LONG_AGO
        )
    took_part(cast.programme, "Utrikes födda på arbetsmarknaden", offices["Gävle"], 6)
    took_part(cast.programme, "Utrikes födda på arbetsmarknaden", offices["Bollnäs"], 5)
    took_part(lfi, "Kulturförståelse", unit, 7)
    return appoint("afra", Role.ECONOMIST, service), service


def told(answer) -> list[tuple]:
    return [
        (line.office.name, line.activity.title, line.count, line.minutes)
        for line in answer.context["listing"].rows
    ]


def test_each_authority_reads_its_own_by_office_and_nobody_elses(cast, two):
    afra, service = two
    assert told(page(afra, service)) == [
        ("Kontoret i Bollnäs", "Utrikes födda på arbetsmarknaden", 5, 900),
        ("Kontoret i Gävle", "Utrikes födda på arbetsmarknaden", 6, 1080),
    ]
    assert told(page(cast.karin, cast.kungalv)) == [
        ("Mottagningsenheten", "Kulturförståelse", 7, 1260)
    ]
    assert page(afra, cast.kungalv).status_code == 403
    assert page(cast.karin, service).status_code == 403


def test_training_outside_every_project_is_ordinary_work_of_the_authoritys_own(cast, two):
    """S59: raises knowledge within its own organisation; nobody else is in it, or sees it."""
    afra, service = two
    client = Client()
    client.force_login(appoint("lova", Role.PROGRAMME_LEADER, service).user)
    client.post(reverse("programmes:new"), {"name": "Vår utbildning", "kind": "ordinary"})
    own = Programme.objects.get(name="Vår utbildning")
    took_part(own, "Att möta utrikes födda", Organisation.objects.get(name="Kontoret i Gävle"), 5)
    inside = ("Kontoret i Gävle", "Att möta utrikes födda", 5, 900)
    assert inside in told(page(afra, service))
    assert inside not in told(page(cast.karin, cast.kungalv))
    others = Client()
    others.force_login(cast.petra.user)
    hidden = reverse("programme:detail", args=[own.public_key])
    assert others.get(hidden).status_code == 404


def test_a_person_at_two_days_of_an_activity_counts_once_with_both_days_hours(cast, two):
    afra, service = two
    first = Session.objects.filter(activity__programme=cast.programme).first()
    again = Session.objects.create(
        activity=first.activity,
        held_on=TODAY,
        starts_at=at(TODAY, dt.time(13)),
        ends_at=at(TODAY, dt.time(14)),
    )
    mark = Attendance.objects.filter(session=first).first()
    Attendance.objects.create(
        session=again,
        person=mark.person,
        organisation=mark.organisation,
        mark="here",
        minutes=60,
    )
    assert ("Kontoret i Gävle", "Utrikes födda på arbetsmarknaden", 6, 1140) in told(
        page(afra, service)
    )


def test_small_groups_are_told_together_or_not_at_all(cast, two):
    afra, service = two
    for name, count in (("Kontoret i Hofors", 3), ("Kontoret i Ockelbo", 1)):
        took_part(cast.programme, "Bemötande", office(service, name), count)
    answer = page(afra, service)
    assert "Hofors" not in answer.content.decode()
    assert "2 rows are not shown" in answer.content.decode()
    assert "Together" not in answer.content.decode()
    took_part(cast.programme, "Bemötande", office(service, "Kontoret i Ljusdal"), 1)
    text = page(afra, service).content.decode().replace("\u00a0", " ")
    assert "Together: 5 persons, 15 h." in text


def test_the_register_leaves_as_a_file_of_what_is_seen(cast, two):
    afra, service = two
    took_part(cast.programme, "Bemötande", office(service, "Kontoret i Hofors"), 3)
    answer = page(afra, service, format="csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["Kontoret i Bollnäs", "Kontoret i Gävle"]
    assert page(afra, service, format="xlsx").content.startswith(b"PK")


def test_the_page_asks_the_same_few_questions_for_many_offices(
    cast, two, django_assert_max_num_queries
):
    afra, service = two
    for number in range(8):
        took_part(cast.programme, f"Dag {number}", office(service, f"Kontor {number}"), 5)
    client = Client()
    client.force_login(afra.user)
    with django_assert_max_num_queries(10):
        client.get(reverse("organisation:training", args=[service.public_key]))
