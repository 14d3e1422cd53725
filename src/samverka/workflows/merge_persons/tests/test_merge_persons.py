import threading

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.register.people import actions, identity
from samverka.register.people.actions.numbers import write_number
from samverka.register.people.models import Person
from samverka.register.people.person_data import GoneMeanwhile, TwoAccounts
from samverka.workflows.merge_persons.actions import SamePerson, merge_persons
from tests.people import TODAY, appoint, person

pytestmark = pytest.mark.django_db


def test_functions_and_facts_of_both_are_on_the_one_that_stays(cast):
    old = person("Amanda", cast.partille, title="Kurator")
    new = person("Amanda", cast.kungalv, cast.gr)
    actions.correct_person(person=old, by=cast.olga, email="a@example.org", phone="0701740605")
    actions.correct_person(person=new, by=cast.olga, phone="0701740606")
    merge_persons(old=old, new=new, by=cast.petra)
    new.refresh_from_db()
    assert {position.title for position in new.positions.all()} == {"Kurator", "Handläggare"}
    assert (new.email, new.phone) == ("a@example.org", "0701740606")


def test_two_accounts_are_not_made_one_and_nothing_moves(cast):
    old, new = person("Amanda", cast.partille), person("Amanda", cast.kungalv)
    for somebody, name in ((old, "amanda"), (new, "amanda2")):
        user = appoint(name, "staff_member", cast.kungalv).user
        actions.link_user(person=somebody, user=user, by=cast.ada)
    with pytest.raises(TwoAccounts):
        merge_persons(old=old, new=new, by=cast.petra)
    assert Person.objects.filter(pk=old.pk).exists()
    assert old.positions.count() == 1


def test_a_person_is_not_joined_with_themselves(cast):
    amanda = person("Amanda", cast.kungalv)
    with pytest.raises(SamePerson):
        merge_persons(old=amanda, new=amanda, by=cast.karin)


def test_doubles_at_two_employers_are_joined_by_the_programme_leader_only(cast):
    new = person("Amanda", cast.kungalv, cast.gr)
    old = person("Amanda", cast.partille, cast.gr, cast.kungalv)
    url = reverse("merge_persons:merge", args=[new.public_key, old.public_key])
    for actor, answer, left in ((cast.karin, 403, 2), (cast.petra, 302, 1)):
        client = Client()
        client.force_login(actor.user)
        assert client.post(url).status_code == answer
        assert Person.objects.count() == left


@pytest.mark.parametrize(("written", "is_told"), [("19820605-2394", True), ("", False)])
def test_two_numbers_are_told_before_two_are_joined(cast, client, written, is_told):
    new, old = person("Amanda", cast.kungalv), person("Amanda", cast.kungalv)
    for somebody, text in ((new, "19810217-2395"), (old, written)):
        if text:
            write_number(somebody, identity.read(text, on=TODAY))
            somebody.save()
    client.force_login(cast.karin.user)
    page = client.get(reverse("merge_persons:merge", args=[new.public_key, old.public_key]))
    assert ("different identity numbers" in page.content.decode()) is is_told
    assert "None that you see" in page.content.decode()


def test_pressing_the_button_twice_joins_once(cast):
    old, new = person("Amanda", cast.partille), person("Amanda", cast.kungalv)
    again = Person.objects.get(pk=old.pk)
    merge_persons(old=old, new=new, by=cast.petra)
    with pytest.raises(GoneMeanwhile):
        merge_persons(old=again, new=new, by=cast.petra)


def test_open_sheets_of_the_two_look_anew(cast):
    old, new = person("Amanda", cast.partille), person("Amanda", cast.kungalv)
    activity = training_day(cast)
    place(cast, activity, old, cast.partille)
    before = activity.sessions.get().sheet_version
    merge_persons(old=old, new=new, by=cast.petra)
    assert activity.sessions.get().sheet_version > before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_ticking_and_joining_at_once_loses_neither(cast):
    old, new = person("Amanda", cast.partille), person("Amanda", cast.kungalv)
    activity = training_day(cast)
    row, session = place(cast, activity, old, cast.partille), activity.sessions.get()
    joined, ticked = threading.Event(), []

    def tick():
        joined.wait()
        try:
            mark = Mark(key=row.public_key, mark="here")
            ticked.append(record_attendance(session=session, marks=[mark], on=TODAY, by=cast.olga))
        finally:
            connections.close_all()

    thread = threading.Thread(target=tick)
    thread.start()
    with transaction.atomic():
        merge_persons(old=old, new=new, by=cast.petra)
        joined.set()
        # The one who ticks is waiting by now; what they read after this is the joined person.
        thread.join(timeout=0.5)
    thread.join(timeout=10)
    assert Attendance.objects.get(session=session).person == new
