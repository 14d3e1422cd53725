import pytest
from django.test import Client
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.register.people import actions
from samverka.register.people.models import NotSame, Person
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


def as_user(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def pairs(actor) -> list[set[str]]:
    response = as_user(actor).get(reverse("people:pairs"))
    rows = response.context["listing"].page
    return [{row.one.given_name, row.other.given_name} for row in rows]


def test_while_typing_those_who_may_be_the_one_are_shown_with_why(cast):
    person("Mohamed", cast.kungalv)
    person("Maxamed", cast.partille)
    typed = {"given_name": "Muhammad", "family_name": "Exempel", "phone": "07"}
    [(double, _url, reason)] = (
        as_user(cast.karin).post(reverse("people:likely"), typed).context["doubles"]
    )
    assert double.person.given_name == "Mohamed"
    assert reason


def test_likely_doubles_are_those_alike_among_ones_own(cast):
    person("Mohamed", cast.kungalv, cast.gr)
    person("Maxamed", cast.kungalv, cast.gr)
    person("Mahmoud", cast.kungalv, cast.gr)
    person("Muhammad", cast.partille, cast.gr)
    assert pairs(cast.karin) == [{"Mohamed", "Maxamed"}]
    assert len(pairs(cast.petra)) == 3


def test_two_told_apart_are_not_shown_again_until_it_is_undone(cast):
    one, other = person("Mohamed", cast.kungalv), person("Maxamed", cast.kungalv)
    client, keys = as_user(cast.karin), [one.public_key, other.public_key]
    for _ in range(2):
        client.post(reverse("people:tell_apart", args=keys))
    assert NotSame.objects.count() == 1
    assert pairs(cast.karin) == []
    client.post(reverse("people:ask_again", args=keys))
    assert len(pairs(cast.karin)) == 1


def test_somebody_protected_is_among_the_pairs_of_those_on_the_list_only(cast):
    person("Mohamed", cast.kungalv)
    protected = person("Maxamed", cast.kungalv)
    actions.protect(person=protected, access=[], reason="", on=TODAY, by=cast.ulla)
    assert pairs(cast.karin) == []
    assert len(pairs(cast.ulla)) == 1


def test_the_page_asks_the_same_few_questions_however_many_are_alike(
    cast, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_user(cast.karin)
    person("Mohamed", cast.kungalv)
    person("Maxamed", cast.kungalv)
    with django_assert_max_num_queries(11) as few:
        client.get(reverse("people:pairs"))
    for _ in range(5):
        person("Muhammad", cast.kungalv)
    with django_assert_num_queries(len(few)):
        client.get(reverse("people:pairs"))
    assert Person.objects.count() == 7


def test_several_pairs_are_told_apart_at_once_and_undo_asks_again(cast):
    for name in ("Mohamed", "Maxamed", "Muhammad"):
        person(name, cast.kungalv)
    client = as_user(cast.karin)
    rows = client.get(reverse("people:pairs")).context["listing"].page
    assert len(rows) == 3
    keys = [row.key for row in rows[:2]]
    page = client.post(reverse("people:tell_many_apart"), {"row": keys}, follow=True)
    assert "2 pairs are two persons each." in page.content.decode()
    assert len(pairs(cast.karin)) == 1
    client.post(next(said.extra_tags for said in page.context["messages"]))
    assert len(pairs(cast.karin)) == 3


def test_pairs_are_found_by_a_name_and_only_those_shown_are_noted_as_read(cast):
    for name in ("Mohamed", "Maxamed", "Fatima", "Fatma"):
        person(name, cast.kungalv)
    client = as_user(cast.karin)
    page = client.get(reverse("people:pairs"), {"q": "fatima"})
    [row] = page.context["listing"].page
    assert {row.one.given_name, row.other.given_name} == {"Fatima", "Fatma"}
    read = Event.objects.filter(verb="read", user_id=cast.karin.user_id)
    assert {event.person_id for event in read} == {row.one.pk, row.other.pk}


def test_pairs_of_others_are_not_told_apart_whatever_is_posted(cast):
    one, other = person("Mohamed", cast.partille), person("Maxamed", cast.partille)
    asked = {"row": [f"{one.public_key}-{other.public_key}"]}
    page = as_user(cast.karin).post(reverse("people:tell_many_apart"), asked, follow=True)
    assert "Nothing was ticked" in page.content.decode()
    assert NotSame.objects.count() == 0
