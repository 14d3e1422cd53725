"""What households read in other languages: written and approved by people, else Swedish."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.guidance.matching import sentences
from samverka.guidance.matching.models import HouseholdSentence
from tests.people import TODAY
from tests.strict_html import hold_together

from .test_one_case import Told, anybody
from .test_rounds import as_

SWEDISH = sentences.in_file("sv")
ARABIC = reverse("household_sentences:language", args=["ar"])


@pytest.fixture
def ada(cast):
    return as_(cast.ada)


def read(client, *keys: str) -> list[str]:
    """The marks of what stands on the page now."""
    rows = client.get(ARABIC).context["rows"]
    return [one.mark for one in rows if not keys or one.key in keys]


def approved() -> set[str]:
    return set(HouseholdSentence.objects.exclude(approved_on=None).values_list("key", flat=True))


def write(client, key: str, text: str):
    return client.post(reverse("household_sentences:write", args=["ar", key]), {"text": text})


def undo(client, page):
    [said] = [one for one in page.context["messages"] if "/meningar/" in one.extra_tags]
    return client.post(said.extra_tags.split()[0], follow=True)


@pytest.mark.parametrize("language", sentences.to_translate())
def test_every_language_begins_with_a_draft_of_each_sentence(language):
    draft = sentences.in_file(language)
    assert draft.keys() == SWEDISH.keys()
    for key, text in draft.items():
        assert sentences.placeholders(text) == sentences.placeholders(SWEDISH[key]), key


def test_a_household_reads_a_language_when_all_is_approved_and_swedish_until_then(cast, ada):
    told = Told(cast)
    told.case.language = "ar"
    told.case.save()
    url = told.shown()
    first, *others = read(ada)
    ada.post(ARABIC, {"read": others, "knows": "on"})
    before = anybody().get(url)
    assert before.context["letter"].language == "sv"
    assert '<html lang="sv"' in before.content.decode()
    ada.post(ARABIC, {"read": [first], "knows": "on"})
    after = anybody().get(url)
    assert (after.context["letter"].language, after.context["letter"].is_reviewed) == ("ar", True)
    assert '<html lang="ar" dir="rtl"' in after.content.decode()
    assert SWEDISH["title"] not in after.content.decode()
    hold_together(after.content.decode())
    # A newer Swedish sentence takes the whole language away, and so does another translation.
    HouseholdSentence.objects.filter(key="why").update(swedish="Som det löd förut")
    assert anybody().get(url).context["letter"].language == "sv"
    ada.post(ARABIC, {"read": read(ada, "why"), "knows": "on"})
    assert anybody().get(url).context["letter"].language == "ar"
    write(ada, "free", "نص آخر")
    assert anybody().get(url).context["letter"].language == "sv"


def test_whoever_wrote_a_sentence_is_not_the_one_who_approves_it(cast, ada):
    write(ada, "title", "نص آخر")
    shown = ada.get(ARABIC).content.decode()
    assert "You wrote this: somebody else who knows the language approves it." in shown
    assert read(ada, "title")[0] not in shown
    refused = ada.post(ARABIC, {"read": read(ada, "title", "why"), "knows": "on"})
    assert refused.status_code == 422
    assert "ask somebody else to approve it" in refused.content.decode()
    assert not approved(), "all of them, or none"
    petra = as_(cast.petra)
    petra.post(ARABIC, {"read": read(petra, "title"), "knows": "on"})
    assert approved() == {"title"}
    # Petra changes it, and takes the change back: what stands there then Ada wrote.
    write(petra, "title", "نص ثالث")
    assert not approved()
    petra.post(reverse("household_sentences:as_before", args=["ar", "title"]))
    ada.post(ARABIC, {"read": read(ada, "title"), "knows": "on"})
    assert not approved()
    petra.post(ARABIC, {"read": read(petra, "title"), "knows": "on"})
    assert approved() == {"title"}


def test_the_database_itself_keeps_writer_and_approver_apart(cast):
    facts = {"swedish": SWEDISH["title"], "approved_on": TODAY, "text": "نص", "key": "title"}
    ada = cast.ada.user
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdSentence.objects.create(**facts, language="ar", written_by=ada, approved_by=ada)
    other = cast.petra.user
    HouseholdSentence.objects.create(**facts, language="ar", written_by=other, approved_by=ada)


def test_who_approved_and_when_stands_beside_it(cast, ada):
    page = ada.post(ARABIC, {"read": read(ada, "title"), "knows": "on"}, follow=True)
    row = HouseholdSentence.objects.get()
    assert (row.key, row.approved_by, row.approved_on) == ("title", cast.ada.user, TODAY)
    assert f"{cast.ada.user.name}, " in page.content.decode()
    assert Event.objects.filter(verb="matching.sentence_approved").count() == 1
    hold_together(page.content.decode())


def test_only_whoever_says_that_they_know_the_language_approves(ada):
    answer = ada.post(ARABIC, {"read": read(ada, "title")})
    assert answer.status_code == 422
    assert "Only somebody who knows the language approves" in answer.content.decode()
    assert not approved()


def test_nobody_approves_what_was_changed_while_they_read(cast, ada):
    marks = read(ada, "title", "why")
    write(as_(cast.petra), "title", "نص آخر")
    answer = ada.post(ARABIC, {"read": marks, "knows": "on"})
    assert answer.status_code == 422
    assert "was changed since you opened the page" in answer.content.decode()
    assert not approved(), "all of them, or none"


@pytest.mark.parametrize(
    "text", ["نقترح عليكم", "{place} {day}", "{place", "{place!r}", "{place:>9}", "{}"]
)
def test_what_is_filled_in_is_the_same_as_in_swedish(ada, text):
    answer = write(ada, "proposed", text)
    assert answer.status_code == 422
    assert "Write {place} with its brackets" in answer.content.decode()
    assert not HouseholdSentence.objects.exists()
    assert write(ada, "proposed", "{place}: اقتراحنا").status_code == 302


def test_an_approval_falls_with_the_swedish_and_with_the_text(ada):
    ada.post(ARABIC, {"read": read(ada, "title", "why"), "knows": "on"})
    HouseholdSentence.objects.filter(key="why").update(swedish="Som det löd förut")
    page = ada.get(ARABIC)
    assert "The Swedish has changed since it was approved" in page.content.decode()
    assert [one.key for one in page.context["rows"] if one.is_approved] == ["title"]
    write(ada, "title", "نص آخر")
    assert approved() == {"why"}


def test_a_text_and_an_approval_are_taken_back(ada):
    was = sentences.in_file("ar")["title"]
    answer = ada.post(
        reverse("household_sentences:write", args=["ar", "title"]), {"text": "نص"}, follow=True
    )
    undo(ada, answer)
    assert HouseholdSentence.objects.get().text == was
    answer = ada.post(ARABIC, {"read": read(ada, "title", "why"), "knows": "on"}, follow=True)
    assert approved() == {"title", "why"}
    undo(ada, answer)
    assert not approved()
    ada.post(ARABIC, {"read": read(ada, "title"), "knows": "on"})
    ada.post(reverse("household_sentences:approve_no_more", args=["ar", "title"]))
    assert not approved()


def test_the_pages_ask_few_questions(ada, django_assert_max_num_queries):
    ada.post(ARABIC, {"read": read(ada), "knows": "on"})
    ada.get(ARABIC)
    for url in (ARABIC, reverse("household_sentences:languages")):
        with django_assert_max_num_queries(10):
            hold_together(ada.get(url).content.decode())
