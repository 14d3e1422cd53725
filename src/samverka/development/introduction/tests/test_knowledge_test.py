"""What the questions of a test say, when, and who sees the right answers."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.development.introduction import permissions, queries
from samverka.development.introduction.models import KnowledgeTest
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import token_of
from samverka.register.people.models import Person
from tests.people import TODAY, person

from .factories import KEY, a_test, answers, been, held, new

OVER = TODAY + dt.timedelta(days=21)
RIGHT = (
    {"q1": "a", "q2": "b", "q3": ["c", "a"]},
    {"q1": "a", "q2": "b", "q3": ["a"]},
    {"q1": "a", "q2": "a", "q3": ["a", "c"]},
    {"q1": "b", "q2": "a", "q3": ["a", "c"]},
    {"q1": "c", "q3": ["a", "b", "c"]},
)


def answered_by(cast, test: KnowledgeTest, many: int) -> None:
    for number, given in enumerate(RIGHT[:many]):
        answers(cast, test, person(f"Amanda {number}", cast.kungalv), **given)


def test_the_figures_of_five_are_those_calculated_by_hand(cast, client):
    """As in engine/forms/tests/test_knowledge.py: 0.6 were right, and 1 / sqrt(2.4) = 0.65."""
    test = a_test(cast)
    answered_by(cast, test, 5)
    client.force_login(cast.petra.user)
    url = reverse("introduction:test", args=[cast.programme.public_key, test.round.public_key])
    answer = client.get(url)
    first = answer.context["lines"][0]
    assert (first["difficulty"], first["shares"]) == (
        60,
        [("A", 60, True), ("B", 20, False), ("C", 20, False)],
    )
    assert first["one"].discrimination == pytest.approx(2.4**-0.5)
    assert "0.65" in answer.content.decode()


def test_nothing_is_told_of_four_nor_before_the_round_is_over(cast):
    test = a_test(cast)
    answered_by(cast, test, 4)
    assert all(one.is_held_back for one in queries.result_of(test, OVER).items)
    instruments.ask(
        asked_round=test.round,
        persons=[(person("Bashir", cast.kungalv), cast.kungalv.pk)],
        on=TODAY,
        by=cast.petra,
    )
    assert queries.result_of(test, TODAY).items is None


def test_the_key_is_written_on_its_page_and_shown_to_nobody_who_answers(cast, client):
    test = a_test(cast, key={})
    before = test.round.version.definition
    url = reverse("introduction:key", args=[cast.programme.public_key, test.round.public_key])
    client.force_login(cast.petra.user)
    sent = {"q.q1": "a", "q.q2": "b", "q.q3": ["a", "c"]}
    assert client.post(url, sent).status_code == 302
    assert KnowledgeTest.objects.get().key == KEY
    amanda = person("Amanda", cast.kungalv)
    instruments.ask(
        asked_round=test.round, persons=[(amanda, cast.kungalv.pk)], on=TODAY, by=cast.petra
    )
    link = reverse("instruments_answer:begin", args=[token_of(Asked.objects.get(person=amanda))])
    client.logout()
    page = client.get(link)
    assert page.status_code == 200
    test.round.version.refresh_from_db()
    assert test.round.version.definition == before


def test_whoever_leads_and_is_asked_too_answers_before_they_see_the_key(cast, client):
    test = a_test(cast)
    petra = person("Petra", cast.gr)
    Person.objects.filter(pk=petra.pk).update(user=cast.petra.user)
    assert permissions.may_read_key(cast.petra, test)
    instruments.ask(asked_round=test.round, persons=[(petra, cast.gr.pk)], on=TODAY, by=cast.petra)
    client.force_login(cast.petra.user)
    url = reverse("introduction:key", args=[cast.programme.public_key, test.round.public_key])
    assert client.get(url).status_code == 403
    answers(cast, test, petra, **RIGHT[0])
    assert client.get(url).status_code == 200


def test_all_who_have_been_at_the_course_are_asked_with_one_button(cast, client):
    test = a_test(cast)
    meetings = held(cast, test.introduction, TODAY - dt.timedelta(weeks=8)).activity.sessions.all()
    amanda, bashir, dalia = (new(name, cast.kungalv) for name in ("Amanda", "Bashir", "Dalia"))
    been(amanda, *meetings)
    been(bashir, meetings[0])
    been(dalia, meetings[0])
    Person.objects.filter(pk=dalia.pk).update(is_protected=True)
    new("Elin", cast.kungalv)
    client.cookies["django_language"] = "en"
    client.force_login(cast.petra.user)
    place = [cast.programme.public_key, test.round.public_key]
    page = reverse("introduction:test", args=place)
    assert "Ask 2 who have been at the course" in client.get(page).content.decode()
    assert client.post(reverse("introduction:ask", args=place)).status_code == 302
    asked = Asked.objects.filter(round=test.round)
    assert {one.person for one in asked} == {amanda, bashir}
    assert "been at the course" not in client.get(page).content.decode()
