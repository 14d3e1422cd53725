"""A month that was signed by hand is taken in with its paper, which nobody can change after."""

import datetime as dt
import hashlib
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.delivery.certification import actions, chain
from samverka.delivery.certification.models import Certificate, SignedPaper
from samverka.toolkit import keyring
from tests.people import person

from .factories import FEBRUARY, certified_month, certify, counts, course

SCAN = b"%PDF-1.7 Amina Exempel 2 h 30 min, underskrift"
SIGNED = dt.date(2026, 3, 3)


def page(name, cast, *keys):
    return reverse(f"certification:{name}", args=[cast.programme.public_key, *keys])


@pytest.fixture
def karin(cast, client):
    client.force_login(cast.karin.user)
    return client


@pytest.fixture
def amina(cast):
    made = person("Amina", cast.kungalv)
    counts(cast, course(cast, {made: [150]}))
    return made


def send(cast, client, somebody, body=SCAN, **other):
    """Karin writes what the paper says."""
    sent = {
        "file": SimpleUploadedFile("skannad.pdf", body),
        "signed_by": "Berta Exempel",
        "function": "Enhetschef",
        "signed_on": SIGNED.isoformat(),
        f"minutes_{somebody.public_key}": 150,
        f"once_{somebody.public_key}": "on",
    }
    url = page("take_in_paper", cast, "esf", "2026-02")
    return client.post(url, {**sent, **other}, follow=True)


def test_a_signed_paper_is_taken_in_with_who_signed_and_when(cast, karin, amina):
    text = send(cast, karin, amina).content.decode()
    made = Certificate.objects.get()
    assert (made.signed_on, made.function) == (SIGNED, "Enhetschef")
    assert made.paper_digest == hashlib.sha256(SCAN).hexdigest()
    assert [line.claimed for line in made.lines.all()] == [120]
    assert "Berta Exempel, Enhetschef" in text
    assert "On paper" in text


def test_digital_and_on_paper_are_told_apart_in_the_list_too(cast, karin, amina):
    send(cast, karin, amina)
    assert "on paper" in karin.get(page("overview", cast)).content.decode()
    other = person("Bo", cast.kungalv)
    counts(cast, course(cast, {other: [90]}, title="Januari", month=dt.date(2026, 1, 1)))
    digital = certify(cast, month=dt.date(2026, 1, 1))
    text = karin.get(page("certificate", cast, digital.public_key)).content.decode()
    assert "Digitally" in text
    assert "Signed by" not in text


def test_the_paper_is_sealed_and_comes_out_as_it_went_in(cast, karin, amina):
    send(cast, karin, amina)
    made = Certificate.objects.get()
    assert b"underskrift" not in bytes(made.paper.body)
    answer = karin.get(page("paper", cast, made.public_key))
    assert answer.content == SCAN
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")


def test_paper_and_digital_stand_in_one_chain(cast, karin, amina):
    send(cast, karin, amina)
    first = Certificate.objects.get()
    counts(cast, course(cast, {amina: [60]}, title="Till"))
    second = certify(cast)
    assert second.digest_before == first.digest
    assert chain.broken_link(cast.programme, cast.kungalv) is None
    Certificate.objects.filter(pk=first.pk).update(signed_on=dt.date(2026, 3, 9))
    assert chain.broken_link(cast.programme, cast.kungalv) == first


def test_a_paper_that_was_put_in_anothers_place_is_not_given_out(cast, karin, amina):
    send(cast, karin, amina)
    made = Certificate.objects.get()
    paper = SignedPaper.objects.get()
    paper.close(b"%PDF-1.7 something else")
    paper.save()
    answer = karin.get(page("paper", cast, made.public_key), follow=True)
    assert "not the one that was taken in" in answer.content.decode()


@pytest.mark.parametrize("body", [b"GIF89a", b"<html>", b"MZ\x90"])
def test_a_file_is_judged_by_what_is_in_it_and_not_by_its_name(cast, karin, amina, body):
    text = send(cast, karin, amina, body).content.decode()
    assert "no PDF, JPEG or PNG inside" in text
    assert "Berta Exempel" in text
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"\xff\xd8\xff\xe0 foto", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")],
)
def test_a_photograph_is_taken_as_well(cast, karin, amina, body, kind):
    send(cast, karin, amina, body)
    assert SignedPaper.objects.get().kind == kind


