"""Asking, answering and finding answers in the browser."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.questions import actions
from samverka.delivery.questions.models import DeskRule, Question
from tests.people import LONG_AGO, TODAY

from .factories import answer, contact, goal, question


@pytest.fixture
def client_of(cast):
    def get(name: str) -> Client:
        client = Client()
        client.force_login(cast.actor(name).user)
        return client

    return get


def detail(asked: Question) -> str:
    return reverse("questions:detail", args=[asked.public_key])


class TestAsk:
    def test_a_question_on_sub_goal_2_goes_to_the_function_that_answers_for_it(
        self, cast, client_of
    ):
        contact(cast, goal=goal(cast))
        sent = {
            "programme": cast.programme.public_key,
            "subject": "goal-2",
            "title": "Vem betalar bussen?",
        }
        page = client_of("olga").post(reverse("questions:ask"), sent, follow=True)
        assert "Samordnare för delmål 2, Kungälv kommun" in page.text
        listed = client_of("karin").get(reverse("questions:list"), {"which": "mine"})
        assert "Vem betalar bussen?" in listed.text

    def test_an_identical_question_is_suggested_before_it_is_sent(self, cast, client_of):
        answer(cast, question(cast))
        again = {"programme": cast.programme.public_key, "title": "Hur bokar vi tolk"}
        page = client_of("olga").post(reverse("questions:ask"), again)
        assert page.status_code == 422
        assert "This has been asked before" in page.text
        assert "Ring växeln." in page.text
        assert Question.objects.count() == 1

    def test_it_is_sent_all_the_same_if_one_wants(self, cast, client_of):
        question(cast)
        again = {
            "programme": cast.programme.public_key,
            "title": "Hur bokar vi tolk?",
            "sure": "1",
        }
        client_of("olga").post(reverse("questions:ask"), again)
        assert Question.objects.count() == 2

    def test_those_alike_are_shown_while_one_writes(self, cast, client_of):
        question(cast, title="Hur bokar vi tolk över kommungränsen?")
        page = client_of("olga").get(
            reverse("questions:alike"), {"title": "boka tolken kommungräns"}
        )
        assert "över kommungränsen" in page.text

    def test_a_question_of_others_is_not_suggested(self, cast, client_of):
        question(cast, by=cast.karin)
        page = client_of("olga").get(reverse("questions:alike"), {"title": "Hur bokar vi tolk?"})
        assert "tolk" not in page.text

    def test_another_programme_shows_its_own_subjects_and_keeps_what_is_written(
        self, cast, client_of
    ):
        goal(cast)
        sent = {"programme": cast.programme.public_key, "title": "Vem?", "choose": "1"}
        page = client_of("olga").post(reverse("questions:ask"), sent)
        assert page.status_code == 200
        assert 'value="Vem?"' in page.text
        assert "Delmål 2" in page.text


class TestAnswer:
    def test_an_answer_has_its_day_source_and_function(self, cast, client_of):
        contact(cast)
        asked = question(cast)
        client_of("karin").post(
            reverse("questions:answer", args=[asked.public_key]),
            {"text": "Ring växeln.", "source": "Rutin 12"},
        )
        page = client_of("olga").get(detail(asked))
        for told in ("Ring växeln.", "Rutin 12", "Samordnare för delmål 2", "16\u00a0Mar"):
            assert told in page.text

    def test_an_answer_without_a_source_is_not_sent(self, cast, client_of):
        asked = question(cast)
        page = client_of("petra").post(
            reverse("questions:answer", args=[asked.public_key]), {"text": "Ring."}
        )
        assert page.status_code == 422
        assert not asked.answers.exists()

    def test_an_answer_given_before_is_used_again(self, cast, client_of):
        first = answer(cast, question(cast))
        asked = question(cast, title="Hur bokar man en tolk?", by=cast.karin)
        path = reverse("questions:answer", args=[asked.public_key])
        page = client_of("petra").get(path, {"use": first.public_key})
        assert "Ring växeln." in page.text
        client_of("petra").post(
            f"{path}?use={first.public_key}", {"text": first.text, "source": first.source}
        )
        assert asked.answers.get().taken_from == first


class TestOldAnswers:
    def mark_after(self, cast, days: int):
        actions.set_rule(
            programme=cast.programme,
            subject=DeskRule.Subject.OLD_ANSWER,
            days=days,
            source="Styrgruppen",
            valid_from=LONG_AGO,
            by=cast.petra,
        )

    @pytest.mark.parametrize(("age", "is_marked"), [(365, False), (366, True)])
    def test_an_answer_older_than_the_set_age_is_marked(self, cast, client_of, age, is_marked):
        asked = question(cast)
        answer(cast, asked, on=TODAY - dt.timedelta(days=age))
        self.mark_after(cast, 365)
        for path in (detail(asked), reverse("questions:list")):
            assert ("Old answer" in client_of("petra").get(path).text) is is_marked

    def test_nothing_is_old_where_nobody_set_an_age(self, cast, client_of):
        asked = question(cast)
        answer(cast, asked, on=LONG_AGO)
        assert "Old answer" not in client_of("petra").get(detail(asked)).text

    def test_the_programmes_own_age_goes_before_the_regions(self, cast, client_of):
        asked = question(cast)
        answer(cast, asked, on=TODAY - dt.timedelta(days=50))
        actions.set_rule(
            programme=None,
            subject=DeskRule.Subject.OLD_ANSWER,
            days=30,
            source="Regionen",
            valid_from=LONG_AGO,
            by=cast.petra,
        )
        assert "Old answer" in client_of("petra").get(detail(asked)).text
        self.mark_after(cast, 60)
        assert "Old answer" not in client_of("petra").get(detail(asked)).text


class TestWhoReads:
    def test_others_of_the_programme_read_what_is_shared_and_nothing_else(self, cast, client_of):
        asked = question(cast, by=cast.olga)
        answer(cast, asked)
        assert client_of("ulla").get(detail(asked)).status_code == 404
        path = reverse("questions:publish", args=[asked.public_key])
        client_of("petra").post(path)
        assert "Ring växeln." in client_of("ulla").get(detail(asked)).text
        found = client_of("ulla").get(reverse("questions:list"), {"q": "växeln"})
        assert "Hur bokar vi tolk?" in found.text

    def test_a_question_without_answer_is_not_shared(self, cast, client_of):
        asked = question(cast)
        client_of("petra").post(reverse("questions:publish", args=[asked.public_key]))
        asked.refresh_from_db()
        assert not asked.is_published

    def test_the_list_asks_as_many_questions_for_many_as_for_few(self, cast, client_of):
        def asked() -> int:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client_of("petra").get(reverse("questions:list"))
            return len(captured)

        contact(cast)
        for number in range(2):
            question(cast, title=f"Fråga {number}")
        few = asked()
        for number in range(10):
            answer(cast, question(cast, title=f"Fråga nummer {number}"))
        assert asked() == few
