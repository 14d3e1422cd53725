"""The organiser asks, sees figures of five and more, and reads the comments first."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.feedback.models import FeedbackComment, FeedbackRound
from samverka.delivery.series.tests.factories import came, series
from tests.people import TODAY, person

from .factories import FULL, answered, asked


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga.user)
    client.cookies["django_language"] = "en"
    return client


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    client.cookies["django_language"] = "en"
    return client


def url(a_round, name, *more):
    activity = a_round.session.activity
    keys = [activity.programme.public_key, activity.public_key, *more]
    return reverse(f"feedback:{name}", args=keys)


def test_s10_the_figures_agree_with_the_sheet_six_of_seven_who_were_there(olga, cast):
    a_round = asked(cast)
    for name in ("Amina", "Bo", "Cia", "Didrik", "Ebba", "Farid", "Gun"):
        came(cast, person(name, cast.kungalv), cast.kungalv, a_round.session.activity)
    answered(a_round, *[FULL] * 4, (1, 4, 3))
    page = olga.get(url(a_round, "activity"))
    assert "5 have answered of 7 who were there (71 %)." in page.content.decode()
    useful = page.context["sessions"][0].figures.statements[0]
    assert (useful.grades, useful.median, useful.agree) == ((1, 0, 0, 0, 4), 5, 80)
    answered(a_round, FULL)
    page = olga.get(url(a_round, "activity")).content.decode()
    assert "6 have answered of 7 who were there (86 %)." in page
    assert "The figures are of 5 answers." in page


def test_of_fewer_than_five_not_even_the_number_is_told(olga, cast):
    a_round = asked(cast)
    answered(a_round, *[FULL] * 4)
    page = olga.get(url(a_round, "activity")).content.decode()
    assert "Fewer than five have answered." in page
    assert "4 have answered" not in page


def test_more_answers_than_persons_are_pointed_out(olga, cast):
    a_round = asked(cast)
    answered(a_round, *[FULL] * 5)
    page = olga.get(url(a_round, "activity")).content.decode()
    assert "More have answered than are ticked as having come." in page


def test_comments_are_the_organisers_until_they_are_shown_and_can_be_removed(olga, cast):
    a_round = asked(cast)
    answered(a_round, FULL, best="Anna Exempel var bra")
    answered(a_round, *[FULL] * 4, change="Mer tid")
    karin, rut = signed_in(cast.karin), signed_in(cast.rut)
    page = olga.get(url(a_round, "activity"))
    assert "Anna Exempel var bra" in page.content.decode()
    assert "Mer tid" not in karin.get(url(a_round, "activity")).content.decode()
    named = FeedbackComment.objects.get(question="best")
    shown = FeedbackComment.objects.filter(question="change").first()
    olga.post(url(a_round, "show", shown.public_key))
    olga.post(url(a_round, "remove", named.public_key))
    for other in (karin, rut):
        told = other.get(url(a_round, "activity")).content.decode()
        assert "Mer tid" in told
        assert "Anna" not in told
    assert not FeedbackComment.objects.filter(pk=named.pk).exists()


def test_somebody_asks_shows_the_code_closes_and_opens_again(olga, cast):
    session = asked(cast).session
    FeedbackRound.objects.all().delete()
    ask = reverse(
        "feedback:ask",
        args=[cast.programme.public_key, session.activity.public_key, session.public_key],
    )
    olga.post(ask, {"way": "link"})
    made = FeedbackRound.objects.get()
    page = olga.get(url(made, "poster", session.public_key)).content.decode()
    assert f"http://testserver/tyck/{made.public_key}/" in page
    assert "<svg" in page
    olga.post(url(made, "close", session.public_key))
    made.refresh_from_db()
    assert not made.is_open(TODAY)
    olga.post(url(made, "reopen", session.public_key))
    made.refresh_from_db()
    assert made.is_open(TODAY)


def test_nobody_is_asked_when_the_fourteen_days_have_passed(olga, cast):
    session = asked(cast, day=TODAY - dt.timedelta(days=15)).session
    FeedbackRound.objects.all().delete()
    keys = [cast.programme.public_key, session.activity.public_key, session.public_key]
    answer = olga.post(reverse("feedback:ask", args=keys), {"way": "link"}, follow=True)
    assert "The fourteen days after the session have passed" in answer.content.decode()
    assert not FeedbackRound.objects.exists()


def test_slips_are_shown_this_once_and_each_has_its_own_code(olga, cast):
    a_round = asked(cast, by_slips=True)
    answer = olga.post(url(a_round, "slips", a_round.session.public_key), {"count": 12})
    addresses = answer.context["addresses"]
    assert len(set(addresses)) == 12
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(addresses[7]).status_code == 200
    refused = olga.post(
        url(a_round, "slips", a_round.session.public_key), {"count": 0}, follow=True
    )
    assert "Write how many slips" in refused.content.decode()


def test_over_a_series_the_answers_stand_together(olga, cast):
    rounds = [asked(cast, title=f"Dag {number}") for number in (1, 2, 3)]
    amina = person("Amina", cast.kungalv)
    for each in rounds:
        came(cast, amina, cast.kungalv, each.session.activity)
    answered(rounds[0], *[FULL] * 5)
    answered(rounds[1], *[(1, 1, 1)] * 5)
    answered(rounds[2], *[FULL] * 4)
    made = series(cast, *(each.session.activity for each in rounds))
    page = olga.get(reverse("feedback:series", args=[cast.programme.public_key, made.public_key]))
    (form,) = page.context["forms"]
    together = form["together"]
    assert (together.answered, together.counted, together.here) == (10, 10, 3)
    assert together.statements[0].grades == (5, 0, 0, 0, 5)
    assert "fewer than five" in page.content.decode()


def test_the_list_asks_the_same_however_many_are_asked(olga, cast, django_assert_max_num_queries):
    listed = reverse("feedback:list", args=[cast.programme.public_key])
    for number in range(4):
        answered(asked(cast, title=f"Dag {number}"), *[FULL] * 5)
    assert len(olga.get(listed).context["listing"].rows) == 4
    with django_assert_max_num_queries(10):
        olga.get(listed)
