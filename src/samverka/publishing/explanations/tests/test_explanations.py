"""A service in plain words: how hard to read before and after, and how many understood."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.engine.readability import lix
from samverka.publishing.explanations import actions
from samverka.publishing.explanations.models import PARTS, Explanation, ExplanationText
from samverka.publishing.explanations.queries import beside_one_another
from tests.people import TODAY
from tests.strict_html import hold_together

from .factories import (
    ASKED,
    HARD,
    PLAIN,
    answer,
    asked,
    explanation,
    facts,
    published,
    reviewed,
    second,
)


def at(cast, name: str, *keys) -> str:
    return reverse(f"explanations:{name}", args=[cast.programme.public_key, *keys])


def test_olga_writes_a_service_and_each_of_the_six_things_is_asked_for(cast, client):
    client.force_login(cast.olga.user)
    client.post(at(cast, "create"), {"name": "Stöd till föräldrar"})
    made = Explanation.objects.get()
    page = at(cast, "text", made.public_key, 1, "sv")
    for part in PARTS:
        refused = client.post(page, facts(PLAIN) | {part: ""})
        assert refused.status_code == 422, part
    assert client.post(page, facts(PLAIN)).status_code == 302
    assert ExplanationText.objects.get().complain == PLAIN


def test_lix_stands_before_and_after_beside_one_another(cast, client):
    made = explanation(cast)
    second(cast, made)
    client.force_login(cast.olga.user)
    page = client.get(at(cast, "detail", made.public_key))
    before, after = page.context["beside"]
    assert before.lix == lix("\n".join([HARD] * 6))
    assert before.lix.value > 60 > 30 > after.lix.value
    shown = page.content.decode()
    assert f"<strong>{before.lix.value:.0f}</strong>" in shown
    assert f"<strong>{after.lix.value:.0f}</strong>" in shown


def test_the_share_correct_is_shown_with_its_interval_and_fewer_than_five_are_held_back(
    cast, client
):
    made = explanation(cast)
    one = asked(cast, made.versions.get())
    for _person in range(4):
        answer(one, q1="a2", q2="a1")
    client.force_login(cast.olga.user)
    detail = at(cast, "detail", made.public_key)
    assert "Held back: fewer than five" in client.get(detail).content.decode()
    answer(one, q1="a1", q2="a1")
    understood = beside_one_another(made)[0].understood
    assert understood.answered == 5
    assert understood.whole.share == pytest.approx(0.9)
    # Wilson's interval of 4.5 of 5, by hand.
    assert understood.whole.low == pytest.approx(0.4629, abs=0.001)
    assert [round(share.share, 2) for _label, share in understood.questions] == [0.8, 1.0]
    assert "90 %" in client.get(detail).content.decode()


def test_before_stands_beside_after(cast):
    made = explanation(cast)
    before = asked(cast, made.versions.get())
    after = asked(cast, second(cast, made))
    for _person in range(5):
        answer(before, q1="a1", q2="a1")
        answer(after, q1="a2", q2="a1")
    shares = [one.understood.whole.share for one in beside_one_another(made)]
    assert shares == [0.5, 1.0]
    with pytest.raises(actions.Refused):
        actions.write_questions(explanation=made, questions=ASKED, on=TODAY, by=cast.olga)


def test_questions_are_written_on_a_page_and_answered_by_a_link(cast, client):
    made = explanation(cast)
    client.force_login(cast.olga.user)
    page = at(cast, "questions", made.public_key)
    typed = {"label_1_sv": "Vad kostar det?", "answers_1_sv": "100 kronor", "right_1": "1"}
    assert client.post(page, typed).status_code == 422
    two = typed | {"answers_1_sv": "100 kronor\nIngenting"}
    assert client.post(page, two | {"right_1": "3"}).status_code == 422
    assert client.post(page, two | {"right_1": "2"}).status_code == 302
    client.post(at(cast, "ask", made.public_key, 1), {"closes_on": "2026-04-01"})
    made.refresh_from_db()
    assert made.right_answers == {"q1": "a2"}
    link = reverse(
        "instruments_answer:by_link",
        args=[made.versions.get().comprehension.round.public_key],
    )
    assert link in client.get(at(cast, "detail", made.public_key)).content.decode()
    client.logout()
    answered = client.get(link)
    assert answered.status_code == 200
    assert "a2" not in made.instrument.name


def test_whoever_reads_a_service_answers_the_questions_on_it_without_signing_in(cast, client):
    text = published(cast)
    page = reverse("explanations_public:service", args=[text.explanation.public_key, "ar"])
    assert "instrument" not in client.get(page).content.decode()
    round = asked(cast, text).round
    link = reverse("instruments_answer:by_link", args=[round.public_key]) + "?language=ar"
    assert link in client.get(page).content.decode()
    begun = client.post(link, {"language": "ar"})
    answered = client.get(begun.url)
    assert "كم يكلف؟" in answered.content.decode()
    round.closes_on = round.opens_on = TODAY - dt.timedelta(days=1)
    round.save()
    assert link not in client.get(page).content.decode()


def test_anybody_reads_it_in_arabic_from_right_to_left_and_it_is_marked_as_a_draft(cast, client):
    made = published(cast)
    key = made.explanation.public_key
    page = client.get(reverse("explanations_public:service", args=[key, "ar"])).content.decode()
    assert '<article lang="ar" dir="rtl">' in page
    assert "data-leave" in page
    assert 'class="status waiting"' in page
    swedish = client.get(reverse("explanations_public:service", args=[key, "sv"]))
    assert "Samhällsvägledare" in swedish.content.decode()
    paper = client.get(reverse("explanations_public:paper", args=[key, "ar"]))
    assert paper.content.startswith(b"%PDF")
    assert b"/MarkInfo" in paper.content
    listed = client.get(reverse("explanations_public:every_service")).content.decode()
    assert reverse("explanations_public:service", args=[key, "ar"]) in listed


def test_nobody_outside_reads_what_is_not_published(cast, client):
    made = published(cast)
    page = reverse("explanations_public:service", args=[made.explanation.public_key, "sv"])
    client.force_login(cast.olga.user)
    client.post(at(cast, "withdraw", made.explanation.public_key, 2))
    client.logout()
    assert client.get(page).status_code == 404


def test_what_changes_after_a_review_is_a_draft_again(cast, client):
    made = explanation(cast)
    text = ExplanationText.objects.select_related("version__explanation").get()
    reviewed(text, cast.olga)
    client.force_login(cast.olga.user)
    page = at(cast, "text", made.public_key, 1, "sv")
    client.post(page, facts(HARD))
    text.refresh_from_db()
    assert not text.is_draft
    client.post(page, facts(PLAIN))
    text.refresh_from_db()
    assert text.is_draft


def test_a_published_version_does_not_change(cast, client):
    made = published(cast)
    client.force_login(cast.olga.user)
    page = at(cast, "text", made.explanation.public_key, 2, "sv")
    assert client.post(page, facts(HARD)).status_code == 422


def test_another_organisation_reads_and_does_not_write(cast, client):
    made = explanation(cast)
    client.force_login(cast.karin.user)
    assert client.get(at(cast, "detail", made.public_key)).status_code == 200
    page = at(cast, "text", made.public_key, 1, "sv")
    assert client.post(page, facts(PLAIN)).status_code == 403


def test_the_list_asks_ten_questions_at_most(cast, client, django_assert_max_num_queries):
    explanation(cast)
    client.force_login(cast.olga.user)
    client.get(at(cast, "list"))
    with django_assert_max_num_queries(14):
        client.get(at(cast, "list"))


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_what_anybody_reads_holds_together(cast, client, language):
    """To strict readers, in each language of the text and of the reader."""
    key = published(cast).explanation.public_key
    client.cookies["django_language"] = language
    texts = [reverse("explanations_public:service", args=[key, one]) for one in ("sv", "ar", "xx")]
    for url in (reverse("explanations_public:every_service"), *texts):
        hold_together(client.get(url).content.decode())
