"""Files as answers: sealed, of few kinds, for those who read each answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.register.instruments import actions
from samverka.register.instruments.models import AnswerFile, RoundReader
from samverka.register.instruments.queries import answers_of, token_of
from tests.people import person

from .factories import PDF, PROOF, a_round, asked, begun, instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    reader = actions.Reader(cast.gr, cast.petra.role, RoundReader.Sees.ANSWERS)
    return a_round(cast.olga, made=instrument(cast.olga, PROOF), readers=[reader])


@pytest.fixture
def amanda(cast, held):
    one = asked(held, person("Amanda", cast.gr), cast.gr, cast.olga)
    begun(one)
    return one


def sends(client, one, body: bytes, name: str = "betyg 2026.pdf", **more):
    url = reverse("instruments_answer:page", args=[token_of(one), 1])
    file = SimpleUploadedFile(name, body, "application/pdf")
    return client.post(url, {"a.proof": file, "deed": "next", **more})


def url_of(held) -> str:
    kept = AnswerFile.objects.select_related("response").get()
    return reverse("instruments:file", args=[held.public_key, kept.response.public_key, kept.item])


def test_a_file_is_sealed_and_opened_by_those_who_read_answers_only(client, cast, held, amanda):
    assert sends(client, amanda, PDF).status_code == 302
    kept = AnswerFile.objects.get()
    assert PDF not in bytes(kept.body)
    assert "betyg" not in str(kept.response.answers)
    assert answers_of(held)[0].answers == {"proof": "betyg_2026.pdf"}
    client.force_login(cast.petra.user)
    assert client.get(url_of(held)).content == PDF
    results = client.get(reverse("instruments:results", args=[held.public_key])).content.decode()
    assert "betyg_2026.pdf" in results
    for other, status in ((cast.olga, 403), (cast.eve, 404), (cast.ulla, 404)):
        client.force_login(other.user)
        assert client.get(url_of(held)).status_code == status


@pytest.mark.parametrize("body", [b"MZ program", b"<svg onload=alert(1)>", b"", PDF * 250_000])
def test_what_is_no_document_or_too_large_is_refused_with_a_sentence(client, amanda, body):
    answer = sends(client, amanda, body)
    assert answer.status_code == 422
    assert not AnswerFile.objects.exists()


def test_another_takes_its_place_and_it_can_be_taken_away(client, amanda):
    sends(client, amanda, PDF, deed="leave")
    sends(client, amanda, b"\x89PNG\r\n\x1a\n och mer", "bild.exe", deed="leave")
    kept = AnswerFile.objects.get()
    assert kept.kind == "image/png"
    url = reverse("instruments_answer:page", args=[token_of(amanda), 1])
    assert "bild.png" in client.get(url).content.decode()
    client.post(url, {"drop.proof": "1", "deed": "leave"})
    assert not AnswerFile.objects.exists()
    assert client.post(url, {"deed": "next"}).status_code == 422


def test_no_anonymous_round_asks_for_files(cast):
    with pytest.raises(actions.Refused):
        a_round(cast.olga, made=instrument(cast.olga, PROOF, name="Annat"), way="anonymous")


def test_a_name_that_nobody_asked_a_file_by_takes_none(cast, held, amanda):
    with pytest.raises(actions.UnknownItem):
        actions.keep_file(
            response=amanda.response,
            item="more",
            name="x.pdf",
            kind="application/pdf",
            body=PDF,
            on=held.opens_on,
            by=cast.olga,
        )
