"""Several persons of the list at once: what each does here ends, or is told, and is undone."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.register.people import actions
from samverka.register.people.models import Position
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db
LIST = reverse("people:list")
END = reverse("people:several_end")
CONTACT = reverse("people:several_contact")
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def karin(client, cast) -> Client:
    client.force_login(cast.karin.user)
    return client


@pytest.fixture
def staff(cast):
    return [person(name, cast.kungalv) for name in ("Amanda", "Bo", "Cecilia")]


def post(client, address, persons, **besides):
    keys = [one.public_key for one in persons]
    return client.post(address, {"row": keys, **besides}, follow=True)


def undo(client, page):
    """Press Undo, as the toast has it."""
    toast = next(said for said in page.context["messages"] if said.extra_tags)
    return client.post(toast.extra_tags, follow=True)


def ends(persons):
    return [position.valid_to for one in persons for position in one.positions.order_by("pk")]


def contacts(persons):
    return [position.contact for one in persons for position in one.positions.order_by("pk")]


def test_functions_end_after_their_last_day_and_undo_gives_each_its_own_end_back(karin, staff):
    known_end = TODAY + dt.timedelta(days=90)
    staff[0].positions.update(valid_to=known_end)
    page = post(karin, END, staff, last_day=TODAY.isoformat())
    assert "3 functions have a last day." in page.content.decode()
    assert ends(staff) == [TOMORROW] * 3
    page = undo(karin, page)
    assert "3 persons are as before." in page.content.decode()
    assert ends(staff) == [known_end, None, None]


def test_a_function_elsewhere_does_not_end_with_the_one_here(cast, karin, staff):
    actions.add_position(
        person=staff[0], organisation=cast.partille, title="Chef", on=TODAY, by=cast.karin
    )
    post(karin, END, staff[:1], last_day=TODAY.isoformat())
    assert ends(staff[:1]) == [TOMORROW, None]


def test_whoever_works_with_another_partner_is_named_and_left_alone(cast, karin, staff):
    dawit = person("Dawit", cast.partille, cast.kungalv)
    page = post(karin, END, [*staff, dawit], last_day=TODAY.isoformat())
    assert "you may not change it: Exempel, Dawit" in page.content.decode()
    assert ends([*staff, dawit]) == [TOMORROW, TOMORROW, TOMORROW, None]


def test_nobodys_function_ends_where_one_of_them_began_later(karin, staff):
    staff[1].positions.update(valid_from=TOMORROW)
    page = post(karin, END, staff, last_day=TODAY.isoformat())
    assert "Bo Exempel began later than that." in page.content.decode()
    assert ends(staff) == [None, None, None]


def test_without_a_day_nothing_ends(karin, staff):
    page = post(karin, END, staff, last_day="")
    assert "Fill in “Last day” first" in page.content.decode()
    assert ends(staff) == [None, None, None]


def test_contact_is_told_for_all_that_lack_it_and_undone(karin, staff):
    staff[0].positions.update(contact="indirect")
    asked = {"all": "1", "asked": "lacks=contact", "contact": "direct"}
    page = karin.post(CONTACT, asked, follow=True)
    assert contacts(staff) == ["indirect", "direct", "direct"]
    undo(karin, page)
    assert contacts(staff) == ["indirect", "", ""]


def test_undo_leaves_the_person_whom_a_colleague_changed_since(karin, staff):
    page = post(karin, CONTACT, staff, contact="direct")
    staff[1].positions.update(contact="indirect")
    page = undo(karin, page)
    assert contacts(staff) == ["", "indirect", ""]
    assert "it was changed after you: Exempel, Bo" in page.content.decode()


def test_the_trail_says_whose_function_was_changed_and_who_was_looked_at(cast, karin, staff):
    post(karin, CONTACT, staff[:2], contact="direct")
    noted = Event.objects.filter(verb="people.position_corrected", user_id=cast.karin.user_id)
    assert {event.person_id for event in noted} == {one.pk for one in staff[:2]}
    assert {tuple(event.fields) for event in noted} == {("contact",)}
    read = Event.objects.filter(verb="read", user_id=cast.karin.user_id)
    assert {one.pk for one in staff[:2]} <= {event.person_id for event in read}


def test_somebody_whom_one_does_not_see_is_never_touched(cast, karin):
    hidden = person("Bashir", cast.partille)
    page = post(karin, END, [hidden], last_day=TODAY.isoformat())
    assert "Nothing was ticked" in page.content.decode()
    assert ends([hidden]) == [None]


def test_an_undo_of_another_list_changes_nothing(karin, staff):
    page = post(karin, CONTACT, staff, contact="direct")
    toast = next(said for said in page.context["messages"] if said.extra_tags)
    Client().post(toast.extra_tags)
    assert contacts(staff) == ["direct"] * 3


def test_an_organiser_has_no_boxes(cast, client, karin, staff):
    assert 'name="row"' in karin.get(LIST).content.decode()
    client.force_login(cast.olga.user)
    assert 'name="row"' not in client.get(LIST).content.decode()
    assert Position.objects.exclude(contact="").count() == 0
