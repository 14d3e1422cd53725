"""The text of an agreement, its commitments and its document."""

import datetime as dt
import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from samverka.register.agreements import actions
from samverka.register.agreements.actions.texts import Wording
from samverka.register.agreements.models import Agreement, AgreementPart
from samverka.register.agreements.queries import commitments_in
from tests.people import LONG_AGO, TODAY

from .factories import (
    agreement_of,
    commitment_of,
    five_parts,
    newest,
    newest_version,
    signed_by,
    stands,
)

YESTERDAY = TODAY - dt.timedelta(days=1)


def test_a_leader_draws_one_up_and_its_organisation_keeps_it(cast, client):
    client.force_login(cast.karin.user)
    parts = {f"part_{part}": f"Om {part}" for part in AgreementPart.Part.values}
    answer = client.post(
        reverse("agreements:create_local"),
        {"title": "LÖK Kungälv", "text": "Om barn", "last_day": "2027-12-31", **parts},
    )
    agreement = Agreement.objects.get()
    assert answer["Location"] == reverse("agreements:detail", args=[agreement.public_key])
    assert (agreement.keeper, agreement.kind) == (cast.kungalv, "local")
    assert newest_version(agreement).valid_to == dt.date(2028, 1, 1)
    assert not newest(agreement).empty_parts


def test_a_title_that_is_taken_is_refused_and_what_was_written_is_kept(cast, client):
    agreement_of(cast, title="Avtal")
    client.force_login(cast.petra.user)
    sent = {"title": "Avtal", "text": "Det jag skrev"}
    answer = client.post(reverse("agreements:create"), sent)
    assert answer.status_code == 422
    assert "Choose another title." in answer.content.decode()
    assert "Det jag skrev" in answer.content.decode()


def test_an_agreement_does_not_end_before_it_begins(cast, client):
    client.force_login(cast.petra.user)
    sent = {"title": "Avtal", "valid_from": "2026-05-01", "last_day": "2026-04-01"}
    answer = client.post(reverse("agreements:create"), sent)
    assert "It ends before it begins." in answer.content.decode()


def test_a_text_is_corrected_until_the_first_signature_and_then_stays(cast):
    agreement = agreement_of(cast)
    facts = {"agreement": agreement, "title": "Avtal", "by": cast.petra}
    actions.correct(**facts, wording=Wording(text="Rättat"))
    signed_by(agreement, cast.gr, by=cast.petra)
    with pytest.raises(actions.IsSigned, match="Make a new version"):
        actions.correct(**facts, wording=Wording(text="För sent"))
    assert newest_version(agreement).text == "Rättat"


@pytest.mark.parametrize("page", ["edit", "new_version"])
def test_a_form_of_an_agreement_leads_back_to_it(cast, client, page):
    agreement = agreement_of(cast, title="Avtal")
    if page == "new_version":
        signed_by(agreement, cast.gr, by=cast.petra)
    client.force_login(cast.petra.user)
    shown = client.get(reverse(f"agreements:{page}", args=[agreement.public_key]))
    back = reverse("agreements:detail", args=[agreement.public_key])
    assert f'class="back" href="{back}"' in shown.content.decode()


def test_a_new_version_comes_after_a_signed_one_only(cast):
    agreement = agreement_of(cast)
    with pytest.raises(actions.IsStillOpen, match="Correct that one instead"):
        actions.new_version(
            agreement=agreement, what_changed="Allt", wording=Wording(), by=cast.petra
        )


def test_what_was_signed_keeps_its_commitments(cast):
    agreement = agreement_of(cast)
    old = commitment_of(agreement, by=cast.petra)
    signed_by(agreement, cast.gr, by=cast.petra)
    with pytest.raises(actions.IsSigned):
        commitment_of(agreement, by=cast.petra, number="2")
    actions.new_version(agreement=agreement, what_changed="Nytt", wording=Wording(), by=cast.petra)
    with pytest.raises(actions.IsSigned):
        actions.correct_commitment(
            commitment=old, number="1", text="Annat", party=None, by=cast.petra
        )
    actions.end_commitment(commitment=old, by=cast.petra)
    new = commitment_of(agreement, by=cast.petra, number="2")
    both = stands(agreement)
    assert commitments_in(both.of(1).version) == [old]
    assert commitments_in(both.of(2).version) == [new]
    actions.keep_commitment(commitment=old, by=cast.petra)
    assert commitments_in(both.of(2).version) == [old, new]


