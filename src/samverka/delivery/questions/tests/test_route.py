"""A question goes to a function, whoever holds it; nothing is lost when somebody is away."""

import datetime as dt

import pytest

from samverka.delivery.programmes.models import Contact, Field
from samverka.delivery.questions import actions, queries
from samverka.delivery.questions.models import Question
from samverka.foundation.accounts.models import User
from tests.people import TODAY
from tests.post import do_what_waits

from .factories import SITE, answer, contact, goal, question

YESTERDAY = TODAY - dt.timedelta(days=1)


def lies_before(asked: Question) -> list[str]:
    return [user.name for user in queries.readers_of(asked, on=TODAY)]


@pytest.fixture
def function(cast) -> Contact:
    """Karin answers for sub-goal 2, and Ulla stands in."""
    return contact(cast, goal=goal(cast), stand_in=cast.ulla.user)


def test_a_question_on_a_sub_goal_goes_to_its_function(cast, function):
    asked = question(cast, goal=function.goal)
    assert asked.contact == function
    assert lies_before(asked) == ["Karin Exempel"]
    assert list(queries.waiting_for(cast.karin, on=TODAY)) == [asked]


def test_a_goal_below_it_goes_there_too(cast, function):
    asked = question(cast, goal=goal(cast, "2.1", parent=function.goal))
    assert asked.contact == function


def test_a_question_on_a_field_goes_to_the_fields_function(cast, function):
    work = Field.objects.create(programme=cast.programme, number=1, name="Arbetsmarknad")
    of_work = contact(cast, holder=cast.olga, function="Arbetsmarknad", field=work)
    assert question(cast, field=work).contact == of_work


def test_the_stand_in_has_it_while_the_holder_is_away(cast, function):
    asked = question(cast, goal=function.goal)
    Contact.objects.filter(pk=function.pk).update(away_until=TODAY)
    asked.refresh_from_db()
    assert lies_before(asked) == ["Ulla Exempel"]
    assert list(queries.waiting_for(cast.ulla, on=TODAY)) == [asked]
    assert list(queries.waiting_for(cast.karin, on=TODAY)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"away_until": TODAY, "stand_in": None},
        {"valid_to": TODAY},
        {"holder": None, "stand_in": None},
    ],
    ids=["away without a stand-in", "the function has ended", "nobody holds it"],
)
def test_the_programme_leader_has_it_when_nobody_else_does(cast, function, change):
    asked = question(cast, goal=function.goal)
    Contact.objects.filter(pk=function.pk).update(**change)
    asked.refresh_from_db()
    assert lies_before(asked) == ["Petra Exempel"]
    assert list(queries.waiting_for(cast.petra, on=TODAY)) == [asked]


def test_a_closed_account_is_nobody(cast, function):
    asked = question(cast, goal=function.goal)
    User.objects.filter(pk=cast.karin.user_id).update(is_active=False)
    asked.refresh_from_db()
    assert lies_before(asked) == ["Ulla Exempel"]
    assert list(queries.waiting_for(cast.ulla, on=TODAY)) == [asked]


def test_a_question_that_no_function_answers_for_goes_to_the_leader(cast):
    asked = question(cast)
    assert asked.contact is None
    assert list(queries.waiting_for(cast.petra, on=TODAY)) == [asked]


def test_whoever_has_the_function_today_has_the_old_questions_too(cast, function):
    asked = question(cast, goal=function.goal)
    Contact.objects.filter(pk=function.pk).update(holder=cast.ulla.user)
    assert list(queries.waiting_for(cast.ulla, on=TODAY)) == [asked]


def test_it_is_passed_on_to_another_function(cast, function):
    asked = question(cast)
    actions.route(question=asked, contact=function, site=SITE, by=cast.petra)
    assert list(queries.waiting_for(cast.karin, on=TODAY)) == [asked]


def test_not_to_a_function_of_another_programme(cast, function):
    asked = question(cast)
    other = Contact(programme_id=cast.programme.pk + 1, function="Annan")
    with pytest.raises(actions.NotOfTheProgramme, match="another programme"):
        actions.route(question=asked, contact=other, site=SITE, by=cast.petra)


def test_the_holder_gets_a_letter_and_so_does_the_functions_address(cast, function, letters):
    Contact.objects.filter(pk=function.pk).update(email="delmal2@example.org")
    question(cast, goal=function.goal)
    do_what_waits()
    assert {letter["To"] for letter in letters} == {"karin@example.org", "delmal2@example.org"}
    assert "Hur bokar vi tolk?" in letters[0]["Subject"]
    assert SITE in letters[0].get_content()


def test_the_asker_gets_a_letter_when_it_is_answered(cast, letters):
    answer(cast, question(cast))
    do_what_waits()
    to_olga = [letter for letter in letters if letter["To"] == "olga@example.org"]
    assert [("An answer to" in letter["Subject"]) for letter in to_olga] == [True]
