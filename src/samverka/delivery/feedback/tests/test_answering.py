"""Whoever was there answers on a phone, and nothing tells that it was them."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.tests.factories import place
from samverka.delivery.feedback import limits
from samverka.delivery.feedback.actions import (
    ask,
    close,
    forget_what_is_over,
    make_slips,
    seal_feedback_anew,
)
from samverka.delivery.feedback.models import FeedbackComment, FeedbackRound, FeedbackSlip
from samverka.delivery.feedback.queries import answers_waiting, comments_of
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit import keyring
from samverka.toolkit.clock import now, stopped_at
from samverka.toolkit.languages import LANGUAGES
from tests.people import TODAY, person

from .factories import FULL, answered, asked

SAID = {"a.statement_1": 5, "a.statement_2": 4, "a.statement_3": 3}
TWO_WEEKS = dt.timedelta(days=14)


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything():
    limits.SENDERS.clear()


def url(code: str) -> str:
    return reverse("feedback_answer:answer", args=[code])


def everything() -> dict[str, list]:
    """All that is stored but what was asked and answered, and what all processes count.

    Read from the database as it is, not by way of the models: a table that hangs on no model, or
    two of them on one another, is looked at too.
    """
    besides = {model._meta.db_table for model in (FeedbackRound, FeedbackComment)}
    tables = {}
    with connection.cursor() as cursor:
        for name in sorted({*connection.introspection.table_names(cursor)} - besides):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            tables[name] = sorted(map(_as_text, cursor.fetchall()))
    return tables


def _as_text(row: tuple) -> str:
    return repr([bytes(one) if isinstance(one, memoryview) else one for one in row])


def test_an_answer_leaves_no_trace_anywhere_even_of_somebody_signed_in(client, cast):
    """No row, no note in the trail, no key, no instant: only sums, and comments apart."""
    a_round = asked(cast)
    answered(a_round, *[FULL] * 3)
    client.force_login(cast.sara.user)
    client.get(url(a_round.public_key))
    before = everything()
    assert before["django_session"], "what belongs to no module of ours is looked at too"
    assert "cache" in before
    for number in range(2):
        client.post(url(a_round.public_key), SAID | {"a.best": f"Övningen {number}"})
    assert everything() == before
    kinds = {field.get_internal_type() for field in FeedbackRound._meta.concrete_fields}
    kinds |= {field.get_internal_type() for field in FeedbackComment._meta.concrete_fields}
    assert not kinds & {"DateTimeField", "TimeField"}
    keys = {field.name for field in FeedbackComment._meta.concrete_fields if field.is_relation}
    assert keys == {"round"}, "a comment leads to the session and no further"


def test_until_five_have_answered_everything_waits_sealed(cast):
    a_round = asked(cast)
    answered(a_round, *[FULL] * 4, best="Övningarna")
    assert (a_round.answered, a_round.counted) == (4, 0)
    assert Counter(map(sum, a_round.grades)) == {0: 3}
    assert "vningarna" not in a_round.waiting
    assert not FeedbackComment.objects.exists()
    answered(a_round, (1, 1, 1))
    assert (a_round.answered, a_round.counted, a_round.waiting) == (5, 5, "")
    assert a_round.grades == [[1, 0, 0, 0, 4], [1, 0, 0, 4, 0], [1, 0, 4, 0, 0]]
    assert FeedbackComment.objects.count() == 4


def test_figures_grow_by_five_so_that_one_more_answer_is_not_told_by_comparing(cast):
    a_round = asked(cast)
    answered(a_round, *[FULL] * 5)
    before = a_round.grades
    for _more in range(4):
        answered(a_round, (1, 1, 1))
        assert a_round.grades == before
    answered(a_round, (2, 2, 2))
    assert a_round.counted == 10


def test_comments_stand_in_no_order_and_apart_from_one_another(cast):
    """Of forty that wrote their numbers, the rows are not in the order in which they came."""
    a_round = asked(cast)
    for number in range(40):
        answered(a_round, FULL, best=f"nummer {number}", change=f"också {number}")
    (written,) = comments_of([a_round]).values()
    came = [int(each.text.split()[1]) for each in sorted(written, key=lambda each: each.row.pk)]
    assert sorted(came) == sorted([*range(40)] * 2)
    assert came != sorted(came)
    pairs = sum(a == b for a, b in pairwise(came))
    assert pairs < 20, "what one person wrote does not stand together"


def test_a_slip_counts_once_and_is_gone_with_its_answer(cast):
    a_round = asked(cast, by_slips=True)
    one, other = make_slips(asked=a_round, count=2, by=cast.olga)
    assert one not in "".join(FeedbackSlip.objects.values_list("code_hash", flat=True))
    assert Client().post(url(one), SAID).status_code == 302
    assert Client().post(url(one), SAID).status_code == 404
    assert FeedbackSlip.objects.count() == 1
    a_round.refresh_from_db()
    assert a_round.answered == 1
    assert Client().get(url(a_round.public_key)).status_code == 404, "no link beside the slips"
    assert Client().get(url(other)).status_code == 200


def test_what_is_closed_used_early_or_made_up_is_answered_alike(cast):
    closed, over, to_come, used = (
        asked(cast, title=title, day=day)
        for title, day in (
            ("Stängd", TODAY),
            ("Över", TODAY - TWO_WEEKS - dt.timedelta(days=1)),
            ("Ännu inte", TODAY + dt.timedelta(days=1)),
            ("Inställd", TODAY),
        )
    )
    close(asked=closed, on=TODAY, by=cast.olga)
    type(used.session.activity).objects.update(is_cancelled=True)
    pages = set()
    for code in (
        *(each.public_key for each in (closed, over, to_come, used)),
        "abcdefghjkmn",
        "1",
    ):
        for method in ("get", "post"):
            answer = getattr(Client(), method)(url(code), SAID)
            assert answer.status_code == 404
            text = answer.content.decode().replace(url(code), "")
            pages.add(text)
    assert len({page.split("<main")[1].split("</main>")[0] for page in pages}) == 1


def test_the_fourteenth_day_is_open_and_the_fifteenth_is_not(cast):
    a_round = asked(cast, day=TODAY)
    assert a_round.is_open(TODAY + TWO_WEEKS)
    assert not a_round.is_open(TODAY + TWO_WEEKS + dt.timedelta(days=1))


def test_what_never_became_five_is_thrown_away_when_it_is_over(cast):
    a_round = asked(cast, by_slips=True, day=TODAY - TWO_WEEKS)
    for code in make_slips(asked=a_round, count=2, by=cast.olga)[:1]:
        Client().post(url(code), SAID)
    forget_what_is_over(on=TODAY, by=SYSTEM)
    a_round.refresh_from_db()
    assert len(answers_waiting(a_round)) == 1, "the fourteenth day is not over"
    forget_what_is_over(on=TODAY + dt.timedelta(days=1), by=SYSTEM)
    a_round.refresh_from_db()
    assert (a_round.waiting, a_round.answered, FeedbackSlip.objects.count()) == ("", 1, 0)
    answers = FeedbackComment.objects.create(round=a_round, question="best", text_sealed="x")
    forget_what_is_over(on=TODAY + dt.timedelta(days=366), by=SYSTEM)
    assert not FeedbackComment.objects.filter(pk=answers.pk).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_answered_in_every_language_without_scripts(cast, language):
    a_round = asked(cast)
    client = Client()
    client.cookies["django_language"] = language
    page = client.get(url(a_round.public_key)).content.decode()
    assert f'lang="{language}"' in page
    assert f'dir="{LANGUAGES[language].direction}"' in page
    assert client.post(url(a_round.public_key), SAID, follow=True).status_code == 200
    a_round.refresh_from_db()
    assert a_round.answered == 1


def test_a_statement_without_a_grade_is_asked_for_and_what_was_written_stays(cast):
    a_round = asked(cast)
    answer = Client().post(url(a_round.public_key), {"a.statement_1": 5, "a.best": "Samtalen"})
    assert answer.status_code == 422
    assert "Samtalen" in answer.content.decode()
    a_round.refresh_from_db()
    assert a_round.answered == 0


def test_a_program_and_a_flood_fill_nothing(cast, monkeypatch):
    a_round = asked(cast)
    assert Client().post(url(a_round.public_key), SAID | {"website": "x"}).status_code == 302
    monkeypatch.setattr(limits, "FROM_ONE_SENDER", 2)
    codes = [Client().post(url(a_round.public_key), SAID).status_code for _time in range(3)]
    assert codes == [302, 302, 429]
    a_round.refresh_from_db()
    assert a_round.answered == 2


def test_a_flood_by_the_link_neither_closes_it_nor_changes_the_figures(cast):
    """One has a place: what is sent when ten have answered is counted apart, and said."""
    a_round = asked(cast)
    activity = a_round.session.activity
    place(cast, activity, person("Amanda", cast.kungalv))
    answered(a_round, *[FULL] * 10)
    answered(a_round, *[(1, 1, 1)] * 90, best="Köp här")
    assert (a_round.answered, a_round.apart, a_round.counted) == (10, 90, 10)
    assert a_round.grades[0] == [0, 0, 0, 0, 10]
    assert not FeedbackComment.objects.exists()
    olga = Client()
    olga.force_login(cast.olga.user)
    keys = [cast.programme.public_key, activity.public_key]
    page = olga.get(reverse("feedback:activity", args=keys)).content.decode()
    assert "90 more have answered than were there" in page
    assert a_round.is_open(TODAY)


def test_by_the_screen_only_those_in_the_room_answer_and_once_by_each_code(cast):
    session = asked(cast).session
    FeedbackRound.objects.update(by_screen=True)
    olga = Client()
    olga.force_login(cast.olga.user)
    keys = [cast.programme.public_key, session.activity.public_key, session.public_key]
    code = olga.get(reverse("feedback:poster", args=keys)).context["address"]
    phone, elsewhere = Client(), Client()
    form = phone.get(code).url
    assert phone.get(form).status_code == 200
    assert elsewhere.get(form).status_code == 404, "the address alone opens nothing"
    assert elsewhere.post(form, SAID).status_code == 404
    assert phone.post(form, SAID).url == reverse("feedback_answer:thanks")
    assert phone.post(form, SAID).status_code == 404
    with stopped_at(now() + dt.timedelta(minutes=2)):
        assert elsewhere.get(code).status_code == 404
    assert FeedbackRound.objects.get().answered == 1


def test_a_telephone_that_reads_the_code_again_answers_no_second_time(cast):
    session = asked(cast).session
    FeedbackRound.objects.update(by_screen=True)
    olga = Client()
    olga.force_login(cast.olga.user)
    keys = [cast.programme.public_key, session.activity.public_key, session.public_key]
    phone, another = Client(), Client()
    for telephone in (phone, phone, another):
        code = olga.get(reverse("feedback:poster", args=keys)).context["address"]
        form = telephone.get(code).url
        telephone.post(form, SAID)
    assert "has answered already" in phone.get(phone.get(code).url).text
    assert FeedbackRound.objects.get().answered == 2


def test_a_session_is_asked_about_once(cast):
    a_round = asked(cast)
    again = ask(session=a_round.session, by_slips=True, on=TODAY, by=cast.olga)
    assert (again, again.by_slips) == (a_round, False)


def test_what_waits_and_what_was_written_is_sealed_with_the_new_key(cast, settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    keyring.create(settings.KEY_FILE)
    a_round = asked(cast)
    answered(a_round, *[FULL] * 6, best="Övningarna")
    old = a_round.waiting
    keyring.add_encryption_key(settings.KEY_FILE)
    assert seal_feedback_anew(at_most=10, by=SYSTEM) == 7 - 1
    assert seal_feedback_anew(at_most=10, by=SYSTEM) == 0
    a_round.refresh_from_db()
    assert a_round.waiting.split(":")[0] != old.split(":")[0]
    assert answers_waiting(a_round)[0]["answers"]["best"] == "Övningarna"
