"""The finder: what one reads, changes from a day on, and counts without telling of anybody."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.guidance.pathways import actions
from samverka.guidance.pathways.models import Occupation, Pathway, PathwayFact, PathwayUse
from tests.people import TODAY

from .factories import SINCE, SOURCED, fact, occupation

pytestmark = pytest.mark.django_db
ASKED = {
    "regulation": "licence",
    "authority": "Vintermyndigheten",
    "law": "snölagen (2026:1)",
    "form": "recognition",
    "source": "Vintermyndigheten",
    "read_on": "2026-03-16",
    "is_verified": "on",
    "valid_from": "2026-03-16",
}


def page(client, name: str, *keys) -> str:
    return client.get(reverse(f"pathways:{name}", args=keys)).content.decode()


def send(client, name: str, /, *keys, **data):
    return client.post(reverse(f"pathways:{name}", args=keys), data)


def test_the_page_says_what_it_rests_on_and_what_nobody_has_verified(cast, client):
    made = occupation(is_verified=False)
    fact(made)
    fact(made, "payment", text="Kommunen, kanske.", is_verified=False)
    client.force_login(cast.sara.user)
    shown = page(client, "detail", made.public_key)
    assert shown.count("Not verified") == 2
    assert 'href="https://example.org/regler"' in shown
    assert "Visa vad du kan." in shown
    assert 'lang="sv"' in shown


def test_asking_goes_to_the_question_desk_with_the_occupation(cast, client):
    made = occupation()
    client.force_login(cast.sara.user)
    url = client.get(reverse("pathways:detail", args=[made.public_key])).context["ask_url"]
    assert "Snöskottare" in client.get(url).content.decode()


def test_the_list_asks_the_same_for_one_and_for_many(cast, client, django_assert_max_num_queries):
    occupation()
    client.force_login(cast.karin.user)
    for number in range(12):
        occupation(f"Yrke {number}")
    with django_assert_max_num_queries(10):
        client.get(reverse("pathways:list"))
    with django_assert_max_num_queries(10):
        client.get(reverse("pathways:list"), {"q": "skotare"})


# --- A regulated occupation ------------------------------------------------------------------


def test_the_database_refuses_a_regulated_occupation_with_industry_validation_alone(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        occupation(regulation="licence", authority="Någon", law="En lag", form="industry")


def test_the_form_says_why_and_keeps_what_was_written(cast, client):
    made = occupation()
    client.force_login(cast.petra.user)
    answer = send(client, "pathway", made.public_key, **ASKED | {"form": "industry"})
    assert answer.status_code == 422
    assert "the authority decides" in answer.content.decode()
    assert "Vintermyndigheten" in answer.content.decode()
    assert Pathway.objects.filter(occupation=made).count() == 1


def test_the_action_refuses_it_too(cast):
    values = {"regulation": "title", "form": "industry", "authority": "A", "law": "B", **SOURCED}
    with pytest.raises(actions.IndustryAlone):
        actions.set_pathway(
            occupation=occupation(), values=values, valid_from=TODAY, by=cast.petra
        )


def test_the_industry_may_stand_beside_what_the_authority_decides(cast, client):
    made = occupation(regulation="licence", authority="Någon", law="En lag", form="recognition")
    client.force_login(cast.petra.user)
    told = {"form": "industry", "text": "Branschens prov.", **ASKED}
    told["form"] = "industry"
    send(client, "fact", made.public_key, "further", **told)
    shown = page(client, "detail", made.public_key)
    assert "Branschens prov." in shown
    assert "These do not replace what the authority decides" in shown


def test_regulated_without_authority_and_law_is_refused(cast, client):
    made = occupation()
    client.force_login(cast.petra.user)
    answer = send(client, "pathway", made.public_key, **ASKED | {"law": ""})
    assert "needs both who decides and the law" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        occupation("Annat", regulation="title", form="recognition")


# --- Changes hold from a day ------------------------------------------------------------------


def test_what_held_before_a_change_is_kept_with_its_days(cast, client):
    made = occupation()
    client.force_login(cast.ada.user)
    assert send(client, "pathway", made.public_key, **ASKED).status_code == 302
    before, now = Pathway.objects.filter(occupation=made).order_by("valid_from")
    assert (before.valid_from, before.valid_to) == (SINCE, TODAY)
    assert (now.regulation, now.valid_to) == ("licence", None)
    shown = page(client, "detail", made.public_key)
    assert "At other times" in shown
    assert Event.objects.filter(verb="pathways.pathway_set").count() == 1


def test_a_fact_is_written_anew_and_the_earlier_is_kept(cast, client):
    made = occupation()
    fact(made)
    client.force_login(cast.petra.user)
    send(client, "fact", made.public_key, "how", **ASKED, text="Gör så här i stället.")
    shown = page(client, "detail", made.public_key)
    assert "Gör så här i stället." in shown
    assert "Visa vad du kan." not in shown
    assert PathwayFact.objects.get(text="Visa vad du kan.").valid_to == TODAY


def test_nothing_is_slipped_in_before_what_stands(cast, client):
    made = occupation()
    client.force_login(cast.petra.user)
    answer = send(client, "pathway", made.public_key, **ASKED | {"valid_from": "2025-01-01"})
    assert "2026-01-01" in answer.content.decode()
    assert answer.status_code == 422


def test_a_fact_no_longer_shown_can_be_shown_again(cast, client):
    made = occupation()
    old = fact(made)
    client.force_login(cast.petra.user)
    send(client, "end", made.public_key, old.public_key)
    assert "Visa vad du kan." not in page(client, "detail", made.public_key)
    send(client, "keep", made.public_key, old.public_key)
    assert "Visa vad du kan." in page(client, "detail", made.public_key)


def test_a_fact_that_began_today_cannot_end_today(cast, client):
    made = occupation()
    young = fact(made, valid_from=TODAY)
    client.force_login(cast.petra.user)
    send(client, "end", made.public_key, young.public_key)
    assert PathwayFact.objects.get(pk=young.pk).valid_to is None


def test_an_occupation_is_added_and_found_by_its_words(cast, client):
    client.force_login(cast.petra.user)
    send(client, "add", code="6111", name="Bonde", words="lantbrukare, farmer")
    made = Occupation.objects.get(name="Bonde")
    send(client, "edit", made.public_key, code="6111", name="Bonde", words="odlare")
    found = client.get(reverse("pathways:list"), {"q": "odlare"})
    assert [row.name for row in found.context["listing"].page] == ["Bonde"]
    assert send(client, "add", code="6111", name="Bonde", words="").status_code == 422
    assert send(client, "add", code="61", name="Kort kod", words="").status_code == 422


# --- Counting ---------------------------------------------------------------------------------


def test_uses_are_numbers_of_a_day_and_no_person_is_kept_anywhere(cast, client):
    made = occupation()
    client.force_login(cast.sara.user)
    before = Event.objects.count()
    for _ in range(3):
        send(client, "use", made.public_key, outcome="shown")
    [row] = PathwayUse.objects.values()
    assert (row["day"], row["outcome"], row["times"]) == (TODAY, "shown", 3)
    assert set(row) == {"id", "occupation_id", "day", "outcome", "times"}
    assert Event.objects.count() == before


def test_few_are_not_told_apart(cast, client):
    made = occupation()
    client.force_login(cast.sara.user)
    for _ in range(4):
        send(client, "use", made.public_key, outcome="applied")
    assert "fewer than five" in page(client, "detail", made.public_key)
    send(client, "use", made.public_key, outcome="applied")
    assert "<dd>5</dd>" in page(client, "detail", made.public_key)


def test_a_count_is_taken_back_until_nothing_is_left(cast, client):
    made = occupation()
    client.force_login(cast.sara.user)
    send(client, "use", made.public_key, outcome="shown")
    send(client, "take_back", made.public_key, "shown")
    assert PathwayUse.objects.get().times == 0
    send(client, "take_back", made.public_key, "shown")
    assert PathwayUse.objects.get().times == 0
