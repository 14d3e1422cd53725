"""Whoever is asked answers by a link: in pages, stopped and gone on with, without leaving a trace
where that was promised."""

import datetime as dt
import html
import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverka.engine.forms.definition import Form, Item, Kind
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.audit.models import Event
from samverka.register.instruments import actions, limits
from samverka.register.instruments.models import Asked, Response
from samverka.register.instruments.queries import answers_in, token_of
from samverka.toolkit import keyring, sealing
from tests.people import TODAY, person

from .factories import FULL, LANGUAGES, a_round, answered, asked, begun, by_link, instrument


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    limits.SENDERS.clear()


@pytest.fixture
def amanda(cast):
    return asked(a_round(cast.olga), person("Amanda", cast.gr), cast.gr, cast.olga)


def begin_url(code: str) -> str:
    return reverse("instruments_answer:begin", args=[code])


def page_url(code: str, number: int) -> str:
    return reverse("instruments_answer:page", args=[code, number])


def main_of(response) -> str:
    """What the page says; around it stands the address, so that another language can be chosen."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def in_swedish(text: str, **facts) -> str:
    """The form is Swedish, so whoever answers is told in Swedish."""
    with translation.override("sv"):
        return gettext(text) % facts


def questions(context) -> list[str]:
    """What was asked of the database, but for where a piece of work begins and ends."""
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [one["sql"] for one in context.captured_queries if not one["sql"].startswith(marks)]


def test_one_answers_page_by_page_stops_and_goes_on_by_the_same_link(client, amanda):
    code = token_of(amanda)
    assert "Om ditt arbete" in client.get(begin_url(code)).content.decode()
    first = client.post(begin_url(code), {"how": "pages"})["Location"]
    assert first == page_url(code, 1)
    page = client.post(first, {"a.works": "yes", "a.hours": "30", "deed": "leave"})
    assert code in page.content.decode()
    # Another device, another day: nothing but the link.
    again = client.__class__()
    assert again.post(begin_url(code))["Location"] == page_url(code, 1)
    assert 'value="30"' in again.get(page_url(code, 1)).content.decode()
    assert again.post(page_url(code, 1), {"a.works": "yes", "a.hours": "30"})["Location"] == (
        page_url(code, 2)
    )
    done = again.post(page_url(code, 2), {"a.sure": "4", "a.health": "Bra"})
    assert done["Location"] == reverse("instruments_answer:thanks")
    response = Response.objects.get()
    assert response.state == Response.State.DONE
    assert answers_in(response) == {"works": "yes", "hours": 30, "sure": 4, "health": "Bra"}
    assert "Bra" not in str(response.answers), "what is sensitive is sealed"
    assert client.get(begin_url(code)).status_code == 404, "a used link opens nothing"


def test_what_an_answer_makes_asked_is_shown_before_one_goes_on(client, amanda):
    code = token_of(amanda)
    begun(amanda)
    page = client.post(page_url(code, 1), {"a.works": "yes"})
    assert page.status_code == 200
    text = in_swedish("Because of what you answered, there is something more to answer here.")
    assert text in page.content.decode()
    assert client.post(page_url(code, 1), {"a.works": "yes"}).status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"a.hours": "trettio"}, "“%(key)s” is not a number. Write it with digits."),
        ({"a.hours": "90"}, "Mellan 0 och 80."),
        ({"a.works": ""}, "Answer this too."),
        ({"a.works": "perhaps"}, "Answer this too."),
    ],
)
def test_what_does_not_fit_is_said_beside_it_and_kept_as_it_was_typed(
    client, amanda, given, sentence
):
    code = token_of(amanda)
    begun(amanda)
    page = client.post(page_url(code, 1), {"a.works": "yes"} | given)
    assert page.status_code == 422
    text = page.content.decode()
    assert in_swedish(sentence, key="trettio") in html.unescape(text)
    if typed := given.get("a.hours"):
        assert f'value="{typed}"' in text
        assert f'value="{typed}"' in client.get(page_url(code, 1)).content.decode()


def test_all_at_once_and_with_a_second_language_beside(client, amanda):
    code = token_of(amanda)
    begun_at = client.post(begin_url(code), {"how": "whole", "language": "sv", "beside": "ar"})
    page = client.get(begun_at["Location"]).content.decode()
    assert "Arbetar du?" in page
    assert "هل تعمل؟" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "Hur säker är du?" in page, "all sections stand on the page"
    sent = {"a.works": "no", "a.sure": "2", "language": "sv"}
    assert client.post(page_url(code, 0), sent)["Location"].endswith("/tack/")


def test_it_saves_itself_in_few_questions_and_says_what_is_asked_now(client, cast, amanda):
    code = token_of(amanda)
    begun(amanda)
    client.get(page_url(code, 1))
    with CaptureQueriesContext(
        connection,
    ) as context:
        saved = client.post(page_url(code, 1), {"a.works": "yes", "quiet": "1"})
    assert "hours" in saved.json()["visible"]
    assert len(questions(context)) <= 5, questions(context)
    assert answers_in(Response.objects.get()) == {"works": "yes"}


def test_a_form_of_a_hundred_items_opens_and_saves_in_few_questions(client, cast):
    items = tuple(Item(f"q{number}", Kind.TEXT, {"sv": "?"}) for number in range(100))
    form = Form("lang", {"sv": "Lång"}, LANGUAGES, items)
    held = a_round(cast.olga, made=instrument(cast.olga, form, name="Lång"))
    one = asked(held, person("Amanda", cast.gr), cast.gr, cast.olga)
    begun(one)
    with CaptureQueriesContext(connection) as context:
        assert client.get(page_url(token_of(one), 1)).status_code == 200
    assert len(questions(context)) <= 10
    with CaptureQueriesContext(connection) as context:
        client.post(page_url(token_of(one), 1), {"a.q1": "x", "quiet": "1"})
    assert len(questions(context)) <= 5


def test_a_forged_an_ended_and_a_closed_link_open_nothing_and_tell_the_same(client, cast, amanda):
    made_up = f"{amanda.public_key}-{'0' * 20}"
    told = client.get(begin_url(made_up))
    assert told.status_code == 404
    answers = [client.get(begin_url("nonsense")), client.get(page_url("x" * 22, 1))]
    actions.close_round(asked_round=amanda.round, on=TODAY, by=cast.olga)
    answers += [client.get(begin_url(token_of(amanda)))]
    answers += [client.get(reverse("instruments_answer:by_link", args=[amanda.round.public_key]))]
    for answer in answers:
        assert answer.status_code == 404
        assert main_of(answer) == main_of(told)
        assert "Amanda" not in answer.content.decode()


def test_whoever_has_the_link_of_a_round_answers_without_a_name(client, cast):
    held = a_round(cast.olga, way="link")
    start = reverse("instruments_answer:by_link", args=[held.public_key])
    first = client.post(start, {"language": "ar"})["Location"]
    assert "هل تعمل؟" in client.get(first).content.decode()
    code = first.split("/")[2]
    client.post(page_url(code, 1), {"a.works": "no", "language": "ar"})
    client.post(page_url(code, 2), {"a.sure": "5", "language": "ar"})
    response = Response.objects.get()
    assert (response.state, response.language) == (Response.State.DONE, "ar")
    assert (response.asked, response.resume_hash) == (None, "")


def test_of_an_anonymous_answer_nothing_leads_to_whoever_gave_it(cast):
    held = a_round(cast.olga, way="anonymous")
    one = asked(held, person("Amanda", cast.gr), cast.gr, cast.olga)
    before = Event.objects.count()
    draft = begun(one)
    one.refresh_from_db()
    assert (draft.asked, one.state) == (None, Asked.State.ASKED), "nor that it is begun"
    response = answered(one)
    one.refresh_from_db()
    assert one.state == Asked.State.DONE
    assert response.resume_hash == ""
    assert Event.objects.count() == before, "no note in the trail"
    keys = {field.name for field in Response._meta.concrete_fields if field.is_relation}
    assert keys == {"round", "asked"}
    instants = [
        field.name
        for model in (Response, Asked)
        for field in model._meta.concrete_fields
        if field.get_internal_type() in {"DateTimeField", "TimeField"}
    ]
    assert not instants
    values = str(Response.objects.filter(pk=response.pk).values().get())
    assert token_of(one) not in values
    assert one.public_key not in values
    with pytest.raises(actions.IsOver):
        begun(one)


def test_what_is_hidden_when_it_is_sent_is_not_kept(amanda):
    response = begun(amanda)
    actions.save_answers(response=response, answers=FULL, on=TODAY, by=SYSTEM)
    actions.save_answers(response=response, answers={"works": "no"}, on=TODAY, by=SYSTEM)
    actions.finish(response=response, on=TODAY, by=SYSTEM)
    response.refresh_from_db()
    assert "hours" not in answers_in(response)


def test_an_answer_to_another_version_is_refused(amanda):
    with pytest.raises(actions.UnknownItem):
        actions.save_answers(response=begun(amanda), answers={"gone": "yes"}, on=TODAY, by=SYSTEM)


def test_nothing_is_saved_after_the_last_day_or_when_it_is_sent(amanda):
    response = begun(amanda)
    late = amanda.round.closes_on + dt.timedelta(days=1)
    with pytest.raises(actions.IsOver):
        actions.save_answers(response=response, answers=FULL, on=late, by=SYSTEM)
    sent = answered(amanda)
    with pytest.raises(actions.IsOver):
        actions.save_answers(response=sent, answers=FULL, on=TODAY, by=SYSTEM)


@pytest.mark.parametrize("way", ["named", "anonymous"])
def test_whoever_does_not_want_to_answer_says_so_and_what_was_begun_goes(client, cast, way):
    held = a_round(cast.olga, way=way)
    amanda, bashir = (
        asked(held, person(name, cast.gr), cast.gr, cast.olga) for name in ("Amanda", "Bashir")
    )
    begun(amanda)
    anothers = begun(bashir)
    client.post(begin_url(token_of(amanda)), {"deed": "decline"})
    amanda.refresh_from_db()
    assert amanda.state == Asked.State.DECLINED
    assert [*Response.objects.all()] == [anothers]


def test_drafts_that_were_never_sent_go_a_month_after_the_round(cast):
    held = a_round(cast.olga, way="link")
    by_link(held, "abc")
    actions.forget_what_is_over(on=held.closes_on + dt.timedelta(days=30), by=SYSTEM)
    assert Response.objects.exists()
    actions.forget_what_is_over(on=held.closes_on + dt.timedelta(days=31), by=SYSTEM)
    assert not Response.objects.exists()


def test_too_many_from_one_network_are_asked_to_wait(client, cast, monkeypatch):
    monkeypatch.setattr(limits, "BEGUN_FROM_ONE_SENDER", 1)
    held = a_round(cast.olga, way="link")
    start = reverse("instruments_answer:by_link", args=[held.public_key])
    assert client.post(start).status_code == 302
    assert client.post(start).status_code == 429


def test_sealed_answers_are_sealed_anew_with_a_new_key(cast, amanda, settings, tmp_path):
    # A file of its own: others seal with the common one meanwhile.
    settings.KEY_FILE = shutil.copy(settings.KEY_FILE, tmp_path / "keys.json")
    answered(amanda)
    keyring.add_encryption_key(settings.KEY_FILE)
    assert actions.seal_answers_anew(at_most=10, by=SYSTEM) == 1
    assert actions.seal_answers_anew(at_most=10, by=SYSTEM) == 0
    response = Response.objects.get()
    assert response.sealed.startswith(f"{sealing.current_key()}:")
    assert answers_in(response)["health"] == "Bra"
