import datetime as dt
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.queries import seats_left
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.programmes.models import Fund, ProgrammeFund
from samverka.foundation.accounts.actions import invite, open_account
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.partners.actions import appoint as appoint_user
from samverka.register.people import actions, identity
from samverka.register.people.models import Person
from samverka.workflows.forget_person.actions import forget_person
from tests.people import PASSWORD, TODAY, person

pytestmark = pytest.mark.django_db


def test_whoever_is_erased_is_found_by_nobody(cast):
    amanda = person("Amanda", cast.kungalv, cast.gr)
    client = Client()
    client.force_login(cast.karin.user)
    client.post(reverse("forget_person:forget", args=[amanda.public_key]))
    for actor in (cast.karin, cast.olga, cast.petra):
        assert not Person.objects.visible_to(actor).filter(pk=amanda.pk).exists()


def test_the_account_of_somebody_erased_signs_in_no_more(cast):
    sara = person("Sara", cast.kungalv)
    actions.link_user(person=sara, user=cast.sara.user, by=cast.ada)
    sara.refresh_from_db()
    client = Client()
    client.force_login(cast.sara.user)
    assert client.get("/").status_code == 200
    forget_person(person=sara, on=TODAY, by=cast.karin)
    assert client.get("/").status_code == 302


def test_nobody_erases_themselves(cast):
    karin = person("Karin", cast.kungalv)
    actions.link_user(person=karin, user=cast.karin.user, by=cast.ada)
    client = Client()
    client.force_login(cast.karin.user)
    url = reverse("forget_person:forget", args=[karin.public_key])
    assert client.post(url).status_code == 403


def test_one_of_two_employers_does_not_erase_somebody_for_the_other(cast):
    amanda = person("Amanda", cast.kungalv)
    actions.add_position(
        person=amanda, organisation=cast.partille, title="Kurator", on=TODAY, by=cast.karin
    )
    client = Client()
    client.force_login(cast.karin.user)
    url = reverse("forget_person:forget", args=[amanda.public_key])
    assert client.post(url).status_code == 403
    elsewhere = amanda.positions.get(organisation=cast.partille)
    elsewhere.valid_from = TODAY - dt.timedelta(days=1)
    elsewhere.save()
    actions.end_position(position=elsewhere, on=TODAY, by=cast.karin)
    actions.forget_former_employers(on=TODAY, by=SYSTEM)
    assert client.post(url).status_code == 302


def test_a_seat_to_come_is_free_again_while_marks_that_count_stay(cast):
    """Three days, of which the first was held: the fund may still ask for it."""
    fund = Fund.objects.create(code="esf", name="Europeiska socialfonden")
    ProgrammeFund.objects.create(programme=cast.programme, fund=fund)
    amanda = person("Amanda", cast.kungalv)
    activity = training_day(cast, TODAY, TODAY + dt.timedelta(days=7), seats=1)
    row = place(cast, activity, amanda)
    session = activity.sessions.earliest("held_on")
    mark = Mark(key=row.public_key, mark="here")
    record_attendance(session=session, marks=[mark], on=TODAY, by=cast.olga)
    forget_person(person=amanda, on=TODAY, by=cast.karin)
    assert session.attendances.get().minutes == 360
    assert seats_left(activity) == 1


PLANTED = ("Zebedeus", "Xylofonsson", "zebedeus@example.org", "0709998877", "199001019802")


def texts_of_the_database() -> str:
    """Every value of every table, and what lies packed in the sessions."""
    rows = [
        str(row)
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
    ]
    return "\n".join([*rows, *(str(one.get_decoded()) for one in Session.objects.all())])


@pytest.mark.django_db(transaction=True)
def test_nothing_that_told_of_somebody_erased_is_left_anywhere(cast):
    """Not in a table, a session or the queue; on SQLite not in the file either."""
    given_name, family_name, email, phone, number = PLANTED
    user = open_account(email=email, name=f"{given_name} {family_name}", by=cast.ada)
    user.set_password(PASSWORD)
    user.save()
    appoint_user(
        user=user, organisation=cast.kungalv, role="staff_member", valid_from=TODAY, by=cast.ada
    )
    invite(user=user, site="http://localhost:8000/", by=cast.ada)
    failed = DBTaskResult.objects.get()
    failed.set_failed(RuntimeError(f"{email} was refused"))
    somebody = actions.register_person(
        given_name=given_name,
        family_name=family_name,
        employer=cast.kungalv,
        title="Kurator",
        on=TODAY,
        by=cast.karin,
        email=email,
        phone=phone,
        number=identity.read(number, on=TODAY),
    )
    actions.link_user(person=somebody, user=user, by=cast.ada)
    Client().post(reverse("account_login"), {"login": email, "password": PASSWORD})
    karin = Client()
    karin.force_login(cast.karin.user)
    karin.get(reverse("people:list"), {"words": given_name})
    karin.get(reverse("person:detail", args=[somebody.public_key]))
    before = texts_of_the_database()
    assert all(planted in before for planted in PLANTED[:4])

    karin.post(reverse("forget_person:forget", args=[somebody.public_key]))
    left = texts_of_the_database()
    assert [planted for planted in PLANTED if planted in left] == []
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert [planted for planted in PLANTED if planted.encode() in file.read_bytes()] == []
