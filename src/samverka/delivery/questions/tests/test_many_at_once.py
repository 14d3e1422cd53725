"""Several questions at once, from the list, and how that is undone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.questions.models import Question
from samverka.foundation.audit.models import Event

from .factories import answer, contact, question

State = Question.State


@pytest.fixture
def client_of(cast):
    def get(name: str) -> Client:
        client = Client()
        client.force_login(cast.actor(name).user)
        return client

    return get


def with_those(client: Client, name: str, *questions: Question, **told):
    ticked = {"row": [one.public_key for one in questions], **told}
    return client.post(reverse(f"questions:{name}"), ticked, follow=True)


def undo(client: Client, page):
    address = re.search(r'action="(/fragor/flera/[^"]+/[^"]+/)"', page.text)
    return client.post(address.group(1), follow=True)


def states(*questions: Question) -> list[str]:
    return [Question.objects.get(pk=one.pk).state for one in questions]


def test_several_are_closed_and_undo_gives_each_the_state_it_had(cast, client_of):
    waiting, told = question(cast), question(cast, title="Vem betalar?")
    answer(cast, told)
    petra = client_of("petra")
    page = with_those(petra, "close_many", waiting, told)
    assert "2 questions are closed." in page.text
    assert states(waiting, told) == [State.CLOSED, State.CLOSED]
    undo(petra, page)
    assert states(waiting, told) == [State.OPEN, State.ANSWERED]
    verbs = Event.objects.filter(verb__in=["questions.closed", "questions.opened_again"])
    assert verbs.count() == 4


def test_one_that_somebody_may_not_close_is_named_and_stays(cast, client_of):
    own = question(cast, title="Ollas egen", by=cast.olga)
    others = question(cast, title="Karins fråga", by=cast.karin)
    answer(cast, others)
    client_of("petra").post(reverse("questions:publish", args=[others.public_key]))
    page = with_those(client_of("olga"), "close_many", own, others)
    assert "1 row stays as it was, since you may not change it: Karins fråga." in page.text
    assert states(own, others) == [State.CLOSED, State.ANSWERED]


def test_several_go_to_another_function_and_undo_brings_each_back(cast, client_of):
    first, second = contact(cast), contact(cast, function="Tolksamordnare", holder=cast.petra)
    lies, lay_nowhere = question(cast, contact=first), question(cast, title="Vem betalar?")
    Question.objects.filter(pk=lay_nowhere.pk).update(contact=None)
    karin = client_of("karin")
    page = with_those(karin, "route_many", lies, contact=second.pk)
    assert "1 question is passed on." in page.text
    assert Question.objects.get(pk=lies.pk).contact == second
    undo(karin, page)
    assert Question.objects.get(pk=lies.pk).contact == first
    petra = client_of("petra")
    undo(petra, with_those(petra, "route_many", lies, lay_nowhere, contact=second.pk))
    assert Question.objects.get(pk=lies.pk).contact == first
    assert Question.objects.get(pk=lay_nowhere.pk).contact is None


def test_without_a_function_nothing_is_passed_on(cast, client_of):
    lies = question(cast, contact=contact(cast))
    page = with_those(client_of("petra"), "route_many", lies)
    assert "Fill in “Function” first" in page.text


def test_one_undoes_once(cast, client_of):
    asked = question(cast)
    petra = client_of("petra")
    page = with_those(petra, "close_many", asked)
    undo(petra, page)
    assert "There is nothing left to undo" in undo(petra, page).text


def test_who_can_do_nothing_gets_no_boxes(cast, client_of):
    question(cast)
    assert "Close those ticked" in client_of("petra").get(reverse("questions:list")).text
    asked = question(cast, by=cast.petra)
    answer(cast, asked)
    client_of("petra").post(reverse("questions:publish", args=[asked.public_key]))
    page = client_of("rut").get(reverse("questions:list")).text
    assert "Close those ticked" not in page
    assert "checkbox" not in page.partition("<tbody>")[2]


def test_what_is_closed_already_is_said_and_nothing_is_to_undo(cast, client_of):
    asked = question(cast)
    petra = client_of("petra")
    with_those(petra, "close_many", asked)
    page = with_those(petra, "close_many", asked)
    assert "Nothing is changed" in page.text
    assert "/flera/oppna/" not in page.text
