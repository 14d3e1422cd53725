"""The organiser asks with a version of an own instrument; it leaves as little trace."""

import dataclasses
import json

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import whole_day
from samverka.delivery.courses.actions import make_course
from samverka.delivery.courses.tests.factories import template
from samverka.delivery.feedback.actions import CannotBeAsked, ask
from samverka.delivery.feedback.models import FeedbackComment, FeedbackRound
from samverka.delivery.series.tests.factories import series
from samverka.engine.forms.definition import Form, Item, Kind, Personal
from samverka.register.instruments.tests.factories import (
    FORM,
    LANGUAGES,
    STEPS,
    YES_NO,
    instrument,
)
from tests.people import TODAY

from .factories import FULL, answered, asked

TOPICS = tuple(
    dataclasses.replace(YES_NO[0], name=name, label={"sv": name.title()})
    for name in ("tempo", "lokal")
)
ITEMS = (
    Item("sure", Kind.SCALE, {"sv": "Hur säker är du?", "ar": "ما مدى ثقتك؟"}, anchors=STEPS),
    Item("again", Kind.SINGLE, {"sv": "Kommer du igen?"}, required=True, choices=YES_NO),
    Item("topics", Kind.MULTIPLE, {"sv": "Vad var bra?"}, choices=TOPICS),
    Item("place", Kind.MATRIX, {"sv": "Dagen"}, rows=TOPICS, choices=YES_NO),
    Item("more", Kind.TEXT, {"sv": "Något mer?"}),
)
QUESTIONS = Form("efter", {"sv": "Efter dagen"}, LANGUAGES, ITEMS)
SAID = {
    "a.sure": "4",
    "a.again": "yes",
    "a.topics": ["tempo", "lokal"],
    "a.place.tempo": "yes",
    "a.more": "Mer fika",
}


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga.user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def version(cast):
    return instrument(cast.olga, QUESTIONS, sphere="open", name="Efter dagen").versions.get()


def asked_with(cast, version, title: str = "Dag 1") -> FeedbackRound:
    session = asked(cast, title=title).session
    FeedbackRound.objects.filter(session=session).delete()
    return ask(session=session, version=version, on=TODAY, by=cast.olga)


def answer(a_round: FeedbackRound, *said: dict) -> None:
    url = reverse("feedback_answer:answer", args=[a_round.public_key])
    for one in said:
        assert Client().post(url, one).status_code == 302
    a_round.refresh_from_db()


def page_of(client, a_round: FeedbackRound):
    activity = a_round.session.activity
    keys = [activity.programme.public_key, activity.public_key]
    return client.get(reverse("feedback:activity", args=keys))


def test_an_own_version_is_chosen_answered_in_its_language_and_summed_of_five(olga, cast, version):
    session = asked(cast).session
    FeedbackRound.objects.all().delete()
    keys = [cast.programme.public_key, session.activity.public_key, session.public_key]
    olga.post(reverse("feedback:ask", args=keys), {"way": "link", "what": version.pk})
    made = FeedbackRound.objects.get()
    assert made.version == version
    url = reverse("feedback_answer:answer", args=[made.public_key])
    assert "ما مدى ثقتك؟" in Client().get(url, {"language": "ar"}).content.decode()
    lacking = Client().post(url, SAID | {"a.again": ""})
    assert lacking.status_code == 422
    assert "Mer fika" in lacking.content.decode()
    answer(made, *[SAID] * 4)
    assert (made.counted, made.grades[0]) == (0, [0, 0, 0, 0, 0])
    assert "fika" not in json.dumps(serializers.serialize("python", [made]), default=str)
    answer(made, {"a.again": "no", "a.topics": ["lokal"]})
    assert made.grades == [[0, 0, 0, 4, 0], [4, 1], [4, 5, 5], [4, 0], [0, 0]]
    shown = page_of(olga, made).content.decode()
    assert "Kommer du igen?" in shown
    assert "5 have answered this." in shown
    assert FeedbackComment.objects.filter(question="more").count() == 4
    assert "Mer fika" in shown
    sure = page_of(olga, made).context["sessions"][0].figures.statements[0]
    assert sure.is_held_back, "four of the five answered what is optional"


@pytest.mark.parametrize(
    "items",
    [
        [dataclasses.replace(ITEMS[4], personal=Personal.PERSONAL)],
        [dataclasses.replace(ITEMS[4], show_when="${again} = 'yes'"), ITEMS[1]],
        [Item("when", Kind.DATE, {"sv": "När?"})],
    ],
)
def test_what_asks_about_persons_or_bit_by_bit_is_neither_offered_nor_taken(olga, cast, items):
    form = dataclasses.replace(QUESTIONS, items=tuple(items))
    unfit = instrument(cast.olga, form, sphere="open").versions.get()
    session = asked(cast).session
    FeedbackRound.objects.all().delete()
    with pytest.raises(CannotBeAsked):
        ask(session=session, version=unfit, on=TODAY, by=cast.olga)
    keys = [cast.programme.public_key, session.activity.public_key, session.public_key]
    olga.post(reverse("feedback:ask", args=keys), {"way": "link", "what": unfit.pk})
    assert not FeedbackRound.objects.exists()


def test_a_version_of_staff_and_of_another_organisation_are_not_offered(olga, cast):
    instrument(cast.olga, QUESTIONS, sphere="staff")
    instrument(cast.karin, QUESTIONS, sphere="open", name="Kungälvs")
    instrument(cast.olga, FORM, sphere="open", name="Beror på")
    own = instrument(cast.olga, QUESTIONS, sphere="open", name="Egen").versions.get()
    made = asked(cast)
    assert page_of(olga, made).context["versions"] == [own]


def test_versions_of_a_course_are_compared_by_what_was_asked(olga, cast, version):
    of = template(cast)
    for asks in (None, version):
        held = make_course(
            template=of, organiser=cast.gr, title="Kurs", sessions=[whole_day(TODAY)], by=cast.olga
        )
        a_round = ask(session=held.activity.sessions.get(), version=asks, on=TODAY, by=cast.olga)
        if asks:
            answer(a_round, *[SAID] * 5)
        else:
            answered(a_round, *[FULL] * 5)
    url = reverse("feedback:versions", args=[cast.programme.public_key, of.public_key])
    short, own = olga.get(url).context["compared"]
    assert [each.percent for each in short.versions[0].agree] == [100, 100, 0]
    assert (own.labels, own.versions[0].agree[0].percent) == (["Hur säker är du?"], 100)


def test_over_a_series_only_what_asks_the_same_is_summed(olga, cast, version):
    rounds = [asked_with(cast, version, f"Dag {number}") for number in (1, 2)]
    short = asked(cast, title="Dag 3")
    for each in rounds:
        answer(each, *[SAID] * 5)
    made = series(cast, *(each.session.activity for each in (*rounds, short)))
    url = reverse("feedback:series", args=[cast.programme.public_key, made.public_key])
    page = olga.get(url)
    the_short, own = page.context["forms"]
    assert (the_short["together"].counted, own["together"].counted) == (0, 10)
    assert own["together"].statements[1].grades == (10, 0)
    assert [line[1] is None for line in own["lines"]] == [False, False, True]
    assert "Hur säker är du?, %" in page.content.decode()