def test_a_file_above_the_limit_is_refused_with_what_one_can_do(cast, karin, amina, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    text = send(cast, karin, amina, SCAN + b" " * 2000).content.decode()
    assert "larger than 20 MB" in text
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("name", ["amina exempel", " Amina   Exempel"])
def test_nobodys_own_hours_are_signed_by_themself_on_paper_either(cast, karin, amina, name):
    text = send(cast, karin, amina, signed_by=name).content.decode()
    assert "Whoever signed the paper has own hours in it" in text


def test_who_takes_the_paper_in_has_no_own_hours_on_it(cast, karin, amina):
    """They say of each line whether it may be claimed."""
    amina.user = cast.karin.user
    amina.save()
    text = send(cast, karin, amina).content.decode()
    assert "Ask a colleague who may certify to take it in" in text
    assert not Certificate.objects.exists()


def test_guessing_a_name_does_not_tell_that_somebody_protected_is_in_the_month(cast, karin, amina):
    amina.is_protected = True
    amina.save()
    guessed = send(cast, karin, amina, signed_by="Amina Exempel").content.decode()
    assert "own hours" not in guessed
    assert Certificate.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-02-27", "before February 2026 was over"), ("2026-03-20", "has not come yet")],
)
def test_the_day_of_the_signature_is_after_the_month_and_not_to_come(
    cast, karin, amina, day, said
):
    assert said in send(cast, karin, amina, signed_on=day).content.decode()


def test_those_who_lead_see_that_there_is_a_paper_and_do_not_take_it_out(cast, karin, amina):
    send(cast, karin, amina)
    made = Certificate.objects.get()
    karin.force_login(cast.petra.user)
    text = karin.get(page("certificate", cast, made.public_key)).content.decode()
    assert "On paper" in text
    assert karin.get(page("paper", cast, made.public_key)).status_code == 403


def test_a_paper_with_a_protected_person_is_seen_by_those_named_for_them(cast, karin, amina):
    send(cast, karin, amina)
    made = Certificate.objects.get()
    amina.is_protected = True
    amina.save()
    assert karin.get(page("paper", cast, made.public_key)).status_code == 403
    text = karin.get(page("certificate", cast, made.public_key)).content.decode()
    assert "seen by those at the employer who see everybody on it" in text


def test_papers_are_sealed_anew_when_the_key_changes(cast, karin, amina, settings, tmp_path):
    # A file of its own: others seal with the common one meanwhile.
    settings.KEY_FILE = shutil.copy(settings.KEY_FILE, tmp_path / "keys.json")
    send(cast, karin, amina)
    before = bytes(SignedPaper.objects.get().body)
    keyring.add_encryption_key(settings.KEY_FILE)
    assert actions.seal_papers_anew(at_most=5, by=cast.ada) == 1
    assert actions.seal_papers_anew(at_most=5, by=cast.ada) == 0
    keyring.drop_old_encryption_keys(settings.KEY_FILE)
    made = Certificate.objects.get()
    assert bytes(made.paper.body) != before
    assert karin.get(page("paper", cast, made.public_key)).content == SCAN


def test_the_form_to_sign_and_the_certificate_of_a_paper_are_pdfs(cast, karin, amina):
    form = karin.get(page("form_pdf", cast, "esf", f"{FEBRUARY:%Y-%m}"))
    send(cast, karin, amina)
    made = Certificate.objects.get()
    for answer in (form, karin.get(page("certificate_pdf", cast, made.public_key))):
        assert answer.content.startswith(b"%PDF")


def test_a_month_that_is_certified_digitally_has_no_paper_to_take_out(cast, karin):
    made = certified_month(cast)
    assert karin.get(page("paper", cast, made.public_key)).status_code == 403


def test_a_wrong_scan_is_mended_by_a_next_version_and_the_same_scan_is_not_one(cast, karin, amina):
    send(cast, karin, amina, body=b"%PDF-1.7 another paper")
    send(cast, karin, amina)
    send(cast, karin, amina)
    first, second = Certificate.objects.order_by("number")
    assert second.paper_digest == hashlib.sha256(SCAN).hexdigest()
    assert SignedPaper.objects.get(certificate=first)