def test_a_commitment_nobody_signed_is_corrected_or_gone(cast):
    agreement = agreement_of(cast)
    commitment = commitment_of(agreement, by=cast.petra)
    commitment_of(agreement, by=cast.petra, number="2")
    facts = {"commitment": commitment, "text": "Rättat", "party": None, "by": cast.petra}
    with pytest.raises(actions.NumberIsTaken):
        actions.correct_commitment(**facts, number="2")
    actions.correct_commitment(**facts, number="3")
    assert [each.number for each in commitments_in(newest_version(agreement))] == ["2", "3"]
    actions.end_commitment(commitment=commitment, by=cast.petra)
    assert [each.number for each in commitments_in(newest_version(agreement))] == ["2"]


def test_a_review_is_late_from_the_day_after(cast):
    due = agreement_of(cast, wording=Wording(review_on=TODAY), title="I dag")
    late = agreement_of(cast, wording=Wording(review_on=YESTERDAY), title="I går")
    assert not stands(due).review_is_late
    assert stands(late).review_is_late
    client = Client()
    client.force_login(cast.petra.user)
    address = reverse("agreements:detail", args=[late.public_key])
    assert ">Late<" in client.get(address).content.decode()


def test_the_document_has_the_five_parts_the_commitments_and_the_signatures(cast, client):
    agreement = agreement_of(cast, kind=Agreement.Kind.LOCAL, wording=five_parts())
    commitment_of(agreement, by=cast.petra)
    signed_by(agreement, cast.kungalv, by=cast.karin)
    client.force_login(cast.karin.user)
    address = reverse("agreements:document", args=[agreement.public_key, 1])
    shown = client.get(address).content.decode()
    for label in AgreementPart.Part.labels:
        assert f"<h3>{label}</h3>" in shown
    assert "Vi tar emot tillsammans." in shown
    assert "Förvaltningschef" in shown


def test_the_pdf_is_tagged_and_says_its_language_and_title(cast, client):
    agreement = agreement_of(cast, kind=Agreement.Kind.LOCAL, wording=five_parts())
    commitment_of(agreement, by=cast.petra)
    client.force_login(cast.karin.user)
    answer = client.get(reverse("agreements:pdf", args=[agreement.public_key, 1]))
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == agreement.title
        outline = [str(item.title) for item in document.open_outline().root[0].children]
    assert outline[:5] == [str(label) for label in AgreementPart.Part.labels]


def test_the_list_asks_the_same_few_questions_for_any_number(
    cast, client, django_assert_max_num_queries
):
    for number in range(12):
        agreement = agreement_of(cast, title=f"Avtal {number}")
        signed_by(agreement, cast.gr, by=cast.petra)
    client.force_login(cast.petra.user)
    client.get(reverse("agreements:list"))  # what one narrowed is remembered once
    with django_assert_max_num_queries(10):
        shown = client.get(reverse("agreements:list")).content.decode()
    assert shown.count("1/2") == 12


def test_others_do_not_find_it(cast, client):
    agreement = agreement_of(cast)
    assert not Agreement.objects.visible_to(cast.eve).exists()
    assert Agreement.objects.visible_to(cast.sara).get() == agreement
    assert Agreement.objects.visible_to(None).count() == 0


def test_an_agreement_from_long_ago_tells_its_last_day(cast, client):
    wording = Wording(valid_from=LONG_AGO, valid_to=dt.date(2024, 1, 1))
    agreement = agreement_of(cast, wording=wording)
    client.force_login(cast.petra.user)
    address = reverse("agreements:detail", args=[agreement.public_key])
    assert "The agreement held to Sunday 31 December 2023." in client.get(address).content.decode()


def test_the_list_is_narrowed_to_what_waits_or_is_late(cast, client):
    late = agreement_of(cast, wording=Wording(review_on=YESTERDAY), title="Gammal")
    signed_by(late, cast.gr, cast.kungalv, by=cast.petra)
    agreement_of(cast, title="Väntar")
    client.force_login(cast.petra.user)
    shown = {
        state: client.get(reverse("agreements:list"), {"state": state}).content.decode()
        for state in ("in_force", "late", "waiting")
    }
    assert ["Gammal" in shown[state] for state in shown] == [True, True, False]
    assert ["Väntar" in shown[state] for state in shown] == [False, False, True]
